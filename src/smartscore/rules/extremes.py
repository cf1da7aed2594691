"""The least and the greatest that a rule gives for the values between two ends."""

from itertools import pairwise

import numpy as np

from smartscore.rules import answers
from smartscore.rules.base import Array, RelativeRule, Rule, is_relative
from smartscore.suppliers import is_built_in

_FEW = 1000  # whole numbers that are tried one by one


def extremes(rule: Rule | RelativeRule, low: Array, high: Array, *, whole: bool = False) -> tuple[Array, Array]:
    """Give the least and the greatest normalised score of the values from `low` to `high`: (cities) each.

    The ends may be infinite; with `whole` only whole numbers lie between them, and the ends are the same for all. They
    are the very extremes for rules of smartscore. A rule of somebody else is not asked, since nothing says that
    it rises or falls all the way: all that it may give is taken, as of a relative rule that was never fitted.
    """
    if not is_relative(rule) and is_built_in(rule):
        points = [low, high, *(np.clip(point, low, high) for point in _turns(rule))]
        if whole and len(low) and np.isfinite([low[0], high[0]]).all() and high[0] - low[0] <= _FEW:
            points = [np.full_like(low, number) for number in np.arange(low[0], high[0] + 1)]
        with np.errstate(all="ignore"):
            scores = np.array([rule(point) for point in points])
        return scores.min(axis=0), scores.max(axis=0)
    return _anything(rule, low)


def is_sure(rule: Rule | RelativeRule) -> bool:
    """Tell whether `extremes` are the very extremes, since the rule is fixed and one of smartscore."""
    return not is_relative(rule) and is_built_in(rule)


def is_monotone(rule: Rule | RelativeRule, low: float, high: float) -> bool:
    """Tell whether a rule rises or falls all the way from one value to another."""
    return answers.better_within(rule, low, high) in ("higher", "lower")


def _turns(rule: Rule) -> list[float]:
    """Give the values between which a rule of smartscore rises or falls all the way."""
    peak, limits, turns = answers.peak(rule), answers.limits(rule), list[float]()
    if peak is not None:
        turns.append(peak[0])
    if answers.least(rule) is not None:  # a curve, which has a score of its own for 0
        turns += [0.0, float(np.finfo(float).tiny)]
    turns += limits
    turns += [(first + second) / 2 for first, second in pairwise(limits)]
    return turns


def _anything(rule: Rule | RelativeRule, low: Array) -> tuple[Array, Array]:
    """Give the ends between which a rule stays, NaN where there is no value."""
    least, greatest = answers.held_ends(rule)
    return np.where(np.isnan(low), np.nan, least), np.where(np.isnan(low), np.nan, greatest)
