"""Documents as one HTML page that asks nothing of the net; an assessment has an interactive page of its own."""

from smartscore.reports.document import Document, Style
from smartscore.reports.formats.html import document as printed
from smartscore.reports.formats.html import page
from smartscore.reports.result import Result


def render(document: Document, style: Style) -> str:
    """Give the page of a document, or of the result that it was made of.

    Raises:
        UsageError: if the packages of the extra `report` are not installed.
    """
    if isinstance(document.source, Result):
        return page.render(document.source, style)
    return printed.render(document, style)
