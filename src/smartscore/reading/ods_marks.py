"""The marks of cells in .ods files that python-calamine does not give: errors, formulas, percents, merged cells."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from smartscore.reading.cell_grid import Marks, Merged

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def ods_marks(archive: ZipFile) -> dict[str, Marks]:
    """Give the marks of each sheet by name.

    Raises:
        KeyError, ParseError: if the file is not made as an .ods file.
    """
    marks: dict[str, Marks] = {}
    name, row = "", 0
    content = archive.read("content.xml")
    if not re.search(rb"formula=|percentage|-spanned=|=.error.", content):  # as in nearly all
        return marks
    with io.BytesIO(content) as file:
        for event, node in iterparse(file, events=("start", "end")):  # noqa: S314  # expat refuses what swells up
            tag = _local(node.tag)
            if event == "start" and tag == "table":
                name, row = _attribute(node, "name"), 0
                marks[name] = Marks()
            elif event == "end" and tag == "table-row":
                _mark(marks[name], node, row)
                row += int(_attribute(node, "number-rows-repeated") or 1)
                node.clear()
    return marks


def _mark(marks: Marks, line: Element, row: int) -> None:
    column = 0
    for cell in line:
        repeated = int(_attribute(cell, "number-columns-repeated") or 1)
        columns = range(column, column + repeated)
        column += repeated
        across, down = (int(_attribute(cell, f"number-{name}-spanned") or 1) for name in ("columns", "rows"))
        if across > 1 or down > 1:
            marks.merged.append(Merged((row, columns[0]), (row + down - 1, columns[0] + across - 1)))
        _mark_cells(marks, cell, row, columns)


def _mark_cells(marks: Marks, cell: Element, row: int, columns: range) -> None:
    if not _attribute(cell, "value-type") and not _attribute(cell, "formula"):
        return
    shown = "".join("".join(text.itertext()) for text in _texts(cell))
    is_error = _attribute(cell, "value-type", "calcext") == "error" or (
        _attribute(cell, "formula") and shown.startswith(_ERRORS)
    )
    for column in columns:
        if is_error:
            marks.errors[row, column] = shown
        elif not _attribute(cell, "value-type") and next(_texts(cell), None) is None:
            marks.uncomputed.add((row, column))
        elif _attribute(cell, "value-type") == "percentage":
            marks.percents.add((row, column))


def _texts(cell: Element) -> Iterator[Element]:
    return (child for child in cell if _local(child.tag) == "p")


def _attribute(node: Element, name: str, space: str = "") -> str:
    """Give an attribute by its name; of those that two namespaces have, the one whose address ends so."""
    for key, value in node.items():
        if _local(key) == name and (space in key if space else "calcext" not in key):
            return value
    return ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
