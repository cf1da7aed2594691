"""The sheet of a form on which the items of an aspect are filled in: a long table, a line an item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import frozen

from smartscore.evidence.dates import date_of
from smartscore.forms.cities import City
from smartscore.forms.evidence.blocks import VALUE_NOTES
from smartscore.forms.evidence.lines import COLUMNS, FIRST, HEADING, MACHINE, TITLE, WIDTHS, SheetLine
from smartscore.forms.evidence.results import Counted
from smartscore.forms.evidence.statuses import status_words
from smartscore.forms.lines import Line
from smartscore.forms.sheet import FormTable, definition_of
from smartscore.forms.validation import allowed_values
from smartscore.reports.formats.xlsx.workbook import Book, Words, put, put_row, row_height

_OF_ITEMS = ("office", "owner", "link", "source", "note", "recommendation")
_DATE = "yyyy-mm-dd"
_OF_LINKS = 0.6  # part of a line that is filled, since links break at their slashes
_ALLOWED = ("autofilter", "sort", "format_cells", "format_columns", "format_rows")


@frozen(eq=False)
class ItemTable(FormTable):
    """A sheet of items; `owner` is the office or person that the form is for, under the heading `split`."""

    owner: str = ""
    split: str = ""


def fill_items(
    table: ItemTable, lines: Sequence[SheetLine], counted: Mapping[str, Counted], choices: Mapping[str, str]
) -> None:
    """Write the lines of a part below its title, with what they reach, and protect what is not to be filled in."""
    book, sheet = table.book, table.sheet
    put_row(sheet, HEADING, [book.say(_heading(name)) for name in COLUMNS], book.style("heading", "wrapped", "middle"))
    put_row(sheet, MACHINE, COLUMNS, book.style("machine"))
    for name, place in COLUMNS.items():
        sheet.set_column(place, place, WIDTHS[name])
    for row, height in ((TITLE, 24), (HEADING, 44), (MACHINE, 12)):
        sheet.set_row(row, height)
    sheet.freeze_panes(FIRST, COLUMNS["title"] + 1)
    sheet.repeat_rows(HEADING, MACHINE)
    sheet.autofilter(MACHINE, 0, MACHINE + len(lines), len(COLUMNS) - 1)
    for line in lines:
        if line.is_head:
            _write_head(table, line, counted[line.block.node.id])
        else:
            _write_item(table, line)
    _restrict(table, lines, choices)
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


def _heading(name: str) -> str:
    return {"title": "heading_indicator_title", "value": "heading_value_of_assessor"}.get(name, f"heading_{name}")


def _write_head(table: ItemTable, line: SheetLine, counted: Counted) -> None:
    """Write the line of an indicator: what its items reach, the value that was entered, and what counts."""
    book, block = table.book, line.block
    for name in COLUMNS:
        table.put(line.row, name, None, "group")
    titles = [" / ".join(title.to(book.language) for title in block.question.path), block.node.title.to(book.language)]
    titles += definition_of(book, block.node)
    if block.last is not None:
        titles.append(book.say("form_last_value", value=_shown(block.last)))
    title = "\n".join(text for text in titles if text)
    table.put(line.row, "indicator", block.node.id, "group", "id")
    table.put(line.row, "title", title, "group")
    if block.levels:
        _formula(table, line.row, "level_reached", counted.reached, counted.first_reached)
    _formula(table, line.row, "value_counted", counted.counted, counted.first_counted, "bold")
    if block.is_asked:
        table.put(line.row, "value", block.value, "input", "open", "bold", "centred")
        for name in VALUE_NOTES:
            table.put(line.row, name, block.notes.get(name, ""), "input", "open")
        _put_date(table, line.row, "", "input", "open")
    elif recommended := block.notes.get("recommendation", ""):
        table.put(line.row, "recommendation", recommended, "group")
    words = [Words(title, WIDTHS["title"], bold=True), Words(block.node.id, WIDTHS["indicator"], 7)]
    words += [Words(text, WIDTHS[name]) for name, text in block.notes.items()]
    table.sheet.set_row(line.row, max(18.0, row_height(words)))


def _write_item(table: ItemTable, line: SheetLine) -> None:
    """Write a line of an item, or an empty one; of a criterion of the framework what it asks cannot be changed."""
    book, item, row = table.book, line.item, line.row
    criterion = None if item is None else item.criterion
    text = "" if item is None else criterion.text.to(book.language) if criterion else item.text
    said: Mapping[str, str] = {} if item is None else item.said
    if table.split and not said.get(table.split):
        said = {**said, table.split: table.owner}
    fixed = ("given",) if criterion else ("input", "open")
    table.put(row, "indicator", line.block.node.id, "given", "id")
    titles = [
        line.block.node.title.to(book.language),
        *([book.say("form_criterion_of_framework")] if criterion else []),
    ]
    table.put(row, "title", "\n".join(titles), "given", "small")
    table.put(row, "level", None if item is None else item.level, *fixed, "centred")
    table.put(row, "item", text, *fixed)
    status = None if item is None or item.status is None else status_words(book.language)[item.status]
    table.put(row, "status", status, "input", "open", "bold")
    for name in ("value", "level_reached", "value_counted"):
        table.put(row, name, None, "given")
    for name in _OF_ITEMS:
        table.put(row, name, said.get(name, ""), "input", "open")
    _put_date(table, row, said.get("due", ""), "input", "open")
    words = [Words(text, WIDTHS["item"]), *(Words(said.get(name, ""), WIDTHS[name]) for name in _OF_ITEMS)]
    words += [Words(said.get("link", ""), WIDTHS["link"] * _OF_LINKS), Words("\n".join(titles), WIDTHS["title"], 8)]
    words.append(Words(line.block.node.id, WIDTHS["indicator"], 7))
    table.sheet.set_row(row, max(15.0, row_height(words)))


def _put_date(table: ItemTable, row: int, text: str, *looks: str) -> None:
    """Write a due date as a date of the spreadsheet, so that it is shown as dates are."""
    date = date_of(text) if text else None
    style = table.book.style("cell", "wrapped", *looks, _DATE)
    if date is None:
        put(table.sheet, row, COLUMNS["due"], text, style)
    else:
        table.sheet.write_datetime(row, COLUMNS["due"], date, style)


def _formula(table: ItemTable, row: int, name: str, cell: str, at_first: float | None, *looks: str) -> None:
    style = table.book.style("cell", "computed", "centred", "General", *looks)
    shown = "" if at_first is None else at_first
    table.sheet.write_formula(row, COLUMNS[name], f'=IF({cell}="","",{cell})', style, shown)


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _restrict(table: ItemTable, lines: Sequence[SheetLine], choices: Mapping[str, str]) -> None:
    """Restrict what may be entered in each column, and mark what was filled in and what is incomplete."""
    book, items = table.book, [line for line in lines if not line.is_head]
    for head in (line for line in lines if line.is_head and line.block.is_asked):
        asked = Line(City("", {}), head.block.question)
        cell = head.row, COLUMNS["value"]
        table.allow([head.row], "value", allowed_values(book, asked, cell, choices))
    for levels, rows in _by_levels(items):
        told = ", ".join(map(str, levels))
        messages = {"error_title": book.say("form_wrong"), "error_message": book.say("form_level_of_item", levels=told)}
        table.allow(rows, "level", {"validate": "list", "source": [*map(str, levels)], **messages})
    if items:
        rows = [line.row for line in items]
        table.allow(rows, "status", _statuses(book))
    _mark(table, len(lines))


def _by_levels(items: Iterable[SheetLine]) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Give the rows of the items that may show the same levels."""
    ordered = sorted(items, key=lambda line: (line.block.levels, line.row))
    for levels, among in groupby(ordered, key=lambda line: line.block.levels):
        yield levels, [line.row for line in among]


