"""The contract of reports."""

from collections.abc import Iterator

from smartscore.errors import PluginError, Problem, UsageError
from smartscore.reports import Document, Report, Style
from smartscore.reports.formats import csv
from smartscore.testing.documents import documents
from smartscore.testing.search import ANY_FAILURE, in_words

STYLES = (Style(language="en", depth=1), Style(language="id", depth=9, width=40))


def check_report(report: Report) -> None:
    """Check the contract of a report on documents of every kind that commands give.

    It gives text or bytes, the same for the same document and style, in each language, with one level of the tree or
    all of them, and it leaves the document as it is. Documents are those of `assess` (several cities, one, one chosen,
    groups, two frameworks), `explain`, `gaps`, `compare`, `peers`, `plan`, `check` and `frameworks`, and an empty one.
    Cities lack values, and names are full of marks. A `UsageError` says that a report does not serve a document, which
    is no fault.

    Raises:
        PluginError: with everything that is wrong, once for each kind of fault.
    """
    if problems := faults_of_report(report):
        raise PluginError(problems)


def faults_of_report(report: Report) -> list[Problem]:
    """Give what is wrong with a report, each kind of fault with the first document that shows it."""
    found: dict[str, Problem] = {}
    for name, made in documents():
        for problem in _faults(report, name, made()):
            found.setdefault(problem.code, problem)
    return list(found.values())


def _faults(report: Report, name: str, document: Document) -> Iterator[Problem]:
    before = csv.render(document, STYLES[0])
    for style in STYLES:
        where = {"document": name, "language": style.language, "depth": style.depth}
        try:
            rendered: object = report.render(document, style)
            again: object = report.render(document, style)
        except UsageError:  # it does not serve such a document, and says so
            continue
        except ANY_FAILURE as error:
            yield Problem("report_fails", {**where, "error": in_words(error)})
            continue
        if not isinstance(rendered, str | bytes):
            yield Problem("report_no_text", {**where, "found": type(rendered).__name__})
        elif rendered != again:
            yield Problem("report_not_repeatable", where)
        elif isinstance(rendered, str) and not _is_written(rendered):
            yield Problem("report_not_utf8", where)
    if csv.render(document, STYLES[0]) != before:
        yield Problem("report_changes_document", {"document": name})


def _is_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
