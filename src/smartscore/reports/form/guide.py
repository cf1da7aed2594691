"""The first sheet of a form: how to fill it in, what the colours mean, what to do without data, whom to ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen
from xlsxwriter.utility import quote_sheetname, xl_range_abs  # type: ignore[import-untyped]

from smartscore.model import Framework
from smartscore.reports.form.asked import Part
from smartscore.reports.form.validation import QUALITIES
from smartscore.reports.workbook import Book, Words, put, row_height
from smartscore.rules import Categories

_WIDTHS = (3, 26, 84)
_STEPS = ("profile", "values", "years", "evidence", "criteria", "return")
_COLOURS = {"input": "input", "filled": "filled", "given": "given", "computed": "computed"}
_ASK = ("name", "office", "contact")


@frozen(eq=False)
class Page:
    """A sheet of text, written from the top down: a mark or a colour, a word, a sentence."""

    book: Book
    sheet: Any
    _at: list[int] = field(factory=lambda: [0])

    @property
    def row(self) -> int:
        """The row that is written next."""
        return self._at[0]

    def line(self, *cells: tuple[object, Sequence[str]]) -> None:
        """Write one row of cells, each with its looks."""
        for column, (value, looks) in enumerate(cells):
            put(self.sheet, self.row, column, value, self.book.style("wrapped", *looks))
        words = (Words(str(value), width) for (value, _), width in zip(cells, _WIDTHS, strict=False))
        self.sheet.set_row(self.row, row_height(words))
        self._at[0] += 1

    def heading(self, text: str, look: str, height: float) -> None:
        """Write one line that runs across the sheet."""
        put(self.sheet, self.row, 0, text, self.book.style(look))
        self.sheet.set_row(self.row, height)
        self._at[0] += 1

    def section(self, title: str) -> None:
        """Write a heading with room above it."""
        self._at[0] += 1
        for column in range(len(_WIDTHS)):
            put(self.sheet, self.row, column, title if column == 0 else "", self.book.style("section"))
        self._at[0] += 1


def fill_guide(
    book: Book, sheet: Any, frameworks: Sequence[Framework], parts: Sequence[Part], owner: str
) -> Mapping[str, str]:
    """Write the guide, and give the cells that hold the words of indicators of words, by id."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    page = Page(book, sheet)
    titles = ", ".join(framework.title.to(book.language) for framework in frameworks)
    page.heading(book.say("form_title", title=titles), "title", height=24)
    if owner:
        page.heading(book.say("form_for", owner=owner), "bold", height=16)
    _explain(page)
    _identify(page, frameworks)
    return _offer(page, sheet.get_name(), parts)


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
    page.section(book.say("guide_quality"))
    for quality in QUALITIES:
        page.line(("", ()), (quality, ("bold",)), (book.say(f"quality_{quality}"), ()))
    page.section(book.say("guide_ask"))
    for what in _ASK:
        page.line(("", ()), (book.say(f"ask_{what}"), ("bold",)), ("", ("cell", "input", "text")))


def _identify(page: Page, frameworks: Sequence[Framework]) -> None:
    """Say which framework the form is of, so that a form of another edition is told from it."""
    book = page.book
    page.section(book.say("guide_framework"))
    for framework in frameworks:
        told = {
            "title": framework.title.to(book.language),
            "id": framework.name,
            "edition": framework.edition,
            "fingerprint": framework.fingerprint,
            "source": framework.source,
            "remark": framework.note.to(book.language),
        }
        for name, said in told.items():
            if said:
                page.line(("", ()), (book.say(f"framework_{name}"), ("bold",)), (said, ()))


def _offer(page: Page, name: str, parts: Sequence[Part]) -> dict[str, str]:
    """Write the words of indicators that are words, for the lists of their cells."""
    nodes = [question.node for part in parts for question in part.questions]
    cells = {}
    for node in nodes:
        if isinstance(node.rule, Categories):
            if not cells:
                page.section(page.book.say("guide_words"))
            first, title = page.row, node.title.to(page.book.language)
            for word in node.rule.words:
                page.line(("", ()), (title if page.row == first else "", ("bold",)), (word, ("text",)))
            cells[node.id] = f"{quote_sheetname(name)}!{xl_range_abs(first, 2, page.row - 1, 2)}"
    return cells
