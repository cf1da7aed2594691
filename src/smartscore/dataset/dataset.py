"""The dataset: a row a city, a column an indicator, and where each value stood."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from attrs import evolve, field, frozen
from pandas import DataFrame, Index, Series

from smartscore.errors import Problem, Remark, Suspicion, UsageError, hint
from smartscore.model import Years
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Place


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
    """

    frame: DataFrame
    names: "Series[str] | None" = None
    notes: Mapping[str, DataFrame] = field(factory=dict)
    lines: "Series[Any] | None" = None
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

    @property
    def files(self) -> tuple[tuple[str, str | None], ...]:
        """The files that this was read from, each with its SHA-256."""
        return self.parts or (() if self.file is None else ((self.file, self.digest),))

    @property
    def cities(self) -> Index:
        """The city's key of each row."""
        return self.frame.index.get_level_values(0)

    @property
    def years(self) -> Index | None:
        """The assessed year of each row, in a panel."""
        return self.frame.index.get_level_values("year") if "year" in self.frame.index.names else None

    @cached_property
    def labels(self) -> list[str]:
        """What each row is called: the name, else the key."""
        return [str(label) for label in (self.cities if self.names is None else self.names)]

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
        if "quality" not in self.notes:
            raise UsageError(Problem("no_such_column", {"found": "quality"}, file=self.file))
        quality = self.notes["quality"]
        known = set(pd.unique(quality.to_numpy().ravel())) - {""}
        if unknown := sorted(set(qualities) - known):
            raise UsageError(
                Problem("no_such_quality", {"found": name, "hint": hint(name, known)}, file=self.file)
                for name in unknown
            )
        kept = quality.isin(list(qualities)) | self.frame[quality.columns].map(is_not_applicable)
        values = {column: self.frame[column].where(kept[column]) for column in quality.columns}
        return evolve(self, frame=self.frame.assign(**values))

    def without(self, cities: Collection[str]) -> Self:
        """Give a copy without the rows of these cities, by key or name, and without what is wrong with their rows.

        Raises:
            UsageError: if there is no such city.
        """
        if not cities:
            return self
        keys = [str(key) for key in self.cities]
        known = {*keys, *self.labels}
        if unknown := [name for name in dict.fromkeys(cities) if name not in known]:
            raise UsageError(
                Problem("no_such_city", {"found": name, "hint": hint(name, known)}, file=self.file) for name in unknown
            )
        named = [key in cities or label in cities for key, label in zip(keys, self.labels, strict=True)]
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
        return [] if self.lines is None else self.lines.tolist()

    @cached_property
    def namesakes(self) -> Mapping[str, str]:
        """The names that several cities have and no city as its key, with the keys of these."""
        keys: dict[str, dict[str, None]] = {}
        for key, label in zip(map(str, self.cities), self.labels, strict=True):
            keys.setdefault(label, {})[key] = None
        known = {str(key) for key in self.cities}
        return {label: ", ".join(of) for label, of in keys.items() if len(of) > 1 and label not in known}

    def rows_of(self, city: str) -> list[int]:
        """Give the positions of the rows of a city, by its key, else by its name.

        Raises:
            UsageError: if there is no such city, or several have that name.
        """
        keys = [str(key) for key in self.cities]
        rows = [row for row, key in enumerate(keys) if key == city]
        rows = rows or [row for row, label in enumerate(self.labels) if label == city]
        if not rows:
            fields = {"found": city, "hint": hint(city, dict.fromkeys([*keys, *self.labels]))}
            raise UsageError(Problem("no_such_city", fields, file=self.file))
        if city in self.namesakes:
            raise UsageError(Problem("city_ambiguous", {"found": city, "keys": self.namesakes[city]}, file=self.file))
        return rows

    def place(self, row: int, column: str | None = None) -> dict[str, Any]:
        """Say where a value stands, as the fields of a `Problem`: file, line or sheet and cell, column, city."""
        line: Any = None
        if column is not None and "line" in self.notes and column in self.notes["line"]:
            line = self.notes["line"][column].array[row]
        elif self.lines is not None:
            line = self._row_lines[row]
        if isinstance(line, Place):
            where = line.where("value" if column in self.long and line.part.is_long else column)
        else:
            where = {"file": self.file, "row": int(line) if pd.notna(line) else None}
        where["city"] = self.labels[row]
        return where if column is None else {**where, "column": column}

    def part_order(self) -> dict[tuple[str | None, str | None], int]:
        """Number the files and sheets from which this was put together, in their order."""
        lines = [] if self.lines is None else [self.lines.tolist()]
        lines += [column.tolist() for _, column in self.notes["line"].items()] if "line" in self.notes else []
        parts = dict.fromkeys(place.part for column in lines for place in column if isinstance(place, Place))
        return {name: number for number, name in enumerate(dict.fromkeys((part.file, part.sheet) for part in parts))}

    def heading(self, column: str) -> dict[str, Any]:
        """Say where the heading of a column stands, as the fields of a `Problem`: file, sheet and column."""
        lines = self.notes["line"][column] if column in self.notes.get("line", ()) else self.lines
        first = None if lines is None else next(iter(lines.dropna()), None)
        if not isinstance(first, Place):
            return {"file": self.file, "column": column}
        where = {name: value for name, value in first.where(column).items() if name in ("file", "sheet")}
        return {**where, "column": column}

    def at(self, rows: np.ndarray) -> Self:
        """Give the rows at these positions, in this order."""
        return evolve(
            self,
            frame=self.frame.iloc[rows],
            names=None if self.names is None else self.names.iloc[rows],
            lines=None if self.lines is None else self.lines.iloc[rows],
            notes={name: note.iloc[rows] for name, note in self.notes.items()},
        )
