"""`assess --set`: some values changed, and what that does to every city."""

from collections.abc import Sequence

from smartscore.cli.request import Request
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.reports import Result
from smartscore.views import compare, what_if

Change = tuple[str, str, str]


def changed(request: Request, changes: Sequence[Change]) -> Result:
    """Judge the dataset with some values changed; the result has what that does to every city.

    A change goes to the frameworks that know its indicator.

    Raises:
        UsageError: for an indicator that no framework knows, and as `what_if` does.
    """
    before = request.assess()
    known = [_indicators(assessment) for assessment in before]
    every = set().union(*known)
    if wrong := [name for _, name, _ in changes if name not in every]:
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, every)}) for name in wrong)
    after = [
        what_if(assessment, [change for change in changes if change[1] in names])
        for assessment, names in zip(before, known, strict=True)
    ]
    pairs = zip(before, after, strict=True)
    told = {second.framework.name: compare(first, second, by=request.by) for first, second in pairs}
    return request.result(after, told)


def _indicators(assessment: Assessment) -> set[str]:
    return {name for node in assessment.framework.indicators for name in (node.id, node.code) if name}
