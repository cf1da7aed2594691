"""How files were understood: each file in a sentence, what each column serves, and what is not used."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
from attrs import asdict, frozen

from smartscore.dataset import Dataset, columns_of
from smartscore.dataset.check import unused_columns
from smartscore.dataset.values import values_of
from smartscore.errors import Problem, nearest
from smartscore.model import Framework, Indicator, Node
from smartscore.reports.document import Column, Listed, Readers, Table
from smartscore.reports.elements.cells import numbers, rounded, words
from smartscore.rules import Array, answers
from smartscore.tables import Interpretation
from smartscore.text import Phrase, Sentence

_DELIMITERS = {",": "delimiter_comma", ";": "delimiter_semicolon", "\t": "delimiter_tab", "|": "delimiter_bar"}
_MOST_COMPARED = 200  # columns for which the nearest indicator is looked for

Item = TypeVar("Item")


@frozen(eq=False)
class ServedNode:
    """A node with the column that serves it and the values there: NaN where there is none."""

    node: Node
    column: str
    values: Array

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest value, NaN without any, and for words."""
        known = self.values[~np.isnan(self.values)]
        if not len(known) or answers.words(self.node.rule):
            return float("nan"), float("nan")
        return float(known.min()), float(known.max())

    @property
    def gaps(self) -> int:
        """How many rows have no value."""
        return int(np.isnan(self.values).sum())


def served_nodes(dataset: Dataset, framework: Framework) -> list[ServedNode]:
    """Give each node that has a column, in the order of the framework; cells that are no numbers are gaps."""
    return [
        ServedNode(framework.nodes[name], column, values_of(dataset, framework.nodes[name], column)[0])
        for name, column in columns_of(dataset, framework).items()
    ]


def sentences(dataset: Dataset) -> Iterator[Sentence]:
    """Say of each file how it was understood, and what was left out or passed over."""
    for one in dataset.interpretations:
        yield Phrase("reading_file", place=_place(one), how=Listed(_how(one)))
        yield from one.remarks


def _place(one: Interpretation) -> Sentence:
    if one.sheet is None:
        return one.file or Phrase("reading_frame")
    return Phrase("reading_sheet", file=one.file or "", sheet=one.sheet)


def _how(one: Interpretation) -> Iterator[Sentence]:
    if one.encoding:
        yield one.encoding
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


def columns_table(served: list[ServedNode], framework: Framework) -> Table:
    """Give the columns that are used: the indicator that each serves, its unit, its range and its gaps."""
    titles = [Phrase("column_index") if one.node.id == "index" else one.node.title for one in served]
    units: list[Sentence] = [one.node.unit if isinstance(one.node, Indicator) else "" for one in served]
    readers: Readers = "all" if any(one.column != one.node.id for one in served) else "programs"
    columns: list[Column] = [
        words("column", "column_place_column", [one.column for one in served], width=24),
        words("indicator", "column_place_indicator", [one.node.id for one in served], width=24, readers=readers),
        words("title", "column_title", titles, width=40),
        words("unit", "column_unit", units, width=20),
        numbers("least", "column_least", "raw", [one.range[0] for one in served]),
        numbers("greatest", "column_greatest", "raw", [one.range[1] for one in served]),
        numbers("gaps", "column_gaps", "raw", [one.gaps for one in served]),
    ]
    title = Phrase("title_columns", framework=framework.name)
    return Table(id=f"columns_{framework.name}", title=title, columns=columns, key=("column",))


def unused_table(dataset: Dataset, framework: Framework) -> Table:
    """Give the columns that are not used, with the indicator that is nearest to each by name or title."""
    unused = _unused(dataset, framework)
    columns = [
        words("column", "column_place_column", [name for name, _, _ in unused], width=24),
        numbers("values", "column_values", "raw", [count for _, count, _ in unused]),
        words("nearest", "column_nearest", [near for _, _, near in unused], width=24),
    ]
    title = Phrase("title_unused", framework=framework.name)
    return Table(id=f"unused_{framework.name}", title=title, columns=columns, key=("column",))


def _unused(dataset: Dataset, framework: Framework) -> list[tuple[str, int, str]]:
    """Give each column that is not used: its name, its number of values, and the nearest indicator."""
    names = [name for name in unused_columns(dataset, framework) if name in dataset.frame]
    near = _nearest_to(framework)
    return [
        (name, int(dataset.frame[name].notna().sum()), near(name) if place < _MOST_COMPARED else "")
        for place, name in enumerate(names)
    ]


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


def files_record(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    """Give how each file was understood, as JSON has it."""
    return [_file_record(one, language) for one in dataset.interpretations]


def _file_record(one: Interpretation, language: str) -> dict[str, Any]:
    record = asdict(one, recurse=False)
    return {**record, "headings": list(one.headings), "remarks": [problem_record(r, language) for r in one.remarks]}


def columns_record(dataset: Dataset, framework: Framework, served: list[ServedNode]) -> dict[str, Any]:
    """Give what each column serves and which are not used, as JSON has it."""
    used = [
        {
            "column": one.column,
            "indicator": one.node.id,
            "least": rounded(one.range[0]),
            "greatest": rounded(one.range[1]),
            "gaps": one.gaps,
        }
        for one in served
    ]
    unused = [
        {"column": name, "values": count, "nearest": near or None} for name, count, near in _unused(dataset, framework)
    ]
    return {"columns": used, "unused": unused}


def problem_record(problem: Problem, language: str) -> dict[str, Any]:
    """Give a problem, a suspicion or a remark as JSON has it, with its sentence."""
    record = asdict(problem, recurse=False)
    record["fields"] = {name: str(value) for name, value in problem.fields.items()}
    return {**record, "message": problem.message(language)}
