"""Documents as text for a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from smartscore.reports.document import Cards, Chart, Document, Facts, Section, Style, Table
from smartscore.reports.formats.cells import plain, sentences
from smartscore.reports.formats.text.grid import TextColumn, lines_of, text_columns
from smartscore.text import Sentence

_COLOURS = {"ahead": "32", "on_track": "36", "late": "31", "not_reported": "33"}  # of ANSI, by status

Line = list[tuple[str, str]]


def render(document: Document, style: Style) -> str:
    """Give a document within the width: head, sections, provisos, an empty line between chapters."""
    chapters = ["\n".join(_written(line, style) for line in _lines(each, style)) for each in document.whole]
    return "\n\n".join(chapters) + "\n"


def _written(line: Line, style: Style) -> str:
    """Write a line; statuses have the colour of their meaning where `colour` is set."""
    pieces = [
        f"\033[{_COLOURS[status]}m{text}\033[0m" if style.colour and status in _COLOURS else text
        for text, status in line
    ]
    return "".join(pieces).rstrip()


def _lines(document: Document, style: Style) -> Iterator[Line]:
    yield from _paragraphs(document.head, style)
    for place, section in enumerate(document.used("all", "people")):
        if section.title or place:
            yield []
        if section.title:
            yield from _paragraphs([section.title], style)
        yield from _parts(section, style)
    if provisos := [*_paragraphs(document.provisos, style)]:
        yield []
        yield from provisos


def _parts(section: Section, style: Style) -> Iterator[Line]:
    for part in section.parts:
        if isinstance(part, Table):
            if part.rows:
                yield from _table(part.shown(style.depth), style)
        elif not isinstance(part, Chart | Facts | Cards):
            yield from _paragraphs([part], style)


def _table(table: Table, style: Style) -> Iterator[Line]:
    columns = text_columns(table, style.language)
    yield from lines_of(columns, style.width)
    yield from ([(line, "")] for line in wrap(_legend(columns), style.width))


def _legend(columns: list[TextColumn]) -> str:
    """Give the legend of the short codes of columns."""
    return ", ".join(f"{column.short} {column.title}" for column in columns if column.detail and column.short)


def _paragraphs(parts: Iterable[Sentence], style: Style) -> Iterator[Line]:
    for sentence in sentences(parts, style.language):
        yield from ([(line, "")] for line in wrap(plain(sentence, style.language), style.width, break_on_hyphens=False))
