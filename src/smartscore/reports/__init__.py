"""Reports round, translate and write assessments; what they need was computed before."""

from collections.abc import Mapping

from smartscore.reports import csv_report, json_report, markdown_report, table_report
from smartscore.reports.view import Report, View

REPORTS: Mapping[str, Report] = {
    "csv": Report("csv", (".csv",), csv_report.write),
    "json": Report("json", (".json",), json_report.write),
    "markdown": Report("markdown", (".md", ".markdown"), markdown_report.write),
    "table": Report("table", (".txt",), table_report.write),
}

__all__ = ["REPORTS", "Report", "View"]
