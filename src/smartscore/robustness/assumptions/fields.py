"""What the fields of assumptions must be."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import Attribute

from smartscore.errors import FrameworkError, Problem, hint

_ID = r"[a-z][a-z0-9_]*"
_SUM_TIE = 1e-9


def names(given: str | Iterable[str]) -> tuple[str, ...]:
    """Give names in a tuple; one alone may stand without a list."""
    return (given,) if isinstance(given, str) else tuple(given)


def named(_instance: object, _attribute: "Attribute[str]", value: str) -> None:
    """Validate the id of an assumption."""
    if not re.fullmatch(_ID, value):
        raise FrameworkError(Problem("id_malformed", {"found": value}))


def positive_share(_instance: object, attribute: "Attribute[float]", value: float) -> None:
    """Validate that a share is above 0 and at most 1."""
    if not 0 < value <= 1:
        raise FrameworkError(Problem("share_not_positive", {"name": attribute.name, "found": value}))


def positive_number(_instance: object, attribute: "Attribute[Any]", value: float | None) -> None:
    """Validate that a number, where there is one, is finite and above 0."""
    if value is not None and not (math.isfinite(value) and value > 0):
        raise FrameworkError(Problem("bound_not_positive", {"name": attribute.name, "found": value}))


def unknown_names(of: Iterable[str], known: Mapping[str, object]) -> Iterator[Problem]:
    """Find names that are none, and offer the nearest ones."""
    for name in of:
        if name not in known:
            yield Problem("not_a_member", {"found": name, "hint": hint(name, known)})


def shares_of(id_: str, probabilities: tuple[float, ...], count: int) -> Iterator[Problem]:
    """Find what is wrong with alternatives and their probabilities, of which there may be none.

    There must be two alternatives at least that can come about: a single one is no assumption.
    """
    if not count:
        yield Problem("no_alternatives", {"id": id_})
    elif count == 1 or sum(share > 0 for share in probabilities) == 1 == len(probabilities) / count:
        yield Problem("one_alternative", {"id": id_})
    if not probabilities:
        return
    if len(probabilities) != count:
        yield Problem("probabilities_count", {"id": id_, "found": len(probabilities), "expected": count})
    elif not all(0 <= share <= 1 for share in probabilities) or abs(sum(probabilities) - 1) > _SUM_TIE:
        yield Problem("probabilities_sum", {"id": id_, "found": f"{sum(probabilities):g}"})
