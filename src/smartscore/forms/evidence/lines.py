"""The lines of a form of evidence on their sheets, and the cells that formulas ask."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell  # type: ignore[import-untyped]

from smartscore.forms.evidence.blocks import Block, Item
from smartscore.forms.evidence.formulas import Lines

#: The columns in their order, by the names that the reader knows, with their widths.
WIDTHS: Mapping[str, float] = {
    "indicator": 13,
    "title": 24,
    "level": 7,
    "item": 36,
    "status": 12,
    "value": 8,
    "level_reached": 8,
    "value_counted": 8,
    "office": 14,
    "owner": 14,
    "due": 11,
    "link": 14,
    "source": 13,
    "note": 17,
    "recommendation": 19,
}
COLUMNS: Mapping[str, int] = {name: place for place, name in enumerate(WIDTHS)}
TITLE, HELP, HEADING, MACHINE, FIRST = range(5)


@frozen(eq=False)
class SheetLine:
    """A line of a sheet: that of an indicator itself, of one of its items, or an empty one for a further item."""

    row: int
    block: Block
    item: Item | None = None
    is_free: bool = False

    @property
    def is_head(self) -> bool:
        """Whether it is the line of the indicator itself."""
        return self.item is None and not self.is_free


def lines_of(blocks: Sequence[Block]) -> list[SheetLine]:
    """Give the lines of a sheet: each indicator that the form shows, its items, and empty lines."""
    return [SheetLine(row, *line) for row, line in enumerate(_lines(blocks), FIRST)]


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[Block, Item | None, bool]]:
    for block in blocks:
        if block.is_shown:
            yield block, None, False
            yield from ((block, item, False) for item in block.items)
            yield from ((block, None, True) for _ in range(block.free))


@frozen(eq=False)
class FormSheet:
    """A sheet of a form of evidence: its name and its lines."""

    name: str
    lines: Sequence[SheetLine]

    @property
    def ranges(self) -> Lines:
        """The cells of all its lines that say indicator, level and status."""
        last = FIRST + max(len(self.lines), 1) - 1
        columns = (COLUMNS[name] for name in ("indicator", "level", "status"))
        return Lines(
            *(f"{quote_sheetname(self.name)}!{xl_range_abs(FIRST, column, last, column)}" for column in columns)
        )

    @property
    def entered(self) -> dict[str, str]:
        """The cell in which the value of each indicator is entered, by id, where the form asks for it."""
        heads = [line for line in self.lines if line.is_head and line.block.is_asked]
        column = COLUMNS["value"]
        return {
            line.block.node.id: f"{quote_sheetname(self.name)}!{xl_rowcol_to_cell(line.row, column, True, True)}"
            for line in heads
        }
