"""Where names stand beside dots, so that no two of them, and no name and no dot, lie on each other."""

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

SIZE = 460  # of a drawing with dots, in pixels
#: Where a name may stand beside its dot, in the order in which it is tried: its alignment, and how far it is moved.
SIDES: dict[str, tuple[Literal["left", "right", "center"], int, int]] = {
    "right": ("left", 8, 0),
    "left": ("right", -8, 0),
    "above": ("center", 0, -12),
    "below": ("center", 0, 12),
    "above_right": ("left", 5, -10),
    "below_right": ("left", 5, 10),
    "above_left": ("right", -5, -10),
    "below_left": ("right", -5, 10),
}
_LETTER, _LINE, _DOT = 6.0, 12.0, 4.0  # pixels

_Box = tuple[float, float, float, float]  # left, right, top, bottom


@frozen
class Dot:
    """A dot by its values, and the name that is wanted beside it, if any."""

    x: float
    y: float
    name: str


def label_places(dots: Sequence[Dot]) -> list[str | None]:
    """Give the side of each dot on which its name has room, the first of `SIDES`; None for no name or no room."""
    at = _pixels(dots)
    taken: list[_Box] = [(x - _DOT, x + _DOT, y - _DOT, y + _DOT) for x, y in at]
    sides: list[str | None] = []
    for number, (dot, (x, y)) in enumerate(zip(dots, at, strict=True)):
        side = next(_free(dot.name, x, y, [*taken[:number], *taken[number + 1 :]]), None) if dot.name else None
        sides.append(side)
        taken += [box for known, box in _boxes(dot.name, x, y) if known == side]
    return sides


def _free(name: str, x: float, y: float, others: Sequence[_Box]) -> Iterator[str]:
    """Give the sides of a place on which a name lies on nothing else."""
    return (side for side, box in _boxes(name, x, y) if not any(_overlap(box, other) for other in others))


def _pixels(dots: Sequence[Dot]) -> list[tuple[float, float]]:
    """Give the places of dots in a drawing that is as wide and high as they reach."""
    if not dots:
        return []
    (left, right), (low, high) = ((min(values), max(values)) for values in ([d.x for d in dots], [d.y for d in dots]))
    wide, tall = (right - left) or 1.0, (high - low) or 1.0
    return [((dot.x - left) / wide * SIZE, (high - dot.y) / tall * SIZE) for dot in dots]


def _boxes(name: str, x: float, y: float) -> Iterator[tuple[str, _Box]]:
    """Give the room that a name takes on each side of a place."""
    width = _LETTER * len(name)
    for side, (align, right, down) in SIDES.items():
        start = {"left": x + right, "right": x + right - width, "center": x - width / 2}[align]
        yield side, (start, start + width, y + down - _LINE / 2, y + down + _LINE / 2)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
