"""The marks of cells in .xlsx files that python-calamine does not give: errors, formulas, formats, what is hidden."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from posixpath import join, normpath
from xml.etree.ElementTree import Element
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from attrs import define, evolve, field

from smartscore.reading.workbooks.cell_grid import Cell, Marks
from smartscore.reading.workbooks.xlsx_styles import Styles, local, nodes, root_of
from smartscore.tables.table import letters

_LAST_COLUMN = 16_384
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_NUMBER = re.compile(rb"\br=[\"']([0-9]+)[\"']")
_STYLE = re.compile(rb"\bs=[\"']([0-9]+)[\"']")


def xlsx_marks(sheets: Mapping[str, bytes], styles: Styles, *, never_computed: bool) -> dict[str, Marks]:
    """Give the marks of each worksheet by name; a file whose formulas were `never_computed` has no results of them.

    Raises:
        ExpatError: if a sheet is not made as those of an .xlsx file.
    """
    return {name: _marks(cells, styles, never_computed=never_computed) for name, cells in sheets.items()}


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Give the part of the archive in which each worksheet is, by the name of the sheet.

    Raises:
        KeyError, ParseError: if the file is not made as an .xlsx file.
    """
    parts = [part for part in root_of(archive, "xl/_rels/workbook.xml.rels") if _is_worksheet(part)]
    paths = {part.get("Id"): normpath(join("/xl", part.get("Target", ""))).lstrip("/") for part in parts}
    found = {}
    for sheet in nodes(root_of(archive, "xl/workbook.xml"), "sheet"):
        relation = next((value for name, value in sheet.items() if local(name) == "id"), "")
        if relation in paths:
            found[sheet.get("name", "")] = paths[relation]
    return found


def is_never_computed(archive: ZipFile) -> bool:
    """Tell whether a workbook asks to be computed when it is opened: whoever wrote it computes nothing."""
    book = root_of(archive, "xl/workbook.xml")
    return any(node.get("fullCalcOnLoad") in ("1", "true") for node in nodes(book, "calcPr"))


def _is_worksheet(part: Element) -> bool:
    return part.get("Type", "").endswith("/worksheet")


def _marks(sheet: bytes, styles: Styles, *, never_computed: bool) -> Marks:
    """Give the marks of a sheet; one that can have none, as nearly all, is not looked through."""
    marked = "|".join(str(style) for style in styles.marked) or "-"
    reader = _CellReader(styles, never_computed)
    if re.search(rf"""<(\w+:)?f\b|\bt=["']e["']|\bs=["']({marked})["']""".encode(), sheet):
        parser = ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler = reader.read
        parser.Parse(sheet, True)
    shown = partial(_decimals_of, sheet, styles.decimals) if styles.decimals else None
    some_hidden = b"hidden=" in sheet
    hidden = [set(find(sheet)) if some_hidden else set() for find in (_hidden_rows, _hidden_columns)]
    return evolve(reader.marks, hidden_rows=hidden[0], hidden_columns=hidden[1], decimals=shown)


def _hidden_rows(sheet: bytes) -> Iterator[int]:
    return (int(found[1]) - 1 for tag in _HIDDEN_ROW.findall(sheet) if (found := _NUMBER.search(tag)))


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for tag in _HIDDEN_COLUMN.findall(sheet[: sheet.find(b"<sheetData")]):
        ends = [re.search(rb"\b%s=[\"']([0-9]+)[\"']" % name, tag) for name in (b"min", b"max")]
        if ends[0] and ends[1]:
            yield from range(int(ends[0][1]) - 1, min(int(ends[1][1]), _LAST_COLUMN))


def _decimals_of(sheet: bytes, styles: Mapping[int, int], column: int) -> dict[int, int]:
    """Give with how many decimals the cells of a column are shown, by row."""
    cells = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']%s([0-9]+)[\"'][^>]*>" % letters(column).encode())
    found = ((int(cell[1]) - 1, _STYLE.search(cell[0])) for cell in cells.finditer(sheet))
    return {row: styles[int(style[1])] for row, style in found if style and int(style[1]) in styles}


@define(eq=False)
class _CellReader:
    """Takes the elements of a sheet one after the other, and keeps the marks of its cells.

    A file that asks to be computed when it is opened (`never_computed`) was written by a program
    that computes nothing: the 0 that such programs write for the result of a formula is none.
    """

    styles: Styles
    never_computed: bool
    marks: Marks = field(factory=Marks)
    place: Cell = (-1, -1)
    cell: Mapping[str, str] = field(factory=dict)
    has_formula: bool = False
    value: str | None = None
    text: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, or what is in it; what has no place of its own follows the one before."""
        tag, (row, column) = local(name), self.place
        if tag == "row":
            self.place = int(attributes.get("r", row + 2)) - 1, -1
        elif tag == "c":
            self.place = row, _column(attributes["r"]) if "r" in attributes else column + 1
            self.cell, self.has_formula, self.value = attributes, False, None
        elif tag == "f":
            self.has_formula = True
        self.text = ""

    def read(self, text: str) -> None:
        self.text += text

    def end(self, name: str) -> None:
        """End a cell, of which all is known then, or its value."""
        tag = local(name)
        if tag == "v":
            self.value = self.text
        elif tag == "c":
            self._mark(self.cell.get("t", "n"), self.value or "")

    def _mark(self, kind: str, value: str) -> None:
        if kind == "e":
            self.marks.errors[self.place] = value
        elif self.has_formula and kind == "n" and (not value or (self.never_computed and value == "0")):
            self.marks.uncomputed.add(self.place)
        elif kind == "n" and value:
            self._mark_number(int(self.cell.get("s", "0")), value)

    def _mark_number(self, style: int, value: str) -> None:
        if style in self.styles.percents:
            self.marks.percents.add(self.place)
        elif style in self.styles.padded and (shown := self.styles.padded[style].show(float(value))) is not None:
            self.marks.shown[self.place] = shown


def _column(reference: str) -> int:
    """Give the column of a reference such as AB12, counted from 0."""
    column = 0
    for letter in reference.rstrip("0123456789").upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
