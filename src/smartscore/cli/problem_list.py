"""The output of `check`: every problem of a dataset, or a summary of a sound one."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import click

from smartscore.cli.delivery import present
from smartscore.cli.output import Destination, put
from smartscore.cli.request import Request
from smartscore.dataset import Dataset, check
from smartscore.errors import DatasetError, Problem
from smartscore.model import Framework
from smartscore.reports.subjects import problems as subject
from smartscore.text import Phrase, Sentence, translate


def find_problems(request: Request) -> tuple[list[Problem], list[Sentence]]:
    """Give every problem of the dataset, and by which frameworks it can be scored."""
    frameworks = request.load()
    problems: list[Problem] = []
    fine: list[Sentence] = []
    try:
        dataset = request.read()
    except DatasetError as error:
        return list(error.problems), []
    for framework in frameworks:
        try:
            fine.append(_fine(dataset, framework, partial(request.elsewhere, frameworks)))
        except DatasetError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    return problems, fine


def present_problems(
    request: Request, problems: Sequence[Problem], fine: Sequence[Sentence], destination: Destination
) -> None:
    """Write the problems, on a screen as lines on stderr, and end with their exit code if there are some."""
    if destination.format_ == "text" or (destination.format_ is None and destination.standard):
        in_all = Phrase("problems_in_all", count=len(problems))
        lines: Sequence[Sentence] = [*problems, in_all] if problems else fine
        text = "\n".join(translate(line, request.language) for line in lines)
        if problems and destination.standard:
            click.echo(text, err=True)
        else:
            put(f"{text}\n", destination.output)
    else:
        present(request, subject.document(problems, fine), destination)
    click.get_current_context().exit(DatasetError.exit_code if problems else 0)


def _fine(dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]]) -> Phrase:
    values = check(dataset, framework, elsewhere)
    there = [indicator.id for indicator in framework.indicators if indicator.id in values]
    total = len(framework.indicators) * len(values)
    present_ = int(values[there].notna().to_numpy().sum())
    fields = {"framework": framework.name, "cities": len(values), "total": total, "missing": total - present_}
    return Phrase("dataset_fine", **fields)
