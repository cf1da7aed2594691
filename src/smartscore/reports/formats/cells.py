"""Cells and sentences as text, which all formats for people share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from smartscore.messages import capital, message, printable
from smartscore.reports.document import Column, Figure
from smartscore.reports.drawn import Signatures
from smartscore.text import Phrase, Sentence, translate

_NONE = "-"


def cells_of(column: Column, language: str) -> list[str]:
    """Write the values of a column: numbers as their kind says, words on one line and without control characters."""
    if _is_numeric(column.kind) and all(isinstance(value, float) for value in column.values):
        return _figure(column, 0.0).written(column.values, language)
    return [cell_text(column, value, language) for value in column.values]


def _is_numeric(kind: str) -> bool:
    return kind not in ("text", "status", "year")


def _figure(column: Column, value: float) -> Figure:
    decimals = (2 if column.kind == "score" else 0) if column.decimals is None else column.decimals
    return Figure(value, column.kind, decimals, column.signed, column.down)


def cell_text(column: Column, value: Any, language: str) -> str:
    """Write a value of a column."""
    if column.kind == "status":
        return plain(Phrase(f"status_{value}"), language)
    if isinstance(value, float | int) and _is_numeric(column.kind):
        return _figure(column, value).to(language)
    if isinstance(value, float):  # a year, which may be missing
        return _NONE if value != value else f"{value:.0f}"  # noqa: PLR0124  # NaN
    return _NONE if value is None else printable(str(translate(value, language)))


def plain(sentence: Sentence, language: str) -> str:
    """Give a sentence on one line and without control characters: names come from other people's files."""
    return printable(translate(sentence, language))


def sentences(parts: Iterable[Sentence], language: str) -> Iterator[str]:
    """Give the sentences that say something."""
    for part in parts:
        if text := plain(part, language):
            yield text


def titled(code: str, language: str) -> str:
    """Give a message as it begins a heading."""
    return capital(message(code, language))


def signed(part: Signatures, language: str) -> dict[str, Any]:
    """Give lines to sign on as page and paper lay them out, with the words for what is filled in by hand."""
    lines = [
        {"role": plain(each.role, language), "name": printable(each.name), "position": printable(each.position)}
        for each in part.signatures
    ]
    names = {f"{name}_word": message(f"pdf_{name}", language) for name in ("place_date", "name", "position")}
    return {"place_date": plain(part.place_date, language), "signatures": lines, **names}


def laid_out_table(columns: Sequence[Column], language: str) -> dict[str, Any]:
    """Give headings, which begin with capitals, and rows of cells, as page and paper lay them out."""
    cells = [cells_of(column, language) for column in columns]
    return {
        "columns": [
            {"title": capital(plain(column.title, language)), "numeric": not column.left} for column in columns
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
    }
