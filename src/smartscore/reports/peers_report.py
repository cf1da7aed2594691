"""Where cities stand among their peers, as text and as JSON."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment, members_of
from smartscore.engine.groups import labels_of
from smartscore.messages import printable
from smartscore.reports.sheet import Sheet, footing, key_of, plain, records, told
from smartscore.reports.summary import headline, row_label
from smartscore.reports.view import View
from smartscore.views import peers, standings, weighted_years
from smartscore.views.peers import LETTERS


@frozen(kw_only=True)
class Among:
    """What standings are asked for: weights of the years, the latest first, if any, and the letters."""

    years: Sequence[float] = ()
    letters: Sequence[str] = LETTERS

    def scores(self, assessment: Assessment) -> DataFrame:
        return weighted_years(assessment, self.years) if self.years else assessment.scores


def told_peers(assessments: Sequence[Assessment], city: str | None, asked: Among, view: View, format_: str) -> str:
    """Tell where a city stands among its peers, or, without one, where every city stands in its group.

    Raises:
        UsageError: if there is no such city or column, or the dataset has no years to weigh.
    """
    if city is None:
        found = [(assessment, -1) for assessment in assessments]
    else:
        found = [(assessment, row) for assessment in assessments for row in assessment.dataset.rows_of(city)]
    return told(
        found,
        format_,
        lambda each: _record(Sheet(each[0], view), each[1], asked),
        lambda each: _lines(Sheet(each[0], view), each[1], asked),
    )


def _record(sheet: Sheet, row: int, asked: Among) -> dict[str, Any]:
    assessment = sheet.assessment
    table = _table(sheet, row, asked)
    cities = [
        {**key_of(assessment, place), **{str(name): plain(cell) for name, cell in cells.items()}}
        for place, (_, cells) in zip(table.index.tolist(), table.iterrows(), strict=True)
    ]
    if row < 0:
        about = {"framework": assessment.framework.id, "fingerprint": assessment.definition.fingerprint}
        return {**about, **footing(assessment, sheet.view.language), "cities": cities}
    return {**sheet.identity(row), "nodes": records(_nodes(sheet, row, asked)), "peers": cities}


def _nodes(sheet: Sheet, row: int, asked: Among) -> DataFrame:
    scores = asked.scores(sheet.assessment)
    return peers(sheet.assessment, row, sheet.view.among, scores=scores, letters=asked.letters)


def _table(sheet: Sheet, row: int, asked: Among) -> DataFrame:
    """Give the standings of all rows or of a row and its peers, best first, by position: a row a city."""
    assessment = sheet.assessment
    if row < 0:
        told = standings(assessment, sheet.view.by, scores=asked.scores(assessment), letters=asked.letters)
        groups = assessment.groups(sheet.view.by)
        told = told.set_axis(np.arange(len(told)))
    else:
        rows = np.flatnonzero(assessment.alike(row, sheet.view.among))
        part, scores = assessment.only(rows), asked.scores(assessment).iloc[rows]
        told = standings(part, scores=scores, letters=asked.letters).set_axis(rows)
        groups = np.zeros(len(assessment.rows))
    order = np.lexsort((told["rank"].fillna(np.inf), groups[told.index]))
    return told.iloc[order]


def _lines(sheet: Sheet, row: int, asked: Among) -> Iterator[str]:
    assessment, view = sheet.assessment, sheet.view
    if row < 0:
        yield from wrap(headline(assessment, view), view.width)
    else:
        yield from sheet.head(row)
        found = _nodes(sheet, row, asked).loc[members_of(assessment.framework, view.depth)]
        yield from sheet.grid([sheet.titles(found.index), *_columns(sheet, found)])
        yield ""
    table = _table(sheet, row, asked)
    columns = [
        sheet.whole("column_rank", table["rank"]),
        *([] if view.by is None else [sheet.words("column_group", _groups(sheet, table.index.tolist()))]),
        sheet.words("column_city", [row_label(assessment, place) for place in table.index]),
    ]
    if row >= 0:
        columns += [sheet.scores("column_index", table["score"]), sheet.words("column_letter", _letters(table))]
        yield from sheet.grid(columns)
    else:
        yield from sheet.grid([*columns, *_columns(sheet, table)[:1], *_columns(sheet, table)[2:]])
    yield from sheet.say("peers_letters", letters=", ".join(asked.letters))
    if asked.years:
        yield from sheet.say("peers_years", weights=":".join(f"{weight:g}" for weight in asked.years))
    yield from sheet.provisos()


def _groups(sheet: Sheet, rows: list[int]) -> list[str]:
    labels = labels_of(sheet.assessment.dataset, str(sheet.view.by))
    return [printable(str(labels[row])) for row in rows]


def _letters(found: DataFrame) -> list[str]:
    return [letter or "-" for letter in found["letter"]]


def _columns(sheet: Sheet, found: DataFrame) -> list[Any]:
    return [
        sheet.scores("column_score", found["score"]),
        sheet.whole("column_rank", found["rank"]),
        sheet.whole("column_count", found["count"]),
        sheet.scores("column_lower", found["lower"]),
        sheet.scores("column_median", found["median"]),
        sheet.scores("column_upper", found["upper"]),
        sheet.words("column_letter", _letters(found)),
    ]
