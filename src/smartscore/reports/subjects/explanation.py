"""The explanation of a city's score: contributions, strengths, weaknesses, what is missing, maturity levels, marks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame, Series

from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.messages import printable
from smartscore.model import Criterion, Framework, Indicator, Node
from smartscore.reports.document import Column, Document, Figure, Listed, Part, Section, Table, chapters_of
from smartscore.reports.elements.bounds import at_end
from smartscore.reports.elements.cells import Cells, levels_of, node_title, records, words
from smartscore.reports.elements.city_heading import city_document, record_of
from smartscore.reports.elements.levels import level_reached
from smartscore.reports.elements.provisional import named_with_source
from smartscore.reports.elements.ranges import node_columns
from smartscore.reports.elements.treated import measured_column, stepped_value
from smartscore.reports.subjects.evidence.city import CityEvidence
from smartscore.text import Phrase, Sentence
from smartscore.views import explain, maturity, missing
from smartscore.views.contributions import sampled
from smartscore.views.explain import furthest_places

_NAMED = 8
_MARKS = ("given", "not_applicable", "clipped", "imputed", "changed", "stale", "judged")


@frozen(eq=False)
class _Explained:
    """A row with its nodes and their contributions, and the groups or peers that it is compared with."""

    assessment: Assessment
    row: int
    among: By
    nodes: DataFrame

    @property
    def framework(self) -> Framework:
        return self.assessment.framework

    def title(self, name: object) -> Sentence:
        return node_title(self.framework, str(name))


def document(assessments: Sequence[Assessment], city: str, among: By = None, as_of: int | None = None) -> Document:
    """Explain the score of a city in each of its rows.

    Raises:
        UsageError: if there is no such city or column.
    """
    rows = [(assessment, row) for assessment in assessments for row in assessment.dataset.rows_of(city)]
    explained = (_Explained(each, row, among, explain(each, row, among, as_of)) for each, row in rows)
    return chapters_of(map(_chapter, explained), Phrase("title_explanation"))


def of_row(assessment: Assessment, row: int, nodes: DataFrame, among: By = None) -> Document:
    """Give the document of one row, of which `nodes` is what `explain` tells."""
    return _chapter(_Explained(assessment, row, among, nodes))


def _chapter(explained: _Explained) -> Document:
    assessment, row = explained.assessment, explained.row
    return city_document(assessment, row, _sections(explained), partial(_record, explained), explained.among)


def _sections(explained: _Explained) -> Iterator[Section]:
    yield _contributions(explained)
    yield from _furthest(explained, "difference", ("strengths", "weaknesses"))
    if explained.among is not None:
        yield from _furthest(explained, "peers_difference", ("strengths_peers", "weaknesses_peers"))
    yield from _missing(explained)
    yield from CityEvidence.of(explained.assessment, explained.row).sections()
    yield from _maturity(explained)
    yield from _marks(explained)


def _contributions(explained: _Explained) -> Section:
    """Give what each node brings; those of the members of a node add up to its own."""
    names = list(explained.framework.nodes)
    table = Table(
        id="contributions",
        title=Phrase("title_explanation"),
        columns=_columns(explained, names),
        key=("title",),
        levels=levels_of(explained.framework, names),
    )
    parts: list[Part] = [table, Phrase("explain_sum")]
    if estimated := sampled(explained.framework):
        parts.append(Phrase("explain_sampled", names=Listed(map(explained.title, estimated))))
    return Section(id="contributions", parts=parts)


def _columns(explained: _Explained, names: Sequence[str]) -> list[Column]:
    cells, part = Cells(explained.assessment), explained.nodes.loc[list(names)]
    lifted = set(part.index[part["not_applicable"].astype(bool)])
    told = [name for name in names if name in lifted or isinstance(explained.framework.nodes[name], Indicator)]
    columns = cells.nodes(names)
    if told:
        level = min(levels_of(explained.framework, told))
        columns.append(
            _with_lifted(explained, cells.values("value", "column_value", part["value"], level=level), names)
        )
        columns += measured_column(explained.assessment, explained.row, names, level=level)
        columns += _levels_reached(explained, names, level)
    columns += [
        cells.scores("score", "column_score", part["score"]),
        *node_columns(explained.assessment, explained.row, names),
        cells.scores("contribution", "column_contribution", part["contribution"]),
        cells.scores("median", "column_median", part["median"]),
        cells.scores("difference", "column_difference", part["difference"]),
    ]
    if explained.among is not None:
        columns += [
            cells.scores("peers_median", "column_peers", part["peers_median"]),
            cells.scores("peers_difference", "column_difference", part["peers_difference"]),
        ]
    return columns


def _levels_reached(explained: _Explained, names: Sequence[str], level: int) -> list[Column]:
    """Give the named levels that values have reached in a column, if there are some."""
    framework, values = explained.framework, explained.nodes.loc[list(names), "value"].to_numpy(dtype=float).tolist()
    reached = [
        level_reached(framework, framework.nodes[name], value) for name, value in zip(names, values, strict=True)
    ]
    return [words("level", "column_level", reached, width=20, level=level)] if any(reached) else []


def _with_lifted(explained: _Explained, column: Column, names: Sequence[str]) -> Column:
    """Give the values of nodes, for those that do not apply these words and the reason."""
    assessment, row = explained.assessment, explained.row
    lifted = [assessment.reason(row, name) if not assessment.applies(name)[row] else None for name in names]
    return evolve(column, values=[why or value for why, value in zip(lifted, column.values, strict=True)])


def _furthest(explained: _Explained, difference: str, names: Sequence[str]) -> Iterator[Section]:
    """Give the indicators in which the city is furthest ahead of a median and furthest behind it."""
    parts = furthest(explained.framework, explained.nodes[difference])
    for name, nodes in zip(names, parts, strict=True):
        if nodes:
            columns = [evolve(column, level=0) for column in _columns(explained, nodes)]
            table = Table(id=name, title=Phrase(f"title_{name}"), columns=columns, key=("title",))
            yield Section(id=name, title=Phrase(f"explain_{name}"), parts=[table])


def furthest(framework: Framework, differences: "Series[float]") -> tuple[list[str], list[str]]:
    """Give the indicators that lie furthest ahead of what the differences (by node) are from, and furthest behind."""
    names = [node.id for node in framework.indicators]
    strong, weak = furthest_places(framework, np.asarray(differences[names], dtype=np.float64)[:, None])[0]
    return [names[place] for place in strong], [names[place] for place in weak]


def _missing(explained: _Explained) -> Iterator[Section]:
    """Give the index for each missing value if it were worst, the peers' median, best."""
    lacking = missing(explained.assessment, explained.row, explained.among)
    if lacking.empty:
        return
    alone = lacking.iloc[:-1] if len(lacking) == 2 else lacking
    names = [str(name) for name in alone.index]
    cells = Cells(explained.assessment)
    titles = [Phrase("row_overall") if name == "index" else explained.title(name) for name in names]
    columns = [
        words("title", "column_title", titles, width=40),
        words("node", "column_node", names, readers="programs", width=24),
        *(cells.scores(f"if_{name}", f"column_if_{name}", alone[name]) for name in ("worst", "median", "best")),
    ]
    table = Table(id="missing", title=Phrase("title_missing"), columns=columns, key=("title",))
    yield Section(id="missing", title=Phrase("explain_missing", count=len(lacking) - 1), parts=[table])


