"""Checks for authors of plugins and frameworks, to call from their own tests.

Each check raises a `FrameworkError` (or `RuleError`) with everything that it found.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from attrs import evolve

from smartscore.errors import FrameworkError, Problem, RuleError, SmartscoreError
from smartscore.model import Dimension, Framework, Indicator, Node
from smartscore.rules import Array, RelativeRule, Rule, answers, is_relative

WAYS = ("higher", "lower", "target")
_SLACK = 1e-9


def check_rule(rule: Rule | RelativeRule, values: Iterable[float] | None = None) -> None:
    """Check that a rule keeps shape and missing values, judges each value by itself, stays within 0..1
    unless it says `clip`, moves as `better` says, and that `inverse` inverts.

    `values` are raw values to try; by default they are laid around the bounds that the rule has.
    A relative rule is fitted to them first.

    Raises:
        RuleError: with everything that is wrong.
    """
    tried = _probes(rule) if values is None else np.sort(np.asarray(list(values), dtype=float))
    if problems := list(_faults_of_rule(rule, tried)):
        raise RuleError(problems)


def check_dimension(dimension: Dimension) -> None:
    """Check a dimension and all below it: ids, weights, titles in both languages, and every rule.

    Raises:
        FrameworkError: with everything that is wrong.
    """
    index = dimension if dimension.id == "index" else Dimension("index", members=[dimension])
    check_framework(Framework("checked", index=index))


def check_framework(framework: Framework) -> None:
    """Check a framework: titles in both languages, and every rule within the domain of its indicator.

    Ids and weights were checked when it was made.

    Raises:
        FrameworkError: with everything that is wrong.
    """
    problems = list(_untranslated(framework))
    for node in framework.walk():
        if node.rule is not None:
            faults = _faults_of_rule(node.rule, _probes(node.rule, node, framework.scale))
            problems += [evolve(problem, indicator=node.id) for problem in faults]
    if problems:
        raise FrameworkError(problems)


def _untranslated(framework: Framework) -> Iterator[Problem]:
    texts = [(framework.id, framework.title), *((node.id, node.title) for node in framework.walk())]
    texts += [(str(band.title), band.title) for band in framework.bands]
    for name, title in texts:
        for language in title.missing():
            yield Problem("title_untranslated", {"language": language}, indicator=name)


def _probes(rule: Rule | RelativeRule, node: Node | None = None, scale: tuple[float, float] = (0.0, 1.0)) -> Array:
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


def _faults_of_rule(rule: Rule | RelativeRule, values: Array) -> Iterator[Problem]:
    try:
        yield from _faults_of_fixed(rule.fit(values) if is_relative(rule) else rule, values)
    except SmartscoreError as error:
        yield from error.problems
    except Exception as error:
        yield Problem("rule_failed", {"reason": str(error)})


def _faults_of_fixed(rule: Rule, values: Array) -> Iterator[Problem]:
    with_gap = np.append(values, np.nan)
    kept = with_gap.copy()
    normalised = np.asarray(rule(with_gap))
    if not np.array_equal(with_gap, kept, equal_nan=True):
        yield Problem("rule_changes_input")
    if normalised.shape != with_gap.shape:
        yield Problem("rule_shape", {"found": normalised.shape, "expected": with_gap.shape})
        return
    if answers.gives_no_score(rule):
        return
    if not np.array_equal(np.isnan(normalised), np.isnan(with_gap)):
        yield Problem("rule_gaps")
        return
    single = np.array([np.asarray(rule(values[place : place + 1]))[0] for place in range(len(values))])
    if not np.allclose(single, normalised[:-1], rtol=0, atol=_SLACK):
        yield Problem("rule_not_single")
    yield from _faults_of_direction(rule, normalised[:-1])
    yield from _faults_of_inverse(rule, values, normalised[:-1])


def _faults_of_direction(rule: Rule, normalised: Array) -> Iterator[Problem]:
    if answers.is_held(rule) and (normalised.min() < -_SLACK or normalised.max() > 1 + _SLACK):
        yield Problem("rule_out_of_range", {"least": normalised.min(), "greatest": normalised.max()})
    better = getattr(rule, "better", None)
    if better not in WAYS:
        fields = {"name": "better", "found": repr(better), "allowed": ", ".join(WAYS)}
        yield Problem("parameter_not_allowed", fields)
        return
    steps = np.diff(normalised)
    top = int(np.argmax(normalised))
    rises, falls = (steps >= -_SLACK), (steps <= _SLACK)
    fine = {"higher": rises.all(), "lower": falls.all(), "target": rises[:top].all() and falls[top:].all()}
    if not fine[better]:
        yield Problem("rule_not_monotone", {"better": better})


def _faults_of_inverse(rule: Rule, values: Array, normalised: Array) -> Iterator[Problem]:
    inside = (normalised > _SLACK) & (normalised < 1 - _SLACK)
    back = answers.inverses(rule, normalised[inside])
    if back is None or not inside.any():
        return
    if not np.allclose(back, values[inside], rtol=1e-6, atol=1e-9):
        yield Problem("rule_inverse")
