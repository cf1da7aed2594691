"""The bounds of an indicator in words: what scores least and most, and which values are possible."""

import math
from collections.abc import Iterator

from smartscore.messages import message, number
from smartscore.model import Confidence, Domain, Indicator
from smartscore.rules import answers, is_relative
from smartscore.text import Phrase, Sentence

#: The ends of a rule, as `answers.bounds` gives them.
ENDS = ("worst", "best")

_GRADES = {
    "judgement": "html_grade_judgement",
    "general-knowledge": "html_grade_general_knowledge",
    "verified-in-source": "html_grade_verified_in_source",
}


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

    if words := answers.words(rule):
        yield message("bounds_words", language, words=" < ".join(words))
    if limits := answers.limits(rule):
        written = "; ".join(plain_number(limit, language) for limit in limits)
        yield message("bounds_classes", language, limits=written)
    if is_relative(rule):
        yield message("bounds_relative", language)
    judged = {end for end in ENDS if node.confidence and getattr(node.confidence, end) == "judgement"}
    for end, value in zip(ENDS, answers.bounds(rule), strict=True):
        if value is not None:
            own = {end: plain_number(value, language)}
            said = message(f"bounds_{end}", language, **own)
            yield message(f"bounds_judged_{end}", language, **own) if end in judged else said
    if peak := answers.peak(rule):
        told = "bounds_judged_tolerance" if "worst" in judged else "bounds_target"
        at, width = (plain_number(figure, language) for figure in peak)
        yield message("bounds_judged_target" if "best" in judged else told, language, value=at, tolerance=width)


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


def basis_of(node: Indicator, language: str) -> list[str]:
    """Say where the bounds come from: a sentence for each end of which something is said, and one for both."""
    ends = {"worst": node.basis_worst, "best": node.basis_best}
    told = [message(f"basis_{end}", language, basis=text.to(language)) for end, text in ends.items() if text]
    return [*told, node.basis.to(language)] if node.basis else told


def grades_of(node: Indicator, language: str) -> str:
    """Say how well an indicator is founded: in one word for all, else for the definition and the bounds or each end."""
    founded = node.confidence
    if founded is None:
        return ""
    words = {part: message(_GRADES[getattr(founded, part)], language) for part in ("definition", "bounds", *ENDS)}
    if len(set(words.values())) == 1:
        return words["definition"]
    parts = ("bounds",) if founded.worst == founded.best else ENDS
    return "; ".join(message(f"grade_of_{part}", language, grade=words[part]) for part in ("definition", *parts))


def weakest_end(founded: Confidence) -> str | None:
    """Give the end of the rule that alone is the weakest part, where one is."""
    weak = [part for part in ("definition", *ENDS) if getattr(founded, part) == founded.weakest]
    return weak[0] if len(weak) == 1 and weak[0] in ENDS else None


def at_end(what: Sentence, founded: Confidence | None) -> Sentence:
    """Give a sentence about what is weakest, with the end of the rule where it is that alone."""
    end = founded and weakest_end(founded)
    return Phrase(f"at_end_{end}", what=what) if end else what
