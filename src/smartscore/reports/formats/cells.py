"""Cells and sentences as text, which all formats for people share."""

from collections.abc import Iterable, Iterator
from typing import Any

from smartscore.messages import capital, message, printable
from smartscore.reports.document import Column, Figure
from smartscore.text import Phrase, Sentence, said

_NONE = "-"


def cells_of(column: Column, language: str) -> list[str]:
    """Write the values of a column: numbers as their kind says, words on one line and without control characters."""
    return [cell_text(column, value, language) for value in column.values]


def cell_text(column: Column, value: Any, language: str) -> str:
    """Write a value of a column."""
    if column.kind == "status":
        return plain(Phrase(f"status_{value}"), language)
    if isinstance(value, float | int) and column.kind not in ("text", "year"):
        decimals = (2 if column.kind == "score" else 0) if column.decimals is None else column.decimals
        return Figure(value, column.kind, decimals, column.signed, column.down).to(language)
    if isinstance(value, float):  # a year, which may be missing
        return _NONE if value != value else f"{value:.0f}"  # noqa: PLR0124  # NaN
    return _NONE if value is None else plain(value if hasattr(value, "to") else str(value), language)


def plain(sentence: Sentence, language: str) -> str:
    """Give a sentence on one line and without control characters: names come from other people's files."""
    return printable(said(sentence, language))


def sentences(parts: Iterable[Sentence], language: str) -> Iterator[str]:
    """Give the sentences that say something."""
    for part in parts:
        if text := plain(part, language):
            yield text


def titled(code: str, language: str) -> str:
    """Give a message as it begins a heading."""
    return capital(message(code, language))
