"""The marks of cells in .ods files that python-calamine does not give: errors, formulas, percents, merged cells."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from smartscore.reading.workbooks.cell_grid import Cell, Marks, Merged

_MARKED = re.compile(
    rb"formula=|percentage|-spanned=|=.error.|visibility=.(?:collapse|filter)|<text:p>0\d|<text:p>\d\d[.-]\d\d|<text:p>\d+[.,]\d*0</text:p>"
)
_PADDED = re.compile(r"0\d+")
_GROUPED = re.compile(r"\d{2}(?:[.-]\d{2})+")  # a code such as 62.02, which no number with thousands looks like
_DECIMALS = re.compile(r"\d+[.,](\d+)")
_REPEATED_AT_MOST = 20_000  # hidden rows and columns; more are the empty rest of a sheet
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def ods_marks(content: bytes) -> dict[str, Marks]:
    """Give the marks of each sheet by name.

    Raises:
        ParseError: if the content is not made as that of an .ods file.
    """
    marks: dict[str, Marks] = {}
    name, row, column = "", 0, 0
    if not _MARKED.search(content):  # as in nearly all
        return marks
    with io.BytesIO(content) as file:
        for event, node in iterparse(file, events=("start", "end")):  # noqa: S314  # expat refuses what swells up
            tag = _local(node.tag)
            if event == "start" and tag == "table":
                name, row, column = _attribute(node, "name"), 0, 0
                marks[name] = Marks()
            elif event == "end" and tag == "table-column":
                column = _hide(marks[name].hidden_columns, node, column, "columns")
            elif event == "end" and tag == "table-row":
                _mark(marks[name], node, row)
                row = _hide(marks[name].hidden_rows, node, row, "rows")
                node.clear()
    return marks


def _hide(hidden: set[int], node: Element, start: int, repeated: str) -> int:
    """Add rows or columns that nobody sees to those that are hidden, and give where the next ones start."""
    times = int(_attribute(node, f"number-{repeated}-repeated") or 1)
    if _attribute(node, "visibility") in ("collapse", "filter") and times < _REPEATED_AT_MOST:
        hidden.update(range(start, start + times))
    return start + times


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
        elif _attribute(cell, "value-type") == "float":
            _mark_number(marks, shown, _attribute(cell, "value"), (row, column))


def _mark_number(marks: Marks, shown: str, value: str, place: Cell) -> None:
    if _PADDED.fullmatch(shown) or (_GROUPED.fullmatch(shown) and re.sub(r"\D", "", shown).lstrip("0") == value):
        marks.shown[place] = shown
    elif found := _DECIMALS.fullmatch(shown):
        marks.decimals_shown.setdefault(place[1], {})[place[0]] = len(found[1])


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
