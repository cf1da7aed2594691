"""The output of `check`: how a dataset was understood, and every problem of it, or a summary of a sound one."""

from collections.abc import Callable, Collection
from functools import partial

import click
import numpy as np

from smartscore.cli.delivery import present
from smartscore.cli.output import Destination, put
from smartscore.cli.request import Request
from smartscore.dataset import Dataset, checked_columns, not_applicable, with_merged_columns
from smartscore.errors import DatasetError, Problem
from smartscore.model import Framework
from smartscore.reports.document import Document
from smartscore.reports.formats import text
from smartscore.reports.subjects import problems as subject
from smartscore.text import Phrase, Sentence, translate


def find_problems(request: Request) -> subject.Checked:
    """Find every problem of the dataset, and by which frameworks it can be scored."""
    frameworks = request.load()
    problems: list[Problem] = []
    fine: list[Sentence] = []
    try:
        dataset = request.read()
    except DatasetError as error:
        return subject.Checked(error.problems)
    for framework in frameworks:
        try:
            fine.append(_fine(dataset, framework, partial(request.elsewhere, frameworks)))
        except DatasetError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    return subject.Checked(problems, dataset, frameworks, fine)


def present_problems(request: Request, checked: subject.Checked, destination: Destination) -> None:
    """Write how the dataset was understood and its problems, those on a screen on stderr; end with their exit code."""
    problems = checked.problems
    if destination.format_ == "text" or (destination.format_ is None and destination.standard):
        in_all = Phrase("problems_in_all", count=len(problems))
        lines = [*problems, in_all] if problems else checked.fine
        sentences = "".join(f"{translate(line, request.language)}\n" for line in lines)
        understood = _understood(request, checked)
        if problems and destination.standard:
            put(understood, destination.output)
            click.echo(sentences, err=True, nl=False)
        else:
            put(f"{understood}\n{sentences}" if understood else sentences, destination.output)
    else:
        present(request, subject.document(checked), destination)
    click.get_current_context().exit(DatasetError.exit_code if problems else 0)


def _understood(request: Request, checked: subject.Checked) -> str:
    """Write how the dataset was understood as text, nothing where it could not be read at all."""
    sections = list(subject.understood(checked))
    return text.render(Document(title="", sections=sections), request.style).lstrip("\n") if sections else ""


def _fine(dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]]) -> Phrase:
    dataset = with_merged_columns(dataset, framework)
    values = checked_columns(dataset, framework, elsewhere)
    there = [values[indicator.id] for indicator in framework.indicators if indicator.id in values]
    beside = sum(int(mask.sum()) for mask in not_applicable(dataset, framework, values).values())
    cities = len(dataset.frame)
    total = len(framework.indicators) * cities
    missing = total - sum(int((~np.isnan(column)).sum()) for column in there) - beside
    fields = {"framework": framework.name, "cities": cities, "total": total, "missing": missing}
    return Phrase("dataset_fine_beside", **fields, beside=beside) if beside else Phrase("dataset_fine", **fields)
