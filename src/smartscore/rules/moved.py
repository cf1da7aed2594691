"""Rules with other bounds: for assumptions about where the worst and the best score lie."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from attrs import evolve, fields_dict, has

from smartscore.rules import answers
from smartscore.rules.base import Array, RelativeRule, Rule
from smartscore.rules.drawn import OWN_RULES, DrawnRule, Lines, MovedBounds, RuleInEach
from smartscore.rules.fixed import Linear


def movable_ends(rule: Rule | RelativeRule | None) -> tuple[bool, bool]:
    """Tell whether the bound that scores worst, and the one that scores best, can be moved."""
    names = _fields(rule)
    low, high = answers.bounds(rule)
    return low is not None and "worst" in names, high is not None and ("best" in names or "target" in names)


def moved(rule: Rule, worst: float, best: float) -> Rule:
    """Give a rule with its bounds moved by a share of the distance between them, towards better where positive.

    The distance is that of normalised values, so that the bounds of a logarithm move by a share of its logarithms.

    Raises:
        RuleError: if the rule does not take such bounds.
    """
    ends, new = movable_ends(rule), dict[str, float | None]()
    if ends[0]:
        new["worst"] = answers.inverse(rule, worst)
    if ends[1]:
        new["best" if "best" in _fields(rule) else "target"] = answers.inverse(rule, 1 + best)
    changed: Rule = evolve(cast("Any", rule), **new)
    return changed


def _fields(rule: object) -> Collection[str]:
    return fields_dict(cast("Any", type(rule))) if has(type(rule)) else ()


def moved_in_draws(rule: Rule, moves: Array) -> DrawnRule:
    """Give a rule with bounds that are moved in each draw, as `moved` does: (2, draws)."""
    if type(rule) is Linear:
        span = rule.best - rule.worst
        return Lines(rule.worst + moves[0] * span, rule.best + moves[1] * span, rule.clip)
    if type(rule).__module__ in OWN_RULES and getattr(rule, "clip", "none") == "both":
        free, zero = evolve(cast("Any", rule), clip="none"), getattr(rule, "zero", None)
        return MovedBounds(free, moves[0], moves[1], None if zero is None else float(zero == "best"))
    pairs: Sequence[tuple[float, float]] = list(zip(*moves.tolist(), strict=True))
    return RuleInEach(tuple(moved(rule, *pair) for pair in pairs))
