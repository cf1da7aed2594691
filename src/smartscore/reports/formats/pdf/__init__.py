"""Documents on paper; an assessment has a headline page and a page a city, with room to sign."""

from smartscore.reports.document import Document, Style
from smartscore.reports.formats.extras import require
from smartscore.reports.formats.pdf import document as printed
from smartscore.reports.formats.pdf import report
from smartscore.reports.result import Result


def render(document: Document, style: Style) -> bytes:
    """Give the PDF of a document, or of the result that it was made of.

    Raises:
        UsageError: if the packages of the extra `report` are not installed, or there is no such city.
    """
    require("report", "altair", "typst", "vl_convert")
    if isinstance(document.source, Result):
        return report.render(document.source, style)
    return printed.render(document, style)
