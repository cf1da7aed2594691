"""The ranking as Markdown."""

import re
from collections.abc import Iterator, Sequence

from smartscore.engine import Assessment
from smartscore.reports.columns import leading, order, scores
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
    yield _row(column.title for column in columns)
    yield _row("---:" if column.numeric else ":---" for column in columns)
    for cells in zip(*(column.cells for column in columns), strict=True):
        yield _row(_escaped(cell) for cell in cells)
    yield ""
    for sentence in [*unranked(assessment, view), *sentences(assessment, view)]:
        yield f"- {_escaped(sentence)}"
    yield ""


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Keep text from being read as markup: names come from other people's files."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
