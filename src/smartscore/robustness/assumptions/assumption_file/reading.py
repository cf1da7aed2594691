"""From a TOML file to assumptions, or to every fault of the file at once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from smartscore.errors import FrameworkError, Problem, SmartscoreError, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.framework_file.converter import expected, only
from smartscore.framework_file.reading import read_toml
from smartscore.model import Methods
from smartscore.robustness.assumptions.assumption_file.grammar import located
from smartscore.robustness.assumptions.assumption_file.kinds import assumption_of, choice_problems
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Assumption, Nominal
from smartscore.text import A_LIST, A_TABLE


def read_assumptions(path: Path | str, methods: Methods = BUILT_IN, nominal: Nominal | None = None) -> Assumptions:
    """Read assumptions from a TOML file, whose SHA-256 they keep.

    Raises:
        UsageError: with every fault of the file, and with everything that does not apply to the nominal assessment,
            where one is given.
    """
    path = Path(path)
    try:
        table, digest = read_toml(path), hashlib.sha256(path.read_bytes()).hexdigest()
    except SmartscoreError as error:
        raise UsageError(error.problems) from error
    return evolve(assumptions_of(table, methods, str(path), nominal), digest=digest)


def assumptions_of(
    table: Mapping[str, Any], methods: Methods = BUILT_IN, file: str = "", nominal: Nominal | None = None
) -> Assumptions:
    """Make the assumptions that the table of a file says.

    Raises:
        UsageError: as `read_assumptions` does.
    """
    problems: list[Problem] = []
    try:
        only(dict(table), {"assumptions"}, set())
    except FrameworkError as error:
        problems += error.problems
    made = _made(table.get("assumptions", []), methods, problems)
    assumptions = Assumptions(made, file=file)
    if nominal is not None and (made or not problems):
        problems += assumptions.problems(nominal)
    elif not made and not problems:
        problems.append(Problem("no_assumptions", {}))
    if problems:
        raise UsageError(evolve(problem, file=problem.file or file or None) for problem in problems)
    return assumptions


def _made(tables: object, methods: Methods, problems: list[Problem]) -> list[Assumption]:
    """Make those that can be made, and add what is wrong with the others."""
    if not isinstance(tables, list):
        problems += located(expected(tables, A_LIST), "assumptions")
        return []
    made = []
    for place, table in enumerate(tables, 1):
        own = table.get("id") if isinstance(table, dict) else None
        path = f"assumptions > {own if isinstance(own, str) and own else place}"
        try:
            if not isinstance(table, dict):
                raise expected(table, A_TABLE)
            one = assumption_of(table, path)
            if wrong := list(choice_problems(one, methods, path)):
                raise FrameworkError(wrong)
            made.append(one)
        except SmartscoreError as error:
            problems += located(error, path)
    return made
