"""The document of `check`: how the dataset was understood, then every problem and suspicion, or what it is fine for."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import frozen

from smartscore.errors import Problem, ProblemGroup, Suspicion, grouped
from smartscore.messages import LANGUAGES
from smartscore.reports.document import Column, Document, Section, Table
from smartscore.reports.elements.cells import numbers, words
from smartscore.reports.elements.reading import Understood
from smartscore.reports.elements.suspicions import problem_record, records_of
from smartscore.text import Phrase, Sentence, Text

_PLACES = ("file", "sheet", "cell", "column", "city", "indicator")


@frozen(eq=False)
class Findings:
    """What is wrong with a dataset, what is probably wrong, which of that was accepted, and what it is fine for.

    `understood` is how it was read, for each framework: nothing where it could not be read at all. People are told many
    of one kind as one unless `ungrouped` is set; programs always get each.
    """

    problems: Sequence[Problem] = ()
    suspicions: Sequence[Suspicion] = ()
    accepted: Collection[str] = ()
    fine: Sequence[Sentence] = ()
    understood: Sequence[Understood] = ()
    ungrouped: bool = False

    @property
    def everything(self) -> list[Problem]:
        """The problems, then the suspicions."""
        return [*self.problems, *self.suspicions]

    @property
    def told(self) -> list[Problem]:
        """The same as people are told it, many problems of one kind as one."""
        return self.everything if self.ungrouped else [*grouped(self.problems), *self.suspicions]

    @property
    def refused(self) -> list[Suspicion]:
        """The suspicions that stop an assessment."""
        return [one for one in self.suspicions if self.kind(one) == "kind_suspicion"]

    @property
    def count(self) -> list[Phrase]:
        """How many problems and suspicions stop an assessment, where some do."""
        if not self.problems and not self.refused:
            return []
        if not self.refused:
            return [Phrase("problems_in_all", count=len(self.problems))]
        return [Phrase("suspicions_in_all", count=len(self.problems), suspicions=len(self.refused))]

    @property
    def way(self) -> list[Phrase]:
        """How to see each problem, where many of one kind are told as one."""
        return [Phrase("problems_each")] if len(self.told) < len(self.everything) else []

    def kind(self, problem: Problem) -> str:
        """Give the code of what something is: a problem, a suspicion, an accepted one, or a remark."""
        if not isinstance(problem, Suspicion):
            return "kind_problem"
        if problem.is_accepted(self.accepted):
            return "kind_accepted"
        return "kind_suspicion" if problem.refuses else "kind_remark"


def document(findings: Findings) -> Document:
    """Say how the dataset was understood, and list everything that was found with its place, or what it is fine for."""
    return Document(
        title=Phrase("title_check"),
        sections=[*understood(findings), *_sections(findings)],
        record=partial(_record, findings),
    )


def understood(findings: Findings) -> Iterator[Section]:
    """Give how each file was understood, and for each framework which columns serve it and which do not."""
    for place, one in enumerate(findings.understood):
        if not place:
            yield Section(id="reading", title=Phrase("title_reading"), parts=[*one.sentences])
        for table in (one.columns_table, one.unused_table):
            if table.rows:
                yield Section(id=table.id, title=table.title, parts=[table])


def _sections(findings: Findings) -> Iterator[Section]:
    if not findings.everything:
        yield Section(id="fine", parts=[*findings.fine])
        return
    table = _table(findings, findings.everything)
    yield Section(id="export", use="export", parts=[table])
    title = Phrase("title_problems") if findings.understood else ""
    after = findings.count or findings.fine
    if not findings.way:
        yield Section(id="problems", title=title, parts=[table, *after])
        return
    told = _table(findings, findings.told)
    yield Section(id="problems", title=title, use="people", parts=[told, *after, *findings.way])
    yield Section(id="problems", title=title, use="data", parts=[table, *after])


def _table(findings: Findings, problems: Sequence[Problem]) -> Table:
    columns: list[Column] = [
        *(_place(problems, name) for name in _PLACES[:3]),
        numbers("row", "column_row", "raw", [_row(problem) for problem in problems]),
        *(_place(problems, name) for name in _PLACES[3:]),
        words("kind", "column_kind_found", [Phrase(findings.kind(problem)) for problem in problems]),
        words("problem", "column_problem", [_sentence(problem) for problem in problems], width=60),
        words("code", "column_message_code", [problem.code for problem in problems], readers="programs"),
    ]
    kept = [column for column in columns if any(value == value and value for value in column.values)]  # noqa: PLR0124
    return Table(id="problems", title=Phrase("title_problems"), columns=kept, key=tuple(c.id for c in kept[:-3]))


def _sentence(problem: Problem) -> Sentence:
    if isinstance(problem, ProblemGroup):
        return Text({language: problem.sentence(language) for language in LANGUAGES})
    return Phrase(problem.code, **problem.fields)


def _place(problems: Sequence[Problem], name: str) -> Column:
    return words(name, f"column_place_{name}", [getattr(problem, name) or "" for problem in problems])


def _row(problem: Problem) -> float:
    return float("nan") if problem.row is None else float(problem.row)


def _record(findings: Findings, language: str) -> dict[str, Any]:
    reading = findings.understood[0].files_record(language) if findings.understood else []
    return {
        "reading": reading,
        "frameworks": [{"framework": one.framework.name, **one.columns_record()} for one in findings.understood],
        "problems": [problem_record(problem, language) for problem in findings.problems],
        "suspicions": records_of(findings.suspicions, findings.accepted, language),
    }
