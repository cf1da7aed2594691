"""How files were understood: each file in a sentence, what each column serves, and what is not used."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from attrs import asdict, frozen

from smartscore.dataset import Dataset, columns_of
from smartscore.dataset.check import unused_columns
from smartscore.errors import nearest
from smartscore.model import Framework, Indicator, Node
from smartscore.reports.document import Column, Listed, Readers, Table
from smartscore.reports.elements.cells import numbers, rounded, words
from smartscore.reports.elements.suspicions import problem_record
from smartscore.rules import Array, answers
from smartscore.tables import Interpretation
from smartscore.text import Phrase, Sentence

_DELIMITERS = {",": "delimiter_comma", ";": "delimiter_semicolon", "\t": "delimiter_tab", "|": "delimiter_bar"}
_MOST_COMPARED = 200  # columns for which the nearest indicator is looked for


@frozen(eq=False, slots=False)
class Understood:
    """How a dataset was read, and what its columns are to a framework: `measured` are its values by node."""

    dataset: Dataset
    framework: Framework
    measured: Mapping[str, Array]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Of each file how it was understood, and what was left out or passed over."""
        for one in self.dataset.interpretations:
            yield Phrase("reading_file", place=_place(one), how=Listed(_how(one)))
            yield from one.remarks

    @property
    def columns_table(self) -> Table:
        """The columns that are used: the indicator that each serves, its unit, its range and its gaps."""
        served = self._served
        readers: Readers = "all" if any(column != node.id for column, node in served) else "programs"
        titles = [Phrase("column_index") if node.id == "index" else node.title for _, node in served]
        units: list[Sentence] = [node.unit if isinstance(node, Indicator) else "" for _, node in served]
        ranges = [_range(node, self.measured[node.id]) for _, node in served]
        columns: list[Column] = [
            words("column", "column_place_column", [column for column, _ in served], width=24),
            words("indicator", "column_place_indicator", [n.id for _, n in served], width=24, readers=readers),
            words("title", "column_title", titles, width=40),
            words("unit", "column_unit", units, width=20),
            numbers("least", "column_least", "raw", [least for least, _ in ranges]),
            numbers("greatest", "column_greatest", "raw", [greatest for _, greatest in ranges]),
            numbers("gaps", "column_gaps", "raw", [_gaps(self.measured[node.id]) for _, node in served]),
        ]
        title = Phrase("title_columns", framework=self.framework.name)
        return Table(id=f"columns_{self.framework.name}", title=title, columns=columns, key=("column",))

    @property
    def unused_table(self) -> Table:
        """The columns that are not used, with the indicator that is nearest to each by name or title."""
        columns = [
            words("column", "column_place_column", [name for name, _, _ in self._unused], width=24),
            numbers("values", "column_values", "raw", [count for _, count, _ in self._unused]),
            words("nearest", "column_nearest_indicator", [near for _, _, near in self._unused], width=24),
        ]
        title = Phrase("title_unused", framework=self.framework.name)
        return Table(id=f"unused_{self.framework.name}", title=title, columns=columns, key=("column",))

    def files_record(self, language: str) -> list[dict[str, Any]]:
        """Give how each file was understood, as JSON has it."""
        return [_file_record(one, language) for one in self.dataset.interpretations]

    def columns_record(self) -> dict[str, Any]:
        """Give what each column serves and which are not used, as JSON has it."""
        return {
            "columns": [_column_record(column, node, self.measured[node.id]) for column, node in self._served],
            "unused": [
                {"column": name, "values": count, "nearest": near or None} for name, count, near in self._unused
            ],
        }

    @cached_property
    def _served(self) -> list[tuple[str, Node]]:
        """The columns that are used, each with its node, in the order of the framework."""
        columns = columns_of(self.dataset, self.framework)
        return [(column, self.framework.nodes[name]) for name, column in columns.items() if name in self.measured]

    @cached_property
    def _unused(self) -> list[tuple[str, int, str]]:
        """Each column that is not used: its name, its number of values, and the nearest indicator."""
        frame = self.dataset.frame
        names = [name for name in unused_columns(self.dataset, self.framework) if name in frame]
        near = _nearest_to(self.framework)
        return [
            (name, int(frame[name].notna().sum()), near(name) if place < _MOST_COMPARED else "")
            for place, name in enumerate(names)
        ]


def _place(one: Interpretation) -> Sentence:
    if one.sheet is None:
        return one.file or Phrase("reading_frame")
    return Phrase("reading_sheet", file=one.file or "", sheet=one.sheet)


def _how(one: Interpretation) -> Iterator[Sentence]:
    if one.encoding:
        yield one.encoding.upper()
    if one.delimiter:
        yield Phrase(_DELIMITERS[one.delimiter]) if one.delimiter in _DELIMITERS else one.delimiter
    if one.headings:
        rows = ", ".join(map(str, one.headings))
        yield Phrase("reading_headings" if one.sheet is None else "reading_heading_rows", rows=rows)
    if one.decimal:
        yield Phrase(f"reading_decimal_{one.decimal}")
    yield Phrase(f"reading_form_{one.form}")
    for role in ("key", "name", "year", "assessor"):
        if (column := getattr(one, role)) is not None:
            yield Phrase(f"reading_{role}", column=column)
    if one.recipe:
        yield Phrase("reading_recipe", file=one.recipe)


def _range(node: Node, values: Array) -> tuple[float, float]:
    """Give the least and the greatest value, NaN without any, and for words."""
    known = values[~np.isnan(values)]
    if not len(known) or answers.words(node.rule):
        return float("nan"), float("nan")
    return float(known.min()), float(known.max())


def _gaps(values: Array) -> int:
    return int(np.isnan(values).sum())


def _nearest_to(framework: Framework) -> Callable[[str], str]:
    """Give the function that finds the indicator with the name or the title nearest to a text."""
    known: dict[str, str] = {}
    for node in framework.walk():
        titles = [text for _, text in node.title.by_language]
        known |= {name: node.id for name in (node.id, *node.aliases, *titles) if name}

    def near(text: str) -> str:
        found = nearest(text, known)
        return known[found] if found else ""

    return near


def _file_record(one: Interpretation, language: str) -> dict[str, Any]:
    record = asdict(one, recurse=False)
    return {**record, "headings": list(one.headings), "remarks": [problem_record(r, language) for r in one.remarks]}


def _column_record(column: str, node: Node, values: Array) -> dict[str, Any]:
    least, greatest = _range(node, values)
    return {
        "column": column,
        "indicator": node.id,
        "least": rounded(least),
        "greatest": rounded(greatest),
        "gaps": _gaps(values),
    }
