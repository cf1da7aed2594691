"""A document as an HTML page to read and print, without scripts."""

import base64
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from smartscore.messages import capital
from smartscore.reports.document import Cards, Chart, Column, Document, Facts, Part, Section, Style, Table
from smartscore.reports.drawn import Boxes, Signatures
from smartscore.reports.formats.cells import cells_of, plain, sentences, signed
from smartscore.reports.formats.extras import require
from smartscore.reports.formats.html.policy import policy
from smartscore.reports.formats.html.templates import page_template


def render(document: Document, style: Style) -> str:
    """Give the page: a section for each part, tables that scroll, charts as pictures, what was read and with what.

    Raises:
        UsageError: if the packages of the extra `report` are not installed.
    """
    require("report", "jinja2", *(["vl_convert"] if _has_charts(document) else []))
    from markupsafe import Markup

    assets = files(__package__) / "assets"
    css = "".join((assets / f"{name}.css").read_text(encoding="utf-8") for name in ("document", "boxes"))
    titles = [plain(chapter.title, style.language) for chapter in document.whole]
    return page_template("document.html.j2").render(
        language=style.language,
        policy=policy([css], []),
        version=version("smartscore"),
        title=plain(document.title, style.language) or "; ".join(dict.fromkeys(titles)),
        chapters=[_chapter(chapter, style) for chapter in document.whole],
        style=Markup(css),  # noqa: S704  # our own file
    )


def _has_charts(document: Document) -> bool:
    parts = (
        part
        for chapter in document.whole
        for section in chapter.used("all", "page", "people")
        for part in section.parts
    )
    return any(isinstance(part, Chart) for part in parts)


def _chapter(chapter: Document, style: Style) -> dict[str, Any]:
    facts = [Section(id=s.id, parts=_facts_of(s)) for s in chapter.used("data") if _facts_of(s)]
    return {
        "head": [*sentences(chapter.head, style.language)],
        "sections": [_section(section, style) for section in (*chapter.used("all", "page", "people"), *facts)],
        "provisos": [*sentences(chapter.provisos, style.language)],
    }


def _facts_of(section: Section) -> list[Part]:
    return [part for part in section.parts if isinstance(part, Facts) and part.known]


def _section(section: Section, style: Style) -> dict[str, Any]:
    parts = [_part(part, style) for part in section.parts if not (isinstance(part, Table) and not part.rows)]
    return {"title": plain(section.title, style.language), "parts": parts, "several": len(section.tables) > 1}


def _part(part: Part, style: Style) -> dict[str, Any]:
    language = style.language
    if isinstance(part, Table):
        return {"kind": "table", **_table(part.shown(style.depth), language)}
    if isinstance(part, Chart):
        texts = {name: plain(getattr(part, name), language) for name in ("title", "says", "key")}
        return {"kind": "chart", "image": _image(part, language), **texts}
    if isinstance(part, Cards):
        return {"kind": "cards", "cards": [[plain(text, language) for text in card] for card in part.cards]}
    if isinstance(part, Facts):
        facts = [[plain(text, language) for text in fact] for fact in part.known]
        return {"kind": "facts", "title": plain(part.title, language), "facts": facts}
    if isinstance(part, Signatures):
        return {"kind": "signatures", **signed(part, language)}
    return {"kind": "sentence", "said": plain(part, language)}


def _image(chart: Chart, language: str) -> str:
    """Draw a chart as SVG, within the page."""
    from smartscore.reports.formats.charts import chart_svg

    drawn = base64.b64encode(chart_svg(chart, language).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


def _table(table: Table, language: str) -> dict[str, Any]:
    columns = table.columns
    cells = [_cells(column, language) for column in columns]
    return {
        "title": plain(table.title, language),
        "columns": [
            {
                "title": capital(plain(column.title, language)),
                "left": column.left,
                "strong": bool(column.emphasis),
                "heading": column.id in table.key and column.left,
            }
            for column in columns
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "below": [None if part is None else _table(part, language) for part in table.below],
    }


def _cells(column: Column, language: str) -> Sequence[dict[str, Any]]:
    statuses = map(str, column.values) if column.kind == "status" else [""] * len(column.values)
    texts = cells_of(column, language)
    looks = [f"level{level}" if level else status for level, status in zip(column.indents, statuses, strict=True)]
    boxes = [value.drawn(language) if isinstance(value, Boxes) else [] for value in column.values]
    return [{"text": text, "look": look, "boxes": own} for text, look, own in zip(texts, looks, boxes, strict=True)]
