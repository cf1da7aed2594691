"""Documents as Markdown."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from smartscore.messages import capital
from smartscore.reports.document import Cards, Chart, Document, Facts, Section, Style, Table
from smartscore.reports.formats.cells import cells_of, plain, sentences


def render(document: Document, style: Style) -> str:
    """Give a document: a heading each chapter and section, tables, sentences as a list."""
    return "\n".join(line for each in document.whole for line in _lines(each, style)) + "\n"


def _lines(document: Document, style: Style) -> Iterator[str]:
    first, *more = [*sentences(document.head, style.language)] or [plain(document.title, style.language)]
    yield f"# {_escaped(first)}\n"
    for sentence in more:
        yield f"{_escaped(sentence)}\n"
    for section in document.used("all", "page", "people"):
        yield from _section(section, style)
    for sentence in sentences(document.provisos, style.language):
        yield f"- {_escaped(sentence)}"
    if document.provisos:
        yield ""


def _section(section: Section, style: Style) -> Iterator[str]:
    """Give a section; of one that is for pages its tables alone, whose headings begin with capitals as on pages."""
    if section.use == "page":
        section = evolve(section, parts=[_as_on_a_page(table, style.language) for table in section.tables])
    if section.title:
        yield f"## {_escaped(plain(section.title, style.language))}\n"
    several = len(section.tables) > 1
    for part in section.parts:
        if isinstance(part, Table):
            if several and part.title:
                yield f"### {_escaped(plain(part.title, style.language))}\n"
            yield from _table(part.shown(style.depth), style.language)
        elif not isinstance(part, Chart | Facts | Cards):
            yield from (f"- {_escaped(sentence)}" for sentence in sentences([part], style.language))
    if section.parts and not isinstance(section.parts[-1], Table):
        yield ""


def _as_on_a_page(table: Table, language: str) -> Table:
    columns = [evolve(column, title=capital(plain(column.title, language))) for column in table.columns]
    return evolve(table, columns=columns)


def _table(table: Table, language: str) -> Iterator[str]:
    yield _row(_escaped(plain(column.title, language)) for column in table.columns)
    yield _row(":---" if column.left else "---:" for column in table.columns)
    for cells in zip(*(cells_of(column, language) for column in table.columns), strict=True):
        yield _row(map(_escaped, cells))
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Keep text from being read as markup: names come from other people's files."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
