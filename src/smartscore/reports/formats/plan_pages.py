"""The sections of plans for HTML and PDF, with their texts and cells in a language."""

from typing import Any

from smartscore.engine import Assessment
from smartscore.messages import message
from smartscore.reports.document import Chart, Section, Style, Table
from smartscore.reports.formats.cells import laid_out_table, plain
from smartscore.reports.formats.charts import chart_data
from smartscore.reports.result import Result
from smartscore.reports.subjects.plan_pages import plan_sections

Page = dict[str, Any]


def plan_pages(assessment: Assessment, result: Result, style: Style) -> list[Page]:
    """Give the page of each plan by the framework of the assessment, with the key of its city."""
    return [_page(section, style.language) for section in plan_sections(assessment, result)]


def _page(section: Section, language: str) -> Page:
    first, *_, last = section.sentences
    return {
        "city": section.city,
        "title": message("plan_page", language),
        "said": plain(first, language),
        "charts": [_chart(part, language) for part in section.parts if isinstance(part, Chart)],
        "tables": [_table(table, language) for table in section.tables],
        "method": plain(last, language),
    }


def _chart(chart: Chart, language: str) -> Page:
    texts = {name: plain(getattr(chart, name), language) for name in ("says", "title", "key")}
    return {"name": chart.id, "data": chart_data(chart, language), **texts}


def _table(table: Table, language: str) -> Page:
    columns = [column for column in table.columns if column.readers != "programs"]
    return {"title": plain(table.title, language), **laid_out_table(columns, language)}
