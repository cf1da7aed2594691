"""The marks of cells in .xlsx files that python-calamine does not give: errors, uncomputed formulas, percents."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element, parse
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from attrs import define, field

from smartscore.reading.cell_grid import Cell, Marks

_PERCENT_IDS = frozenset({9, 10})  # the two built-in formats with a percent sign
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def xlsx_marks(archive: ZipFile) -> dict[str, Marks]:
    """Give the marks of each worksheet by name.

    Raises:
        KeyError, ParseError, ExpatError: if the file is not made as an .xlsx file.
    """
    book = _root(archive, "xl/workbook.xml")
    parts = [part for part in _root(archive, "xl/_rels/workbook.xml.rels") if _is_worksheet(part)]
    paths = {part.get("Id"): normpath(join("/xl", part.get("Target", ""))).lstrip("/") for part in parts}
    percents = _percent_styles(archive) if "xl/styles.xml" in archive.namelist() else frozenset()
    never_computed = any(node.get("fullCalcOnLoad") in ("1", "true") for node in _all(book, "calcPr"))
    marks = {}
    for sheet in _all(book, "sheet"):
        relation = next((value for name, value in sheet.items() if _local(name) == "id"), "")
        if relation in paths:
            cells = archive.read(paths[relation])
            marks[sheet.get("name", "")] = _marks(cells, percents, never_computed=never_computed)
    return marks


def _is_worksheet(part: Element) -> bool:
    return part.get("Type", "").endswith("/worksheet")


def _marks(sheet: bytes, percents: frozenset[int], *, never_computed: bool) -> Marks:
    """Give the marks of a sheet; one that can have none, as nearly all, is not looked through."""
    styles = "|".join(str(style) for style in sorted(percents)) or "-"
    reader = _CellReader(percents, never_computed)
    if re.search(rf"""<(\w+:)?f\b|\bt=["']e["']|\bs=["']({styles})["']""".encode(), sheet):
        parser = ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler = reader.read
        parser.Parse(sheet, True)
    return reader.marks


@define(eq=False)
class _CellReader:
    """Takes the elements of a sheet one after the other, and keeps the marks of its cells.

    A file that asks to be computed when it is opened (`never_computed`) was written by a program
    that computes nothing: the 0 that such programs write for the result of a formula is none.
    """

    percents: frozenset[int]
    never_computed: bool
    marks: Marks = field(factory=Marks)
    place: Cell = (-1, -1)
    cell: Mapping[str, str] = field(factory=dict)
    has_formula: bool = False
    value: str | None = None
    text: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, or what is in it; what has no place of its own follows the one before."""
        tag, (row, column) = _local(name), self.place
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
        tag = _local(name)
        if tag == "v":
            self.value = self.text
        elif tag == "c":
            self._mark(self.cell.get("t", "n"), self.value or "")

    def _mark(self, kind: str, value: str) -> None:
        if kind == "e":
            self.marks.errors[self.place] = value
        elif self.has_formula and kind == "n" and (not value or (self.never_computed and value == "0")):
            self.marks.uncomputed.add(self.place)
        elif kind == "n" and value and int(self.cell.get("s", "0")) in self.percents:
            self.marks.percents.add(self.place)


def _column(reference: str) -> int:
    """Give the column of a reference such as AB12, counted from 0."""
    column = 0
    for letter in reference.rstrip("0123456789").upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _percent_styles(archive: ZipFile) -> frozenset[int]:
    """Give the cell styles whose number format shows a share as percent."""
    styles = _root(archive, "xl/styles.xml")
    own = {
        int(node.get("numFmtId", "0"))
        for node in _all(styles, "numFmt")
        if "%" in _QUOTED.sub("", node.get("formatCode", ""))
    }
    crosses = next(_all(styles, "cellXfs"), ())
    formats = [int(node.get("numFmtId", "0")) for node in crosses]
    return frozenset(place for place, number in enumerate(formats) if number in own | _PERCENT_IDS)


def _root(archive: ZipFile, path: str) -> Element:
    with archive.open(path) as file:
        return parse(file).getroot()  # noqa: S314  # expat refuses what swells up


def _all(root: Element, name: str) -> Iterator[Element]:
    return (node for node in root.iter() if _local(node.tag) == name)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
