"""Reports round, translate and write assessments; what they need was computed before."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from smartscore.engine import Assessment
from smartscore.reports.view import Report, View


def _lazily(module: str) -> Callable[[Sequence[Assessment], View], str | bytes]:
    """Give the `write` of a report whose module is imported only when it writes."""

    def write(assessments: Sequence[Assessment], view: View) -> str | bytes:
        written: str | bytes = import_module(f"smartscore.reports.{module}").write(assessments, view)
        return written

    return write


REPORTS: Mapping[str, Report] = {
    "csv": Report("csv", (".csv",), _lazily("csv_report")),
    "html": Report("html", (".html", ".htm"), _lazily("html"), cities=True),
    "json": Report("json", (".json",), _lazily("json_report")),
    "markdown": Report("markdown", (".md", ".markdown"), _lazily("markdown_report")),
    "pdf": Report("pdf", (".pdf",), _lazily("pdf"), cities=True),
    "table": Report("table", (".txt",), _lazily("table_report")),
    "xlsx": Report("xlsx", (".xlsx",), _lazily("workbook_report")),
}

__all__ = ["REPORTS", "Report", "View"]
