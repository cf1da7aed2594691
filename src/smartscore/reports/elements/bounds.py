"""The bounds of an indicator in words: what scores least and most, and which values are possible."""

import math
from collections.abc import Iterator

from smartscore.messages import message, number
from smartscore.model import Domain, Indicator
from smartscore.rules import answers, is_relative


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

    def describe(code: str, **numbers: float) -> str:
        return message(code, language, **{name: plain_number(value, language) for name, value in numbers.items()})

    if words := answers.words(rule):
        yield message("bounds_words", language, words=" < ".join(words))
    if limits := answers.limits(rule):
        written = "; ".join(plain_number(limit, language) for limit in limits)
        yield message("bounds_classes", language, limits=written)
    if is_relative(rule):
        yield message("bounds_relative", language)
    worst, best = answers.bounds(rule)
    if worst is not None:
        yield describe("bounds_worst", worst=worst)
    if best is not None:
        yield describe("bounds_best", best=best)
    if peak := answers.peak(rule):
        yield describe("bounds_target", value=peak[0], tolerance=peak[1])


def _allowed(node: Indicator, language: str) -> Iterator[str]:
    """Give the possible values, unless there is a denominator: the value is the numerator then."""
    levels = (own := answers.possible(node.rule)) is not None and own.whole
    if node.possible is not None and not node.denominator and (ends := range_of(node.possible, language)):
        yield message("bounds_levels" if levels else "bounds_possible", language, range=ends)
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
