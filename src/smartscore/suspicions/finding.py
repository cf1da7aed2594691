"""Finding suspicions: each kind is one function of a dataset, a framework and the measured values."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from smartscore.dataset import Dataset
from smartscore.errors import DatasetError, Problem, Suspicion, UsageError, hint
from smartscore.model import Framework
from smartscore.rules import Array

#: Finds the suspicions of one kind, in a dataset whose values by node are these.
Finder = Callable[[Dataset, Framework, Mapping[str, Array]], Iterable[Suspicion]]

#: The finder of each code, in the order in which they are told.
FINDERS: Mapping[str, Finder] = {}
CODES = tuple(FINDERS)


def find_suspicions(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> tuple[Suspicion, ...]:
    """Find everything in a dataset that is probably wrong and moves scores by this framework."""
    return tuple(suspicion for find in FINDERS.values() for suspicion in find(dataset, framework, measured))


def settle(dataset: Dataset, suspicions: Sequence[Suspicion]) -> tuple[Suspicion, ...]:
    """Give the suspicions that stand beside a result: those that were accepted, and those that refuse nothing.

    Raises:
        DatasetError: with all that stop an assessment and were not accepted.
    """
    refused = [one for one in suspicions if one.refuses and not one.is_accepted(dataset.accepted)]
    if refused:
        raise DatasetError(refused)
    return tuple(suspicions)


def require_known(accepted: Collection[str]) -> None:
    """Refuse to accept a suspicion of a kind that there is not, with the nearest one.

    Raises:
        UsageError: with all such codes.
    """
    wrong = [name for name in accepted if name.partition(":")[0] not in CODES]
    if wrong:
        raise UsageError(Problem("unknown_suspicion", {"found": name, "hint": hint(name, CODES)}) for name in wrong)
