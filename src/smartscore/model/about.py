"""What is said about an indicator: the values and years that are possible, its footing, its criteria."""

import math
from typing import Literal, Self

from attrs import Attribute, field, frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.text import Text, as_text

Grade = Literal["verified-in-source", "general-knowledge", "judgement"]

GRADES: tuple[Grade, ...] = ("verified-in-source", "general-knowledge", "judgement")


def _range(written: str) -> tuple[float, float]:
    low, dots, high = (part.strip() for part in written.partition(".."))
    if not dots:
        raise ValueError(written)
    ends = float(low or "-inf"), float(high or "inf")
    if not ends[0] <= ends[1]:  # NaN is not either
        raise ValueError(written)
    return ends


@frozen
class Domain:
    """The values that are possible: numbers from `low` to `high`, whole ones only for levels."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `number:0..100` or `levels:0..5`; an end may be left out."""
        kind, _, ends = written.partition(":")
        try:
            low, high = _range(ends)
        except ValueError:
            kind = ""
        if kind not in ("number", "levels"):
            raise FrameworkError(Problem("domain_malformed", {"found": written}))
        return cls(low, high, kind == "levels")

    def __str__(self) -> str:
        return f"{'levels' if self.whole else 'number'}:{_end(self.low)}..{_end(self.high)}"


@frozen
class Years:
    """Years from `first` to `last`, both included."""

    first: float = -math.inf
    last: float = math.inf

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2022..2024`, `2025..` or `2024`."""
        try:
            return cls(*_range(written if ".." in written else f"{int(written)}..{int(written)}"))
        except ValueError:
            raise FrameworkError(Problem("years_malformed", {"found": written})) from None

    def __contains__(self, year: float) -> bool:
        return self.first <= year <= self.last

    def __str__(self) -> str:
        first, last = _end(self.first), _end(self.last)
        return first if first and first == last else f"{first}..{last}"


def _end(end: float) -> str:
    """Write the end of a range with all its digits; an open one is empty."""
    if not math.isfinite(end):
        return ""
    return f"{end:g}" if float(f"{end:g}") == end else repr(float(end))


def _grade(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    if value not in GRADES:
        fields = {"name": attribute.name, "found": repr(value), "allowed": ", ".join(GRADES)}
        raise FrameworkError(Problem("parameter_not_allowed", fields))


@frozen
class Confidence:
    """How well the definition and the bounds of an indicator are founded."""

    definition: Grade = field(validator=_grade)
    bounds: Grade = field(validator=_grade)

    @property
    def weakest(self) -> Grade:
        return max(self.definition, self.bounds, key=GRADES.index)


@frozen
class Criterion:
    """What a maturity level asks for, and the kind of evidence that shows it."""

    level: int
    text: Text = field(converter=as_text)
    evidence: str = ""
