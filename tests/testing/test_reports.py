"""The contract of reports: what the check lets pass, and what it refuses with which document."""

from collections.abc import Callable
from itertools import count

import pytest

from smartscore import Document, Report, Style
from smartscore.errors import PluginError, UsageError
from smartscore.reports import REPORTS
from smartscore.testing import check_report
from smartscore.testing.documents import documents

Render = Callable[[Document, Style], str | bytes]


@pytest.mark.parametrize("name", ["csv", "markdown", "table", "json"])
def test_a_report_of_smartscore_passes(name: str) -> None:
    assert check_report(REPORTS[name]) is None  # type: ignore[func-returns-value]


def test_documents_are_of_every_kind() -> None:
    made = {name: document() for name, document in documents()}
    assert {name.split()[0].rstrip(",") for name in made} == {
        *("nothing", "assess", "explain", "gaps", "compare", "peers", "plan", "check", "frameworks")
    }
    assert len(made["assess, two frameworks"].whole) == 2
    assert made["nothing"].sections == ()


def titles(document: Document, style: Style) -> str:
    assert style.width
    return "\n".join(str(section.title) for chapter in document.whole for section in chapter.sections)


def faults(render: Callable[[Document, Style], object]) -> str:
    with pytest.raises(PluginError) as refused:
        check_report(Report("own", [".own"], render))  # type: ignore[arg-type]  # some give no text
    return str(refused.value)


def test_a_report_that_keeps_the_contract_passes() -> None:
    check_report(Report("own", [".own"], titles))


def test_one_that_says_that_it_does_not_serve_a_document_passes() -> None:
    def ranking_alone(document: Document, style: Style) -> str:
        if not any(table.id == "ranking" for chapter in document.whole for s in chapter.sections for table in s.tables):
            raise UsageError([])
        return titles(document, style)

    check_report(Report("own", [".own"], ranking_alone))


def test_one_that_fails_names_the_document() -> None:
    said = faults(lambda document, style: titles(document, style) + document.whole[0].sections[0].title)  # type: ignore[operator]
    assert said.startswith("the report fails for the document of 'nothing' (language en, 1 levels): IndexError: ")


def test_one_that_gives_no_text_is_refused() -> None:
    assert faults(lambda document, style: [titles(document, style)]) == (
        "the report gives a list instead of text or bytes for the document of 'nothing' (language en, 1 levels) "
        "[report_no_text]"
    )


def test_one_that_gives_something_else_each_time_is_refused() -> None:
    numbers = count()
    assert faults(lambda document, style: f"{titles(document, style)}{next(numbers)}").endswith(
        "[report_not_repeatable]"
    )


def test_one_whose_text_cannot_be_written_is_refused() -> None:
    assert faults(lambda document, style: titles(document, style) + "\ud800").endswith("[report_not_utf8]")


def test_one_that_changes_the_document_is_refused() -> None:
    def rounding(document: Document, style: Style) -> str:
        for table in (table for chapter in document.whole for section in chapter.sections for table in section.tables):
            for column in table.columns:
                if column.id == "index" and isinstance(column.values, list):
                    column.values[:] = [0.0] * len(column.values)
        return titles(document, style)

    assert "[report_changes_document]" in faults(rounding)


def test_the_document_is_told_in_the_language_of_the_reader() -> None:
    with pytest.raises(PluginError) as refused:
        check_report(Report("own", [".own"], lambda *_: None))  # type: ignore[arg-type, return-value]
    assert refused.value.problems[0].to("id") == (
        "laporan memberi NoneType, bukan teks atau byte, untuk dokumen 'nothing' (bahasa en, 1 tingkat)"
    )
