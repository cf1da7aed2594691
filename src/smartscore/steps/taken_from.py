"""What is taken from the index of another agency counts as the lowest value until it is known."""

import math

from attrs import evolve

from smartscore.errors import FrameworkError, Problem
from smartscore.model import Framework, Indicator
from smartscore.rules import answers
from smartscore.steps.impute import Impute

#: What the variant of a framework says whose gaps count as lowest values.
PROVISIONAL = "provisional"


def provisional(framework: Framework) -> Framework:
    """Give a copy in which a missing value that is taken from the index of another agency counts as the lowest one.

    The lowest is the end of the domain that scores worst; indicators without `taken_from`, or whose domain has no such
    end, keep their gaps. What is filled in is counted as imputed, and the variant of the copy says `provisional`.

    Raises:
        FrameworkError: if the framework has no indicator whose value is taken from elsewhere and has a lowest one.
    """
    by_value: dict[float, list[str]] = {}
    for node in framework.indicators:
        if node.taken_from and math.isfinite(lowest := _lowest(node)):
            by_value.setdefault(lowest, []).append(node.id)
    if not by_value:
        raise FrameworkError(Problem("nothing_taken_from_elsewhere", {"framework": framework.name}))
    steps = [Impute("constant", value=value, columns=names, provisional=True) for value, names in by_value.items()]
    variant = f"{framework.variant} {PROVISIONAL}".strip()
    return evolve(framework, variant=variant, steps=[*framework.steps, *steps])


def _lowest(node: Indicator) -> float:
    """Give the end of the domain of an indicator that scores worst; NaN where there is none."""
    domain = node.possible
    if domain is None or node.rule is None or (better := answers.better(node.rule)) == "target":
        return math.nan
    return domain.low if better == "higher" else domain.high
