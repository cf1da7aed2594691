"""The first sheet of a form of evidence: how to fill it in, and what each status means."""

from collections.abc import Mapping
from typing import Any

from smartscore.forms.evidence.form import EvidenceForm
from smartscore.forms.evidence.statuses import status_words
from smartscore.forms.guide import ask, identify, offer
from smartscore.reports.formats.xlsx.sheet_page import Page
from smartscore.reports.formats.xlsx.workbook import Book

_WIDTHS = (3, 26, 84)
_STEPS = ("profile", "items", "statuses", "values_entered", "results", "return_items")
_COLOURS = {"input": "input", "filled": "filled", "lacking": "clipped", "given": "given", "computed_here": "computed"}


def fill_items_guide(book: Book, sheet: Any, form: EvidenceForm) -> Mapping[str, str]:
    """Write the guide, and give the cells that hold the words of indicators of words, by id."""
    page = Page(book, sheet, _WIDTHS)
    titles = ", ".join(framework.title.to(book.language) for framework in form.frameworks)
    page.heading(book.say("form_title", title=titles), "title", height=24)
    if form.owner:
        page.heading(book.say("form_for", owner=form.owner), "bold", height=16)
    page.section(book.say("guide_how"))
    for number, step in enumerate(_STEPS, 1):
        page.line((f"{number}.", ()), (book.say(f"step_name_{step}"), ("bold",)), (book.say(f"step_{step}"), ()))
    page.section(book.say("guide_statuses"))
    for status, word in status_words(book.language).items():
        page.line(("", ()), (word, ("bold",)), (book.say(f"item_status_meaning_{status}"), ()))
    page.section(book.say("guide_colours"))
    for colour, look in _COLOURS.items():
        word = book.say(f"colour_name_{colour}")
        page.line(("", ("cell", look)), (word, ("bold",)), (book.say(f"colour_{colour}"), ()))
    ask(page)
    identify(page, form.frameworks)
    return offer(page, sheet.get_name(), [part for part, _ in form.parts])
