"""Columns without a heading: empty ones, running numbers that programs write first, and all others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

from smartscore.errors import Remark
from smartscore.reading.layout.rows import is_empty

Reason = Literal["empty", "running", "values"]
_GIVEN = re.compile(r"Unnamed: \d+|\.\.\.\d+|X")  # by programs, to a column that has no heading
_SHOWN = 3
_MOST = 8


@frozen
class Unheaded:
    """A column without a heading by its place, what it holds, and its first values."""

    place: int
    reason: Reason
    first: str = ""


def unheaded(headings: Sequence[Any], cells: Callable[[int], Sequence[Any]]) -> Iterator[Unheaded]:
    """Find the columns without a heading, and a first one of running numbers to which a program gave a name."""
    start = next((place for place, name in enumerate(headings) if not is_empty(name)), 0)
    for place, name in enumerate(headings):
        if is_empty(name):
            known = [cell for cell in cells(place) if not is_empty(cell)]
            reason: Reason = "values" if known else "empty"
            if place <= start and _is_running(known):
                reason = "running"
            yield Unheaded(place, reason, ", ".join(repr(_shown(cell)) for cell in known[:_SHOWN]))
        elif place == 0 and isinstance(name, str) and _GIVEN.fullmatch(name.strip()) and _is_running(cells(place)):
            yield Unheaded(place, "running")


def _shown(cell: object) -> object:
    return (
        cell.strip() if isinstance(cell, str) else int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    )


def _is_running(cells: Sequence[Any]) -> bool:
    """Tell whether cells are 0, 1, 2 ... or 1, 2, 3 ..."""
    try:
        numbers = [float(cell) for cell in cells]
    except (TypeError, ValueError):
        return False
    return bool(numbers) and numbers[0] in (0, 1) and numbers == [numbers[0] + step for step in range(len(numbers))]


def column_remarks(
    found: Sequence[Unheaded], headings: Sequence[Any], where: Mapping[str, Any], *, empty_too: bool = True
) -> Iterator[Remark]:
    """Tell which columns without a heading are passed over, and which headings stand right of an empty column."""
    empty = [one.place for one in found if one.reason == "empty"]
    if empty and empty_too:
        numbers = ", ".join(str(place + 1) for place in empty[:_MOST]) + (", ..." if len(empty) > _MOST else "")
        yield Remark("columns_empty", {"count": len(empty), "numbers": numbers}, **where)
    for one in found:
        if one.reason == "running":
            yield Remark("column_running", {"number": one.place + 1}, **where)
    named = [place for place, name in enumerate(headings) if not is_empty(name)]
    gap = next((place for place in empty if named and named[0] < place < named[-1]), None)
    if gap is not None:
        right = [str(headings[place]).strip() for place in named if place > gap]
        shown = ", ".join(right[:_MOST]) + (", ..." if len(right) > _MOST else "")
        yield Remark("columns_after_gap", {"count": len(right), "names": shown}, **where)
