"""The form of evidence as a workbook: a guide, a profile, what it shows, and a sheet an aspect."""

from smartscore.forms.evidence.form import EvidenceForm
from smartscore.reports.formats.xlsx.workbook import Book, put
from smartscore.reports.names import sheet_names


def fill_evidence_book(book: Book, form: EvidenceForm, heading: str) -> None:
    """Write every sheet of a form of evidence, each printed under a heading; parts without a line are left out."""
    from smartscore.forms.evidence.guide import fill_items_guide  # with xlsxwriter, which may be absent
    from smartscore.forms.evidence.lines import COLUMNS, HELP, TITLE, FormSheet, lines_of
    from smartscore.forms.evidence.results import fill_results
    from smartscore.forms.evidence.sheet import ItemTable, fill_items
    from smartscore.forms.profile import fill_profile

    parts = [(part, lines_of(blocks)) for part, blocks in form.parts]
    parts = [(part, lines) for part, lines in parts if lines]
    heads = [book.say(f"sheet_{name}") for name in ("guide", "profile", "form_results")]
    titles = [*heads, *(part.title.to(book.language) for part, _ in parts)]
    names = sheet_names(titles)
    guide, profile, results, *sheets = [
        book.sheet(name, heading, portrait=place < 2) for place, name in enumerate(names)
    ]
    choices = fill_items_guide(book, guide, form)
    fill_profile(book, profile, [form.city])
    pages = [FormSheet(name, lines) for name, (_, lines) in zip(names[3:], parts, strict=True)]
    counted = fill_results(book, results, form, pages)
    is_aid = any(framework.ladder is not None and framework.ladder.advisory for framework in form.frameworks)
    note = book.say("form_ladder_aid") if is_aid else ""
    for sheet, title, page in zip(sheets, titles[3:], pages, strict=True):
        put(sheet, TITLE, 0, title, book.style("title"))
        put(sheet, HELP, 0, f"{book.say('form_items_help')} {note}".strip(), book.style("help"))
        table = ItemTable(book, sheet, COLUMNS, owner=form.owner, split=form.split)
        fill_items(table, page.lines, counted, choices)
    results.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
