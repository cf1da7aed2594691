"""The document of `check`: every problem of a dataset, or a summary of a sound one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from attrs import asdict

from smartscore.errors import Problem
from smartscore.reports.document import Column, Document, Part, Section, Table
from smartscore.reports.elements.cells import numbers, words
from smartscore.text import Phrase, Sentence

_PLACES = ("file", "sheet", "cell", "column", "city", "indicator")


def document(problems: Sequence[Problem], fine: Sequence[Sentence]) -> Document:
    """List every problem with its place, or the frameworks by which the dataset can be scored."""
    parts: list[Part] = [_table(problems), Phrase("problems_in_all", count=len(problems))] if problems else [*fine]
    return Document(
        title=Phrase("title_problems"),
        sections=[Section(id="problems", parts=parts)],
        record=partial(_record, problems),
    )


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


def _record(problems: Sequence[Problem], language: str) -> dict[str, Any]:
    return {"problems": [_problem(problem, language) for problem in problems]}


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    record = asdict(problem, recurse=False)
    record["fields"] = {name: str(value) for name, value in problem.fields.items()}
    return {**record, "message": problem.message(language)}
