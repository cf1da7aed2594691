"""Rules of other people: called on values that they cannot write over, and refused where they give no answer."""

from collections.abc import Callable
from typing import get_args

import numpy as np

from smartscore.errors import Problem
from smartscore.method_faults import Method, first_failing
from smartscore.read_only import kept_apart
from smartscore.rules import answers
from smartscore.rules.base import Array, Better, RelativeRule, Rule, is_relative
from smartscore.rules.results import SLACK, as_numbers, digits, refuse_other_alone
from smartscore.text import Phrase

#: Gives the city at a position, in words.
City = Callable[[int], str]

_TRIED = 64  # values among which it is looked at whether a rule moves as it says


def fitted(rule: RelativeRule, values: Array) -> Rule:
    """Fit the relative rule of somebody else: (cities) -> the fixed rule.

    Raises:
        RuleError: if it fails, writes over the values, or gives no fixed rule, or one for which another way is up.
    """
    method = Method("rule", rule)
    with method.called():
        found = rule.fit(kept_apart(values))
    if not callable(found) or isinstance(found, type) or is_relative(found):
        given = Phrase("result_nothing") if found is None else Phrase("result_type", type=type(found).__name__)
        expected = Phrase("result_fixed_rule")
        raise method.error(Problem("method_gives", {**method.fields, "found": given, "expected": expected}))
    ways = [getattr(one, "better", None) for one in (found, rule)]
    if None not in ways and ways[0] != ways[1]:
        fields = {"found": f"better = {ways[0]!r}", "expected": f"better = {ways[1]!r}"}
        raise method.error(Problem("method_gives", {**method.fields, **fields}))
    return found


def normalised_by(rule: Rule, values: Array, city: City) -> Array:
    """Apply the rule of somebody else: raw values (cities) -> normalised ones (cities).

    Raises:
        RuleError: if it fails, gives no array of numbers of that shape, loses or makes up scores, leaves 0 to 1
            without saying so, judges a value by the others, or moves another way than it says.
    """
    method, values = Method("rule", rule), kept_apart(values)

    def alone(place: int) -> object:
        return rule(values[place : place + 1])

    def blamed() -> str | None:
        place = first_failing(method, alone, len(values))
        return None if place is None else city(place)

    with method.called(blamed):
        given = rule(values)
    normalised = as_numbers(method, given, values.shape)
    _refuse_lost_or_made_up(method, values, normalised, city)
    there = np.flatnonzero(~np.isnan(values))
    if len(there):
        _refuse_out_of_range(method, values, normalised, city)
        for place in {int(there[np.argmin(values[there])]), int(there[np.argmax(values[there])]), int(there[-1])}:
            shown = digits(values[place])
            refuse_other_alone(method, normalised[place], lambda p=place: alone(p), shown, lambda p=place: city(p))  # type: ignore[misc]
        _refuse_turned(method, values[there], normalised[there])
    return normalised


def _refuse_lost_or_made_up(method: Method, values: Array, normalised: Array, city: City) -> None:
    gaps = np.isnan(values)
    if (lost := ~np.isfinite(normalised) & ~gaps).any():
        first = int(np.argmax(lost))
        fields = {**method.fields, "value": digits(values[first]), "found": digits(normalised[first])}
        raise method.error(Problem("rule_gives_nothing", fields, city=city(first)))
    if (filled := ~np.isnan(normalised) & gaps).any():
        first = int(np.argmax(filled))
        fields = {**method.fields, "found": digits(normalised[first])}
        raise method.error(Problem("rule_fills_gap", fields, city=city(first)))


def _refuse_out_of_range(method: Method, values: Array, normalised: Array, city: City) -> None:
    low, high = answers.held_ends(method.value)
    beyond = (normalised < low - SLACK) | (normalised > high + SLACK)
    if beyond.any():
        first = int(np.argmax(beyond))
        fields = {**method.fields, "value": digits(values[first]), "found": digits(normalised[first])}
        raise method.error(Problem("rule_leaves_range", fields, city=city(first)))


def _refuse_turned(method: Method, values: Array, normalised: Array) -> None:
    """Refuse a rule that moves another way than its `better` says, among some of the values."""
    with method.called():
        better = answers.better_within(method.value, float(values.min()), float(values.max()))
    if better not in get_args(Better):
        fields = {**method.fields, "found": f"better = {better!r}", "expected": ", ".join(get_args(Better))}
        raise method.error(Problem("method_gives", fields))
    order = np.argsort(values, kind="stable")
    order = order[np.unique(np.linspace(0, len(order) - 1, _TRIED).astype(int))]
    steps, top = np.diff(normalised[order]), int(np.argmax(normalised[order]))
    wrong = {"higher": steps < -SLACK, "lower": steps > SLACK}.get(better)
    if wrong is None:  # the best is in the middle
        wrong = np.where(np.arange(len(steps)) < top, steps < -SLACK, steps > SLACK)
    if wrong.any():
        pair = order[(first := int(np.argmax(wrong))) : first + 2]
        fields = {"better": better, "values": digits(*values[pair]), "scores": digits(*normalised[pair])}
        raise method.error(Problem("rule_turned", {**method.fields, **fields}))
