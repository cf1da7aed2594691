"""The items of evidence of cities as reports tell them: boxes of levels, items, and what is not official."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from attrs import field, frozen

from smartscore.dataset.evidence.items import Items
from smartscore.engine import Assessment
from smartscore.evidence.dates import date_of
from smartscore.evidence.evidence import ITEM_FIELDS
from smartscore.evidence.statuses import STATUSES, Status
from smartscore.messages import printable
from smartscore.model import Indicator
from smartscore.reports.document import Figure
from smartscore.reports.drawn import Boxes, BoxState
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.text import Phrase, Sentence
from smartscore.views.evidence import OUTLOOKS, evidence_outlook, is_suggested, items_by_indicator

_CLOSED: frozenset[Status] = frozenset({"accepted", "not_applicable"})


@frozen(eq=False)
class Item:
    """An item of evidence: its indicator and level, what it is, how far it is, and what is said of it."""

    node: str
    level: int
    name: Sentence
    status: Status
    fields: Mapping[str, str] = field(factory=dict)

    def said(self, name: str) -> str:
        """Give what a field says, nothing where it is empty."""
        return self.fields.get(name, "")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it, by the government or the assessor."""
        return self.status not in _CLOSED

    @property
    def responsible(self) -> str:
        """The office and the person, as far as they are said."""
        return ", ".join(filter(None, (self.said("office"), self.said("owner"))))

    @property
    def due(self) -> "Due":
        """By when it is due."""
        return Due(self.said("due"))


@frozen
class Due:
    """A day as its reader writes it, or the words that stand for one."""

    written: str

    def to(self, language: str) -> str:
        """Write the day with the name of its month."""
        day: date | None = date_of(self.written) if self.written else None
        return printable(self.written) if day is None else str(Phrase("day", **_parts(day, language)).to(language))


def _parts(day: date, language: str) -> dict[str, Any]:
    return {"day": day.day, "month": Phrase("month_names").to(language).split()[day.month - 1], "year": day.year}


def items_by_city(assessment: Assessment) -> dict[str, dict[int, list[Item]]]:
    """Give the items of each indicator that has some, by the position of their city, from the lowest level."""
    nodes = assessment.framework.nodes
    return {
        name: _by_row(assessment, nodes[name], items)  # type: ignore[arg-type]
        for name, items in items_by_indicator(assessment).items()
    }


def _by_row(assessment: Assessment, node: Indicator, items: Items) -> dict[int, list[Item]]:
    evidence, criteria = assessment.dataset.evidence, node.criteria_by_place
    columns = {} if evidence is None else {name: evidence.columns[name].tolist() for name in ITEM_FIELDS}
    told: dict[int, list[Item]] = {}
    order = np.lexsort((items.levels, items.rows)).tolist()
    rows, levels, statuses, lines = (
        column.tolist() for column in (items.rows, items.levels, items.statuses, items.lines)
    )
    for place in order:
        name, line = str(items.names[place]), lines[place]
        fields = {key: str(said[line]) for key, said in columns.items() if said[line]} if line >= 0 else {}
        text = criteria[name].text if name in criteria else name
        item = Item(node.id, int(levels[place]), text, STATUSES[statuses[place]], fields)
        told.setdefault(rows[place], []).append(item)
    return told


def boxes_of(node: Indicator, levels: Mapping[str, float], highest: int = 0) -> Boxes:
    """Give a box for each level that an indicator can have, from 1; `levels` are those reached in each outlook.

    `highest` is that of its items, where the indicator does not say how far it goes.
    """
    domain = node.possible
    low, high = (1, highest) if domain is None else (domain.low, domain.high)
    first = 0 if low <= 0 else int(np.ceil(low))
    last = highest if np.isinf(high) else int(high)
    return Boxes([(level, _state(level, levels)) for level in range(first, max(last, highest) + 1)])


def _state(level: int, levels: Mapping[str, float]) -> BoxState:
    if level <= levels["now"]:
        return "reached"
    if level <= levels["submitted"]:
        return "submitted"
    return "in_process" if level <= levels["in_process"] else "missing"


def evidence_sentences(assessment: Assessment) -> Iterator[Sentence]:
    """Say how many levels follow from items, and that the ladder is an aid where it is one: if there are any items."""
    items = items_by_indicator(assessment)
    if not items:
        return
    if suggested := sum(int(is_suggested(assessment, name, own).sum()) for name, own in items.items()):
        yield Phrase("summary_items_suggested", count=suggested)
    yield from ladder_note(assessment)


def ladder_note(assessment: Assessment) -> Iterator[Sentence]:
    """Say that the ladder is an aid and no rule of the instrument, in the words of its framework: where it is so."""
    ladder = assessment.framework.ladder
    if ladder is not None and ladder.advisory:
        yield ladder.note or Phrase("ladder_advisory")


def outlook_sentences(assessment: Assessment) -> Iterator[Sentence]:
    """Give for each row the index now, if what is submitted is accepted, and if all in process is: if it has items."""
    with_items = [items.rows for items in items_by_indicator(assessment).values()]
    if not with_items:
        return
    outlook = evidence_outlook(assessment)
    for row in np.unique(np.concatenate(with_items)).tolist():
        figures = {name: Figure(float(outlook[name].iloc[row]), "score", decimals_of(assessment)) for name in OUTLOOKS}
        yield Phrase("evidence_outlook", city=row_label(assessment, row), **figures)
