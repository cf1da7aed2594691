"""The head of a report on a city: framework and standing, and the keys that identify it for programs."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.reports.document import Document, Figure, Section
from smartscore.reports.elements.cells import decimals_of, key_of, rounded, row_label
from smartscore.reports.elements.editions import ended_record
from smartscore.reports.elements.method import facts_of
from smartscore.reports.elements.provisional import provisional_record
from smartscore.reports.elements.provisos import headline, provisos_of
from smartscore.reports.elements.ranges import range_of_row, range_record
from smartscore.reports.elements.suspicions import records_of
from smartscore.text import Phrase, Sentence


def _head(assessment: Assessment, row: int, among: By = None) -> list[Sentence]:
    """Name the framework, and say index, band and rank of the city, or why it has none, and what gaps allow."""
    if reason := assessment.reason(row):
        why = Phrase("city_reason", city=row_label(assessment, row), reason=reason)
        return [headline(assessment), why, *range_of_row(assessment, row)]
    rank, count = assessment.place(row, among)
    place = int(assessment.band_numbers[row])
    band: Sentence = assessment.framework.bands[place].title if place >= 0 else "-"
    index = Figure(float(assessment.index.iloc[row]), "score", decimals_of(assessment))
    fields = {"city": row_label(assessment, row), "index": index, "band": band, "rank": int(rank), "count": count}
    return [headline(assessment), Phrase("explain_city", **fields), *range_of_row(assessment, row)]


def city_document(
    assessment: Assessment,
    row: int,
    sections: Iterable[Section],
    record: Callable[[str], Any],
    among: By = None,
) -> Document:
    """Give a document about the city in a row: its head, sections, notes, provisos, and what tells it from others."""
    return Document(
        title=assessment.framework.title,
        head=_head(assessment, row, among),
        sections=[*sections, notes_of(assessment)],
        provisos=provisos_of(assessment, row),
        record=record,
        label=f"{assessment.framework.id} {row_label(assessment, row)}",
        identity={"framework": assessment.framework.name, **key_of(assessment, row)},
    )


def record_of(assessment: Assessment, row: int, among: By, language: str) -> dict[str, Any]:
    """Give city, framework, index and rank of a document about one city, for JSON."""
    rank, _ = assessment.place(row, among)
    reason = assessment.reason(row)
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        **key_of(assessment, row),
        "index": rounded(float(assessment.index.iloc[row])),
        "rank": None if np.isnan(rank) else int(rank),
        "band": assessment.band_names(language)[row],
        "reason": reason.to(language) if reason else None,
        **range_record(assessment, row, language),
        **footing(assessment.only(np.array([row])), language),
    }


def footing(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give for JSON how official the figures are: note of the framework, shares of the index, counts."""
    suspicions = records_of(assessment.suspicions, assessment.dataset.accepted, language)
    without_way = [name for name, way in assessment.framework.ways.items() if not way]
    return {
        "note": assessment.framework.note.to(language),
        **ended_record(assessment.framework, language),
        **provisional_record(assessment),
        **({"suspicions": suspicions} if suspicions else {}),
        **({"without_way": without_way} if without_way else {}),
        "confidence": {grade or "not said": rounded(s) for grade, s in assessment.share_by_confidence().items()},
        "quality": {str(name): int(count) for name, count in assessment.quality_counts().items()},
    }


def notes_of(assessment: Assessment) -> Section:
    """Give what a result was made of and with, which workbooks, pages and paper show."""
    return Section(id="notes", use="data", parts=facts_of(assessment, {}))
