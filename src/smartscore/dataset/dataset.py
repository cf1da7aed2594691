"""The dataset: a row a city, a column an indicator, and where each value stood."""

from collections.abc import Collection, Mapping
from functools import cached_property
from operator import index
from typing import Any, Self, SupportsIndex, TypeAlias

import numpy as np
import pandas as pd
from attrs import evolve, field, frozen
from attrs.converters import optional
from pandas import DataFrame, Index, Series

from smartscore.consolidation.spread import Spread
from smartscore.errors import Problem, Remark, Suspicion, UsageError, hint
from smartscore.evidence.evidence import Evidence
from smartscore.messages import message, preferred_language
from smartscore.model import Years
from smartscore.notebook import brief, fragment, heading, in_lines, quiet
from smartscore.notebook.frames import columns_and_rows
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.read_only import LentFrames, column_taken, frames_taken, lent, taken
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Place

#: A city: its key or name, either with year and assessor in a tuple, or its position.
City: TypeAlias = str | tuple[object, ...] | SupportsIndex
_TOLD = 5  # problems and suspicions of reading that a notebook shows


@frozen(eq=False, slots=False)
class Dataset:
    """A row a city (or city and year, or city, year and assessor), a column an indicator or something else about it.

    `frame` has the key as its index, with the level names `city`, `year`, `assessor` that apply.
    `names` are the cities' names where the key is a code. `notes` hold what belongs to single
    values (source, quality, evidence, ...), each a frame of the same shape. `lines` and the note
    `line` say where a row or a value stood in the file: its line, or its place in one of several
    files or sheets. `long` are the indicators that a long table names, `wide` the columns of wide
    tables that were put together with it, `key` the column that says which city it is. `files` are
    the files by name with their SHA-256; of several, `file` is all the names and `digest` the hash
    of all the hashes. `problems` are those of reading, which every check tells with its own.
    `interpretations` say how each file was understood, `accepted` which suspicions somebody said to be right, by code
    or by code and column. `suspicions` are those of reading, which are told with those of the values.
    `evidence` are the items that show levels, by positions of rows; `spread` is of assessors whose values became one.
    """

    _frame: DataFrame = field(alias="frame", converter=taken)
    _names: "Series[str] | None" = field(alias="names", default=None, converter=optional(column_taken))
    _notes: Mapping[str, DataFrame] = field(alias="notes", factory=dict, converter=frames_taken)
    _lines: "Series[Any] | None" = field(alias="lines", default=None)
    file: str | None = None
    digest: str | None = None
    long: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    wide: tuple[str, ...] = ()
    key: str | None = None
    parts: tuple[tuple[str, str | None], ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    accepted: frozenset[str] = frozenset()
    suspicions: tuple[Suspicion, ...] = ()
    evidence: Evidence | None = None
    spread: Spread | None = None

    def __repr__(self) -> str:
        years = "" if self.years is None else f", years {min(self.years)} to {max(self.years)}"
        cells = self.frame.size
        missing = int(self.frame.isna().to_numpy().sum())
        told = [f"{missing} of {cells} cells are empty"] if cells else []
        told += [f"problems of reading: {len(self.problems)}"] if self.problems else []
        told += [f"suspicions of reading: {len(self.suspicions)}"] if self.suspicions else []
        shape = f"{len(self.frame)} rows, {self.cities.nunique()} cities, {self.frame.shape[1]} columns{years}"
        return in_lines(f"Dataset {brief(self.file or '')}".rstrip(), shape, *told)

    def _repr_html_(self) -> str:
        language = preferred_language()
        fields = {"rows": len(self.frame), "cities": self.cities.nunique(), "columns": self.frame.shape[1]}
        told = [quiet(one.to(language)) for one in (*self.problems, *self.suspicions)][:_TOLD]
        title = heading(self.file or "-", message("notebook_dataset", language, **fields))
        return fragment(title, columns_and_rows(self.frame, self.labels, language), *told)

    @property
    def frame(self) -> DataFrame:
        """The values: a row a city, a column an indicator or something else about it."""
        return lent(self._frame)

    @property
    def names(self) -> "Series[str] | None":
        """The name of each row's city, where the key is a code."""
        return None if self._names is None else self._names.copy(deep=False)

    @property
    def notes(self) -> Mapping[str, DataFrame]:
        """What belongs to single values, by its kind."""
        return LentFrames(self._notes)

    @property
    def lines(self) -> "Series[Any] | None":
        """Where each row stood in its file."""
        return None if self._lines is None else self._lines.copy(deep=False)

    @property
    def files(self) -> tuple[tuple[str, str | None], ...]:
        """The files that this was read from, each with its SHA-256."""
        return self.parts or (() if self.file is None else ((self.file, self.digest),))

    @property
    def cities(self) -> Index:
        """The city's key of each row."""
        return self._frame.index.get_level_values(0).view()

    @property
    def years(self) -> Index | None:
        """The assessed year of each row, in a panel."""
        return self._frame.index.get_level_values("year") if "year" in self._frame.index.names else None

    @property
    def labels(self) -> list[str]:
        """What each row is called: the name, else the key."""
        return list(self._labels)

    def label(self, row: int) -> str:
        """What the row at a position is called."""
        return self._labels[row]

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        return tuple(str(label) for label in (self.cities if self._names is None else self._names))

    def of_years(self, years: Years | Collection[int]) -> Self:
        """Give the rows of these years.

        Raises:
            UsageError: if the dataset has no years, or none of these.
        """
        if self.years is None:
            raise UsageError(Problem("no_such_column", {"found": "year"}, file=self.file))
        kept = np.array([year in years for year in self.years], dtype=bool)
        if not kept.any():
            available = ", ".join(str(year) for year in sorted(set(self.years)))
            requested = str(years) if isinstance(years, Years) else ", ".join(str(year) for year in sorted(years))
            raise UsageError(Problem("no_such_year", {"found": requested, "hint": available}, file=self.file))
        return self.at(np.flatnonzero(kept))

    def of_quality(self, qualities: Collection[str]) -> Self:
        """Give a copy in which only values of these qualities are left; the others are missing.

        What does not apply stays so.

        Raises:
            UsageError: if the dataset says nothing of quality, or has no value of one that is named.
        """
        if "quality" not in self._notes:
            raise UsageError(Problem("no_such_column", {"found": "quality"}, file=self.file))
        quality = self._notes["quality"]
        known = set(pd.unique(quality.to_numpy().ravel())) - {""}
        if unknown := sorted(set(qualities) - known):
            raise UsageError(
                Problem("no_such_quality", {"found": name, "hint": hint(name, known)}, file=self.file)
                for name in unknown
            )
        kept = quality.isin(list(qualities)) | self._frame[quality.columns].map(is_not_applicable)
        values = {column: self._frame[column].where(kept[column]) for column in quality.columns}
        return evolve(self, frame=self._frame.assign(**values))

    def without(self, cities: Collection[str]) -> Self:
        """Give a copy without the rows of these cities, by key or name, and without what is wrong with their rows.

        Raises:
            UsageError: if there is no such city.
        """
        if not cities:
            return self
        keys = [str(key) for key in self.cities]
        known = {*keys, *self._labels}
        if unknown := [name for name in dict.fromkeys(cities) if name not in known]:
            raise UsageError(
                Problem("no_such_city", {"found": name, "hint": hint(name, known)}, file=self.file) for name in unknown
            )
        named = [key in cities or label in cities for key, label in zip(keys, self._labels, strict=True)]
        left_out = {key for key, is_out in zip(keys, named, strict=True) if is_out}
        kept = [problem for problem in self.problems if (problem.city or "").partition(", ")[0] not in left_out]
        remarks = [Remark("row_left_out", **self.place(row)) for row in np.flatnonzero(named).tolist()]
        suspected = tuple(one for one in self.suspicions if one.city not in left_out)
        rest = evolve(self.at(np.flatnonzero(~np.array(named))), problems=tuple(kept), suspicions=suspected)
        return rest.remarked(remarks)

    def remarked(self, remarks: Collection[Remark]) -> Self:
        """Give a copy with remarks added to how their files were understood."""
        told = [
            evolve(one, remarks=(*one.remarks, *(new for new in remarks if new.file in (None, one.file))))
            for one in self.interpretations
        ]
        return evolve(self, interpretations=tuple(told))

    @cached_property
    def _row_lines(self) -> list[Any]:
        return [] if self._lines is None else self._lines.tolist()

    @cached_property
    def namesakes(self) -> Mapping[str, str]:
        """The names that several cities have and no city as its key, with the keys of these."""
        keys: dict[str, dict[str, None]] = {}
        for key, label in zip(map(str, self.cities), self._labels, strict=True):
            keys.setdefault(label, {})[key] = None
        known = {str(key) for key in self.cities}
        return {label: ", ".join(of) for label, of in keys.items() if len(of) > 1 and label not in known}

    def rows_of(self, city: City) -> list[int]:
        """Give the positions of the rows of a city, by its key, else by its name.

        A tuple names city, year and assessor, as many of them as there are; an integer is a position itself.

        Raises:
            UsageError: if there is no such city, or several have that name.
        """
        if not isinstance(city, str | tuple):
            return [self._position(index(city))]
        name, *beside = map(str, city) if isinstance(city, tuple) else [city]
        keys = [str(key) for key in self.cities]
        rows = [row for row, key in enumerate(keys) if key == name]
        rows = rows or [row for row, label in enumerate(self._labels) if label == name]
        if not rows:
            fields = {"found": name, "hint": hint(name, dict.fromkeys([*keys, *self._labels]))}
            raise UsageError(Problem("no_such_city", fields, file=self.file))
        if name in self.namesakes:
            raise UsageError(Problem("city_ambiguous", {"found": name, "keys": self.namesakes[name]}, file=self.file))
        return self._of_them(rows, name, beside) if beside else rows

    def row_of(self, city: City) -> int:
        """Give the position of the one row of a city, which is named as `rows_of` says.

        Raises:
            UsageError: if there is none, or several.
        """
        rows = self.rows_of(city)
        if len(rows) > 1:
            first = repr(self._frame.index[rows[:1]].tolist()[0])
            fields = {"found": self._labels[rows[0]], "count": len(rows), "hint": first}
            raise UsageError(Problem("city_rows", fields, file=self.file))
        return rows[0]

    def _position(self, row: int) -> int:
        count = len(self._frame)
        if not -count <= row < count:
            raise UsageError(Problem("no_such_row", {"found": row, "count": count}, file=self.file))
        return row % count

    def _of_them(self, rows: list[int], name: str, beside: list[str]) -> list[int]:
        """Give those of a city's rows that have this year and assessor."""
        keys = [key if isinstance(key, tuple) else (key,) for key in self._frame.index[rows]]
        told = [tuple(map(str, key[1:])) for key in keys]
        kept = [row for row, key in zip(rows, told, strict=True) if key[: len(beside)] == tuple(beside)]
        if not kept:
            known = [", ".join([name, *key]) for key in told]
            found = ", ".join([name, *beside])
            raise UsageError(Problem("no_such_city", {"found": found, "hint": hint(found, known)}, file=self.file))
        return kept

    def place(self, row: int, column: str | None = None) -> dict[str, Any]:
        """Say where a value stands, as the fields of a `Problem`: file, line or sheet and cell, column, city."""
        line: Any = None
        if column is not None and "line" in self._notes and column in self._notes["line"]:
            line = self._notes["line"][column].array[row]
        elif self._lines is not None:
            line = self._row_lines[row]
        if isinstance(line, Place):
            where = line.where("value" if column in self.long and line.part.is_long else column)
        else:
            where = {"file": self.file, "row": int(line) if pd.notna(line) else None}
        where["city"] = self._labels[row]
        return where if column is None else {**where, "column": column}

    def part_order(self) -> dict[tuple[str | None, str | None], int]:
        """Number the files and sheets from which this was put together, in their order."""
        lines = [] if self._lines is None else [self._lines.tolist()]
        lines += [column.tolist() for _, column in self._notes["line"].items()] if "line" in self._notes else []
        parts = dict.fromkeys(place.part for column in lines for place in column if isinstance(place, Place))
        return {name: number for number, name in enumerate(dict.fromkeys((part.file, part.sheet) for part in parts))}

    def heading(self, column: str) -> dict[str, Any]:
        """Say where the heading of a column stands, as the fields of a `Problem`: file, sheet and column."""
        lines = self._notes["line"][column] if column in self._notes.get("line", ()) else self.lines
        first = None if lines is None else next(iter(lines.dropna()), None)
        if not isinstance(first, Place):
            return {"file": self.file, "column": column}
        where = {name: value for name, value in first.where(column).items() if name in ("file", "sheet")}
        return {**where, "column": column}

    def at(self, rows: np.ndarray) -> Self:
        """Give the rows at these positions, in this order."""
        return evolve(
            self,
            frame=self._frame.iloc[rows],
            names=None if self._names is None else self._names.iloc[rows],
            lines=None if self._lines is None else self._lines.iloc[rows],
            notes={name: note.iloc[rows] for name, note in self._notes.items()},
            evidence=None if self.evidence is None else self.evidence.at(rows),
            spread=None if self.spread is None else self.spread.at(rows),
        )
