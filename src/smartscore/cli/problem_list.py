"""The output of `check`: how a dataset was understood, every problem and suspicion of it, or what it is fine for."""

from collections.abc import Iterator, Mapping
from functools import partial

import click
import numpy as np
from attrs import evolve, frozen

from smartscore.cli.delivery import present
from smartscore.cli.output import Destination, put
from smartscore.cli.request import Request
from smartscore.dataset import Dataset, examined_columns, not_applicable, with_merged_columns
from smartscore.errors import DatasetError, Problem, Suspicion
from smartscore.model import Framework
from smartscore.reports.document import Document
from smartscore.reports.elements.reading import Understood
from smartscore.reports.formats import text
from smartscore.reports.subjects import problems as subject
from smartscore.reports.subjects.problems import Findings
from smartscore.rules import Array
from smartscore.suspicions import find_suspicions, refusing
from smartscore.text import Phrase, Sentence, translate


def find_problems(request: Request, *, ungrouped: bool = False) -> Findings:
    """Find every problem and suspicion of the dataset, how it was understood, and by what it can be scored.

    `ungrouped` tells people each of them, of which many of one kind are one otherwise.
    """
    frameworks = request.load()
    try:
        dataset = request.read()
    except DatasetError as error:
        return Findings(error.problems, ungrouped=ungrouped)
    problems: list[Problem] = []
    suspicions: list[Suspicion] = []
    fine: list[Sentence] = []
    understood: list[Understood] = []
    for framework in frameworks:
        merged = with_merged_columns(dataset, framework)
        measured, wrong = examined_columns(merged, framework, partial(request.elsewhere, frameworks))
        suspected = find_suspicions(merged, framework, measured)
        problems += [problem for problem in wrong if problem not in problems]
        suspicions += [one for one in suspected if one not in suspicions]
        understood.append(Understood(merged, framework, measured))
        if not wrong and not refusing(merged, suspected):
            fine.append(_fine(merged, framework, measured))
    return Findings(problems, suspicions, dataset.accepted, fine, understood, ungrouped)


def present_problems(request: Request, findings: Findings, destination: Destination) -> None:
    """Write how the dataset was understood and what was found, on a screen on stderr where it stops an assessment.

    It ends with the exit code.
    """
    stops = bool(findings.problems or findings.refused)
    if destination.format_ == "text" or (destination.format_ is None and destination.standard):
        lines = "".join(f"{translate(line, request.language)}\n" for line in _lines(findings))
        understood = _understood(request, findings)
        if stops and destination.standard:
            put(understood, destination.output)
            click.echo(lines, err=True, nl=False)
        else:
            put(f"{understood}\n{lines}" if understood else lines, destination.output)
    else:
        present(request, subject.document(findings), destination)
    click.get_current_context().exit(DatasetError.exit_code if stops else 0)


def _understood(request: Request, findings: Findings) -> str:
    """Write how the dataset was understood as text, nothing where it could not be read at all."""
    sections = [
        evolve(section, parts=[_Coded(part) if isinstance(part, Problem) else part for part in section.parts])
        for section in subject.understood(findings)
    ]
    return text.render(Document(title="", sections=sections), request.style).lstrip("\n") if sections else ""


def _lines(findings: Findings) -> Iterator[Sentence]:
    """Give a line for each problem, suspicion and remark, and what comes of them."""
    for one in findings.told:
        coded = _Coded(one)
        is_suspicion = isinstance(one, Suspicion)
        yield Phrase("found_as", kind=Phrase(findings.kind(one)), sentence=coded) if is_suspicion else coded
    yield from findings.count or findings.fine
    yield from findings.way


@frozen
class _Coded:
    """A problem that is told with its code; reports have it without."""

    problem: Problem

    def to(self, language: str) -> str:
        return self.problem.message(language)


def _fine(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Phrase:
    there = [measured[indicator.id] for indicator in framework.indicators if indicator.id in measured]
    beside = sum(int(mask.sum()) for mask in not_applicable(dataset, framework, measured).values())
    cities = len(dataset.frame)
    total = len(framework.indicators) * cities
    missing = total - sum(int((~np.isnan(values)).sum()) for values in there) - beside
    fields = {"framework": framework.name, "cities": cities, "total": total, "missing": missing}
    return Phrase("dataset_fine_beside", **fields, beside=beside) if beside else Phrase("dataset_fine", **fields)
