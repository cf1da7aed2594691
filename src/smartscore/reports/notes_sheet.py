"""The sheet of notes: the sentences that go with a result, and what it was made of and with."""

from collections.abc import Iterator, Mapping
from typing import Any

from smartscore.engine import Assessment
from smartscore.reports.page import Page
from smartscore.reports.summary import headline, sentences, unranked, versions
from smartscore.reports.view import View
from smartscore.reports.workbook import Book

_WIDTHS = (3, 34, 76)


def fill_notes(book: Book, sheet: Any, assessment: Assessment, view: View) -> None:
    """Write what a reader must know: sentences, framework, data with its hash, versions, plugins."""
    page = Page(book, sheet, _WIDTHS)
    page.heading(book.say("sheet_notes"), "title", height=24)
    page.section(book.say("notes_sentences"))
    for sentence in [headline(assessment, view), *unranked(assessment, view), *sentences(assessment, view)]:
        page.text(sentence)
    for title, facts in _facts(book, assessment, view):
        page.section(title)
        page.facts(facts)


def _facts(book: Book, assessment: Assessment, view: View) -> Iterator[tuple[str, Mapping[str, object]]]:
    framework, dataset = assessment.framework, assessment.dataset
    yield (
        book.say("guide_framework"),
        {
            book.say("framework_title"): framework.title.to(book.language),
            book.say("framework_id"): framework.name,
            book.say("framework_edition"): framework.edition,
            book.say("framework_fingerprint"): assessment.definition.fingerprint,
            book.say("framework_fitted"): framework.fingerprint,
            book.say("framework_source"): framework.source,
        },
    )
    told = {book.say("notes_file"): dataset.file or "", "SHA-256": dataset.digest or ""}
    yield book.say("notes_data"), {**told, book.say("notes_rows"): str(len(dataset.frame))}
    yield book.say("notes_versions"), versions()
    yield book.say("notes_plugins"), view.plugins
