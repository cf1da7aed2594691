"""The first sheet of a form: how to fill it in, what the colours mean, what to do without data, whom to ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs  # type: ignore[import-untyped]

from smartscore.forms.questions import FormPart
from smartscore.forms.validation import QUALITIES
from smartscore.model import Framework
from smartscore.reports.elements.levels import named_levels
from smartscore.reports.formats.xlsx.sheet_page import Page
from smartscore.reports.formats.xlsx.workbook import Book
from smartscore.rules import answers

_WIDTHS = (3, 26, 84)
_STEPS = ("profile", "values", "years", "evidence", "criteria", "return")
_COLOURS = {"input": "input", "filled": "filled", "given": "given", "computed": "computed"}
_ASK = ("name", "office", "contact")


def fill_guide(
    book: Book, sheet: Any, frameworks: Sequence[Framework], parts: Sequence[FormPart], owner: str
) -> Mapping[str, str]:
    """Write the guide, and give the cells that hold the words of indicators of words, by id."""
    page = Page(book, sheet, _WIDTHS)
    titles = ", ".join(framework.title.to(book.language) for framework in frameworks)
    page.heading(book.say("form_title", title=titles), "title", height=24)
    if owner:
        page.heading(book.say("form_for", owner=owner), "bold", height=16)
    _explain(page)
    identify(page, frameworks)
    return offer(page, sheet.get_name(), parts)


def _explain(page: Page) -> None:
    book = page.book
    page.section(book.say("guide_how"))
    for number, step in enumerate(_STEPS, 1):
        page.line((f"{number}.", ()), (book.say(f"step_name_{step}"), ("bold",)), (book.say(f"step_{step}"), ()))
    page.section(book.say("guide_colours"))
    for colour, look in _COLOURS.items():
        word = book.say(f"colour_name_{colour}")
        page.line(("", ("cell", look)), (word, ("bold",)), (book.say(f"colour_{colour}"), ()))
    page.section(book.say("guide_missing"))
    page.line(("", ()), ("NA", ("bold",)), (book.say("guide_na"), ()))
    page.line(("", ()), (book.say("word_not_applicable"), ("bold",)), (book.say("guide_not_applicable"), ()))
    page.section(book.say("guide_quality"))
    for quality in QUALITIES:
        page.line(("", ()), (quality, ("bold",)), (book.say(f"quality_{quality}"), ()))
    ask(page)


def ask(page: Page) -> None:
    """Leave room for whom to ask."""
    page.section(page.book.say("guide_ask"))
    for what in _ASK:
        page.line(("", ()), (page.book.say(f"ask_{what}"), ("bold",)), ("", ("cell", "input", "text")))


def identify(page: Page, frameworks: Sequence[Framework]) -> None:
    """Name the framework of the form, so that forms of two editions can be distinguished."""
    book = page.book
    page.section(book.say("guide_framework"))
    for framework in frameworks:
        page.facts(
            {
                book.say("framework_title"): framework.title.to(book.language),
                book.say("framework_id"): framework.name,
                book.say("framework_edition"): framework.edition,
                book.say("framework_fingerprint"): framework.fingerprint,
                book.say("framework_source"): framework.source,
                book.say("framework_remark"): remark_on(framework, book.language),
                **_levels(book, framework),
            }
        )


def _levels(book: Book, framework: Framework) -> dict[str, str]:
    names = ", ".join(level.to(book.language) for level in named_levels(framework))
    return {book.say("framework_level_names"): names} if names else {}


def remark_on(framework: Framework, language: str) -> str:
    """Give what must not be overlooked of a framework: that its edition is over, and its own note."""
    return " ".join(text.to(language) for text in (framework.ended, framework.note) if text)


def offer(page: Page, name: str, parts: Sequence[FormPart]) -> dict[str, str]:
    """Write the words of indicators that are words, for the lists of their cells."""
    nodes = [question.node for part in parts for question in part.questions]
    cells: dict[str, str] = {}
    for node in nodes:
        if words := answers.words(node.rule):
            if not cells:
                page.section(page.book.say("guide_words"))
            first, title = page.row, node.title.to(page.book.language)
            beside = page.book.say("word_not_applicable")
            further = [beside] if node.not_applicable and beside not in words else []
            for word in (*words, *further):
                page.line(("", ()), (title if page.row == first else "", ("bold",)), (word, ("text",)))
            cells[node.id] = f"{quote_sheetname(name)}!{xl_range_abs(first, 2, page.row - 1, 2)}"
    return cells
