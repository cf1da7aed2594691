"""The form of evidence as a workbook: a guide, a profile, what it shows, and a sheet an aspect."""

from smartscore.forms.evidence.form import EvidenceForm
from smartscore.reports.formats.xlsx.workbook import Book
from smartscore.reports.names import sheet_names


def fill_evidence_book(book: Book, form: EvidenceForm) -> None:
    """Write every sheet of a form of evidence; parts of which it has no line are left out."""
    from smartscore.forms.evidence.guide import fill_items_guide  # with xlsxwriter, which may be absent
    from smartscore.forms.evidence.lines import FormSheet, lines_of
    from smartscore.forms.evidence.results import fill_results
    from smartscore.forms.evidence.sheet import COLUMNS, ItemTable, fill_items
    from smartscore.forms.profile import fill_profile

    parts = [(part, lines_of(blocks)) for part, blocks in form.parts]
    parts = [(part, lines) for part, lines in parts if lines]
    heads = [book.say(f"sheet_{name}") for name in ("guide", "profile", "form_results")]
    titles = [*heads, *(part.title.to(book.language) for part, _ in parts)]
    names = sheet_names(titles)
    guide, profile, results, *sheets = [
        book.sheet(name, title, portrait=place < 2)
        for place, (name, title) in enumerate(zip(names, titles, strict=True))
    ]
    choices = fill_items_guide(book, guide, form)
    fill_profile(book, profile, [form.city])
    pages = [FormSheet(name, lines) for name, (_, lines) in zip(names[3:], parts, strict=True)]
    counted = fill_results(book, results, form, pages)
    is_aid = any(framework.ladder is not None and framework.ladder.advisory for framework in form.frameworks)
    note = book.say("form_ladder_aid") if is_aid else ""
    for sheet, title, page in zip(sheets, titles[3:], pages, strict=True):
        table = ItemTable(book, sheet, COLUMNS, owner=form.owner, split=form.split)
        fill_items(table, title, page.lines, counted, choices, note)
    results.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