def _statuses(book: Book) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(status_words(book.language).values()),
        "error_title": book.say("form_wrong"),
        "error_message": book.say("form_status_of_item"),
    }


def _mark(table: ItemTable, count: int) -> None:
    """Turn cells green that were filled in, and orange those that an item still lacks."""
    sheet, book, last = table.sheet, table.book, FIRST + max(count, 1) - 1
    level, item, status = (chr(ord("A") + COLUMNS[name]) for name in ("level", "item", "status"))
    filled, lacking = book.style("filled"), book.style("clipped")
    row = FIRST + 1
    no_item = f'AND(${item}{row}="",OR(${level}{row}<>"",${status}{row}<>""))'
    no_level = f'AND(${level}{row}="",OR(${item}{row}<>"",${status}{row}<>""))'
    for name, condition in (("item", no_item), ("level", no_level)):
        column = COLUMNS[name]
        sheet.conditional_format(
            FIRST, column, last, column, {"type": "formula", "criteria": condition, "format": lacking}
        )
    head = f"AND(ISBLANK(${level}{row}),ISBLANK(${item}{row}),ISBLANK(${status}{row}))"
    for first, final in (("level", "status"), ("value", "value"), ("office", "recommendation")):
        cell = f"{chr(ord('A') + COLUMNS[first])}{row}"
        condition = f"AND(NOT(ISBLANK({cell})),OR(NOT({head}),COLUMN({cell})={COLUMNS['value'] + 1}))"
        places = FIRST, COLUMNS[first], last, COLUMNS[final]
        sheet.conditional_format(*places, {"type": "formula", "criteria": condition, "format": filled})
