"""What tests build again and again."""

from typing import Any

from smartscore import Assessment, Result, Style
from smartscore.reports import REPORTS
from smartscore.reports.subjects import ranking

_STYLE = ("language", "width", "depth", "colour")


def result_and_style(*assessments: Assessment, **fields: Any) -> tuple[Result, Style]:
    """Give a result of assessments, and the style of those fields that are its."""
    style = Style(**{name: value for name, value in fields.items() if name in _STYLE})
    return Result(assessments=assessments, **{n: v for n, v in fields.items() if n not in _STYLE}), style


def rendered(format_: str, *assessments: Assessment, **fields: Any) -> str | bytes:
    """Give a report of assessments, with fields of its result and of its style."""
    result, style = result_and_style(*assessments, **fields)
    return REPORTS[format_].render(ranking.document(result), style)
