"""Numbers in the place of those of frameworks, as options say: weights, benchmarks, lowest values for missing ones."""

from collections.abc import Callable, Sequence, Set

from smartscore.errors import FrameworkError, Problem, hint
from smartscore.model import Framework, is_unscored
from smartscore.steps import provisional


def each(
    frameworks: Sequence[Framework],
    named: Sequence[Set[str]],
    numbers: dict[str, float],
    change: Callable[[Framework, dict[str, float]], Framework],
) -> list[Framework]:
    """Change each framework by the numbers of its own names; one error holds all that is refused."""
    known = {name for names in named for name in names}
    wrong = sorted(numbers.keys() - known)
    problems = [Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in wrong]
    changed = []
    for framework, names in zip(frameworks, named, strict=True):
        try:
            changed.append(change(framework, {name: number for name, number in numbers.items() if name in names}))
        except FrameworkError as error:
            problems += error.problems
    if problems:
        raise FrameworkError(problems)
    return changed


def reweighed(framework: Framework, weights: dict[str, float], *, file: str) -> Framework:
    """Change the weights of a framework to those of a file, which names all members of a dimension or none.

    Raises:
        FrameworkError: with the members that it leaves out, and as `reweigh` does.
    """
    problems = []
    for dimension in framework.dimensions:
        members = [member.id for member in dimension.members if not is_unscored(member)]
        named = [name for name in members if name in weights]
        if absent := [name for name in members if name not in weights]:
            fields = {"node": dimension.id, "named": ", ".join(named), "absent": ", ".join(absent)}
            problems += [Problem("weights_absent", fields, file=file)] if named else []
    if problems:
        raise FrameworkError(problems)
    return framework.reweigh(weights)


def every_provisional(frameworks: Sequence[Framework]) -> list[Framework]:
    """Let missing values that come from indices of other agencies count as the lowest in each framework.

    Raises:
        FrameworkError: with every framework that takes no value from elsewhere.
    """
    problems: list[Problem] = []
    changed = []
    for framework in frameworks:
        try:
            changed.append(provisional(framework))
        except FrameworkError as error:
            problems += error.problems
    if problems:
        raise FrameworkError(problems)
    return changed
