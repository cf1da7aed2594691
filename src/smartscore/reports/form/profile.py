"""The sheet of a form on which the cities themselves are told: code, name, year, denominators and other facts."""

from collections.abc import Sequence
from typing import Any

from smartscore.dataset.keys import as_key
from smartscore.reports.form.cities import PROFILE, City
from smartscore.reports.form.validation import allowed_year_of_profile
from smartscore.reports.workbook import Book, put, put_row

_TITLE, _HELP, _HEADING, _MACHINE, _FIRST = range(5)


def fill_profile(book: Book, sheet: Any, cities: Sequence[City]) -> None:
    """Write a row a field and a column a city, under the headings that the reader knows: `field`, `value` or cities."""
    many = len(cities) > 1
    put(sheet, _TITLE, 0, book.say("sheet_profile"), book.style("title"))
    put(sheet, _HELP, 0, book.say("form_profile_help"), book.style("help"))
    headings = [city.label for city in cities] if many else [book.say("heading_value")]
    put_row(sheet, _HEADING, [book.say("heading_field"), *headings], book.style("heading", "wrapped", "middle"))
    names = [city.label for city in cities] if many else ["value"]
    put_row(sheet, _MACHINE, ["field", *names], book.style("machine"))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(cities), 24 if many else 48)
    sheet.set_row(_TITLE, 24)
    sheet.set_row(_HEADING, 20 if len(cities) == 1 else 30)
    sheet.set_row(_MACHINE, 12)
    sheet.freeze_panes(_FIRST, 1)
    sheet.repeat_rows(_HEADING, _MACHINE)
    sheet.repeat_columns(0, 0)
    for row, name in enumerate(cities[0].facts, _FIRST):
        put(sheet, row, 0, name, _named(book, name))
        for column, city in enumerate(cities, 1):
            _write(book, sheet, (row, column), name, city.facts[name])
        if name == "year":
            sheet.data_validation(row, 1, row, len(cities), allowed_year_of_profile(book))


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
