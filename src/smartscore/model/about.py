"""The particulars of indicators and frameworks: years of validity, confidence, criteria, bands."""

import math
from collections.abc import Iterable
from typing import Any, Literal, Self, get_args

from attrs import Attribute, Factory, field, frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.messages import message, printable, with_decimal_mark
from smartscore.rules.base import finite
from smartscore.rules.domain import end_in_words, range_in
from smartscore.text import A_LIST, NO_TEXT, Text, as_text

Grade = Literal["verified-in-source", "general-knowledge", "judgement"]

GRADES: tuple[Grade, ...] = ("verified-in-source", "general-knowledge", "judgement")


def names_in(names: Iterable[str]) -> tuple[str, ...]:
    """Give names as a tuple; the letters of one text would be taken for names.

    Raises:
        FrameworkError: for a text.
    """
    if isinstance(names, str):
        raise FrameworkError(Problem("wrong_type", {"found": repr(names), "expected": A_LIST}))
    return tuple(names)


@frozen
class Years:
    """Years from `first` to `last`, both included."""

    first: float = -math.inf
    last: float = math.inf

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2022..2024`, `2025..` or `2024`."""
        try:
            return cls(*range_in(written if ".." in written else f"{int(written)}..{int(written)}"))
        except ValueError:
            raise FrameworkError(Problem("years_malformed", {"found": written})) from None

    def __contains__(self, year: float) -> bool:
        return self.first <= year <= self.last

    def __str__(self) -> str:
        first, last = end_in_words(self.first), end_in_words(self.last)
        return first if first and first == last else f"{first}..{last}"


def _grade(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    if value not in GRADES:
        raise FrameworkError(ungraded(attribute.name, value))


def ungraded(name: str, found: object) -> Problem:
    """Say that something is no word for how well a part of an indicator is founded."""
    fields = {"name": name, "found": repr(found), "allowed": ", ".join(GRADES)}
    return Problem("parameter_not_allowed", fields)


def _as_worst(confidence: "Confidence") -> Grade:
    return confidence.worst


@frozen
class Confidence:
    """How well the definition of an indicator is founded, and each end of its rule: what scores worst, what best.

    Without a word for the best end it is founded as the worst one.
    """

    definition: Grade = field(validator=_grade)
    worst: Grade = field(validator=_grade)
    best: Grade = field(default=Factory(_as_worst, takes_self=True), validator=_grade)

    @property
    def bounds(self) -> Grade:
        """The weaker of the two ends."""
        return _weaker(self.worst, self.best)

    @property
    def weakest(self) -> Grade:
        """The weakest of the definition and the two ends."""
        return _weaker(self.definition, self.bounds)

    @property
    def halves(self) -> tuple[Grade, Grade]:
        """What the worse and the better half of a score rest on: the definition or the end, the weaker of the two."""
        return _weaker(self.definition, self.worst), _weaker(self.definition, self.best)


def _weaker(one: Grade, other: Grade) -> Grade:
    return max(one, other, key=GRADES.index)


@frozen
class Criterion:
    """What a maturity level asks for, and the kind of evidence that shows it."""

    level: int
    text: Text = field(converter=as_text)
    evidence: str = ""


Policy = Literal["all", "share", "any"]


def _policy(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    if value not in get_args(Policy):
        fields = {"name": attribute.name, "found": repr(value), "allowed": ", ".join(get_args(Policy))}
        raise FrameworkError(Problem("parameter_not_allowed", fields))


def a_part(_instance: object, _attribute: "Attribute[float]", value: float) -> None:
    """Validate that a number is above 0 and at most 1."""
    if not 0 < value <= 1:
        raise FrameworkError(Problem("share_not_valid", {"found": value}))


@frozen
class Ladder:
    """How items of evidence, or ticked criteria, become a level.

    A level is reached where the items of it and of every level below suffice: `all` of them are accepted, at least the
    `share` of them, or `any` of them. A level that asks for nothing is passed over. An `advisory` ladder is an aid of
    the framework, no rule of the instrument: a level that is entered counts instead, and results say so with its
    `note`.
    """

    policy: Policy = field(default="all", validator=_policy)
    share: float = field(default=1.0, validator=a_part)
    advisory: bool = field(default=False)
    note: Text = field(converter=as_text, default=NO_TEXT)


@frozen
class Draft:
    """An instrument that was drafted and is not the framework, and the columns by which a dataset of it is known.

    `columns` are names, numbers and titles of what the draft has and the framework has not.
    """

    title: Text = field(converter=as_text)
    columns: tuple[str, ...] = field(converter=names_in)
    source: str = ""


@frozen
class Band:
    """A range of the index with a name: `start` belongs to it, or is just below it if `open`."""

    title: Text = field(converter=as_text)
    start: float = field(validator=finite)
    open: bool = False

    def to(self, language: str) -> str:
        """Say its name and where it begins."""
        start, title = with_decimal_mark(f"{self.start:g}", language), printable(self.title.to(language))
        return message("html_band_above" if self.open else "html_band_from", language, title=title, start=start)


def bands_in(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Give bands as a tuple."""
    return tuple(bands)


def drafts_in(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Give drafts as a tuple."""
    return tuple(drafts)


def levels_in(levels: Iterable[Any]) -> tuple[Text, ...]:
    """Give the names of levels as texts."""
    return tuple(as_text(level) for level in levels)
