"""Finding suspicions: each kind is one function of a dataset, a framework and the measured values."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from smartscore.dataset import Dataset, examined_columns
from smartscore.dataset.key_faults import lost_zeros, two_keys, two_spellings
from smartscore.errors import DatasetError, Problem, Suspicion, UsageError, hint
from smartscore.model import Framework
from smartscore.rules import Array
from smartscore.suspicions.distributions import constants, outliers
from smartscore.suspicions.placeholders import placeholders
from smartscore.suspicions.scales import beyond_percents, share_cells, share_scales, thousands_scales
from smartscore.suspicions.total_rows import total_rows
from smartscore.suspicions.year_jumps import year_jumps

#: Finds the suspicions of one kind, in a dataset whose values by node are these.
Finder = Callable[[Dataset, Framework, Mapping[str, Array]], Iterable[Suspicion]]


def _of_keys(find: Callable[[Dataset], Iterable[Suspicion]]) -> Finder:
    """Give the finder of suspicions that are about keys alone."""
    return lambda dataset, _framework, _measured: find(dataset)


def _of_reading(dataset: Dataset, code: str) -> list[Suspicion]:
    """Give the suspicions of a kind that were found when several files were put together."""
    return [one for one in dataset.suspicions if one.code == code]


def _keys_apart(dataset: Dataset) -> list[Suspicion]:
    """Give the files that meet nowhere, unless it is told already which of their keys may be one."""
    told = (suspicion for find in (lost_zeros, two_keys, two_spellings) for suspicion in find(dataset))
    apart = _of_reading(dataset, "keys_apart")
    return [] if apart and next(told, None) is not None else apart


#: The finder of each code, in the order in which they are told.
FINDERS: Mapping[str, Finder] = {
    "total_row": total_rows,
    "placeholder": placeholders,
    "share_scale": share_scales,
    "share_cell": share_cells,
    "beyond_percent": beyond_percents,
    "thousands_scale": thousands_scales,
    "year_jump": year_jumps,
    "outlier": outliers,
    "constant": constants,
    "unknown_area": _of_keys(lambda dataset: _of_reading(dataset, "unknown_area")),
    "lost_zero": _of_keys(lost_zeros),
    "two_keys": _of_keys(two_keys),
    "two_spellings": _of_keys(two_spellings),
    "keys_apart": _of_keys(_keys_apart),
}
CODES = tuple(FINDERS)


def find_suspicions(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> tuple[Suspicion, ...]:
    """Find everything in a dataset that is probably wrong and moves scores by this framework.

    A dataset that was read from no file is taken as it is: who made it in a program knows what is in it.
    """
    if not dataset.files:
        return ()
    finite = {name: np.where(np.isinf(values), np.nan, values) for name, values in measured.items()}
    return tuple(suspicion for find in FINDERS.values() for suspicion in find(dataset, framework, finite))


def trusted_columns(
    dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]] = frozenset
) -> tuple[dict[str, Array], tuple[Suspicion, ...]]:
    """Give the checked columns of a dataset with merged columns, and the suspicions that stand beside a result.

    Raises:
        DatasetError: with every problem, and every suspicion that stops an assessment and was not accepted.
    """
    measured, problems = examined_columns(dataset, framework, elsewhere)
    suspicions = find_suspicions(dataset, framework, measured)
    if refused := [*problems, *refusing(dataset, suspicions)]:
        raise DatasetError(refused)
    return measured, suspicions


def refusing(dataset: Dataset, suspicions: Sequence[Suspicion]) -> list[Suspicion]:
    """Give the suspicions that stop an assessment: those that move ranks or scores and were not accepted."""
    return [one for one in suspicions if one.refuses and not one.is_accepted(dataset.accepted)]


def require_known(accepted: Collection[str]) -> None:
    """Refuse to accept a suspicion of a kind that there is not, with the nearest one.

    Raises:
        UsageError: with all such codes.
    """
    wrong = [name for name in accepted if name.partition(":")[0] not in CODES]
    if wrong:
        raise UsageError(Problem("unknown_suspicion", {"found": name, "hint": hint(name, CODES)}) for name in wrong)
