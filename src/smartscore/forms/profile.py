"""The sheet of a form for the facts of the cities: code, name, year, denominators and other facts."""

from collections.abc import Sequence
from typing import Any

from smartscore.forms.cities import PROFILE, City
from smartscore.forms.validation import allowed_year_of_profile
from smartscore.reports.formats.xlsx.workbook import Book, Words, pages_wide, put, put_row, row_height
from smartscore.tables.identifiers import as_key

_TITLE, _HELP, _HEADING, _MACHINE, _FIRST = range(5)
_FIELD, _ALONE, _OF_MANY = 44, 48, 24  # widths of columns


def fill_profile(book: Book, sheet: Any, cities: Sequence[City]) -> None:
    """Write a row a field and a column a city, under the headings that the reader knows: `field`, `value` or cities."""
    width = _ALONE if len(cities) == 1 else _OF_MANY
    _write_headings(book, sheet, cities)
    sheet.set_column(0, 0, _FIELD)
    sheet.set_column(1, len(cities), width)
    if (wide := pages_wide(_FIELD + width * len(cities))) > 1:
        sheet.fit_to_pages(wide, 0)
        put(sheet, _HELP, 0, book.say("form_profile_help"), book.style("help", "wrapped"))
        sheet.set_row(_HELP, row_height([Words(book.say("form_profile_help"), _FIELD)]))
    for row, name in enumerate(cities[0].facts, _FIRST):
        put(sheet, row, 0, name, _named(book, name))
        for column, city in enumerate(cities, 1):
            _write(book, sheet, (row, column), name, city.facts[name])
        texts = (Words(as_key(city.facts[name]), width) for city in cities)
        sheet.set_row(row, max(18.0, row_height(texts)))
        if name == "year":
            sheet.data_validation(row, 1, row, len(cities), allowed_year_of_profile(book))


def _write_headings(book: Book, sheet: Any, cities: Sequence[City]) -> None:
    """Write headings for people and, below them, for the reader; they stay in sight and on every page."""
    put(sheet, _TITLE, 0, book.say("sheet_profile"), book.style("title"))
    put(sheet, _HELP, 0, book.say("form_profile_help"), book.style("help"))
    labels = [city.label for city in cities]
    shown, names = (labels, labels) if len(cities) > 1 else ([book.say("heading_value")], ["value"])
    put_row(sheet, _HEADING, [book.say("heading_field"), *shown], book.style("heading", "wrapped", "middle"))
    put_row(sheet, _MACHINE, ["field", *names], book.style("machine"))
    high = row_height(Words(label, _OF_MANY, bold=True) for label in shown)
    for row, height in ((_TITLE, 24), (_HEADING, max(20.0, high)), (_MACHINE, 12)):
        sheet.set_row(row, height)
    sheet.freeze_panes(_FIRST, 1)
    sheet.repeat_rows(_HEADING, _MACHINE)
    sheet.repeat_columns(0, 0)


def _named(book: Book, name: str) -> Any:
    """Give the look of a field, whose cell holds the name for the reader and shows a title before it."""
    title = book.say(f"field_{name}") if name in (*PROFILE, "population") else ""
    shown = (f'"{title} ("@")"',) if title else ()
    return book.style("cell", "given", "bold", "wrapped", *shown)


def _write(book: Book, sheet: Any, place: tuple[int, int], name: str, value: object) -> None:
    """Write a fact: what names a city stays text, since 01 is no number; whole numbers stand without decimals."""
    if name in ("code", "city", "assessor"):
        put(sheet, *place, as_key(value), book.style("cell", "wrapped", "input", "text"))
    elif isinstance(value, int | float):
        put(sheet, *place, value, book.style("cell", "wrapped", "input", "left"))
    else:
        put(sheet, *place, value, book.style("cell", "wrapped", "input"))
