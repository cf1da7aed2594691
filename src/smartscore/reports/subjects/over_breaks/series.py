"""Series of cities under two editions, side by side, with the break between them named and not bridged."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.reports.document import Column, Document, Facts, Section, Table
from smartscore.reports.elements.cells import Cells, numbers, rounded, words
from smartscore.reports.elements.city_heading import footing
from smartscore.reports.elements.editions import edition_record
from smartscore.reports.elements.method import facts_of
from smartscore.reports.elements.provisos import provisos
from smartscore.reports.subjects.over_breaks.record import break_record
from smartscore.rounding import without_noise
from smartscore.text import Phrase, Sentence, translate
from smartscore.views.comparison.side_by_side import Key, SideBySide

#: What a dataset may say beside an index that was given.
_REMARKS = ("quality", "note", "source")


def document(series: SideBySide, city: str | None = None) -> Document:
    """Give both series, of one city or of all.

    Raises:
        UsageError: if neither side has the city.
    """
    shown = series if city is None else series.of(city)
    return Document(
        title=Phrase("title_series"),
        head=[*_sides(shown), shown.gap.sentence],
        sections=[
            Section(id="series", parts=[_table(shown), Phrase("series_within")]),
            Section(id="notes", use="data", parts=_facts(shown)),
        ],
        provisos=_provisos(shown),
        record=partial(_record, shown),
        label=shown.new.framework.id,
        identity={"break": shown.gap.sentence},
    )


def _facts(series: SideBySide) -> list[Facts]:
    """Give framework and data of both sides, and once what the result was made with."""
    of_old, of_new = (facts_of(assessment, {}) for assessment in series.sides.values())
    return [*of_old[:2], *of_new]


def _sides(series: SideBySide) -> Iterator[Phrase]:
    for side, assessment in series.sides.items():
        fields = {"framework": assessment.framework.full_name, "fingerprint": assessment.definition.fingerprint}
        yield Phrase(f"series_{side}", file=printable(assessment.dataset.file or "-"), **fields)


def _table(series: SideBySide) -> Table:
    keys, frame = list(series.places), series.frame
    years, assessors = [key[1] for key in keys], [key[2] for key in keys]
    columns = [
        words("city", "column_city", [printable(series.label(key)) for key in keys], width=24),
        words("code", "column_code", [key[0] for key in keys], readers="programs"),
    ]
    if any(year is not None for year in years):
        values = [np.nan if year is None else float(year) for year in years]
        columns.append(numbers("year", "column_year", "year", values, width=8))
    if any(assessors):
        columns.append(words("assessor", "column_assessor", [printable(name or "") for name in assessors]))
    for side in series.sides:
        columns += _columns(series, side, frame)
    key = tuple(column.id for column in columns if column.id in ("city", "year", "assessor"))
    return Table(id="series", title=Phrase("title_series"), columns=columns, key=key)


def _columns(series: SideBySide, side: str, frame: Any) -> Iterator[Column]:
    assessment = series.sides[side]
    cells, name = Cells(assessment), assessment.framework.name
    index, change = (cells.scores(part, "column_index", frame[f"{side}_{part}"]) for part in ("index", "change"))
    title = Phrase("column_index_by", framework=name)
    yield Column(id=f"{side}_index", title=title, kind="score", values=index.values, decimals=index.decimals)
    if assessment.framework.bands:
        titles = [_band(assessment, places.get(side)) for places in series.places.values()]
        yield words(f"{side}_band", "column_band", titles)
    if frame[f"{side}_change"].notna().any():
        title = Phrase("column_change")
        yield Column(
            id=f"{side}_change", title=title, kind="score", values=change.values, decimals=change.decimals, signed=True
        )
    yield numbers(f"{side}_rank", "column_rank", "rank", frame[f"{side}_rank"], readers="programs")
    said = [_remark(assessment, places.get(side)) for places in series.places.values()]
    if any(said):
        yield words(f"{side}_remark", "column_note", said, width=30)


def _band(assessment: Assessment, row: int | None) -> Sentence:
    place = -1 if row is None else int(assessment.band_numbers[row])
    return assessment.framework.bands[place].title if place >= 0 else ""


def _remark(assessment: Assessment, row: int | None) -> str:
    """Give what the dataset says beside an index that was given: quality, note and source."""
    notes = assessment.dataset.notes
    told = [notes[kind]["index"].iloc[row] for kind in _REMARKS if row is not None and "index" in notes.get(kind, {})]
    return printable("; ".join(str(text) for text in told if text))


def _provisos(series: SideBySide) -> list[Sentence]:
    """Give what is not official or in force of each side, under its name."""
    return [
        Phrase("series_of", framework=assessment.framework.name, said=sentence)
        for assessment in series.sides.values()
        if len(assessment.rows)
        for sentence in (*provisos(assessment), *_given(assessment))
    ]


def _given(assessment: Assessment) -> Iterator[Phrase]:
    if count := int(assessment.given.to_numpy().sum()):
        yield Phrase("summary_given", count=count)


def _record(series: SideBySide, language: str) -> dict[str, Any]:
    return {
        "break": break_record(series.gap, language),
        "sides": [_side(name, assessment, language) for name, assessment in series.sides.items()],
        "cities": [_row(series, key, language) for key in series.places],
    }


def _side(name: str, assessment: Assessment, language: str) -> dict[str, Any]:
    framework = assessment.framework
    return {
        "side": name,
        "file": assessment.dataset.file,
        "sha256": assessment.dataset.digest,
        "framework": framework.id,
        "title": framework.title.to(language),
        "edition": framework.edition,
        "fingerprint": assessment.definition.fingerprint,
        "scale": list(framework.scale),
        **edition_record(framework),
        **footing(assessment, language),
    }


def _row(series: SideBySide, key: Key, language: str) -> dict[str, Any]:
    """Give a row: its key, and what each side has of it, nothing where it has none."""
    city, year, assessor = key
    levels = {"year": year, "assessor": assessor}
    named = {name: part for name, part in levels.items() if part is not None}
    places = series.places[key]
    sides = {
        side: None if side not in places else _cells(assessment, places[side], language)
        for side, assessment in series.sides.items()
    }
    return {"city": city, "name": series.label(key), **named, **sides}


def _cells(assessment: Assessment, row: int, language: str) -> dict[str, Any]:
    change = float(without_noise(float(assessment.improvement().iloc[row]), assessment.framework.scale))
    return {
        "index": rounded(float(assessment.index.iloc[row])),
        "band": translate(_band(assessment, row), language) or None,
        "change": rounded(change),
        "remark": _remark(assessment, row) or None,
    }
