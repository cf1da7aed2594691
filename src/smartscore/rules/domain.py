"""The values that are possible."""

import math
from typing import Self

from attrs import frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.messages import message, with_decimal_mark
from smartscore.text import number_as_text

#: What says which values are possible, by whether they are whole, and have a lower and an upper end.
_SENTENCES = {
    (False, False, False): "domain_number",
    (False, True, False): "domain_number_low",
    (False, False, True): "domain_number_high",
    (False, True, True): "domain_number_low_high",
    (True, False, False): "domain_whole",
    (True, True, False): "domain_whole_low",
    (True, False, True): "domain_whole_high",
    (True, True, True): "domain_whole_low_high",
}


def range_in(written: str) -> tuple[float, float]:
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
            low, high = range_in(ends)
        except ValueError:
            kind = ""
        if kind not in ("number", "levels"):
            raise FrameworkError(Problem("domain_malformed", {"found": written}))
        return cls(low, high, kind == "levels")

    def __str__(self) -> str:
        return f"{'levels' if self.whole else 'number'}:{end_in_words(self.low)}..{end_in_words(self.high)}"

    def to(self, language: str) -> str:
        """Say what is possible in words of a language: a whole number between 0 and 5."""
        ends = {"low": self.low, "high": self.high}
        written = {name: with_decimal_mark(end_in_words(end), language) for name, end in ends.items()}
        return message(_SENTENCES[self.whole, written["low"] != "", written["high"] != ""], language, **written)


def end_in_words(end: float) -> str:
    """Write the end of a range with all its digits; an open one is empty."""
    if not math.isfinite(end):
        return ""
    return f"{end:g}" if float(f"{end:g}") == end else repr(float(end))


def impossible(value: float, domain: Domain | None) -> dict[str, object]:
    """Give the fields of a problem with a value that is not possible: for programs as it is, for people in words."""
    found = f"{value:.12g}"
    number = number_as_text(found)
    return {"found": found, "expected": str(domain) if domain else "-", "number": number, "domain": domain or "-"}
