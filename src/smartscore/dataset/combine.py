"""Several datasets combined into one by city, year and assessor: of several files, or of parts of one."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from attrs import field, frozen
from pandas import DataFrame, Index, Series
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.evidence.combined import combined, moved
from smartscore.errors import DatasetError, Problem
from smartscore.evidence.evidence import Evidence
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import infer_numbers
from smartscore.numerals.quantity import Quantity
from smartscore.tables.headings import plain_heading
from smartscore.tables.identifiers import as_key
from smartscore.tables.table import Place, TablePart, in_words


def combine(datasets: Sequence[Dataset]) -> Dataset:
    """Give one dataset with the rows and the columns of all.

    A cell has the value of the first one that gives it, and what belongs to the value from there;
    where that says nothing, from the others. Two different values for one cell are kept in the
    `problems`, with both places.

    Raises:
        DatasetError: if they do not tell rows apart by the same columns; with all other problems.
    """
    problems = [problem for dataset in datasets for problem in dataset.problems]
    if differing := list(_key_differences(datasets)):
        raise DatasetError([*problems, *differing])
    index = reduce(lambda one, other: one.append(other), [dataset.frame.index for dataset in datasets]).unique()
    sources = [_Source.of(dataset, index) for dataset in datasets]
    names = dict.fromkeys(str(name) for dataset in datasets for name in dataset.frame.columns)
    columns = [_CombinedColumn.of(name, sources, index) for name in names]
    frame = DataFrame({column.name: column.values for column in columns}, index=index)
    files = tuple(dict.fromkeys(file for dataset in datasets for file in dataset.files))
    labels = _names(sources, index)
    evidence, of_items = combined([*_evidence(sources)], [*map(str, labels if labels is not None else index)])
    return Dataset(
        frame,
        names=labels,
        notes=_notes(datasets, columns, index),
        lines=Series(_row_places(sources, len(index)), index=index, dtype=object),
        file=", ".join(name for name, _ in files) or None,
        digest=_digest([digest for _, digest in files if digest]),
        long=tuple(dict.fromkeys(name for dataset in datasets for name in dataset.long)),
        wide=tuple(dict.fromkeys(name for dataset in datasets for name in _wide_columns(dataset))),
        problems=(*problems, *(problem for column in columns for problem in column.problems), *of_items),
        key=datasets[0].key,
        parts=files,
        interpretations=tuple(one for dataset in datasets for one in dataset.interpretations),
        accepted=frozenset().union(*(dataset.accepted for dataset in datasets)),
        suspicions=tuple(one for dataset in datasets for one in dataset.suspicions),
        evidence=evidence,
    )


def _key_differences(datasets: Sequence[Dataset]) -> Iterator[Problem]:
    def levels(dataset: Dataset) -> str:
        return ", ".join([plain_heading(dataset.key or "") or "-", *map(str, dataset.frame.index.names[1:])])

    first = datasets[0]
    differing = [dataset for dataset in datasets if levels(dataset) != levels(first)]
    for other in {dataset.file: dataset for dataset in differing}.values():  # a form is two of one file
        fields = {"found": levels(other), "other": first.file, "expected": levels(first)}
        yield Problem("keys_differ", fields, file=other.file)


def _names(sources: "Sequence[_Source]", index: Index) -> "Series[str] | None":
    """Give the name of each row from the first dataset that has one, else from any other row of the same key."""
    if all(source.dataset.names is None for source in sources):
        return None
    keys = [str(key) for key in index.get_level_values(0)]
    named: list[str | None] = [None] * len(index)
    by_key: dict[str, str] = {}
    for source in sources:
        names = source.dataset.names
        for target, name in () if names is None else zip(source.targets, names.to_numpy()[source.rows], strict=True):
            if name != keys[target]:
                named[target] = named[target] or name
                by_key.setdefault(keys[target], name)
    labels = [name or by_key.get(key, key) for name, key in zip(named, keys, strict=True)]
    return Series(labels, index=index, dtype=object)


def _evidence(sources: "Sequence[_Source]") -> Iterator[Evidence]:
    """Give the items of each source, with the cities of all."""
    for source in sources:
        if source.dataset.evidence is not None:
            targets = np.full(len(source.dataset.frame), -1)
            targets[source.rows] = source.targets
            yield moved(source.dataset.evidence, targets, source.part)


def _wide_columns(dataset: Dataset) -> Sequence[str]:
    return dataset.wide if dataset.long else [str(name) for name in dataset.frame.columns]


def _digest(digests: Sequence[str]) -> str | None:
    """Give the hash of one file, of several that of their hashes, a line each in the order of the alphabet."""
    if len(digests) < 2:
        return digests[0] if digests else None
    return hashlib.sha256("".join(f"{digest}\n" for digest in sorted(digests)).encode()).hexdigest()


@frozen(eq=False)
class _Source:
    """A dataset, its rows without those whose key stands twice, and where each of them belongs."""

    dataset: Dataset
    rows: np.ndarray
    targets: np.ndarray
    part: TablePart
    row_places: np.ndarray

    @classmethod
    def of(cls, dataset: Dataset, index: Index) -> "_Source":
        """Find out where the rows of a dataset belong among those of all."""
        rows = np.flatnonzero(~dataset.frame.index.duplicated())
        part = TablePart(dataset.file)
        return cls(
            dataset,
            rows,
            index.get_indexer(dataset.frame.index[rows]),
            part,
            _places_of_lines(dataset.lines, rows, part),
        )

    def places(self, column: str) -> np.ndarray:
        """Give the place of the cell of each row in a column; None where there is none."""
        if column not in self.dataset.notes.get("line", ()):
            return self.row_places
        return _places_of_lines(self.dataset.notes["line"][column], self.rows, self.part)


def _places_of_lines(lines: "Series[Any] | None", rows: np.ndarray, part: TablePart) -> np.ndarray:
    """Give the lines of these rows as places in a part."""
    entries = [None] * len(rows) if lines is None else lines.to_numpy(dtype=object)[rows].tolist()
    places = [line if isinstance(line, Place) or pd.isna(line) else Place(part, int(line)) for line in entries]
    return np.array([*places, None], dtype=object)[:-1]  # of which numpy makes no second axis


def _row_places(sources: Sequence[_Source], count: int) -> np.ndarray:
    placed = np.full(count, None, dtype=object)
    for source in reversed(sources):
        known = np.array([place is not None for place in source.row_places], dtype=bool)
        placed[source.targets[known]] = source.row_places[known]
    return placed


@frozen(eq=False)
class _CombinedColumn:
    """A column of several datasets: its values, the place of each, what belongs to it, and what contradicts it."""

    name: str
    values: "Series[Any]"
    places: "Series[Any]"
    notes: dict[str, np.ndarray] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    @classmethod
    def of(cls, name: str, sources: Sequence[_Source], index: Index) -> "_CombinedColumn":
        """Fill the column from one dataset after the other."""
        having = [source for source in sources if name in source.dataset.frame]
        cells = [source.dataset.frame[name] for source in having]
        measured = any(_is_number(cell) or is_not_applicable(cell) for column in cells for cell in column)
        gaps = MISSING_WORDS if measured else frozenset({""})
        filled = _Filling(name, np.full(len(index), None, dtype=object), np.full(len(index), None, dtype=object))
        for source in having:
            filled.fill(source, gaps)
        values = Series(filled.values, index=index, dtype=object)
        if all(is_numeric_dtype(column) and not is_bool_dtype(column) for column in cells):
            values = values.astype(float)
        else:
            values = infer_numbers(values)
        return cls(name, values, Series(filled.places, index=index, dtype=object), filled.notes, filled.problems)


@frozen(eq=False)
class _Filling:
    """The cells of a column while they are filled, in place."""

    name: str
    values: np.ndarray
    places: np.ndarray
    notes: dict[str, np.ndarray] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def fill(self, source: _Source, gaps: frozenset[str]) -> None:
        """Take the cells that nobody gave before, and tell those that were given otherwise."""
        cells = source.dataset.frame[self.name].to_numpy(dtype=object)[source.rows]
        filled = np.array([not _is_gap(cell, gaps) for cell in cells], dtype=bool)
        before = np.array([cell is not None for cell in self.values[source.targets]], dtype=bool)
        places, new = source.places(self.name), filled & ~before
        for row in np.flatnonzero(filled & before):
            self._compare(source, int(row), cells[row])
        self.values[source.targets[new]] = cells[new]
        known = new | np.array([place is None for place in self.places[source.targets]], dtype=bool)
        self.places[source.targets[known]] = places[known]
        for kind, note in source.dataset.notes.items():
            if kind != "line" and self.name in note:
                texts = note[self.name].to_numpy(dtype=object)[source.rows]
                kept = self.notes.setdefault(kind, np.full(len(self.values), "", dtype=object))
                taken = (texts != "") & (new | (kept[source.targets] == ""))
                kept[source.targets[taken]] = texts[taken]

    def _compare(self, source: _Source, row: int, cell: object) -> None:
        target = source.targets[row]
        if not _same(self.values[target], cell):
            first = self.places[target]
            place = in_words(first.where(self._heading(first))) if first is not None else source.dataset.file
            fields = {"found": as_key(cell), "other": as_key(self.values[target]), "place": place}
            self.problems.append(
                Problem("value_conflict", fields, **source.dataset.place(int(source.rows[row]), self.name))
            )

    def _heading(self, place: Place) -> str:
        return "value" if place.part.is_long and self.name not in place.part.columns else self.name


def _is_gap(cell: object, gaps: frozenset[str]) -> bool:
    return as_key(cell).casefold() in gaps


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | np.number | Quantity) and not isinstance(cell, bool)


def _same(one: object, other: object) -> bool:
    """Tell whether two cells say the same: equal numbers, no value, or texts that differ in capital letters alone."""
    if _is_number(one) and _is_number(other):
        numbers = {cell.number if isinstance(cell, Quantity) else cell for cell in (one, other)}
        units = {cell.unit for cell in (one, other) if isinstance(cell, Quantity)}
        return len(numbers) < 2 and len(units) < 2
    if is_not_applicable(one) and is_not_applicable(other):
        return True
    words = {as_key(cell).casefold() for cell in (one, other)}
    return len(words) < 2 or words <= MISSING_WORDS


def _notes(datasets: Sequence[Dataset], columns: Sequence[_CombinedColumn], index: Index) -> dict[str, DataFrame]:
    """Give what belongs to the values, and their places, each a frame."""
    notes = {"line": DataFrame({column.name: column.places for column in columns}, index=index)}
    for kind in dict.fromkeys(kind for dataset in datasets for kind in dataset.notes if kind != "line"):
        texts = {column.name: column.notes[kind] for column in columns if kind in column.notes}
        notes[kind] = DataFrame(texts, index=index, dtype=object)
    return notes
