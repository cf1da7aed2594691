"""Reports: subjects make documents out of results that were computed before, formats render any document."""

from collections.abc import Callable, Mapping
from importlib import import_module

from smartscore.reports.document import Document, Report, Style
from smartscore.reports.result import Result


def _lazily(module: str) -> Callable[[Document, Style], str | bytes]:
    """Give the `render` of a format whose module is imported only when it renders."""

    def render(document: Document, style: Style) -> str | bytes:
        rendered: str | bytes = import_module(f"smartscore.reports.formats.{module}").render(document, style)
        return rendered

    return render


REPORTS: Mapping[str, Report] = {
    "csv": Report("csv", (".csv",), _lazily("csv")),
    "html": Report("html", (".html", ".htm"), _lazily("html"), cities=True),
    "json": Report("json", (".json",), _lazily("json")),
    "markdown": Report("markdown", (".md", ".markdown"), _lazily("markdown")),
    "pdf": Report("pdf", (".pdf",), _lazily("pdf"), cities=True),
    "table": Report("table", (".txt",), _lazily("text")),
    "xlsx": Report("xlsx", (".xlsx",), _lazily("xlsx")),
}

#: The report of documents that are made of an agenda, which no other is.
CALENDAR = Report("ics", (".ics",), _lazily("ics"))

__all__ = ["CALENDAR", "REPORTS", "Document", "Report", "Result", "Style"]
