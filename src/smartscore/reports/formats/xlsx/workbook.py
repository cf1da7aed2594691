"""Workbooks for spreadsheet programs: text stays text, and the same input gives the same bytes."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from textwrap import wrap
from typing import Any

from attrs import field, frozen

from smartscore.messages import message
from smartscore.reports.formats.extras import require

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LETTER = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_PAGE = 190.0  # characters
_WRITTEN = datetime(2000, 1, 1)  # the same in every file: what was not there before is in the notes
_A4, _MARGIN = 9, 0.45
_LEADING, _LETTERS, _HIGHEST = 1.27, 1.14, 409.0  # of Arial: height of a line, letters to a unit of width
_LINE, _DARK, _MIDDLE, _PALE = "#BFBFBF", "#1F3864", "#DCE6F1", "#F2F5FA"

#: Looks by name, which are put together: `book.style("cell", "wrapped")`.
STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": _DARK},
    "section": {"bold": True, "font_size": 11, "font_color": _DARK, "bottom": 1, "bottom_color": _DARK},
    "help": {"font_color": "#595959"},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "border": 1, "border_color": _LINE},
    "machine": {"font_size": 7, "font_color": "#808080", "bg_color": _PALE, "border": 1, "border_color": _LINE},
    "cell": {"border": 1, "border_color": _LINE},
    "group": {"bold": True, "bg_color": _MIDDLE},
    "given": {"bg_color": _PALE},
    "input": {"bg_color": "#FFF8D9"},
    "computed": {"bg_color": "#EFEFEF"},
    "filled": {"bg_color": "#E2F0D9"},
    "clipped": {"bg_color": "#FCE4D6"},
    "imputed": {"bg_color": "#DDEBF7", "italic": True},
    "changed": {"bg_color": "#E4DFEC", "italic": True},
    "stale": {"bg_color": "#E7E6E6", "italic": True},
    "not_applicable": {"bg_color": "#BFBFBF"},
    "bold": {"bold": True},
    "small": {"font_size": 8, "font_color": "#595959"},
    "id": {"font_size": 7, "font_color": "#808080"},
    "text": {"num_format": "@"},
    "open": {"locked": False},
    "tiny": {"font_size": 8},
    "wrapped": {"text_wrap": True},
    "centred": {"align": "center"},
    "left": {"align": "left"},
    "middle": {"valign": "vcenter"},
    "indented": {"align": "left", "indent": 1},
    "percent": {"num_format": "0%_)"},
    "plain": {"num_format": "0"},
    "right": {"align": "right"},
    **{f"level{level}": {"align": "left", "indent": 2 * level} for level in range(1, 9)},
}


@frozen(eq=False)
class Book:
    """A workbook that is being written, in the language of its reader; looks are made once and kept."""

    workbook: Any
    language: str
    _made: dict[tuple[str, ...], Any] = field(factory=dict)

    def say(self, code: str, **fields: object) -> str:
        """Give a message in the language of the reader."""
        return message(code, self.language, **fields)

    def style(self, *names: str) -> Any:
        """Give the format of these looks together; a name that is no look is a format of numbers, such as `0.00`."""
        if names not in self._made:
            looks = [STYLES.get(name, {"num_format": name}) for name in names]
            self._made[names] = self.workbook.add_format({key: value for look in looks for key, value in look.items()})
        return self._made[names]

    def sheet(self, name: str, heading: str, *, portrait: bool = False) -> Any:
        """Add a sheet that prints on A4, as wide as the page, with a heading and the number of the page."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        if not portrait:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(_MARGIN, _MARGIN, 0.6, 0.6)
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes, such as 01
        pages = self.say("sheet_pages", page="&P", pages="&N")
        sheet.set_header(f"&L&8{_in_margin(heading)}&R&8&A")
        sheet.set_footer(f"&L&8smartscore&R&8{pages}")
        return sheet


def write_workbook(fill: Callable[[Book], None], title: str, language: str) -> bytes:
    """Give the workbook that `fill` fills.

    Raises:
        UsageError: if xlsxwriter is not installed.
    """
    require("excel", "xlsxwriter")
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = BytesIO()
    with Workbook(out, {**_OPTIONS, "default_format_properties": dict(_LETTER)}) as workbook:  # which it changes
        workbook.set_properties({"title": legal(title), "created": _WRITTEN})
        fill(Book(workbook, language))
    return out.getvalue()


def legal(text: str) -> str:
    """Give a text without the characters that a workbook cannot hold, a space for each; lines stay."""
    if text.isprintable():  # nearly every one
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def put(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    """Write a cell: numbers as numbers, all else as text that is never a formula, nothing where there is none."""
    if value is None or value == "" or value != value:  # noqa: PLR0124  # NaN
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, legal(str(value)), style)


@frozen
class Words:
    """A text that is wrapped in a cell: the width of its column in characters, the size of its letters, if bold."""

    text: str
    width: float
    size: float = 10.0
    bold: bool = False


def pages_wide(width: float) -> int:
    """Give how many pages stand side by side for columns of this width together, with letters that can be read."""
    return max(1, round(width / _PAGE))


def row_height(cells: Iterable[Words]) -> float:
    """Give the height of a row in points in which every text of its cells is seen whole.

    Programs that open a workbook do not all make rows higher by themselves.
    """
    return min(max((_lines(cell) * cell.size * _LEADING for cell in cells), default=0.0) + 3.0, _HIGHEST)


@cache
def _lines(cell: Words) -> int:
    letters = cell.width * _LETTERS * 10.0 / cell.size * (0.92 if cell.bold else 1.0)
    return sum(len(wrap(line, max(int(letters), 1))) or 1 for line in cell.text.split("\n"))


def put_row(sheet: Any, row: int, values: Iterable[object], style: Any, first: int = 0) -> None:
    """Write a row of cells that look alike."""
    for column, value in enumerate(values, first):
        put(sheet, row, column, value, style)


def _in_margin(text: str) -> str:
    """Write a text so that the margin of a page shows it as it is; more than 100 characters have no room there."""
    plain = " ".join(legal(text).split())
    return (plain if len(plain) <= 100 else f"{plain[:99]}…").replace("&", "&&")
