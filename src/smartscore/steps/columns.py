"""The indicators that a step is for: all of them, or some by name."""

from collections.abc import Iterable, Mapping, Sequence

from smartscore.errors import Problem, RuleError, hint
from smartscore.text import A_LIST, A_TEXT


def names_in(columns: Iterable[str]) -> tuple[str, ...]:
    """Read the names of columns.

    Raises:
        RuleError: for what is no list of texts.
    """
    if isinstance(columns, str):
        fields = {"name": "columns", "found": repr(columns), "allowed": f'["{columns}"]'}
        raise RuleError(Problem("parameter_not_allowed", fields))
    if isinstance(columns, Mapping) or not isinstance(columns, Iterable):
        raise RuleError(Problem("wrong_type", {"found": repr(columns), "expected": A_LIST}))
    names = tuple(columns)
    if wrong := [name for name in names if not isinstance(name, str)]:
        raise RuleError(Problem("wrong_type", {"found": repr(name), "expected": A_TEXT}) for name in wrong)
    return names


def chosen(names: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Give the columns that are named, in their order; all where no name is given.

    Raises:
        RuleError: with every name that is no column.
    """
    if unknown := sorted(set(names) - set(columns)):
        raise RuleError(Problem("not_a_member", {"found": name, "hint": hint(name, columns)}) for name in unknown)
    return [column for column in columns if column in (names or columns)]
