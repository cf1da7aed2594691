"""The series of cities under two editions between which there is a break: side by side, with no difference over it."""

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from attrs import evolve, field, frozen
from pandas import DataFrame, Index, MultiIndex

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.model import Break, break_between, repealed
from smartscore.notebook import in_lines
from smartscore.read_only import held, lent

#: A row of either side: city, year and assessor, None where its dataset has no such level.
Key = tuple[str, int | None, str | None]


@frozen(eq=False, slots=False, repr=False)
class SideBySide:
    """Two assessments, `old` and `new`, by editions of which the one repealed the other: the `gap` between them.

    What is told of a side (index, band, rank, and the change over the year before) is within its edition.
    """

    old: Assessment
    new: Assessment
    gap: Break
    _by: str | None = field(default=None, alias="by")

    def __repr__(self) -> str:
        names = " and ".join(each.framework.full_name for each in self.sides.values())
        return in_lines(f"SideBySide of {len(self.places)} rows by {names}", str(self.gap.sentence))

    @property
    def sides(self) -> Mapping[str, Assessment]:
        """Both assessments by the word for their side, the old one first."""
        return {"old": self.old, "new": self.new}

    @property
    def frame(self) -> DataFrame:
        """A row for each city, year and assessor of either side, in the order of names and years.

        Columns: `name`, and of each side (`old_`, `new_`) index, band, change (over the year before, NaN where there
        is none) and rank. Where a side has no such row its cells are missing; none is worked out from both sides.
        """
        return lent(self._frame)

    @cached_property
    def places(self) -> dict[Key, dict[str, int]]:
        """The position of the row on each side that has it, by its key, in the order of the frame."""
        found: dict[Key, dict[str, int]] = {}
        labels: dict[Hashable, str] = {}
        for side, assessment in self.sides.items():
            for row, key in enumerate(_keys(assessment)):
                found.setdefault(key, {})[side] = row
                labels.setdefault(key[0], assessment.dataset.label(row))
        return {key: found[key] for key in sorted(found, key=lambda key: (labels[key[0]], *_in_order(key)))}

    @cached_property
    def _frame(self) -> DataFrame:
        columns: dict[str, list[Any] | np.ndarray] = {"name": [self.label(key) for key in self.places]}
        for side, assessment in self.sides.items():
            rows = np.array([places.get(side, -1) for places in self.places.values()], dtype=int)
            columns |= {f"{side}_{name}": cells for name, cells in _told(assessment, rows, self._by)}
        return held(DataFrame(columns, index=self._index))

    @property
    def _index(self) -> "Index[Any]":
        levels = list(zip(*self.places, strict=True))
        names = ("city", "year", "assessor")
        kept = [place for place, level in enumerate(levels) if not place or any(part is not None for part in level)]
        if len(kept) == 1:
            index: Index[Any] = Index(levels[0], name="city")
            return index
        return MultiIndex.from_arrays([levels[place] for place in kept], names=[names[place] for place in kept])

    def label(self, key: Key) -> str:
        """Give the name of the city of a row."""
        side, row = next(iter(self.places[key].items()))
        return self.sides[side].dataset.label(row)

    def of(self, city: str) -> "SideBySide":
        """Give the rows of one city, named by its key or name.

        Raises:
            UsageError: if neither side has it.
        """
        rows: dict[str, list[int]] = {}
        refused: UsageError | None = None
        for side, assessment in self.sides.items():
            try:
                rows[side] = assessment.dataset.rows_of(city)
            except UsageError as error:
                rows[side], refused = [], refused or error
        if refused is not None and not any(rows.values()):
            raise refused
        old, new = (assessment.only(np.array(rows[side], dtype=int)) for side, assessment in self.sides.items())
        return evolve(self, old=old, new=new)


def _keys(assessment: Assessment) -> Iterator[Key]:
    names = list(map(str, assessment.rows.names))
    for parts in assessment.keys:
        named = dict(zip(names, parts, strict=True))
        year = named.get("year")
        assessor = named.get("assessor")
        yield str(parts[0]), None if year is None else int(year), None if assessor is None else str(assessor)


def _in_order(key: Key) -> tuple[str, int, str]:
    city, year, assessor = key
    return city, -1 if year is None else year, assessor or ""


def _told(assessment: Assessment, rows: np.ndarray, by: str | None) -> Iterator[tuple[str, Any]]:
    """Give what is told of a side in these rows, -1 where it has none."""
    absent = rows < 0
    index, change = assessment.index.to_numpy(dtype=float), assessment.improvement().to_numpy(dtype=float)
    bands = assessment.band_names("en")
    yield "index", np.where(absent, np.nan, _taken(index, rows))
    yield "band", [None if row < 0 else bands[row] for row in rows.tolist()]
    yield "change", np.where(absent, np.nan, _taken(change, rows))
    yield "rank", np.where(absent, np.nan, _taken(np.asarray(assessment.ranks(by), dtype=float), rows))


def _taken(values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return values[rows] if len(values) else np.full(len(rows), np.nan)


def side_by_side(one: Assessment, other: Assessment, by: str | None = None) -> SideBySide:
    """Put two assessments side by side whose frameworks are editions of which one repealed the other.

    Ranks are within the column `by`. Either may come first, and each may have several years.

    Raises:
        UsageError: if neither framework repealed the other.
    """
    gap = break_between(one.definition, other.definition)
    if gap is None:
        names = [each.definition.identity for each in (one, other)]
        raise UsageError(Problem("frameworks_differ", {"first": names[0], "second": names[1]}))
    old, new = (one, other) if repealed(one.definition, other.definition) else (other, one)
    return SideBySide(old, new, gap, by)
