"""Charts of documents drawn as SVG, for paper and for pages without scripts."""

from typing import Any

from smartscore.messages import printable
from smartscore.reports.charts.drawing import chart_svg as drawn
from smartscore.reports.document import Chart
from smartscore.text import translate


def chart_svg(chart: Chart, language: str) -> str:
    """Draw a chart with its data, its words in a language."""
    return drawn(chart.spec(language), chart_data(chart, language))


def chart_data(chart: Chart, language: str) -> dict[str, list[dict[str, Any]]]:
    """Give the data of a chart, its texts in a language, on one line and without control characters."""
    return {
        name: [{field: _plain(value, language) for field, value in row.items()} for row in rows]
        for name, rows in chart.data.items()
    }


def _plain(value: object, language: str) -> object:
    text = translate(value, language)
    return printable(text) if isinstance(text, str) else text
