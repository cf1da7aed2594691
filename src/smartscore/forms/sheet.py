"""The sheet of a form on which the indicators of a dimension are filled in: a long table, a line a value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen

from smartscore.forms.lines import Line
from smartscore.forms.prefilled import NOTES
from smartscore.forms.validation import allowed_qualities, allowed_values, allowed_years
from smartscore.model import Indicator
from smartscore.reports.elements.bounds import bounds_of
from smartscore.reports.formats.xlsx.workbook import Book, Words, legal, put, put_row, row_height

#: The columns in their order, by the names that the reader knows, with their widths; `city` only where there are many.
WIDTHS: Mapping[str, float] = {
    "city": 15,
    "indicator": 10,
    "title": 23,
    "definition": 38,
    "unit": 11,
    "bounds": 15,
    "value": 11,
    "value_year": 7,
    "source": 16,
    "evidence": 16,
    "quality": 12,
    "owner": 14,
    "note": 17,
}
_TITLE, _HELP, _HEADING, _MACHINE, _FIRST = range(5)
_SHORT = 255  # characters of a cell for text alone, beyond which some programs show none of them
_EVIDENCE = ("link", "document", "log", "photo")  # kinds of which the name can be said in both languages


@frozen(eq=False)
class FormTable:
    """A sheet of a form with the places of its columns, and the book that it belongs to."""

    book: Book
    sheet: Any
    columns: Mapping[str, int]

    def put(self, row: int, column: str, value: object, *looks: str) -> None:
        put(self.sheet, row, self.columns[column], value, self.book.style("cell", "wrapped", *looks))

    def allow(self, rows: Sequence[int], column: str, rule: Mapping[str, Any]) -> None:
        """Restrict what may be entered in these rows of a column; rows are rising."""
        place = self.columns[column]
        ranges = [[first, place, last, place] for first, last in _runs(rows)]
        more = {"other_cells": ranges[1:]} if ranges[1:] else {}
        self.sheet.data_validation(*ranges[0], {**rule, **more})


def table_on(book: Book, sheet: Any, *, many: bool) -> FormTable:
    """Give the table of a sheet; with many cities it has a column for them."""
    names = [name for name in WIDTHS if many or name != "city"]
    return FormTable(book, sheet, {name: place for place, name in enumerate(names)})


def fill_lines(table: FormTable, title: str, lines: Sequence[Line], choices: Mapping[str, str]) -> None:
    """Write the lines of a part, with headings that stay in sight and on every page."""
    book, sheet, names = table.book, table.sheet, list(table.columns)
    put(sheet, _TITLE, 0, title, book.style("title"))
    put(sheet, _HELP, 0, book.say("form_help"), book.style("help"))
    headings = [book.say(f"heading_{name}") for name in names]
    put_row(sheet, _HEADING, headings, book.style("heading", "wrapped", "middle"))
    put_row(sheet, _MACHINE, names, book.style("machine"))
    for name, place in table.columns.items():
        sheet.set_column(place, place, WIDTHS[name])
    for row, height in ((_TITLE, 24), (_HEADING, 30), (_MACHINE, 12)):
        sheet.set_row(row, height)
    sheet.freeze_panes(_FIRST, table.columns["title"] + 1)
    sheet.repeat_rows(_HEADING, _MACHINE)
    sheet.autofilter(_MACHINE, 0, _MACHINE + len(lines), len(names) - 1)
    texts: dict[str, Mapping[str, str]] = {}  # the same in every city
    for row, line in enumerate(lines, _FIRST):
        if line.name not in texts:
            texts[line.name] = _texts_of_criterion(book, line) if line.criterion else _texts_of_indicator(book, line)
        _write(table, row, line, texts[line.name])
    _restrict(table, lines, choices)


def _write(table: FormTable, row: int, line: Line, texts: Mapping[str, str]) -> None:
    look = ("given",) if line.place else ("given", "bold")
    if "city" in table.columns:
        table.put(row, "city", line.city.label, *look)
    table.put(row, "indicator", line.name, "given", "id")
    _write_title(table, row, line, texts)
    for name in ("definition", "unit", "bounds"):
        small = ("small",) if (line.place and name == "unit") or name == "bounds" else ()
        table.put(row, name, texts[name], "given", *small)
    value = line.value
    if isinstance(value, bool):
        value = table.book.say("word_yes" if value else "word_no")
    computed = bool(line.question.criteria) and not line.place
    table.put(row, "value", value, "computed" if computed else "input", "bold", "centred")
    for name in NOTES:
        note = line.notes.get(name, "")
        year = name == "value_year" and note.isascii() and note.isdecimal()
        short = ("text",) if len(note) <= _SHORT else ()
        table.put(row, name, int(note) if year else note, "input", *(("plain", "centred") if year else short))
    table.sheet.set_row(row, row_height(_words(line, texts)))


def _words(line: Line, texts: Mapping[str, str]) -> Iterator[Words]:
    """Give the texts of a line that must be seen whole."""
    yield Words(line.name, WIDTHS["indicator"], 7)
    yield Words(line.city.label, WIDTHS["city"], bold=True)
    yield Words("\n".join([texts["path"], texts["title"]]).strip(), WIDTHS["title"], bold=not line.place)
    yield Words(texts["definition"], WIDTHS["definition"])
    yield Words(texts["unit"], WIDTHS["unit"])
    yield Words(texts["bounds"], WIDTHS["bounds"], 8)
    yield from (Words(note, WIDTHS[name]) for name, note in line.notes.items())


def _texts_of_indicator(book: Book, line: Line) -> dict[str, str]:
    """Give the texts that ask for an indicator: its place in the tree, title, definition, unit and bounds."""
    node = line.question.node
    return {
        "path": " / ".join(title.to(book.language) for title in line.question.path),
        "title": node.title.to(book.language),
        "definition": "\n".join(_definition(book, line)),
        "unit": node.unit.to(book.language),
        "bounds": "\n".join(bounds_of(node, book.language)),
    }


def _texts_of_criterion(book: Book, line: Line) -> dict[str, str]:
    """Give the texts that ask for a criterion: its level, its text, and the kind of evidence that shows it."""
    level, _, number = line.place.partition(".")
    kind = line.criterion.evidence if line.criterion else ""
    named = book.say(f"evidence_{kind}") if kind in _EVIDENCE else kind
    return {
        "path": "",
        "title": book.say("form_criterion", level=level, number=number),
        "definition": line.criterion.text.to(book.language) if line.criterion else "",
        "unit": f"{book.say('word_yes')} / {book.say('word_no')}",
        "bounds": book.say("form_evidence_kind", kind=named) if kind else "",
    }


def _write_title(table: FormTable, row: int, line: Line, texts: Mapping[str, str]) -> None:
    """Write the title, of an indicator below those of the dimensions that it is in."""
    book, place = table.book, table.columns["title"]
    looks = ("cell", "wrapped", "given", *(("indented",) if line.place else ("bold",)))
    path, title = legal(texts["path"]).strip(), legal(texts["title"])
    if path and title.strip():
        parts = (book.style("small"), f"{path}\n", book.style("bold"), title)
        table.sheet.write_rich_string(row, place, *parts, book.style(*looks))
    else:
        put(table.sheet, row, place, title, book.style(*looks))


def definition_of(book: Book, node: Indicator) -> Iterator[str]:
    """Say what an indicator is: its description, which agency its value comes from, and what it is over."""
    if node.description:
        yield node.description.to(book.language)
    if node.taken_from:
        yield book.say("form_taken_from", name=node.taken_from.to(book.language))
    if node.denominator:
        yield book.say("form_denominator", name=node.denominator)


def _definition(book: Book, line: Line) -> Iterator[str]:
    node = line.question.node
    yield from definition_of(book, node)
    yield from (f"{c.level}: {c.text.to(book.language)}" for c in node.criteria if c.level <= 0)
    if line.question.criteria:
        yield book.say("form_tick")


def _restrict(table: FormTable, lines: Sequence[Line], choices: Mapping[str, str]) -> None:
    """Restrict what may be entered in each column; one rule serves an indicator in all cities, and one all criteria."""
    book = table.book
    for among in _alike("" if line.place else line.name for line in lines):
        cell = (among[0], table.columns["value"])
        table.allow(among, "value", allowed_values(book, lines[among[0] - _FIRST], cell, choices))
    for among in _alike(line.question.node.valid_years for line in lines):
        table.allow(among, "value_year", allowed_years(book, lines[among[0] - _FIRST].question.node))
    rows = range(_FIRST, _FIRST + len(lines))
    table.allow(rows, "quality", allowed_qualities(book))
    filled = {"type": "no_blanks", "format": book.style("filled")}
    table.sheet.conditional_format(rows[0], table.columns["value"], rows[-1], table.columns["note"], filled)


def _alike(names: Iterable[object]) -> Iterable[list[int]]:
    """Give the rows of the sheet whose lines have the same name."""
    rows: dict[object, list[int]] = {}
    for row, name in enumerate(names, _FIRST):
        rows.setdefault(name, []).append(row)
    return rows.values()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of rows that follow each other."""
    start = rows[0]
    for row, following in pairwise([*rows, rows[-1] + 2]):
        if following != row + 1:
            yield start, row
            start = following
