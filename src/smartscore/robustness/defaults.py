"""What is assumed where nobody says it: enough to print the interval of every rank beside the ranking."""

from collections.abc import Iterator

import numpy as np

from smartscore.aggregates import Arithmetic, Geometric, is_own
from smartscore.engine import Assessment
from smartscore.framework_file import BUILT_IN
from smartscore.model import Dimension, Framework, Methods
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    LeaveOut,
    Nominal,
    WeightNoise,
)
from smartscore.robustness.uncertainty import Uncertainty, uncertainty
from smartscore.rules import answers
from smartscore.rules.relative import MinMax

#: By how much weights move, as a share of themselves, and bounds that rest on judgement, of the distance of both.
WEIGHTS, BOUNDS = 0.25, 0.1
#: How many draws an interval beside a ranking rests on, and on how few it may rest at most.
DRAWS, FEWEST = 1000, 200
#: What these draws may cost: values scored in all draws.
_CELLS = 32_000_000
_SINGLE = 20  # as often as that longer, where the code of others is called draw by draw
_Z_SCORES = {"zscore": {"mean": 0.5, "sd": 0.2}}


def default_assumptions(assessment: Assessment, methods: Methods = BUILT_IN) -> Assumptions:
    """Give the assumptions that suit a framework.

    Weights move by 25 %, bounds that rest on judgement by 10 % of the distance between both, one indicator is left out,
    and where the framework permits it, the index is an arithmetic or a geometric mean (scores cannot be negative), or
    indicators are normalised by min-max or z-scores (all of them are relative, by min-max).
    """
    return Assumptions(_defaults(assessment.definition, Nominal(assessment, methods)))


def _defaults(framework: Framework, nominal: Nominal) -> Iterator[Assumption]:
    if any(len(node.members) > 1 for node in framework.dimensions):
        yield WeightNoise(WEIGHTS)
    bounds = BoundShift(BOUNDS)
    if bounds.moving(nominal):
        yield bounds
    if all(type(node.rule) is MinMax for node in framework.indicators):
        yield Alternatives("indicators.rule", ("minmax", _Z_SCORES), id="normalisation")
    elif permits_geometric(framework):
        yield Alternatives("index.aggregate", ("arithmetic", "geometric"), id="aggregation")
    one_out = LeaveOut()
    if len(one_out.names(nominal)) > 2:
        yield one_out


def permits_geometric(framework: Framework) -> bool:
    """Tell whether the index may as well be a geometric as an arithmetic mean: no score below it can be negative."""
    index = framework.index
    if type(index.aggregate) not in (Arithmetic, Geometric) or len(index.members) < 2 or index.missing == "pool":
        return False
    return framework.scale[0] >= 0 and all(answers.is_held(node.rule) for node in framework.walk())


def default_uncertainty(assessment: Assessment, by: str | None = None) -> Uncertainty | None:
    """Draw the default assumptions, in well under half a second; None where there is nothing to rank or too much.

    The draws are fewer where there are many cities, and none where they would be too few to say anything.
    """
    draws = default_draws(assessment)
    known = int((~np.isnan(assessment.index.to_numpy(dtype=float))).sum())
    assumptions = default_assumptions(assessment)
    if known < 2 or not draws or not assumptions.items:
        return None
    return uncertainty(assessment, assumptions, draws=draws, nodes=["index"], by=by)


def default_draws(assessment: Assessment) -> int:
    """Give how many draws can be made beside a ranking, 0 where it would be too few."""
    framework = assessment.definition
    cells = len(assessment.rows) * len(framework.nodes)
    own = all(is_own(node.aggregate) for node in framework.dimensions if isinstance(node, Dimension))
    draws = min(DRAWS, _CELLS // max(1, cells * (1 if own else _SINGLE)))
    return draws if draws >= FEWEST else 0
