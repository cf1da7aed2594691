"""What charts of scores have in common: which rows, how they are called, their scores as data, and the setting."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.messages import printable, template
from smartscore.reports.document import Figure
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.reports.elements.provisos import counts, headline, provisos
from smartscore.rounding import best_first
from smartscore.rules import Array
from smartscore.text import Phrase, Sentence, translate

_MORE = 4  # decimals beyond those that are shown
_NOTES = 4  # sentences on what is not official

Row = dict[str, Any]
Spec = Callable[[str], Mapping[str, Any]]


@frozen(eq=False, slots=False)
class Scores:
    """The scores of a node in the rows of one year, the latest unless another is asked for."""

    assessment: Assessment
    node: str
    rows: np.ndarray

    @classmethod
    def of(cls, assessment: Assessment, node: str, year: int | None = None) -> "Scores":
        """Choose node and year.

        Raises:
            UsageError: if there is no such node or year.
        """
        assessment.framework.require_node(node)
        years = assessment.dataset.years
        if years is None:
            return cls(assessment, node, np.arange(len(assessment.rows)))
        if year is not None:
            assessment.dataset.of_years([year])  # which refuses one that is not there
        return cls(assessment, node, np.flatnonzero(np.asarray(years) == (max(years) if year is None else year)))

    @property
    def title(self) -> Sentence:
        """What the node is called, the framework itself for the index."""
        framework = self.assessment.framework
        return framework.title if self.node == "index" else framework.nodes[self.node].title

    @property
    def values(self) -> Array:
        """The scores of the rows, NaN without one."""
        values: Array = np.asarray(self.assessment.scores[self.node], dtype=float)[self.rows]
        return values

    def best_first(self) -> np.ndarray:
        """Give the rows that have a score, the best first, equal ones by their key."""
        way = self.assessment.framework.ways[self.node] or self.assessment.framework.sign
        keys = [str(city) for city in self.assessment.dataset.cities[self.rows]]
        order = self.rows[best_first(way * self.values, self.assessment.framework.scale, keys)]
        return np.asarray([row for row in order.tolist() if not np.isnan(self.score(row))], dtype=int)

    def score(self, row: int, node: str | None = None) -> float:
        """Give the score of a row, of another node if one is named."""
        return float(self._columns[node or self.node][row])

    @cached_property
    def _columns(self) -> Mapping[str, Array]:
        """The scores of each node in all rows, as arrays, which are read a cell at a time."""
        scores = self.assessment.scores
        return {str(name): scores[name].to_numpy(dtype=float) for name in scores}

    def name(self, row: int) -> str:
        """Give what a row is called, with the assessor where there are several."""
        several = "assessor" in self.assessment.rows.names
        return row_label(self.assessment, row) if several else printable(self.assessment.dataset.labels[row])

    def figure(self, score: float) -> Figure:
        """Give a score to stand in a sentence."""
        return Figure(score, "score", decimals_of(self.assessment))

    def data(self, score: float) -> float | None:
        """Give a score as data: rounded far below what is shown, nothing for a missing one."""
        return None if np.isnan(score) else round(score, decimals_of(self.assessment) + _MORE)

    def tip(self, row: int, *nodes: str) -> Sentence:
        """Give the name of a row with its scores, of the node or of others."""
        parts = [
            Phrase("plot_of", title=self.titled(n), value=self.figure(self.score(row, n))) for n in nodes or [self.node]
        ]
        return Joined([self.name(row), *parts])

    def titled(self, node: str) -> Sentence:
        """Give the title of a node, the word for the index."""
        return Phrase("html_index") if node == "index" else self.assessment.framework.nodes[node].title

    def spec(self, chart: str, values: Array, words: Mapping[str, Sentence] | None = None) -> Spec:
        """Give the specification of a chart of these values; `words` are others than those of the catalogue."""
        return partial(_spec, chart, self, self._around(values), words or {})

    def _around(self, values: Array) -> tuple[float, float]:
        """Give the scale, wider where values lie beyond it."""
        low, high = self.assessment.framework.scale
        return float(np.nanmin([low, *values.ravel()])), float(np.nanmax([high, *values.ravel()]))

    @property
    def has_bands(self) -> bool:
        """Whether the node is judged by bands."""
        return self.node == "index" and bool(self.assessment.framework.bands)

    def band(self, row: int) -> Sentence | None:
        """Give the title of the band that the index of a row is in."""
        place = int(self.assessment.band_numbers[row])
        return self.assessment.framework.bands[place].title if self.has_bands and place >= 0 else None

    def notes(self) -> list[Sentence]:
        """Say by which framework, and what in the figures is missing, clipped, or not official."""
        part = self.assessment.only(self.rows)
        return [headline(part), Phrase("summary_values", **counts(part, None)), *provisos(part)[:_NOTES]]


class Joined:
    """Sentences on one line, with marks between."""

    def __init__(self, parts: Sequence[Sentence]) -> None:
        self._parts = parts

    def to(self, language: str) -> str:
        """Give them in a language."""
        return "; ".join(translate(part, language) for part in self._parts)


def _spec(
    chart: str, scores: Scores, scale: tuple[float, float], words: Mapping[str, Sentence], language: str
) -> Mapping[str, Any]:
    from smartscore.reports.charts.specifications import Setting, specification  # with altair

    framework = scores.assessment.framework
    own = {"html_index": scores.titled(scores.node), "html_score": Phrase("html_score"), **words}
    said = {code: printable(translate(sentence, language)) for code, sentence in own.items()}
    names = tuple(printable(band.title.to(language)) for band in framework.bands) if scores.has_bands else ()
    worse = framework.ways[scores.node] < 0
    return specification(
        chart, Setting(scale, len(names), worse, lambda code: said.get(code) or template(code, language), names)
    )
