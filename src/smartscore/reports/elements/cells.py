"""The columns, keys and figures that subjects share."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.model import Dimension, Framework, Indicator
from smartscore.reports.document import Column, Figure, Kind
from smartscore.rounding import without_noise
from smartscore.rules import answers
from smartscore.text import Phrase, Sentence, Text

if TYPE_CHECKING:
    from pandas import DataFrame, Series


#: Columns of points that come of subtracting scores, in which the noise of sums would be seen.
_POINTS = frozenset(
    (
        *("change", "contribution", "difference", "dimension_gain", "effect", "expected", "gain"),
        *("lost", "new", "peers_difference", "pessimistic", "points", "reporting", "scope", "unsplit"),
    )
)


def decimals_of(assessment: Assessment) -> int:
    """Give the decimals with which scores are printed: the index's own, else what suits the scale."""
    framework = assessment.framework
    if framework.index.decimals is not None:
        return framework.index.decimals
    return 3 if framework.scale[1] - framework.scale[0] <= 1 else 2


def row_label(assessment: Assessment, row: int) -> str:
    """Give the label of a row: the city's name, with year and assessor where there are some."""
    key = assessment.rows[row]
    more = [str(part) for part in key[1:]] if isinstance(key, tuple) else []
    return printable(", ".join([assessment.dataset.label(row), *more]))


def node_title(framework: Framework, name: str) -> Sentence:
    """Give the title of a node, the index's own word for the index."""
    return Phrase("column_index") if name == "index" else framework.nodes[name].title


def raw_value(assessment: Assessment, name: str, value: float) -> float | str:
    """Give a raw value of a node: a category by its word, a number as it is."""
    node = assessment.framework.nodes.get(name)
    words = answers.words(node.rule) if node is not None else ()
    if words and not np.isnan(value):
        return printable(words[int(value)])
    return float(value)


def raw_figure(assessment: Assessment, name: str, value: float) -> Figure | str:
    """Give a raw value of a node to stand in a sentence."""
    shown = raw_value(assessment, name, value)
    return shown if isinstance(shown, str) else Figure(shown)


def numbers(id_: str, code: str, kind: Kind, values: Iterable[float], **more: Any) -> Column:
    """Give a column of numbers, its title the message of a code."""
    return Column(id=id_, title=Phrase(code), kind=kind, values=[float(value) for value in values], **more)


def words(id_: str, code: str, values: Iterable[Sentence | None], **more: Any) -> Column:
    """Give a column of words, its title the message of a code."""
    return Column(id=id_, title=Phrase(code), kind="text", values=list(values), **more)


@frozen
class Cells:
    """The columns of one assessment: scores with its decimals, raw values by their node, titles of nodes."""

    assessment: Assessment

    def nodes(self, names: Sequence[str]) -> list[Column]:
        """Give the titles of nodes, and their ids for programs."""
        framework = self.assessment.framework
        titles = [node_title(framework, name) for name in names]
        return [
            words("title", "column_title", titles, width=40),
            words("node", "column_node", names, readers="programs", width=24),
        ]

    def units(self, names: Sequence[str]) -> list[Column]:
        """Give the units of indicators, if any has one."""
        nodes = [self.assessment.framework.nodes[name] for name in names]
        units: list[Text | str] = [node.unit if isinstance(node, Indicator) else "" for node in nodes]
        return [words("unit", "column_unit", units, width=20)] if any(units) else []

    def scores(self, id_: str, code: str, values: Iterable[float], **more: Any) -> Column:
        """Give scores, or points without the noise of sums."""
        values = np.array([*values], dtype=float)
        if id_ in _POINTS:
            values = without_noise(values, self.assessment.framework.scale)
        return numbers(id_, code, "score", values.tolist(), decimals=decimals_of(self.assessment), **more)

    def values(self, id_: str, code: str, values: "Series[float]", **more: Any) -> Column:
        """Give raw values of nodes, which the index names: categories by their word."""
        cells = [raw_value(self.assessment, str(name), value) for name, value in values.items()]
        return Column(id=id_, title=Phrase(code), kind="raw", values=cells, **more)

    def figure(self, score: float, *, signed: bool = False) -> Figure:
        """Give a score or points to stand in a sentence."""
        return Figure(score, "score", decimals_of(self.assessment), signed)


