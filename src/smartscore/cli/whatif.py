"""`assess --set`: some values changed, and the effect on every city."""

from collections.abc import Sequence

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.views import Comparison, compare, what_if

Change = tuple[str, str, str]


def assess_changed(
    before: Sequence[Assessment], changes: Sequence[Change], by: str | None
) -> tuple[list[Assessment], dict[str, Comparison]]:
    """Judge cities again with some values changed, and give what that does to every city by framework.

    A change goes to the frameworks that know its indicator.

    Raises:
        UsageError: for an indicator that no framework knows, and as `what_if` does.
    """
    known = [_indicators(assessment) for assessment in before]
    every = set().union(*known)
    if wrong := [name for _, name, _ in changes if name not in every]:
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, every)}) for name in wrong)
    after = [
        what_if(assessment, [change for change in changes if change[1] in names])
        for assessment, names in zip(before, known, strict=True)
    ]
    pairs = zip(before, after, strict=True)
    effects = {second.framework.name: compare(first, second, by=by) for first, second in pairs}
    return after, effects


def _indicators(assessment: Assessment) -> set[str]:
    return {name for node in assessment.framework.indicators for name in (node.id, node.code) if name}
