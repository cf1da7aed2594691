"""Documents for notebooks: the first rows of each table, with bars, and sections that fold, as HTML without scripts."""

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import shorten

import numpy as np

from smartscore.messages import capital, message
from smartscore.notebook import Html, bar, element, folded, fragment, heading, joined, quiet, signed_bar, table
from smartscore.reports.document import Cards, Chart, Column, Document, Facts, Part, Section, Style, Table
from smartscore.reports.formats.cells import cells_of, plain, sentences
from smartscore.rules import Array

ROWS = 20  # of each table
_TREE = 200  # of a table in levels that folds away
_LETTERS = 600  # of a sentence, which may name every city
_SIGNED = ("difference", "effect", "gain", "change")  # columns of points, the first of which is drawn from its middle


def render(document: Document, style: Style) -> str:
    """Give the document as a fragment of HTML, each chapter with its title, its sections and what is not official."""
    return fragment(*chain.from_iterable(_chapter(chapter, document, style) for chapter in document.whole))


def _chapter(chapter: Document, document: Document, style: Style) -> Iterator[Html]:
    language = style.language
    title, head = (
        plain(document.title, language) or plain(chapter.title, language),
        [*sentences(chapter.head, language)],
    )
    about = head.pop(0).removeprefix(title) if head and head[0].startswith(title) else ""  # which begins with the title
    yield heading(title, about)
    first, *more = chapter.used("all", "page", "people")
    yield from map(_said, head)
    yield from chain.from_iterable(_parts(part, style) for part in first.parts)
    for section in more:
        yield from _section(section, style)
    yield from (quiet(_cut(text)) for text in sentences(chapter.provisos, language))


def _section(section: Section, style: Style) -> Iterator[Html]:
    inside = [*chain.from_iterable(_parts(part, style) for part in section.parts)]
    title = plain(section.title, style.language)
    if title and inside:
        yield folded(title, *inside)
    else:
        yield from inside or ([_said(title)] if title else [])


def _parts(part: Part, style: Style) -> Iterator[Html]:
    if isinstance(part, Table):
        if part.rows:
            yield from _table(part.shown(style.depth), style.language)
    elif isinstance(part, Cards):
        cards = [[plain(text, style.language) for text in card] for card in part.cards]
        yield from (_said(f"{title}: {figure} {more}") for title, figure, more in cards)
    elif not isinstance(part, Chart | Facts) and (text := plain(part, style.language)):
        yield quiet(_cut(text))


def _said(text: str) -> Html:
    return element("p", _cut(text))


def _cut(text: str) -> str:
    return shorten(text, _LETTERS, placeholder=" ...")


def _table(whole: Table, language: str) -> Iterator[Html]:
    """Give a table: its first rows, or of a long one in levels the upper ones, and the rest where it folds away."""
    upper = whole.shown(1) if len(whole.levels) else whole
    if upper.rows < whole.rows > ROWS:
        yield from _first_rows(upper, ROWS, language)
        yield folded(message("notebook_all_rows", language, count=whole.rows), *_first_rows(whole, _TREE, language))
    else:
        yield from _first_rows(whole, ROWS, language)


def _first_rows(whole: Table, most: int, language: str) -> Iterator[Html]:
    shown = list(range(min(whole.rows, most)))
    columns = [column.of(shown) for column in whole.columns]
    drawn = _drawn(whole)
    headings = [capital(plain(column.title, language)) for column in columns]
    cells = [_cells(column, beside, whole, language) for column, beside in zip(columns, drawn, strict=True)]
    yield table(
        headings,
        zip(*cells, strict=True),
        caption=capital(plain(whole.title, language)),
        numeric=[place for place, column in enumerate(columns) if not column.left],
        heads=[place for place, column in enumerate(columns) if column.id in whole.key and column.left][:1],
    )
    if whole.rows > most:
        yield quiet(message("notebook_more", language, count=whole.rows - most))


def _drawn(whole: Table) -> list[Sequence[Html]]:
    """Give a bar for each value of the columns that have bars, nothing for those of others."""
    signed = next((name for name in _SIGNED if any(column.id == name for column in whole.columns)), "")
    low, high = whole.scale[0], whole.scale[-1]
    drawn: list[Sequence[Html]] = []
    for column in whole.columns:
        if column.emphasis == "bar":
            drawn.append([bar((value - low) / (high - low)) for value in column.values])
        elif column.id == signed and column.kind == "score":
            drawn.append(_points(np.array(column.values, dtype=float)))
        else:
            drawn.append([Html("")] * len(column.values))
    return drawn


def _points(values: Array) -> list[Html]:
    """Draw points against the furthest: from the middle of the room, or from its left end if none is below 0."""
    shares = values / (np.nanmax(np.abs(values), initial=0.0) or 1.0)
    draw = signed_bar if (values < 0).any() else bar
    return [draw(share) for share in shares.tolist()]


def _cells(column: Column, drawn: Sequence[Html], whole: Table, language: str) -> list[Html]:
    """Give the cells of a column: the text, moved in by its level in the tree, and the bar."""
    levels = whole.levels if len(whole.levels) and column.id in whole.key else column.indents
    return [
        joined([Html("&emsp;" * level), text, beside])
        for text, beside, level in zip(cells_of(column, language), drawn, levels, strict=False)
    ]
