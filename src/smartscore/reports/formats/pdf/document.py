"""Documents on paper: laid out by typst, which gets all texts and numbers as data, with room to sign at the end."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from smartscore.messages import capital, template
from smartscore.reports.document import Cards, Chart, Column, Document, Facts, Part, Section, Style, Table
from smartscore.reports.drawn import Boxes, BoxesLegend, Signatures
from smartscore.reports.formats.cells import cells_of, plain, sentences, signed
from smartscore.reports.formats.pdf.layouts import layout

_WORDS = ("page", "prepared", "approved", "place_date", "name", "position")
_COLOURS = {"ahead": "#1b6b3a", "on_track": "#0f5c7a", "late": "#a8321b", "not_reported": "#6d5300"}
_PORTRAIT = 8  # columns that fit on an upright page
_SIZE, _SMALL, _SMALLEST = 8.5, 7.6, 6.6

_BREAK = "_\u200b"  # ids may be broken after their hyphens

Block = dict[str, Any]


def render(document: Document, style: Style) -> bytes:
    """Give the document as PDF, each chapter on pages of its own."""
    import typst

    data = json.dumps(laid_out(document, style), ensure_ascii=False)
    return bytes(typst.compile(layout("document"), format="pdf", sys_inputs={"data": data}))


def laid_out(document: Document, style: Style) -> dict[str, Any]:
    """Give all that is laid out, as a list of blocks from the top down."""
    titles = dict.fromkeys(plain(chapter.title, style.language) for chapter in document.whole)
    tables = [t for c in document.whole for s in c.used("all", "page", "people") for t in s.tables]
    return {
        "language": style.language,
        "title": plain(document.title, style.language) or "; ".join(titles),
        "words": {name: template(f"pdf_{name}", style.language) for name in _WORDS},
        "flipped": max((len(table.shown(style.depth).columns) for table in tables), default=0) > _PORTRAIT,
        "blocks": [*_blocks(document, style)],
    }


def _blocks(document: Document, style: Style) -> Iterator[Block]:
    for number, chapter in enumerate(document.whole):
        if number:
            yield {"kind": "break"}
        yield from _chapter(document, chapter, style)
    if not any(
        isinstance(part, Signatures) for chapter in document.whole for s in chapter.sections for part in s.parts
    ):
        yield {"kind": "signatures"}


def _chapter(document: Document, chapter: Document, style: Style) -> Iterator[Block]:
    language = style.language
    first, *more = [*sentences(chapter.head, language)] or [""]
    yield {"kind": "kicker", "said": first}
    yield {"kind": "title", "said": plain(document.title, language) or plain(chapter.title, language)}
    yield from (_paragraph(text) for text in more)
    for section in chapter.used("all", "page", "people"):
        yield from section_blocks(section, style)
    yield from (_paragraph(text, quiet=True) for text in sentences(chapter.provisos, language))
    for part in [part for section in chapter.used("data") for part in section.parts]:
        if isinstance(part, Facts) and part.known:
            yield {"kind": "heading", "said": plain(part.title, language)}
            yield from _parts(part, style)


def section_blocks(section: Section, style: Style) -> Iterator[Block]:
    """Give the blocks of a section: its title, tables with headings where there are several, sentences."""
    if title := plain(section.title, style.language):
        yield {"kind": "heading", "said": title}
    several = len(section.tables) > 1
    for part in section.parts:
        if isinstance(part, Table) and several and part.rows and (title := plain(part.title, style.language)):
            yield {"kind": "heading", "said": title}
        yield from _parts(part, style)


def _parts(part: Part, style: Style) -> Iterator[Block]:
    language = style.language
    if isinstance(part, Table):
        if part.rows:
            yield {"kind": "table", **_table(part.shown(style.depth), language)}
    elif isinstance(part, Chart):
        if title := plain(part.title, language):
            yield {"kind": "heading", "said": title}
        yield _chart(part, language)
    elif isinstance(part, Cards):
        yield {"kind": "cards", "cards": [[plain(text, language) for text in card] for card in part.cards]}
    elif isinstance(part, Facts):
        yield {"kind": "facts", "facts": [[plain(text, language) for text in fact] for fact in part.known]}
    elif isinstance(part, BoxesLegend):
        yield {"kind": "legend", "boxes": part.drawn(language)}
    elif isinstance(part, Signatures):
        yield {"kind": "signed", **signed(part, language)}
    elif text := plain(part, language):
        yield _paragraph(text)


def _paragraph(text: str, *, quiet: bool = False) -> Block:
    return {"kind": "paragraph", "said": text, "size": 8 if quiet else 9, "quiet": quiet}


def _chart(chart: Chart, language: str) -> Block:
    from smartscore.reports.formats.charts import chart_svg

    texts = {name: plain(getattr(chart, name), language) for name in ("says", "key")}
    return {"kind": "chart", "svg": chart_svg(chart, language), **texts, "width": 150, "centred": False}


def _table(table: Table, language: str) -> Block:
    columns = table.columns
    wide = [column.kind == "text" and (column.id in table.key or not _short(column, language)) for column in columns]
    cells = [_cells(column, language) for column in columns]
    size = _SIZE if len(columns) <= 5 else _SMALL if len(columns) <= _PORTRAIT + 2 else _SMALLEST
    return {
        "size": size,
        "columns": [
            {"title": capital(plain(column.title, language)), "left": column.left, "wide": fills}
            for column, fills in zip(columns, wide, strict=True)
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
    }


def _short(column: Column, language: str) -> bool:
    """Whether the words of a column fit without line breaks."""
    return any(isinstance(value, Boxes) for value in column.values) or all(
        len(text) <= 14 for text in cells_of(column, language)
    )


def _cells(column: Column, language: str) -> Sequence[Block]:
    colours = [_COLOURS.get(str(v), "") if column.kind == "status" else "" for v in column.values]
    texts = cells_of(column, language)
    boxes = [value.drawn(language) if isinstance(value, Boxes) else [] for value in column.values]
    cells = zip(texts, colours, column.indents, boxes, strict=True)
    return [
        {"text": text.replace("_", _BREAK), "colour": colour, "level": level, "boxes": own}
        for text, colour, level, own in cells
    ]
