"""What an indicator is judged by and what is possible of it, in words for people who fill in or read."""

import math
from collections.abc import Iterator

from smartscore.messages import message, number
from smartscore.model import Domain, Indicator
from smartscore.rules import Categories, Classes, Levels, is_relative


def plain_number(value: float, language: str) -> str:
    """Write a number with the decimals that it has and the decimal mark of the language."""
    written = f"{value:.12g}"
    if "e" in written:
        return written
    return number(value, len(written.partition(".")[2]), language)


def bounds_of(node: Indicator, language: str) -> list[str]:
    """Give what scores least and most, and what else is possible: a line each, none where nothing can be said."""
    return [*_judged(node, language), *_allowed(node, language)]


def _judged(node: Indicator, language: str) -> Iterator[str]:
    rule = node.rule

    def told(code: str, *names: str) -> str:
        return message(code, language, **{name: plain_number(getattr(rule, name), language) for name in names})

    if isinstance(rule, Categories):
        yield message("bounds_words", language, words=" < ".join(rule.words))
    elif isinstance(rule, Classes):
        limits = "; ".join(plain_number(limit, language) for limit in rule.limits)
        yield message("bounds_classes", language, limits=limits)
    elif is_relative(rule):
        yield message("bounds_relative", language)
    elif hasattr(rule, "worst") and hasattr(rule, "best"):
        yield told("bounds_worst", "worst")
        yield told("bounds_best", "best")
    elif hasattr(rule, "value") and hasattr(rule, "tolerance"):
        yield told("bounds_target", "value", "tolerance")
    elif isinstance(target := getattr(rule, "target", None), int | float):
        yield message("bounds_best", language, best=plain_number(target, language))


def _allowed(node: Indicator, language: str) -> Iterator[str]:
    """Say what is possible of the value, unless it is over a denominator: what is written is the numerator then."""
    if node.possible is not None and not node.denominator and (ends := range_of(node.possible, language)):
        yield message("bounds_levels" if isinstance(node.rule, Levels) else "bounds_possible", language, range=ends)
    if node.valid_years is not None:
        yield message("bounds_years", language, years=str(node.valid_years))


def range_of(domain: Domain, language: str) -> str:
    """Write the numbers from the low end to the high one; an open end has words, two open ones nothing."""
    low, high = (plain_number(end, language) if math.isfinite(end) else "" for end in (domain.low, domain.high))
    if low and high:
        return message("range_between", language, low=low, high=high)
    if low:
        return message("range_from", language, low=low)
    return message("range_to", language, high=high) if high else ""
