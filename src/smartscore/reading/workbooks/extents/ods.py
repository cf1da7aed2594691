"""The extents of sheets in .ods files, in which empty rows and cells are written once with how often they stand."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse

from smartscore.reading.workbooks.extents.extent import Extent, extent_of_places

_WIDE = re.compile(rb"number-(?:rows|columns)-repeated=[\"']\d{4,}")
_REPEATED = re.compile(r"number-(?:rows|columns)-repeated$")


def ods_extents(content: bytes) -> list[Extent]:
    """Measure each sheet; those without any wide gap, as nearly all, are not looked through.

    Raises:
        ParseError: if the content is not made as that of an .ods file.
    """
    gaps = (gap.end() for gap in _WIDE.finditer(content))
    if not any(content.find(b"<text:p", gap, _end_of_sheet(content, gap)) >= 0 for gap in gaps):
        return []
    sheets: list[list[tuple[int, int]]] = []
    row = 0
    with io.BytesIO(content) as file:
        for event, node in iterparse(file, events=("start", "end")):  # noqa: S314  # expat refuses what swells up
            tag = node.tag.rpartition("}")[2]
            if event == "start" and tag == "table":
                sheets.append([])
                row = 0
            elif event == "end" and tag == "table-row" and sheets:
                row += _times(node)
                sheets[-1] += [(row, column) for column in _filled(node)]
                node.clear()
    return [extent_of_places(places) for places in sheets]


def _end_of_sheet(content: bytes, start: int) -> int:
    end = content.find(b"</table:table>", start)
    return len(content) if end < 0 else end


def _filled(line: Element) -> Iterator[int]:
    """Give the columns of the cells of a row in which something stands, counted from 1."""
    column = 0
    for cell in line:
        column += _times(cell)
        if any(child.tag.endswith("}p") for child in cell):
            yield column


def _times(node: Element) -> int:
    return next((int(value) for name, value in node.items() if _REPEATED.search(name)), 1)