def levels_of(framework: Framework, names: Sequence[str]) -> list[int]:
    """Give the level of nodes in the tree, 0 for the index."""
    depths = {"index": 0}
    for dimension in framework.dimensions:
        depths |= {member.id: depths[dimension.id] + 1 for member in dimension.members}
    return [depths[name] for name in names]


def key_of(assessment: Assessment, row: int) -> dict[str, Any]:
    """Give the key and the name of a row, for JSON."""
    levels = dict(zip(map(str, assessment.rows.names), assessment.keys[row], strict=True))
    key = {name: part if isinstance(part, str) else int(part) for name, part in levels.items()}
    return {**key, "name": assessment.dataset.label(row)}


def records(frame: "DataFrame", framework: Framework | None = None) -> dict[str, dict[str, Any]]:
    """Give a frame with a row a node as JSON has it; points of a framework without the noise of sums."""
    return {str(name): entry(cells, framework) for name, cells in frame.iterrows()}


def entry(cells: "Series[Any]", framework: Framework | None = None) -> dict[str, Any]:
    """Give a row of a frame as JSON has it; points of a framework without the noise of sums."""
    record = {str(name): plain(cell) for name, cell in cells.items()}
    if framework is not None:
        points = {name: cell for name, cell in record.items() if name in _POINTS and cell is not None}
        record |= {name: rounded(float(without_noise(cell, framework.scale))) for name, cell in points.items()}
    return record


def plain(cell: object) -> Any:
    """Give a cell as JSON has it: numbers with 12 significant digits, nothing for a missing one."""
    if isinstance(cell, bool | np.bool_):
        return bool(cell)
    return cell if cell is None or isinstance(cell, str) else rounded(float(cell))  # type: ignore[arg-type]


def rounded(value: float) -> float | None:
    """Give 12 significant digits, and nothing for a missing score or an infinite one."""
    return float(f"{value + 0.0:.12g}") if isfinite(value) else None  # no -0.0


def row_keys(assessment: Assessment) -> Iterator[Column]:
    """Give the columns that say which row it is: name, and for workbooks code, year and assessor."""
    keys = [list(part) for part in zip(*assessment.keys, strict=True)] or [[] for _ in assessment.rows.names]
    city, *more = keys
    labels = [row_label(assessment, row) for row in range(len(assessment.rows))]
    yield words("name", "column_city", labels, width=24, readers="people" if more else "all")
    if more:
        yield words("name", "column_city", assessment.dataset.labels, width=24, readers="programs")
    if assessment.dataset.names is not None:
        yield words("code", "column_code", [str(key) for key in city], readers="programs", width=10)
    for name, parts in zip(map(str, assessment.rows.names[1:]), more, strict=True):
        kind: Kind = "year" if name == "year" else "text"
        values = [int(part) if name == "year" else str(part) for part in parts]
        yield Column(id=name, title=Phrase(f"column_{name}"), kind=kind, values=values, readers="programs", width=10)


def score(assessment: Assessment, name: str, *, level: int = 0, detail: bool = False, short: str = "") -> Column:
    """Give the scores of a node."""
    node = assessment.framework.nodes[name]
    cells = Cells(assessment).scores(name, "column_score", assessment.scores[name].tolist())
    strong = "strong" if isinstance(node, Dimension) else ""
    return Column(
        id=name,
        title=node.title,
        kind="score",
        values=cells.values,
        decimals=cells.decimals,
        emphasis=strong,  # type: ignore[arg-type]
        level=level,
        detail=detail,
        short=short,
    )
