"""The items of evidence of every city for a page: boxes, levels to expect, and each item with its texts by number."""

from collections.abc import Iterator, Mapping
from typing import Any

from smartscore.engine import Assessment
from smartscore.messages import message, printable, template
from smartscore.reports.drawn import SIGNS
from smartscore.reports.elements.cells import decimals_of
from smartscore.reports.elements.evidence.items import Item, boxes_of, items_by_city, ladder_note
from smartscore.reports.formats.cells import plain
from smartscore.text import Sentence, translate
from smartscore.views.evidence import OUTLOOKS, evidence_levels, evidence_outlook

_WORDS = (
    *("title_evidence", "title_evidence_notes", "evidence_outlook", "boxes_legend", "items_and_open", "column_boxes"),
    *("column_level_now", "column_level_submitted", "column_level_in_process", "column_value", "column_level"),
    *("column_item", "column_status", "column_responsible", "column_due", "column_assessor_note"),
    *("column_recommendation", *(f"box_{state}" for state in SIGNS)),
)
_MORE = 4  # decimals beyond those that are shown

JsonObject = dict[str, Any]


def evidence_payload(assessment: Assessment, places: Mapping[str, int], language: str) -> JsonObject | None:
    """Give boxes and items by row and node, nothing where there are no items; texts stand once, items name their place.

    An item is its level and the places of the texts for item, status, responsible, due, note and recommendation.
    """
    items, texts = items_by_city(assessment), dict[str, int]()
    if not items:
        return None
    rows: dict[int, dict[int, JsonObject]] = {}
    for row, name, levels in _levels(assessment):
        own = items[name].get(row, [])
        node = assessment.framework.nodes[name]
        boxes = boxes_of(node, levels, max(item.level for item in own))  # type: ignore[arg-type]
        rows.setdefault(row, {})[places[name]] = {
            "boxes": boxes.levels,
            "levels": [levels[outlook] for outlook in OUTLOOKS],
            "open": sum(item.is_open for item in own),
            "items": [[item.level, *_places(item, texts, language)] for item in own],
        }
    return {
        "rows": rows,
        "of": _same_city(assessment, rows),
        "texts": list(texts),
        "outlook": _outlook(assessment),
        "signs": SIGNS,
        "ladder": [plain(sentence, language) for sentence in ladder_note(assessment)],
        "words": {code: template(code, language) for code in _WORDS},
    }


def _same_city(assessment: Assessment, rows: Mapping[int, object]) -> dict[int, int]:
    """Give for each row the one of its city and year that has items: itself, or that of another assessor."""
    years = assessment.dataset.years
    keys = [(city, None if years is None else years[row]) for row, city in enumerate(assessment.dataset.cities)]
    with_items = {keys[row]: row for row in sorted(rows, reverse=True)}
    return {row: row if row in rows else with_items[key] for row, key in enumerate(keys) if key in with_items}


def _levels(assessment: Assessment) -> Iterator[tuple[int, str, dict[str, float]]]:
    """Give row, indicator and the level in each outlook."""
    rows = {key: row for row, key in enumerate(assessment.rows)}
    frame = evidence_levels(assessment)
    for key, told in zip(frame.index, frame[[*OUTLOOKS]].to_dict("records"), strict=True):
        levels = {str(name): float(level) for name, level in told.items()}
        yield rows[key[:-1] if len(key) > 2 else key[0]], str(key[-1]), levels


def _outlook(assessment: Assessment) -> list[list[float | None]]:
    """Give the index of each row in each outlook."""
    frame, decimals = evidence_outlook(assessment)[[*OUTLOOKS]], decimals_of(assessment) + _MORE
    rows = frame.to_numpy(dtype=float).round(decimals).tolist()
    return [[value if value == value else None for value in row] for row in rows]  # noqa: PLR0124  # NaN


def _places(item: Item, texts: dict[str, int], language: str) -> Iterator[int]:
    status = message(f"item_status_{item.status}", language)
    due: Sentence = item.due if item.said("due") else ""
    for said in (item.name, status, item.responsible, due, item.said("note"), item.said("recommendation")):
        yield texts.setdefault(printable(translate(said, language)), len(texts))
