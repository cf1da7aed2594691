"""What the reports about single cities share: sentences and columns in the reader's language, and a city's identity."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any, TypeVar

import numpy as np
from attrs import frozen
from pandas import DataFrame, Series

from smartscore.engine import Assessment
from smartscore.messages import message, number, numbers
from smartscore.reports.columns import Column, signed
from smartscore.reports.json_report import rounded
from smartscore.reports.summary import decimals_of, headline, provisos, raw, row_label, said
from smartscore.reports.table_report import grid
from smartscore.reports.view import View

T = TypeVar("T")


@frozen
class Sheet:
    """How an assessment is told to a reader: the words, numbers and columns of a report about single cities."""

    assessment: Assessment
    view: View

    def say(self, code: str, **fields: object) -> Iterator[str]:
        """Give a message in lines that fit."""
        return iter(wrap(message(code, self.view.language, **fields), self.view.width))

    def words(self, code: str, cells: Iterable[str]) -> Column:
        return Column(message(code, self.view.language), "", list(cells), numeric=False)

    def scores(self, code: str, values: "Series[float]", *, sign: bool = False) -> Column:
        """Give scores or points with the decimals of the framework, changes with their sign."""
        cells = numbers(values.tolist(), decimals_of(self.assessment), self.view.language)
        return Column(message(code, self.view.language), "", [signed(cell) for cell in cells] if sign else cells)

    def whole(self, code: str, values: "Series[float]", *, sign: bool = False) -> Column:
        cells = numbers(values.tolist(), 0, self.view.language)
        return Column(message(code, self.view.language), "", [signed(cell) for cell in cells] if sign else cells)

    def raw(self, code: str, values: "Series[float]") -> Column:
        """Give raw values with six significant digits, a missing one as a dash."""
        return Column(message(code, self.view.language), "", [self.value(value) for value in values.tolist()])

    def values(self, code: str, values: "Series[float]") -> Column:
        """Give raw values of nodes, which the index names: categories by their word, numbers as `raw` does."""
        cells = [said(self.assessment, str(name), value, self.view.language) for name, value in values.items()]
        return Column(message(code, self.view.language), "", cells)

    def value(self, value: float) -> str:
        return raw(value, self.view.language)

    def titles(self, nodes: Iterable[str]) -> Column:
        return self.words("column_title", [self.title(name) for name in nodes])

    def title(self, name: str) -> str:
        if name == "index":
            return message("column_index", self.view.language)
        return self.assessment.framework.nodes[name].title.to(self.view.language)

    def grid(self, columns: list[Column]) -> Iterator[str]:
        return grid(columns, self.view.width)

    def part(self, heading: Iterable[str], columns: list[Column]) -> Iterator[str]:
        """Give a table with an empty line and its heading above it."""
        yield ""
        yield from heading
        yield from self.grid(columns)

    def head(self, row: int) -> Iterator[str]:
        """Name the framework, and say index, band and rank of the city, or why it has none."""
        yield from wrap(headline(self.assessment, self.view), self.view.width)
        if reason := self.assessment.reason(row):
            yield from wrap(f"{row_label(self.assessment, row)}: {reason.message(self.view.language)}", self.view.width)
            return
        rank, count = self.assessment.place(row, self.view.among)
        fields = {
            "city": row_label(self.assessment, row),
            "index": number(float(self.assessment.index.iloc[row]), decimals_of(self.assessment), self.view.language),
            "band": self.assessment.band_names(self.view.language)[row] or "-",
            "rank": int(rank),
            "count": count,
        }
        yield from self.say("explain_city", **fields)

    def provisos(self, row: int | None = None) -> Iterator[str]:
        """Say what in the figures of a row, or of all, is not official."""
        part = self.assessment if row is None else self.assessment.only(np.array([row]))
        yield ""
        for sentence in provisos(part, self.view):
            yield from wrap(sentence, self.view.width)

    def identity(self, row: int) -> dict[str, Any]:
        """Say of which city by which framework something is told, and where it stands: for JSON."""
        assessment, (rank, _) = self.assessment, self.assessment.place(row, self.view.among)
        reason = assessment.reason(row)
        return {
            "framework": assessment.framework.id,
            "fingerprint": assessment.definition.fingerprint,
            **key_of(assessment, row),
            "index": rounded(float(assessment.index.iloc[row])),
            "rank": None if np.isnan(rank) else int(rank),
            "band": assessment.band_names(self.view.language)[row],
            "reason": reason.message(self.view.language) if reason else None,
            **footing(assessment.only(np.array([row])), self.view.language),
        }


def footing(assessment: Assessment, language: str) -> dict[str, Any]:
    """Say for JSON what in the figures is not official: note of the framework, shares of the index, counts."""
    return {
        "note": assessment.framework.note.to(language),
        "confidence": {grade or "not said": rounded(s) for grade, s in assessment.share_by_confidence().items()},
        "quality": {str(name): int(count) for name, count in assessment.quality_counts().items()},
    }


def key_of(assessment: Assessment, row: int) -> dict[str, Any]:
    """Give the key and the name of a row, for JSON."""
    levels = dict(zip(map(str, assessment.rows.names), assessment.keys[row], strict=True))
    told = {name: part if isinstance(part, str) else int(part) for name, part in levels.items()}
    return {**told, "name": assessment.dataset.labels[row]}


def told(
    found: Sequence[T], format_: str, record: Callable[[T], dict[str, Any]], lines: Callable[[T], Iterator[str]]
) -> str:
    """Give what was found as JSON records, or as lines of text with an empty line after each."""
    if format_ == "json":
        return json.dumps([record(each) for each in found], ensure_ascii=False, indent=1) + "\n"
    return "\n".join(line.rstrip() for each in found for line in [*lines(each), ""])


def records(found: DataFrame) -> dict[str, dict[str, Any]]:
    """Give a frame with a row a node as JSON has it."""
    return {str(name): {str(column): plain(cell) for column, cell in cells.items()} for name, cells in found.iterrows()}


def plain(cell: object) -> Any:
    """Give a cell as JSON has it: numbers with 12 significant digits, nothing for a missing one."""
    if isinstance(cell, bool | np.bool_):
        return bool(cell)
    return cell if cell is None or isinstance(cell, str) else rounded(float(cell))  # type: ignore[arg-type]
