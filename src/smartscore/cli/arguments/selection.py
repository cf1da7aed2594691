"""Options of `select`: what to rank by, and the quotas."""

from collections.abc import Sequence

from attrs import evolve, frozen

from smartscore.api import framework_sources
from smartscore.cli.request import Request
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.reports.subjects.selection import Call
from smartscore.selection import Quota


@frozen(kw_only=True)
class Selecting:
    """The options of `select`: `node` is a node of the framework, or the id of a framework for its index."""

    top: int
    node: str = "index"
    quotas: Sequence[str] = ()
    min_coverage: float = 0.0
    lowest: bool = False
    without_draws: bool = False

    def request(self, request: Request) -> Request:
        """Give what is scored: the frameworks that were named, else the one of the node's name, else smart-city."""
        if request.frameworks:
            return request
        of_node = self.node in framework_sources(request.plugins)
        return evolve(request, frameworks=(self.node,) if of_node else ("smart-city",))

    def call(self) -> Call:
        """Give the options of the selection as one value.

        Raises:
            UsageError: for a quota that is not understood.
        """
        quotas = quotas_of(self.quotas)
        options = {"min_coverage": self.min_coverage, "lowest": self.lowest, "robust": not self.without_draws}
        return Call(top=self.top, quotas=quotas, **options)  # type: ignore[arg-type]  # each of its own kind

    def ranked(self, assessments: Sequence[Assessment]) -> list[tuple[Assessment, str]]:
        """Give each assessment with the node to rank by: the index of a framework that was named, else a node of all.

        Raises:
            UsageError: if it is neither a framework here nor a node of each.
        """
        node = self.node
        if named := [(each, "index") for each in assessments if node in (each.framework.id, each.framework.name)]:
            return named
        known = set[str]().union(*(each.framework.nodes for each in assessments))
        known |= {each.framework.id for each in assessments}
        if wrong := [each for each in assessments if node not in each.framework.nodes]:
            fields = {"found": node, "hint": hint(node, known)}
            raise UsageError(Problem("unknown_node", {**fields, "framework": each.framework.name}) for each in wrong)
        return [(each, node) for each in assessments]


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
