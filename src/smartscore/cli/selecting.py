"""Options of `select`: what to rank by, and the quotas."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from smartscore.api import framework_sources
from smartscore.cli.request import Request
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.reports.subjects.selection import Call
from smartscore.selection import Quota


def requested(by: str, quotas: Sequence[str], **asked: Any) -> tuple[Request, Call]:
    """Give what is scored, and what is asked of the selection.

    Scored are the frameworks that were named, else the one that `by` is the id of, else smart-city.

    Raises:
        UsageError: for a quota that is not understood.
    """
    call = Call(quotas=quotas_of(quotas), **{name: asked.pop(name) for name in ("top", "min_coverage", "lowest")})
    if frameworks := asked.pop("frameworks"):
        return Request(frameworks=frameworks, **asked), call
    request = Request(**asked)
    return evolve(request, frameworks=(by,)) if by in framework_sources(request.plugins) else request, call


def ranked(assessments: Sequence[Assessment], by: str) -> list[tuple[Assessment, str]]:
    """Give each assessment with the node to rank by: of a framework whose id is named its index, else that node of all.

    Raises:
        UsageError: if it is neither a framework here nor a node of each.
    """
    if named := [(each, "index") for each in assessments if by in (each.framework.id, each.framework.name)]:
        return named
    known = set[str]().union(*(each.framework.nodes for each in assessments))
    known |= {each.framework.id for each in assessments}
    if wrong := [each for each in assessments if by not in each.framework.nodes]:
        fields = {"found": by, "hint": hint(by, known)}
        raise UsageError(Problem("unknown_node", {**fields, "framework": each.framework.name}) for each in wrong)
    return [(each, by) for each in assessments]


def quotas_of(written: Sequence[str]) -> dict[str, Quota]:
    """Read quotas, each `COLUMN=2`, `COLUMN=..5` or `COLUMN=2..5`.

    Raises:
        UsageError: with each that is of another form, or for a column that another has named.
    """
    quotas: dict[str, Quota] = {}
    problems = []
    for each in written:
        column, _, bounds = each.rpartition("=")
        try:
            quota = Quota.parse(bounds if column else "")
        except UsageError:
            problems.append(Problem("quota_not_valid", {"found": each}))
            continue
        if column in quotas:
            problems.append(Problem("quota_twice", {"column": column}))
        quotas[column] = quota
    if problems:
        raise UsageError(problems)
    return quotas
