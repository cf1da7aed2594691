"""The contract of rules."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from smartscore.errors import Problem, RuleError, SmartscoreError
from smartscore.model import Dimension, Indicator, Node
from smartscore.rules import Array, RelativeRule, Rule, answers, is_relative
from smartscore.testing.cases import Numbers, one
from smartscore.testing.copies import faults_of_copies
from smartscore.testing.search import ANY_FAILURE, broken, in_words, searched, without_consequences

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WAYS = ("higher", "lower", "target")
_SLACK = 1e-9


def check_rule(rule: Rule | RelativeRule, values: Iterable[float] | None = None) -> None:
    """Check the contract of a rule, and name the smallest case that breaks it.

    A rule keeps shape and missing values, leaves its input alone, judges each value by itself and twice the same, stays
    within 0..1 unless it says `clip`, moves as `better` says; `inverse` brings values back; copies are equal to it. A
    relative rule is fitted first: that gives a fixed rule, whatever the order of the cities.

    `values` are raw values to try; by default they are laid around the bounds that the rule has.

    Raises:
        RuleError: with everything that is wrong.
        UsageError: if hypothesis is not installed.
    """
    tried = laid_around(rule) if values is None else np.sort(np.asarray(list(values), dtype=float))
    if problems := faults_of_rule(rule, tried, thorough=True):
        raise RuleError(problems)


def faults_of_rule(rule: Rule | RelativeRule, values: Array, *, thorough: bool = False) -> list[Problem]:
    """Give what is wrong with a rule on these values, which rise; `thorough` searches for the smallest case."""

    def look(faults: Callable[[Array], list[Problem]], least: int) -> list[Problem]:
        return searched(faults, [values], lambda: _some_of(values, least)) if thorough else broken(faults, [values])

    problems = faults_of_copies(rule) if thorough else []
    fixed: Rule
    if is_relative(rule):
        try:
            fixed = rule.fit(values)
        except SmartscoreError as error:
            return [*problems, *error.problems]
        except ANY_FAILURE as error:
            return [*problems, _failure(error, values)]
        problems += look(lambda case: list(_guarded(_faults_of_fitting, rule, case)), 2)
        if is_relative(fixed) or not callable(fixed):
            return [*problems, Problem("fit_not_fixed", {"found": type(fixed).__name__})]
    else:
        fixed = rule
    return problems + without_consequences(look(lambda case: list(_guarded(_faults_of_fixed, fixed, case)), 1))


def laid_around(rule: Rule | RelativeRule, node: Node | None = None, scale: tuple[float, float] = (0.0, 1.0)) -> Array:
    """Lay values around the bounds of a rule, or over the domain or the scale, rising and without a gap."""
    if words := answers.words(rule):
        return np.arange(len(words), dtype=float)
    ends = _ends(rule)
    domain = node.possible if isinstance(node, Indicator) else None
    if not ends:
        usual = list(scale) if isinstance(node, Dimension) else [0.0, 1.0]
        ends = [domain.low, domain.high] if domain and np.isfinite([domain.low, domain.high]).all() else usual
    low, high = min(ends), max(ends)
    margin = (high - low) / 2 or 1.0
    start = low - margin if low <= 0 else max(low - margin, low / 2)  # what is above 0 stays there, for logarithms
    end = high + margin
    if domain:
        start, end = max(start, domain.low), min(end, domain.high)
    return np.linspace(start, end, 101)


def _ends(rule: Rule | RelativeRule) -> list[float]:
    """Give the values that mean something to a rule: bounds, ends of what is possible, limits of classes."""
    ends = [bound for bound in answers.bounds(rule) if bound is not None]
    if peak := answers.peak(rule):
        ends += [peak[0] - peak[1], peak[0] + peak[1]]
    if (possible := answers.possible(rule)) and np.isfinite([possible.low, possible.high]).all():
        ends += [possible.low, possible.high]
    return [*ends, *answers.limits(rule)]


def _some_of(values: Array, least: int) -> "SearchStrategy[Array]":
    """Draw some of the values, rising; the fewer and the lower the simpler."""
    from hypothesis import strategies

    places = strategies.lists(strategies.integers(0, len(values) - 1), min_size=least, max_size=6)
    return places.map(lambda chosen: values[np.sort(np.asarray(chosen, dtype=int))])


def _failure(error: BaseException, values: Array) -> Problem:
    return Problem("rule_fails", {"error": in_words(error), "case": Numbers(values)})


def _guarded(
    faults: Callable[[Rule, Array], Iterator[Problem]] | Callable[[RelativeRule, Array], Iterator[Problem]],
    rule: Rule | RelativeRule,
    values: Array,
) -> Iterator[Problem]:
    """Give the faults in a case, or that the rule fails in it."""
    try:
        yield from faults(rule, values)  # type: ignore[arg-type]
    except ANY_FAILURE as error:
        yield _failure(error, values)


def _faults_of_fitting(rule: RelativeRule, values: Array) -> Iterator[Problem]:
    """Compare what fitting gives for the values in this order, in another, with a gap, and once more."""
    kept = values.copy()
    given = {
        "first": values,
        "fit_order": values[::-1].copy(),
        "fit_gaps": np.append(values, np.nan),
        "fit_not_repeatable": values,
    }
    fitted: dict[str, Rule] = {}
    for code, baseline in given.items():
        before = baseline.copy()
        try:
            fixed = rule.fit(baseline)
        except RuleError:  # too few values, or all alike: a rule may refuse them
            return
        if not np.array_equal(baseline, before, equal_nan=True):
            yield Problem("fit_changes_input", {"before": Numbers(before), "after": Numbers(baseline)})
            return
        if not callable(fixed) or is_relative(fixed):
            return
        fitted[code] = fixed
    first = fitted.pop("first")
    expected = np.asarray(first(kept), dtype=float)
    for code, other in fitted.items():
        found = np.asarray(other(kept), dtype=float)
        if (place := _first_difference(found, expected)) is not None:
            fields = {"values": Numbers(kept), "value": one(kept[place]), "found": one(found[place])}
            yield Problem(code, {**fields, "expected": one(expected[place])})


def _faults_of_fixed(rule: Rule, values: Array) -> Iterator[Problem]:
    with_gap = np.append(values, np.nan)
    kept = with_gap.copy()
    scores = np.array(rule(with_gap), dtype=float)
    if not np.array_equal(with_gap, kept, equal_nan=True):
        yield Problem("rule_changes_input", {"before": Numbers(kept), "after": Numbers(with_gap)})
    if scores.shape != kept.shape:
        fields = {"values": Numbers(kept), "found": scores.shape, "expected": kept.shape}
        yield Problem("rule_shape", fields)
        return
    if answers.gives_no_score(rule):
        return
    lost = np.flatnonzero(np.isnan(scores) != np.isnan(kept))
    if len(lost):
        yield Problem("rule_loses_gaps", {"value": one(kept[lost[0]]), "found": one(scores[lost[0]])})
        return
    again = np.asarray(rule(kept.copy()), dtype=float)
    if (place := _first_difference(again, scores)) is not None:
        fields = {"value": one(kept[place]), "found": one(again[place]), "expected": one(scores[place])}
        yield Problem("rule_not_repeatable", fields)
        return
    yield from _faults_of_company(rule, values, scores[:-1])
    yield from _faults_of_direction(rule, values, scores[:-1])
    yield from _faults_of_inverse(rule, values, scores[:-1])


def _faults_of_company(rule: Rule, values: Array, scores: Array) -> Iterator[Problem]:
    """Compare each value alone with the same beside the others, which rise and then fall."""
    alone = np.array([np.asarray(rule(value.reshape(1)), dtype=float)[0] for value in values])
    rising = np.append(values, np.nan)
    falling = rising[::-1].copy()
    turned = np.asarray(rule(falling.copy()), dtype=float)[:0:-1]
    for found, company in ((scores, rising), (turned, falling)):
        if (place := _first_difference(found, alone)) is not None:
            others = np.delete(company, place if company is rising else len(values) - place)
            fields = {"value": one(values[place]), "found": one(found[place]), "expected": one(alone[place])}
            yield Problem("rule_not_single", {**fields, "others": Numbers(others)})
            return


def _faults_of_direction(rule: Rule, values: Array, scores: Array) -> Iterator[Problem]:
    outside = np.flatnonzero((scores < -_SLACK) | (scores > 1 + _SLACK))
    if answers.is_held(rule) and len(outside):
        furthest = outside[np.argmax(np.abs(scores[outside] - 0.5))]
        yield Problem("rule_out_of_range", {"value": one(values[furthest]), "found": one(scores[furthest])})
    better = getattr(rule, "better", None)
    if better not in WAYS:
        fields = {"name": "better", "found": repr(better), "allowed": ", ".join(WAYS)}
        yield Problem("parameter_not_allowed", fields)
        return
    top = int(np.argmax(scores))
    for place, (before, after) in enumerate(pairwise(scores)):
        rises = better == "higher" or (better == "target" and place < top)
        if (before > after + _SLACK) if rises else (after > before + _SLACK):
            found = Numbers(scores[place : place + 2] if better != "target" else scores)
            tried = Numbers(values[place : place + 2] if better != "target" else values)
            yield Problem("rule_not_monotone", {"better": better, "values": tried, "found": found})
            return


def _faults_of_inverse(rule: Rule, values: Array, scores: Array) -> Iterator[Problem]:
    inside = (scores > _SLACK) & (scores < 1 - _SLACK)
    back = answers.inverses(rule, scores[inside]) if inside.any() else None
    if back is None:
        return
    wrong = np.flatnonzero(~np.isclose(back, values[inside], rtol=1e-6, atol=1e-9))
    if len(wrong):
        fields = {"value": values[inside][wrong[0]], "found": scores[inside][wrong[0]], "back": back[wrong[0]]}
        yield Problem("rule_inverse", {name: one(number) for name, number in fields.items()})


def _first_difference(found: Array, expected: Array) -> int | None:
    """Give the place of the first number that is another one, None where there is none."""
    if found.shape != expected.shape:
        return 0
    different = np.flatnonzero(~np.isclose(found, expected, rtol=0, atol=_SLACK, equal_nan=True))
    return int(different[0]) if len(different) else None
