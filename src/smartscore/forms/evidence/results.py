"""The sheet of a form of evidence that shows levels, aspects and index while the others are filled in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # type: ignore[import-untyped]

from smartscore.forms.evidence import formulas
from smartscore.forms.evidence.blocks import Block
from smartscore.forms.evidence.form import EvidenceForm
from smartscore.forms.evidence.formulas import Lines
from smartscore.forms.evidence.lines import FormSheet
from smartscore.forms.evidence.worked_out import WorkedOut, worked_out
from smartscore.forms.guide import remark_on
from smartscore.model import Dimension, Framework, Indicator, Node
from smartscore.reports.formats.xlsx.workbook import Book, Words, legal, put, row_height

_TITLE, _SHARE, _COUNTS = range(3)
_WIDTHS = {"title": 46.0, "share": 11.0, "count": 7.0, "number": 11.0}
_NUMBERS = ("level_reached", "value", "value_counted", "score")
_LOOK = ("cell", "computed", "centred")


@frozen(eq=False)
class Counted:
    """The cells of an indicator that show the level reached and the value that counts, with what they show at first."""

    reached: str
    counted: str
    first_reached: float | None
    first_counted: float | None


def fill_results(book: Book, sheet: Any, form: EvidenceForm, sheets: Sequence[FormSheet]) -> dict[str, Counted]:
    """Write a table a framework, and give the cells of each indicator, of the first table that has it."""
    cells = {line.block.node.id: page.ranges for page in sheets for line in page.lines if line.is_head}
    entered = {name: cell for page in sheets for name, cell in page.entered.items()}
    levels = sorted({level for block in form.blocks.values() for level in block.levels})
    _set_columns(sheet, len(levels))
    put(sheet, 0, 0, book.say("sheet_form_results"), book.style("title"))
    sheet.set_row(0, 24)
    row, counted = 2, dict[str, Counted]()
    for framework in form.frameworks:
        table = _Table(book, sheet, framework, form.blocks, levels, cells, entered, worked_out(framework, form.blocks))
        row, own = table.fill(row, is_split=bool(form.split))
        counted = own | counted
    return counted


def _set_columns(sheet: Any, levels: int) -> None:
    sheet.set_column(_TITLE, _TITLE, _WIDTHS["title"])
    sheet.set_column(_SHARE, _SHARE, _WIDTHS["share"])
    if levels:
        sheet.set_column(_COUNTS, _COUNTS + 2 * levels - 1, _WIDTHS["count"])
    first = _COUNTS + 2 * levels
    sheet.set_column(first, first + len(_NUMBERS) - 1, _WIDTHS["number"])


@frozen(eq=False)
class _Table:
    """The table of a framework: a row a node, the index first; the cells of the other sheets that it asks."""

    book: Book
    sheet: Any
    framework: Framework
    blocks: Mapping[str, Block]
    levels: Sequence[int]
    ranges: Mapping[str, Lines]
    entered: Mapping[str, str]
    first: WorkedOut

    @property
    def _word(self) -> str:
        return self.book.say("word_not_applicable")

    def _column(self, name: str) -> int:
        return _COUNTS + 2 * len(self.levels) + _NUMBERS.index(name)

    def fill(self, row: int, *, is_split: bool) -> tuple[int, dict[str, Counted]]:
        """Write it from a row on, and give the row below and the cells of its indicators."""
        nodes = list(_in_order(self.framework.index, 0))
        top = row + 1 + bool(self.framework.bands)
        notes = list(self._notes(is_split=is_split))
        start = top + len(notes) + 3
        rows = {node.id: start + place for place, (node, _) in enumerate(nodes)}
        self._summary(row, rows["index"])
        for place, note in enumerate(notes, top):
            self._note(place, note)
        self._headings(start - 2)
        for node, depth in nodes:
            self._node(node, depth, rows)
        cells = {node.id: self._cells(node.id, rows[node.id]) for node in self.framework.indicators}
        return start + len(nodes) + 2, cells

    def _cells(self, name: str, row: int) -> Counted:
        page = quote_sheetname(self.sheet.get_name())
        columns = (self._column(one) for one in ("level_reached", "value_counted"))
        reached, counted = (f"{page}!{xl_rowcol_to_cell(row, column, True, True)}" for column in columns)
        return Counted(reached, counted, self.first.reached[name], self.first.counted[name])

    def _notes(self, *, is_split: bool) -> Iterator[str]:
        """Say how levels follow, and what the table does not show."""
        ladder, say = self.framework.ladder, self.book.say
        policy = ladder.policy if ladder else "all"
        yield say(f"form_policy_{policy}", share=f"{100 * ladder.share:g}" if ladder else "")
        if ladder is not None and ladder.advisory:
            yield say("form_ladder_advisory")
        if ladder is not None and ladder.note:
            yield ladder.note.to(self.book.language)
        if is_split:
            yield say("form_of_others")
        if not self.first.is_plain:
            yield say("form_index_later")
        if remark := remark_on(self.framework, self.book.language):
            yield remark

    def _note(self, row: int, note: str) -> None:
        """Write a sentence across the table."""
        look, last = self.book.style("help", "wrapped"), self._column("score")
        self.sheet.merge_range(row, 0, row, last, "", look)
        put(self.sheet, row, 0, note, look)
        width = _WIDTHS["title"] + _WIDTHS["share"] + 2 * len(self.levels) * _WIDTHS["count"]
        self.sheet.set_row(row, row_height([Words(note, width + len(_NUMBERS) * _WIDTHS["number"])]))

    def _summary(self, row: int, index: int) -> None:
        book, framework = self.book, self.framework
        put(self.sheet, row - 1, 0, framework.title.to(book.language), book.style("section"))
        self.sheet.set_row(row - 1, 18)
        cell = xl_rowcol_to_cell(index, self._column("score"))
        put(self.sheet, row, 0, book.say("form_index"), book.style("cell", "given", "bold"))
        self._formula(row, _SHARE, f'IF({cell}="","",{cell})', self._score("index"), "bold", "0.00")
        if framework.bands:
            put(self.sheet, row + 1, 0, book.say("form_band"), book.style("cell", "given", "bold"))
            at_first = framework.bands[self.first.band].title.to(book.language) if self.first.band >= 0 else ""
            look = book.style("cell", "computed", "bold", "left")
            self.sheet.merge_range(row + 1, _SHARE, row + 1, _SHARE + 4, "", look)
            told = formulas.band_of(cell, framework, book.language)
            self.sheet.write_formula(row + 1, _SHARE, f"={told}", look, at_first)

    def _headings(self, row: int) -> None:
        book, look = self.book, self.book.style("heading", "wrapped", "middle", "centred")
        titles = {_TITLE: book.say("heading_title_of_node"), _SHARE: book.say("heading_share")}
        names = {**{name: name for name in _NUMBERS}, "value": "value_of_assessor"}
        titles |= {self._column(name): book.say(f"heading_{heading}") for name, heading in names.items()}
        for column, title in titles.items():
            self.sheet.merge_range(row, column, row + 1, column, legal(title), look)
        for place, level in enumerate(self.levels):
            column = _COUNTS + 2 * place
            self.sheet.merge_range(row, column, row, column + 1, legal(self._level(level)), look)
            put(self.sheet, row + 1, column, book.say("heading_accepted"), book.style("heading", "centred", "tiny"))
            put(self.sheet, row + 1, column + 1, book.say("heading_items"), book.style("heading", "centred", "tiny"))
        self.sheet.set_row(row, 30)
        self.sheet.set_row(row + 1, 18)
        self.sheet.repeat_rows(row, row + 1)

    def _level(self, level: int) -> str:
        """Say what a level is called: its number, and its name where the framework names it."""
        place, names = level - int(self.framework.scale[0]), self.framework.levels
        name = names[place].to(self.book.language) if 0 <= place < len(names) else ""
        return f"{self.book.say('form_level', level=level)}\n{name}".strip()

    def _node(self, node: Node, depth: int, rows: Mapping[str, int]) -> None:
        row, book = rows[node.id], self.book
        title = node.title.to(book.language) if node.id != "index" else book.say("form_index")
        bold = ("bold",) if isinstance(node, Dimension) else ()
        indent = (f"level{min(depth, 8)}",) if depth else ()
        put(self.sheet, row, _TITLE, title, book.style("cell", "given", "wrapped", *bold, *indent))
        put(self.sheet, row, _SHARE, self.framework.shares[node.id], book.style("cell", "given", "0.0%"))
        width = _WIDTHS["title"] - 2 * depth
        self.sheet.set_row(row, max(15.0, row_height([Words(title, width, bold=bool(bold))])))
        for column in range(_COUNTS, self._column("score")):
            put(self.sheet, row, column, None, book.style(*_LOOK))
        told = '""'
        if isinstance(node, Indicator):
            told = self._indicator(node, row)
        elif self.first.is_plain:
            cells = [xl_rowcol_to_cell(rows[member.id], self._column("score")) for member in node.members]
            told = formulas.mean_of(node, cells, self._word, self.framework)
        if self.first.is_plain:
            self._formula(row, self._column("score"), told, self._score(node.id), *bold, "0.00")
        else:
            put(self.sheet, row, self._column("score"), book.say("form_later"), book.style(*_LOOK, "small"))

    def _indicator(self, node: Indicator, row: int) -> str:
        """Write levels, value and what counts; give the formula of the score."""
        block, name = self.blocks[node.id], node.id
        reached, value, counted = (self._column(one) for one in ("level_reached", "value", "value_counted"))
        entered = self.entered.get(name) or formulas.constant(block.value)
        at_first = block.value if isinstance(block.value, int | float) else ""
        if block.levels:
            told = formulas.level_reached(
                self._counts(block, row), block.lowest, self.framework.ladder, self._silent(block)
            )
            self._formula(row, reached, told, self.first.reached[name])
        self._formula(row, value, f'IF(ISNUMBER({entered}),{entered},"")', at_first)
        cells = xl_rowcol_to_cell(row, reached), xl_rowcol_to_cell(row, value), xl_rowcol_to_cell(row, counted)
        told = formulas.value_counted(cells[0], cells[1], self.framework.ladder)
        self._formula(row, counted, told, self.first.counted[name])
        return formulas.score_of(node, cells[2], entered, self._word, self.framework)

    def _counts(self, block: Block, row: int) -> dict[int, tuple[str, str]]:
        """Write how many items each level asks for and how many are accepted, and give the cells of both."""
        cells = {}
        for level in block.levels:
            of, column = [item for item in block.elsewhere if item.level == level], _COUNTS
            column += 2 * self.levels.index(level)
            more = sum(item.status != "not_applicable" for item in of)
            got = sum(item.status == "accepted" for item in of)
            at_first = self.first.counts[block.node.id][level]
            if (ranges := self.ranges.get(block.node.id)) is not None:
                told = formulas.accepted(ranges, block.node.id, level, got)
                self._formula(row, column, told, at_first[1], '0;;"·"')
                told = formulas.asked(ranges, block.node.id, level, more)
                self._formula(row, column + 1, told, at_first[0], '0;;"·"')
            else:
                for place, number in enumerate((got, more)):
                    put(self.sheet, row, column + place, number, self.book.style(*_LOOK, '0;;"·"'))
            cells[level] = xl_rowcol_to_cell(row, column + 1), xl_rowcol_to_cell(row, column)
        return cells

    def _silent(self, block: Block) -> str:
        """Give the condition that nothing is said of the criteria of an indicator, nor of other items."""
        criteria = [item for item in block.items if item.criterion is not None]
        further = [item for item in block.elsewhere if item.criterion is None or item.status is not None]
        ranges = self.ranges.get(block.node.id)
        if not block.question.criteria or further:
            return "FALSE"
        return "TRUE" if ranges is None else formulas.is_silent(ranges, block.node.id, len(criteria))

    def _score(self, name: str) -> object:
        if name in self.first.not_applicable:
            return self._word
        score = self.first.scores.get(name)
        return "" if score is None else score

    def _formula(self, row: int, column: int, told: str, at_first: object, *looks: str) -> None:
        style = self.book.style(*_LOOK, *looks)
        self.sheet.write_formula(row, column, f"={told}", style, "" if at_first is None else at_first)


def _in_order(dimension: Dimension, depth: int) -> Iterator[tuple[Node, int]]:
    yield dimension, depth
    for member in dimension.members:
        if isinstance(member, Dimension):
            yield from _in_order(member, depth + 1)
        else:
            yield member, depth + 1