def _maturity(explained: _Explained) -> Iterator[Section]:
    """Give the criteria met at each maturity level, and those that the next level needs."""
    for name, part in maturity(explained.assessment, explained.row).groupby(level=0, sort=False):
        node, has = explained.framework.nodes[str(name)], Figure(part["has"].iloc[0])
        title = Phrase("explain_level", title=node.title, level=has, met=int(part["met"].sum()), count=len(part))
        criteria = _criteria(node)
        needed = [
            Phrase("explain_needed", level=cells["level"], text=criteria[str(place)].text)
            for place, cells in part.droplevel(0).iterrows()
            if cells["needed"]
        ]
        yield Section(id=f"maturity_{name}", title=title, parts=needed)


def _criteria(node: Node) -> Mapping[str, Criterion]:
    return node.criteria_by_place if isinstance(node, Indicator) else {}


def _marks(explained: _Explained) -> Iterator[Section]:
    """Name the values that come from elsewhere, and the first that are given, clipped, imputed, judged and so on."""
    parts: list[Part] = []
    if taken := [named_with_source(node) for node in explained.framework.indicators if node.taken_from]:
        parts.append(Phrase("explain_taken_from", count=len(taken), names=Listed(taken)))
    for mark in _MARKS:
        flags = explained.nodes[mark].astype(bool)
        names = [_named(explained, str(name), mark) for name in explained.nodes.index[flags]]
        if names:
            shown = Listed([*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])])
            parts.append(Phrase(f"explain_{mark}", count=len(names), names=shown))
    if parts:
        yield Section(id="marks", parts=parts)


def _named(explained: _Explained, name: str, mark: str) -> Sentence:
    """Name a node with what is told of it: why it does not apply, what was measured, which end alone is judged."""
    title, why = explained.title(name), ""
    if mark == "changed":
        return Phrase("stepped", title=title, value=stepped_value(explained.assessment, name, explained.row))
    node = explained.framework.nodes[name]
    if mark == "judged" and isinstance(node, Indicator):
        return at_end(title, node.confidence)
    if mark == "not_applicable":
        why = printable(explained.assessment.why_not_applicable(explained.row, name))
    return Phrase("title_with_reason", title=title, reason=why) if why else title


def _record(explained: _Explained, language: str) -> dict[str, Any]:
    assessment, row, among = explained.assessment, explained.row, explained.among
    levels = maturity(assessment, row).groupby(level=0, sort=False)
    return {
        **record_of(assessment, row, among, language),
        "sampled": sampled(explained.framework),
        "nodes": records(explained.nodes, explained.framework),
        "approximate": [name for name, exact in assessment.score_range.exact.items() if not exact],
        "not_applicable": {
            name: assessment.why_not_applicable(row, name)
            for name, mask in assessment.not_applicable.items()
            if mask[row]
        },
        "missing": records(missing(assessment, row, among)),
        "maturity": {
            str(name): {
                place: {"text": _criteria(explained.framework.nodes[str(name)])[place].text.to(language), **cells}
                for place, cells in records(part.droplevel(0)).items()
            }
            for name, part in levels
        },
        **CityEvidence.of(assessment, row).record(language),
    }
