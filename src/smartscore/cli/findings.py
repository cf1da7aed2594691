"""What `check` tells: every problem of a dataset, or what is in it."""

import json
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from attrs import asdict

from smartscore.cli.request import Request
from smartscore.dataset import Dataset, check
from smartscore.errors import DatasetError, Problem, UsageError, hint
from smartscore.messages import message
from smartscore.model import Framework


def findings(request: Request, format_: str) -> tuple[str, int]:
    """Give the text and the exit code: 0 if the dataset can be scored by each framework, else 3.

    Raises:
        UsageError: for a format that is neither text nor json.
    """
    if format_ not in ("text", "json"):
        fields = {"found": format_, "hint": hint(format_, ("text", "json"))}
        raise UsageError(Problem("unknown_format", fields))
    frameworks = request.load()
    problems: list[Problem] = []
    said: list[str] = []
    try:
        dataset = request.read()
    except DatasetError as error:
        problems, frameworks = list(error.problems), []
    for framework in frameworks:
        try:
            said.append(_fine(dataset, framework, request, partial(request.elsewhere, frameworks)))
        except DatasetError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    code = DatasetError.exit_code if problems else 0
    if format_ == "json":
        return json.dumps({"problems": [_told(problem, request.language) for problem in problems]}, indent=1), code
    lines = [problem.message(request.language) for problem in problems]
    lines += [message("problems_in_all", request.language, count=len(problems))] if problems else said
    return "\n".join(lines), code


def _fine(dataset: Dataset, framework: Framework, request: Request, elsewhere: Callable[[], Collection[str]]) -> str:
    values = check(dataset, framework, elsewhere)
    there = [indicator.id for indicator in framework.indicators if indicator.id in values]
    total = len(framework.indicators) * len(values)
    present = int(values[there].notna().to_numpy().sum())
    fields = {"framework": framework.name, "cities": len(values), "total": total, "missing": total - present}
    return message("dataset_fine", request.language, **fields)


def _told(problem: Problem, language: str) -> dict[str, Any]:
    told = asdict(problem, recurse=False)
    told["fields"] = {name: str(value) for name, value in problem.fields.items()}
    return {**told, "message": problem.message(language)}
