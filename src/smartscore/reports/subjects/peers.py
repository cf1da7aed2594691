"""The standing of a city among its peers, or of every city in its group."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.engine.groups import By, labels_of
from smartscore.messages import printable
from smartscore.reports.document import Column, Document, Part, Section, Table, chapters_of
from smartscore.reports.elements.cells import Cells, entry, key_of, levels_of, numbers, records, row_label, words
from smartscore.reports.elements.city_heading import city_document, footing, notes_of, record_of
from smartscore.reports.elements.provisos import headline, provisos
from smartscore.text import Phrase
from smartscore.views import peers, standings, weighted_years
from smartscore.views.peers import LETTERS


@frozen(kw_only=True)
class PeerOptions:
    """The options of `peers`: groups or nearest peers, weights of the years (the latest first, if any), letters."""

    by: By = None
    years: Sequence[float] = ()
    letters: Sequence[str] = LETTERS

    @property
    def column(self) -> str | None:
        """The column of the groups, if cities are compared by groups."""
        return self.by if isinstance(self.by, str) else None

    def scores(self, assessment: Assessment) -> DataFrame:
        """Give the scores that are compared: of each row, or of the years weighed together."""
        return weighted_years(assessment, self.years) if self.years else assessment.scores


def document(assessments: Sequence[Assessment], city: str | None, options: PeerOptions) -> Document:
    """Give the standing of a city among its peers, or, without a city, of every city in its group.

    Raises:
        UsageError: if there is no such city or column, or the dataset has no years to weigh.
    """
    title = Phrase("title_peers")
    if city is None:
        return chapters_of((_all(assessment, options) for assessment in assessments), title)
    rows = [(assessment, row) for assessment in assessments for row in assessment.dataset.rows_of(city)]
    return chapters_of((_one(assessment, row, options) for assessment, row in rows), title)


def _all(assessment: Assessment, options: PeerOptions) -> Document:
    table = _standings(assessment, -1, options)
    score, _, *rest = _figures(assessment, table)
    columns = [*_cities(assessment, table, options.column), score, *rest]
    parts: list[Part] = [Table(id="standings", title=Phrase("title_peers"), columns=columns, key=("rank", "city"))]
    return Document(
        title=assessment.framework.title,
        head=[headline(assessment)],
        sections=[Section(id="standings", parts=[*parts, *_legend(options)]), notes_of(assessment)],
        provisos=provisos(assessment),
        record=partial(_record, assessment, -1, options),
        label=assessment.framework.id,
        identity={"framework": assessment.framework.name},
    )


def _one(assessment: Assessment, row: int, options: PeerOptions) -> Document:
    nodes, table = _nodes(assessment, row, options), _standings(assessment, row, options)
    names = [str(name) for name in nodes.index]
    cells = Cells(assessment)
    own = Table(
        id="nodes",
        title=Phrase("title_peers"),
        columns=[*cells.nodes(names), *_figures(assessment, nodes)],
        key=("title",),
        levels=levels_of(assessment.framework, names),
    )
    columns = [
        *_cities(assessment, table, options.column),
        cells.scores("index", "column_index", table["score"]),
        words("letter", "column_letter", _letters(table)),
    ]
    cities = Table(id="peers", title=Phrase("column_peers"), columns=columns, key=("rank", "city"))
    sections = [Section(id="nodes", parts=[own]), Section(id="peers", parts=[cities, *_legend(options)])]
    of_city = city_document(assessment, row, sections, partial(_record, assessment, row, options), options.by)
    return evolve(of_city, provisos=provisos(assessment))


def _nodes(assessment: Assessment, row: int, options: PeerOptions) -> DataFrame:
    return peers(assessment, row, options.by, scores=options.scores(assessment), letters=options.letters)


def _standings(assessment: Assessment, row: int, options: PeerOptions) -> DataFrame:
    """Give the standings of all rows or of a row and its peers, best first, by position: a row a city."""
    if row < 0:
        table = standings(assessment, options.column, scores=options.scores(assessment), letters=options.letters)
        groups = assessment.groups(options.column)
        table = table.set_axis(np.arange(len(table)))
    else:
        rows = np.flatnonzero(assessment.alike(row, options.by))
        part, scores = assessment.only(rows), options.scores(assessment).iloc[rows]
        table = standings(part, scores=scores, letters=options.letters).set_axis(rows)
        groups = np.zeros(len(assessment.rows))
    order = np.lexsort((table["rank"].fillna(np.inf), groups[table.index]))
    return table.iloc[order]


def _cities(assessment: Assessment, table: DataFrame, by: str | None) -> Iterator[Column]:
    rows = table.index.tolist()
    yield numbers("rank", "column_rank", "rank", table["rank"], width=7)
    if by is not None:
        labels = labels_of(assessment.dataset, by)
        yield words("group", "column_group", [printable(str(labels[row])) for row in rows], width=16)
    yield words("city", "column_city", [row_label(assessment, row) for row in rows], width=24)
    keys = [str(assessment.dataset.cities[row]) for row in rows]
    yield words("code", "column_code", keys, readers="programs")


def _figures(assessment: Assessment, table: DataFrame) -> list[Column]:
    cells = Cells(assessment)
    return [
        cells.scores("score", "column_score", table["score"]),
        numbers("rank", "column_rank", "rank", table["rank"]),
        numbers("count", "column_count", "rank", table["count"]),
        cells.scores("lower", "column_lower", table["lower"]),
        cells.scores("median", "column_median", table["median"]),
        cells.scores("upper", "column_upper", table["upper"]),
        words("letter", "column_letter", _letters(table)),
    ]


def _letters(table: DataFrame) -> list[str]:
    return [letter if isinstance(letter, str) else "-" for letter in table["letter"]]


def _legend(options: PeerOptions) -> Iterator[Phrase]:
    yield Phrase("peers_letters", letters=", ".join(options.letters))
    if options.years:
        yield Phrase("peers_years", weights=":".join(f"{weight:g}" for weight in options.years))


def _record(assessment: Assessment, row: int, options: PeerOptions, language: str) -> dict[str, Any]:
    table = _standings(assessment, row, options)
    cities = [
        {**key_of(assessment, place), **entry(cells, assessment.framework)}
        for place, (_, cells) in zip(table.index.tolist(), table.iterrows(), strict=True)
    ]
    if row < 0:
        about = {"framework": assessment.framework.id, "fingerprint": assessment.definition.fingerprint}
        return {**about, **footing(assessment, language), "cities": cities}
    nodes = records(_nodes(assessment, row, options), assessment.framework)
    return {**record_of(assessment, row, options.by, language), "nodes": nodes, "peers": cities}
