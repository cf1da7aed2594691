"""What one change alone does to all ranks: one assumption at a time, and one indicator or dimension left out."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Dimension, Framework, Methods, Node
from smartscore.robustness.assumptions import Assumptions, LeaveOut, Nominal
from smartscore.robustness.sensitivity.nominal_ranks import NominalRanks
from smartscore.robustness.sensitivity.rank_change import mean_absolute_rank_change, rank_correlation
from smartscore.robustness.sensitivity.trials import Kind, Option, Trial, trial, trial_rows
from smartscore.robustness.uncertainty.run import Progress, Sampler
from smartscore.robustness.uncertainty.tally import quantiles_of_draws
from smartscore.rounding import TIE, without_noise
from smartscore.rules import Array

#: How many draws show what an assumption does alone, where it is no list of options.
DRAWS = 200
_FEWEST = 20
_BUDGET = 2**23  # scores of draws that are kept, which are 64 MB then
_LOW, _MIDDLE, _HIGH = SHARES = (0.05, 0.5, 0.95)


@frozen
class Change:
    """What a change alone does to all ranks: of an assumption, or a node that is left out.

    `option` is what a framework file would say: a word or a number, empty for draws and for what is left out.
    `mean_rank_change` is the mean absolute rank change, the median where there are several draws, of which 95 % do not
    exceed `mean_rank_change_high`. `greatest_change` is the greatest change of rank of one city, that in `row` (of
    those that change alike, the first by its key; None where no rank changes): above 0 it falls behind. `correlation`
    is Spearman's, of all ranks with the nominal ones. `score_change` is the least and the greatest change of the index
    of a city. Of draws, both changes are those that 5 % of the draws exceed. `lost` cities have a nominal rank, and
    none in some draw. What cannot be told, since there are no ranks, is NaN.
    """

    changed: str
    kind: Kind
    option: Option
    draws: int
    mean_rank_change: float
    mean_rank_change_high: float
    greatest_change: float
    row: int | None
    correlation: float
    score_change: tuple[float, float]
    lost: int


def one_at_a_time(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions,
    *,
    draws: int = DRAWS,
    seed: int = 1,
    sampler: Sampler = "random",
    refit: bool = True,
    by: str | None = None,
    methods: Methods = BUILT_IN,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """Change one assumption at a time, all else as assessed, and give what that does, in the order of the assumptions.

    Of `Alternatives` and of up to 20 named sets of weights that is every option that is possible, the one that holds
    among them, of a `Spread` the 5 % and the 95 % quantile, and of others so many draws (fewer where they would not
    fit into 64 MB). `progress` is told how many runs are done, of how many.

    Raises:
        UsageError: for assumptions that do not apply, with every problem; for no such column `by`; for draws below 1.
        RuleError: where a rule or an aggregate is not defined in a run, naming the node.
    """
    if draws < 1:
        raise UsageError(Problem("draws_not_positive", {"found": draws}))
    nominal = Nominal(assessment, methods)
    assumptions.require(nominal)
    ranks, draws = NominalRanks.of(nominal, by), _that_fit(draws, assessment)
    done, total = 0, one_at_a_time_rows(assessment, assumptions, draws)
    found: list[Change] = []
    for one in assumptions:
        tried = trial(one, nominal, draws, seed, sampler)
        found += _changes(ranks, tried, refit=refit)
        done += len(tried.design)
        if progress is not None:
            progress(done, total)
    return tuple(found)


def one_at_a_time_rows(assessment: Assessment, assumptions: Assumptions, draws: int = DRAWS) -> int:
    """Give how many runs `one_at_a_time` makes."""
    return sum(trial_rows(one, _that_fit(draws, assessment)) for one in assumptions)


def _that_fit(draws: int, assessment: Assessment) -> int:
    return min(draws, max(_FEWEST, _BUDGET // max(1, len(assessment.rows))))


def _changes(ranks: NominalRanks, tried: Trial, *, refit: bool) -> Iterator[Change]:
    scores = ranks.scored(Assumptions([tried.assumption]), tried.design, refit=refit)
    for kind, option, rows in tried.parts:
        yield _change(ranks, scores[rows], (tried.assumption.id, kind, option))


def leave_one_out(
    assessment: Assessment,
    of: Sequence[str] = (),
    *,
    refit: bool = True,
    by: str | None = None,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """Leave out one node at a time, its weight 0, and give what that does to all ranks, the greatest effect first.

    `of` are the nodes, by default every indicator and the dimensions directly below the index. Nodes without a share
    of the index, or with all of it, are not among them. A dimension of which nothing is left is out too. `progress`
    is told how many runs are done, of how many.

    Raises:
        UsageError: for names of no node, with all of them; for no such column `by`.
        RuleError: where an aggregate is not defined without a node, naming the dimension.
    """
    nominal, asked = Nominal(assessment), tuple(of)
    if asked:
        _leaving(asked).require(nominal)
    ranks, names = NominalRanks.of(nominal, by), left_out_names(assessment.definition, asked)
    leaving, count = _leaving(names), len(names)
    chunk = max(1, _that_fit(count, assessment))
    found: list[Change] = []
    for start in range(0, count, chunk):
        part = names[start : start + chunk]
        numbers = (np.arange(start, start + len(part)) + 0.5) / (count + 1)  # each falls on one node
        scores = ranks.scored(leaving, numbers[:, None], refit=refit)
        found += [_change(ranks, one[None], (name, "left_out", "")) for name, one in zip(part, scores, strict=True)]
        if progress is not None:
            progress(start + len(part), count)
    return tuple(sorted(found, key=_effect))


def _leaving(names: Sequence[str]) -> Assumptions:
    of: Any = tuple(names)
    return Assumptions([LeaveOut(of=of)])


def _effect(change: Change) -> float:
    return np.inf if np.isnan(change.mean_rank_change) else -change.mean_rank_change


def left_out_names(framework: Framework, of: Sequence[str] = ()) -> list[str]:
    """List the nodes that `leave_one_out` leaves out, in the order of the framework."""
    top, shares = {member.id for member in framework.index.members}, framework.shares

    def is_meant(node: Node) -> bool:
        return node.id in of if of else not isinstance(node, Dimension) or node.id in top

    each = [node.id for node in framework.nodes.values() if node.id != "index" and is_meant(node)]
    return [name for name in each if TIE < shares[name] < 1 - TIE]


def _change(ranks: NominalRanks, scores: Array, what: tuple[str, Kind, Option]) -> Change:
    """Say what scores, (draws, cities), are beside the nominal ones."""
    drawn = ranks.ranker.ranks(scores)
    means = mean_absolute_rank_change(drawn, ranks.ranks)
    alike = rank_correlation(drawn, ranks.ranks, ranks.groups)
    greatest, row = _greatest(ranks, quantiles_of_draws(drawn - ranks.ranks, (_LOW, _HIGH)))
    least, most = _ends(ranks, scores)
    middle, high = quantiles_of_draws(means[:, None], (_MIDDLE, _HIGH))[:, 0].tolist()
    return Change(
        *what,
        draws=len(scores),
        mean_rank_change=middle,
        mean_rank_change_high=high,
        greatest_change=greatest,
        row=row,
        correlation=float(quantiles_of_draws(alike[:, None], (_MIDDLE,))[0, 0]),
        score_change=(least, most),
        lost=int((np.isnan(drawn).any(axis=0) & ~np.isnan(ranks.ranks)).sum()),
    )


def _ends(ranks: NominalRanks, scores: Array) -> tuple[float, float]:
    """Give the least and the greatest change of a score, without the noise of sums."""
    low, high = quantiles_of_draws(scores - ranks.scores, (_LOW, _HIGH))
    if np.isnan(low).all():
        return np.nan, np.nan
    found = without_noise([np.nanmin(low), np.nanmax(high)], ranks.nominal.assessment.framework.scale)
    return float(found[0]), float(found[1])


def _greatest(ranks: NominalRanks, ends: Array) -> tuple[float, int | None]:
    """Give the greatest change, and the row of its city, by the ends of those of every city: (2, cities)."""
    low, high = ends
    change = np.where(np.abs(high) >= np.abs(low), high, low)
    if np.isnan(change).all():
        return np.nan, None
    far = np.abs(change)
    rows = np.flatnonzero(far >= np.nanmax(far) - TIE)
    if far[rows[0]] <= TIE:
        return 0.0, None
    keys = ranks.nominal.assessment.keys
    row = min(rows.tolist(), key=lambda place: str(keys[place]))
    return float(change[row]), row
