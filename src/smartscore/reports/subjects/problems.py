"""The document of `check`: how the dataset was understood, then every problem of it, or a summary of a sound one."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from attrs import field, frozen

from smartscore.dataset import Dataset
from smartscore.errors import Problem
from smartscore.model import Framework
from smartscore.reports.document import Column, Document, Section, Table
from smartscore.reports.elements import reading
from smartscore.reports.elements.cells import numbers, words
from smartscore.text import Phrase, Sentence

_PLACES = ("file", "sheet", "cell", "column", "city", "indicator")


@frozen(eq=False)
class Checked:
    """What was found out about a dataset: the dataset, if it could be read, its problems, and by what it can be scored.

    `frameworks` are those that it was compared with, `fine` says by which it can be scored.
    """

    problems: Sequence[Problem]
    dataset: Dataset | None = None
    frameworks: Sequence[Framework] = ()
    fine: Sequence[Sentence] = field(factory=tuple)


def document(checked: Checked) -> Document:
    """Say how the dataset was understood, and list its problems with their places, or by what it can be scored."""
    return Document(
        title=Phrase("title_problems"),
        sections=[*understood(checked), *_sections(checked)],
        record=partial(_record, checked),
    )


def understood(checked: Checked) -> Iterator[Section]:
    """Give how each file was understood, and for each framework which columns serve it and which do not."""
    if checked.dataset is None:
        return
    yield Section(id="reading", title=Phrase("title_reading"), parts=[*reading.sentences(checked.dataset)])
    for framework in checked.frameworks:
        served = reading.served_nodes(checked.dataset, framework)
        tables = [reading.columns_table(served, framework), reading.unused_table(checked.dataset, framework)]
        for table in tables:
            if table.rows:
                yield Section(id=table.id, title=table.title, parts=[table])


def _sections(checked: Checked) -> Iterator[Section]:
    if not checked.problems:
        yield Section(id="fine", parts=[*checked.fine])
        return
    table = _table(checked.problems)
    yield Section(id="export", use="export", parts=[table])
    count = Phrase("problems_in_all", count=len(checked.problems))
    yield Section(id="problems", title=Phrase("title_problems"), parts=[table, count])


def _table(problems: Sequence[Problem]) -> Table:
    columns: list[Column] = [
        *(_place(problems, name) for name in _PLACES[:3]),
        numbers("row", "column_row", "raw", [_row(problem) for problem in problems]),
        *(_place(problems, name) for name in _PLACES[3:]),
        words("problem", "column_problem", [Phrase(p.code, **p.fields) for p in problems], width=60),
        words("code", "column_message_code", [problem.code for problem in problems], readers="programs"),
    ]
    kept = [column for column in columns if any(value == value and value for value in column.values)]  # noqa: PLR0124
    return Table(id="problems", title=Phrase("title_problems"), columns=kept, key=tuple(c.id for c in kept[:-2]))


def _place(problems: Sequence[Problem], name: str) -> Column:
    return words(name, f"column_place_{name}", [getattr(problem, name) or "" for problem in problems])


def _row(problem: Problem) -> float:
    return float("nan") if problem.row is None else float(problem.row)


def _record(checked: Checked, language: str) -> dict[str, Any]:
    record: dict[str, Any] = {"problems": [reading.problem_record(problem, language) for problem in checked.problems]}
    if checked.dataset is None:
        return record
    files = reading.files_record(checked.dataset, language)
    frameworks = [
        {
            "framework": framework.name,
            **reading.columns_record(checked.dataset, framework, reading.served_nodes(checked.dataset, framework)),
        }
        for framework in checked.frameworks
    ]
    return {"reading": files, "frameworks": frameworks, **record}
