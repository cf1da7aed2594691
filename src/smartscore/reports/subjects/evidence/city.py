"""What the items of evidence of one city show, for its explanation: boxes, levels to expect, what the assessor says."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.reports.document import Column, Section, Table
from smartscore.reports.drawn import Boxes, BoxesLegend
from smartscore.reports.elements.cells import Cells, node_title, numbers, words
from smartscore.reports.elements.evidence.items import Item, boxes_of, items_by_city, ladder_note, outlook_sentences
from smartscore.reports.elements.evidence.record import EvidenceRecord, ladder_record
from smartscore.text import Phrase, Sentence
from smartscore.views.evidence import OUTLOOKS, evidence_levels


@frozen(eq=False, slots=False)
class CityEvidence:
    """The items of the one row of an assessment."""

    one: Assessment

    @classmethod
    def of(cls, assessment: Assessment, row: int) -> "CityEvidence":
        """Take the row of an assessment of many."""
        return cls(assessment.only(np.array([row])))

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """The items of each indicator that has some."""
        found = {name: by_row.get(0, []) for name, by_row in items_by_city(self.one).items()}
        return {name: items for name, items in found.items() if items}

    @cached_property
    def levels(self) -> dict[str, dict[str, float]]:
        """The level of each indicator that has items that apply, in each outlook."""
        frame = evidence_levels(self.one)
        names = [str(key[-1]) for key in frame.index]
        rows = frame[[*OUTLOOKS]].to_dict("records")
        return {
            name: {str(key): float(level) for key, level in row.items()} for name, row in zip(names, rows, strict=True)
        }

    def boxes(self, name: str) -> Boxes | None:
        """Give the boxes of an indicator, None where no item applies."""
        if name not in self.levels:
            return None
        highest = max(item.level for item in self.items[name])
        return boxes_of(self.one.framework.nodes[name], self.levels[name], highest)  # type: ignore[arg-type]

    def sections(self) -> Iterator[Section]:
        """Give the table of boxes, what the assessor says, and for workbooks every item: if there is any."""
        if not self.items:
            return
        told: list[Sentence] = [*outlook_sentences(self.one), BoxesLegend(), *ladder_note(self.one)]
        yield Section(id="evidence", title=Phrase("title_evidence"), parts=[self._table(), *told])
        noted = [item for item in self._all if item.said("note") or item.said("recommendation")]
        if noted:
            yield Section(id="evidence_notes", title=Phrase("title_evidence_notes"), parts=[self._noted(noted)])
        yield Section(id="evidence_items", use="data", parts=[self._listing(self._all)])

    @property
    def _all(self) -> list[Item]:
        return [item for items in self.items.values() for item in items]

    def _table(self) -> Table:
        """Give a row an indicator, those without items too."""
        cells, names = Cells(self.one), [node.id for node in self.one.framework.indicators]
        lacking = dict.fromkeys(OUTLOOKS, np.nan)
        open_items = [sum(item.is_open for item in self.items.get(name, ())) for name in names]
        columns = [
            *cells.nodes(names),
            words("boxes", "column_boxes", [self.boxes(name) for name in names], width=20),
            cells.values("value", "column_value", self.one.values.iloc[0].reindex(names)),
            *(
                numbers(name, f"column_level_{name}", "raw", [self.levels.get(n, lacking)[name] for n in names])
                for name in OUTLOOKS
            ),
            numbers("items", "column_items", "rank", [len(self.items.get(name, ())) for name in names]),
            numbers("open", "column_open_items", "rank", open_items),
        ]
        below = [self._of_indicator(name) for name in names]
        return Table(id="evidence", title=Phrase("title_evidence"), columns=columns, key=("title",), below=below)

    def _of_indicator(self, name: str) -> Table | None:
        """Give the items of an indicator, which pages fold below its row."""
        if name not in self.items:
            return None
        items = self.items[name]
        open_items = sum(item.is_open for item in items)
        columns = [column for column in item_columns(self.one, items) if column.id not in ("title", "node")]
        title = Phrase("items_and_open", count=len(items), open=open_items)
        return Table(id=f"items_{name}", title=title, columns=_filled(columns), key=("item",))

    def _noted(self, items: Sequence[Item]) -> Table:
        columns = item_columns(self.one, items)
        return Table(id="evidence_notes", title=Phrase("title_evidence_notes"), columns=columns, key=("title", "item"))

    def _listing(self, items: Sequence[Item]) -> Table:
        columns = [
            *item_columns(self.one, items),
            text_column("link", "column_link", (item.said("link") for item in items)),
        ]
        return Table(id="evidence_items", title=Phrase("sheet_items"), columns=columns, key=("title", "item"))

    def record(self, language: str) -> dict[str, Any]:
        """Give for JSON levels and items by indicator, the index in each outlook and the ladder: if there are items."""
        if not self.items:
            return {}
        record = EvidenceRecord.of(self.one)
        cells = {name: cell for _, name, cell in record.cells(language)}
        return {"evidence": cells, **record.of_row(0), **ladder_record(self.one, language)}


def item_columns(assessment: Assessment, items: Sequence[Item]) -> list[Column]:
    """Give what items are, how far they are, who is to do what until when, and what the assessor says."""
    names = [item.node for item in items]
    return [
        words("title", "column_indicator", [node_title(assessment.framework, name) for name in names], width=30),
        words("node", "column_node", names, readers="programs", width=16),
        numbers("level", "column_level", "rank", [item.level for item in items], width=8),
        words("item", "column_item", [item.name for item in items], width=40),
        words("status", "column_status", [Phrase(f"item_status_{item.status}") for item in items], width=16),
        text_column("responsible", "column_responsible", (item.responsible for item in items)),
        words("due", "column_due", [item.due if item.said("due") else None for item in items], width=18),
        text_column("note", "column_assessor_note", (item.said("note") for item in items), width=40),
        text_column(
            "recommendation", "column_recommendation", (item.said("recommendation") for item in items), width=40
        ),
    ]


def text_column(id_: str, code: str, texts: Iterable[str], width: float = 24) -> Column:
    """Give a column of other people's texts, nothing where one is empty."""
    return words(id_, code, [printable(text) or None for text in texts], width=width)


def _filled(columns: Iterable[Column]) -> list[Column]:
    """Give the columns in which something stands."""
    return [column for column in columns if any(value is not None for value in column.values)]
