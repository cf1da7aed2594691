"""What an .xlsx file says of its cells that python-calamine does not tell: errors, uncomputed formulas, percents."""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree.ElementTree import Element, iterparse, parse
from zipfile import ZipFile

from smartscore.dataset.sheet import Cell, Marks

_PERCENT_IDS = frozenset({9, 10})  # the two built-in formats with a percent sign
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def xlsx_marks(archive: ZipFile) -> dict[str, Marks]:
    """Give the marks of each worksheet by name.

    Raises:
        KeyError, ParseError: if the file is not made as an .xlsx file.
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
            marks[sheet.get("name", "")] = _marks(archive, paths[relation], percents, never_computed=never_computed)
    return marks


def _is_worksheet(part: Element) -> bool:
    return part.get("Type", "").endswith("/worksheet")


def _marks(archive: ZipFile, path: str, percents: frozenset[int], *, never_computed: bool) -> Marks:
    """Give the marks of a sheet.

    A file that asks to be computed when it is opened was written by a program that computes nothing:
    the 0 that such programs write for the result of a formula is none.
    """
    marks = Marks()
    for place, cell in _cells(archive, path):
        kind, formula, value = cell.get("t", "n"), _child(cell, "f"), _child(cell, "v")
        text = (value.text or "") if value is not None else ""
        if kind == "e":
            marks.errors[place] = text
        elif formula is not None and kind == "n" and (not text or (never_computed and text == "0")):
            marks.uncomputed.add(place)
        elif kind == "n" and text and int(cell.get("s", "0")) in percents:
            marks.percents.add(place)
    return marks


def _cells(archive: ZipFile, path: str) -> Iterator[tuple[Cell, Element]]:
    """Give the cells of a sheet with their places; where none is written they follow one another."""
    row = column = -1
    with archive.open(path) as file:
        for event, node in iterparse(file, events=("start", "end")):  # noqa: S314  # expat refuses what swells up
            name = _local(node.tag)
            if event == "start" and name == "row":
                row, column = int(node.get("r", row + 2)) - 1, -1
            elif event == "end" and name == "c":
                column = _column(node.get("r", "")) if node.get("r") else column + 1
                yield (row, column), node
            elif event == "end" and name == "row":
                node.clear()


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


def _child(node: Element, name: str) -> Element | None:
    return next((child for child in node if _local(child.tag) == name), None)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
