"""What an assessor asks to be mended: items to revise, rejected ones and recommendations, with who does it by when."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from smartscore.dataset import columns_of
from smartscore.engine import Assessment
from smartscore.evidence.dates import date_of
from smartscore.messages import printable
from smartscore.reports.document import Listed
from smartscore.reports.elements.evidence.items import Due, Item, items_by_city
from smartscore.text import Phrase, Sentence, translate

_MENDED = frozenset({"revise", "rejected"})
_FIELDS = ("note", "recommendation", "follow_up", "owner", "due")


@frozen(eq=False)
class FollowUp:
    """A thing to be done for an indicator: `item` is what it is about, `what` all that is said of it."""

    node: str
    item: Sentence
    what: Sentence
    responsible: str
    written_due: str

    @property
    def due(self) -> Due | None:
        """By when it is due, None where nothing is said."""
        return Due(self.written_due) if self.written_due else None

    def record(self, language: str) -> dict[str, Any]:
        """Give it for JSON."""
        day = date_of(self.written_due) if self.written_due else None
        return {
            "indicator": self.node,
            "item": translate(self.item, language),
            "what": translate(self.what, language),
            "responsible": self.responsible,
            "due": day.isoformat() if day else self.written_due,
        }


def agreed(assessment: Assessment, rows: Sequence[int]) -> list[FollowUp]:
    """Give what is to be done by the items and the values of some rows, each thing once, in the order of the tree."""
    items, found = items_by_city(assessment), list[FollowUp]()
    for node in assessment.framework.indicators:
        there: set[tuple[int, str]] = set()
        for row in rows:
            for item in items.get(node.id, {}).get(row, []):
                key = (item.level, translate(item.name, "en").casefold())
                if key not in there and _is_asked(item):
                    found.append(_of_item(item))
                there.add(key)
        values = [told for row in rows for told in _of_value(assessment, row, node.id)]
        found += values[:1]
    return found


def _is_asked(item: Item) -> bool:
    return item.status in _MENDED or bool(item.said("recommendation"))


def _of_item(item: Item) -> FollowUp:
    said: list[Sentence] = [Phrase(f"item_status_{item.status}")]
    said += [printable(item.said(name)) for name in ("note", "recommendation", "follow_up") if item.said(name)]
    name = Phrase("item_of_level", level=item.level, item=item.name)
    return FollowUp(item.node, name, Listed(said, "; "), printable(item.responsible), item.said("due"))


def _of_value(assessment: Assessment, row: int, name: str) -> Iterator[FollowUp]:
    """Give what is recommended beside the value of an indicator."""
    column = columns_of(assessment.dataset, assessment.framework).get(name, name)
    notes = assessment.dataset.notes
    told = {key: str(notes[key][column].iloc[row] or "") for key in _FIELDS if key in notes and column in notes[key]}
    if told.get("recommendation") or told.get("follow_up"):
        said = [printable(told[key]) for key in ("note", "recommendation", "follow_up") if told.get(key)]
        yield FollowUp(
            name, Phrase("value_of_indicator"), Listed(said, "; "), told.get("owner", ""), told.get("due", "")
        )
