"""The values that are possible."""

import math
from typing import Self

from attrs import frozen

from smartscore.errors import FrameworkError, Problem


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


def end_in_words(end: float) -> str:
    """Write the end of a range with all its digits; an open one is empty."""
    if not math.isfinite(end):
        return ""
    return f"{end:g}" if float(f"{end:g}") == end else repr(float(end))
