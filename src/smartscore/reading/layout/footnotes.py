"""Notes below a table: rows of text without any value, which are no cities."""

import re
from collections.abc import Collection, Sequence

from smartscore.reading.layout.rows import Row, filled, is_text
from smartscore.tables.identifiers import as_key

_WORDS = (
    *("sumber", "catatan", "keterangan", "ket", "penjelasan", "diolah", "data diolah", "tanda", "angka sementara"),
    *("source", "sources", "note", "notes", "footnote", "footnotes", "remark", "remarks", "legend", "last updated"),
)
_MARK = re.compile(
    rf"(?:(?:{'|'.join(_WORDS)})\b|[*\u2020\u2021\u00a9\u00b9\u00b2\u00b3]|\(?\w{{1,2}}\)|\[\w{{1,2}}\])", re.IGNORECASE
)
_LONG = 60


def count_footnotes(rows: Sequence[Row], after_gap: Collection[int], width: int) -> int:
    """Count the rows at the end of a table that are notes; `after_gap` are the places of rows below an empty one.

    They are below the last row with more than one cell, and say by their form that they are no city: by a colon, a word
    such as Sumber or Note, a mark, their length, or an empty line above them. What follows a note is one too. In a
    table of one column nothing tells a note from a city.
    """
    if width < 2:
        return 0
    start = len(rows)
    while start and _is_alone(rows[start - 1], width):
        start -= 1
    apart = False
    for place in range(start, len(rows)):
        apart = apart or place in after_gap
        if apart or _is_note(text_of(rows[place])):
            return len(rows) - place
    return 0


def text_of(row: Row) -> str:
    """Give what a row says."""
    return " ".join(as_key(row[place]) for place in filled(row))


def _is_alone(row: Row, width: int) -> bool:
    """Tell whether a row has one cell of text and nothing else, or is a note with commas that parted it."""
    places = filled(row)
    if len(places) == 1:
        return is_text(row[places[0]])
    return len(row) != width and bool(places) and bool(_MARK.match(str(row[places[0]]).strip()))


def _is_note(text: str) -> bool:
    return ":" in text or len(text) > _LONG or bool(_MARK.match(text))
