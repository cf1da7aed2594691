"""The ranking as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

from smartscore.engine import Assessment
from smartscore.reports.columns import Column, leading, order, scores
from smartscore.reports.plan_page import plan_pages
from smartscore.reports.summary import headline, sentences, unranked
from smartscore.reports.view import View


def write(assessments: Sequence[Assessment], view: View) -> str:
    """Give a heading, the table and the sentences of each assessment."""
    return "\n".join(line for assessment in assessments for line in _lines(assessment, view)) + "\n"


def _lines(assessment: Assessment, view: View) -> Iterator[str]:
    rows = order(assessment, view)
    *front, coverage = leading(assessment, view, rows)
    columns = [*front, *scores(assessment, view, rows), coverage]
    yield f"# {_escaped(headline(assessment, view))}\n"
    yield from _table([column.title for column in columns], [column.numeric for column in columns], _rows(columns))
    for sentence in [*unranked(assessment, view), *sentences(assessment, view)]:
        yield f"- {_escaped(sentence)}"
    yield ""
    for plan in plan_pages(assessment, view):
        yield f"## {_escaped(plan['title'])}: {_escaped(plan['name'])}\n"
        for table in plan["tables"]:
            yield f"### {_escaped(table['title'])}\n"
            heads = table["columns"]
            yield from _table([head["title"] for head in heads], [head["numeric"] for head in heads], table["rows"])


def _rows(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    return zip(*(column.cells for column in columns), strict=True)


def _table(titles: Sequence[str], numeric: Sequence[bool], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(titles)
    yield _row("---:" if right else ":---" for right in numeric)
    for cells in rows:
        yield _row(_escaped(cell) for cell in cells)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Keep text from being read as markup: names come from other people's files."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
