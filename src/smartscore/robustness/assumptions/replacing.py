"""What takes the place of a rule, of a parameter or of a step, and what may not."""

import inspect
from ast import literal_eval
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen
from pandas import DataFrame

from smartscore.errors import FrameworkError, Problem, SmartscoreError, in_own_words
from smartscore.framework_file import BUILT_IN
from smartscore.framework_file.converter import structure_key
from smartscore.model import Methods, Node
from smartscore.rules import RULES, answers


@frozen
class LeftOutStep:
    """Stands in the place of a step that is left out, so that the others keep their numbers."""

    def fit(self, _frame: DataFrame, _columns: list[str], /) -> "LeftOutStep":
        return self

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        return frame


def with_parameter(value: Any, name: str, new: Any) -> Any:
    """Give a method with another parameter.

    Raises:
        FrameworkError: if it does not take it.
    """
    try:
        return evolve(value, **{name: new})
    except SmartscoreError:
        raise
    except (TypeError, ValueError) as error:  # of a method of others, or of a value of another kind
        raise FrameworkError(in_own_words(error)) from error


def rule_in_place(value: Any, node: Node, methods: Methods, *, among_many: bool) -> Any:
    """Make the rule that takes the place of that of a node.

    A relative rule that does not say which end is best takes that of the rule it replaces. Where a rule is given to
    many nodes at once, it may not turn any of them round, or take its best value in the middle.

    Raises:
        SmartscoreError, BaseValidationError: if it is none, or does not suit the node.
    """
    now, filled = node.rule, _towards(value, node, methods)
    rule: Any = _made(type(node), filled, methods)
    if now is None or rule is None:
        return rule
    fields = {"found": value if isinstance(value, str) else next(iter(value)), "nodes": node.id}
    if answers.words(now) != answers.words(rule):
        raise FrameworkError(Problem("alternative_of_words", fields))
    was, will = answers.better(now), answers.better(rule)
    if among_many and was == "target" != will:
        raise FrameworkError(Problem("alternative_loses_target", fields))
    if among_many and {was, will} == {"higher", "lower"}:
        raise FrameworkError(Problem("alternative_turns", fields))
    return rule


def _made(kind: type, value: Any, methods: Methods) -> Any:
    """Make a rule; of a name alone, and of the same parameters, that of smartscore itself is made once."""
    name = value if isinstance(value, str) else next(iter(value), "") if isinstance(value, dict) else ""
    if name not in RULES or methods.rules.get(name) is not RULES[name]:
        return structure_key(methods, kind, "rule", value)
    return _made_once(kind, name, repr(value))


@lru_cache(maxsize=256)
def _made_once(kind: type, _name: str, written: str) -> Any:
    return structure_key(BUILT_IN, kind, "rule", literal_eval(written))


def _towards(value: Any, node: Node, methods: Methods) -> Any:
    """Fill in which end is best as it is now, for a relative rule that does not say it.

    Raises:
        FrameworkError: if the rule now has its best in the middle, which the other would lose.
    """
    now = node.rule
    if now is None or not isinstance(value, (str, dict)) or (isinstance(value, dict) and len(value) != 1):
        return value
    name, given = (value, {}) if isinstance(value, str) else next(iter(value.items()))
    made = methods.rules.get(name)
    if not isinstance(given, dict) or made is None or "best" in given or not _takes_an_end(made):
        return value
    if (better := answers.better(now)) == "target":
        raise FrameworkError(Problem("alternative_loses_target", {"found": name, "nodes": node.id}))
    return {name: {**given, "best": "high" if better == "higher" else "low"}}


def _takes_an_end(made: Any) -> bool:
    return hasattr(made, "fit") and "best" in _parameters(made)


@lru_cache(maxsize=64)
def _parameters(made: Any) -> frozenset[str]:
    return frozenset(inspect.signature(made).parameters)
