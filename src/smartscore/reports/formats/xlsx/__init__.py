"""Documents as workbooks: a sheet a table, and a sheet of notes with all that is said."""

from collections.abc import Mapping, Sequence
from typing import Any

from smartscore.reports.document import Document, Facts, Section, Style, Table
from smartscore.reports.formats.xlsx.sheet_page import Page
from smartscore.reports.formats.xlsx.sheet_table import SheetTable, fill_table, sheet_table
from smartscore.reports.formats.xlsx.workbook import Book, write_workbook
from smartscore.reports.names import sheet_names
from smartscore.text import translate

_WIDTHS = (3, 34, 76)


def render(document: Document, style: Style) -> bytes:
    """Give the sheets of each chapter; those of several chapters have its label in their names.

    Raises:
        UsageError: if xlsxwriter is not installed.
    """
    language = style.language
    titles = ", ".join(dict.fromkeys(translate(chapter.title, language) for chapter in document.whole))

    def fill(book: Book) -> None:
        tables = [_tables(chapter, style) for chapter in document.whole]
        names = iter(_names(document.whole, tables, book))
        for chapter, sheets in zip(document.whole, tables, strict=True):
            title = translate(chapter.title, language)
            for sheet in sheets:
                fill_table(book, book.sheet(next(names), title), sheet)
            _fill_notes(book, book.sheet(next(names), title, portrait=True), chapter)

    return write_workbook(fill, titles, language)


def _names(chapters: Sequence[Document], tables: Sequence[Sequence[SheetTable]], book: Book) -> list[str]:
    """Give the names of all sheets, the notes of each chapter after its tables."""
    labels = [f" {chapter.label}" if len(chapters) > 1 and chapter.label else "" for chapter in chapters]
    return sheet_names(
        f"{name}{label}"
        for sheets, label in zip(tables, labels, strict=True)
        for name in (*(sheet.name for sheet in sheets), book.say("sheet_notes"))
    )


def _tables(chapter: Document, style: Style) -> list[SheetTable]:
    return [
        sheet_table(table.shown(style.depth, "programs"), _note(section, table, style.language), style.language)
        for section in chapter.used("all", "data")
        for table in section.tables
    ]


def _note(section: Section, table: Table, language: str) -> str:
    title = translate(section.title, language)
    return "" if title == translate(table.title, language) else title


def _fill_notes(book: Book, sheet: Any, chapter: Document) -> None:
    """Write what a reader must know: sentences, then facts such as framework, data with its hash, versions, plugins."""
    page = Page(book, sheet, _WIDTHS)
    page.heading(book.say("sheet_notes"), "title", height=24)
    page.section(book.say("notes_sentences"))
    sections = chapter.used("all", "data")
    below = [sentence for section in sections for sentence in section.sentences]
    for sentence in (*chapter.head, *below, *chapter.provisos):
        if text := translate(sentence, book.language):
            page.text(text)
    for facts in [part for section in sections for part in section.parts if isinstance(part, Facts)]:
        page.section(translate(facts.title, book.language))
        page.facts(_facts(facts, book.language))


def _facts(facts: Facts, language: str) -> Mapping[str, object]:
    return {translate(name, language): translate(fact, language) for name, fact in facts.facts}
