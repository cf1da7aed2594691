"""Cases in words: numbers in the language of the reader."""

from collections.abc import Iterable

import numpy as np
from attrs import field, frozen

from smartscore.messages import with_decimal_mark
from smartscore.rules import Array

_MOST = 8


def _floats(values: "Iterable[float] | Array") -> tuple[float, ...]:
    return tuple(np.asarray(values, dtype=float).ravel().tolist())


@frozen
class Numbers:
    """Numbers in a row with all digits that tell them apart, at most eight of them; NaN is what is missing."""

    values: tuple[float, ...] = field(converter=_floats)

    def to(self, language: str) -> str:
        """Write them with the decimal mark of a language."""
        texts = [with_decimal_mark(f"{value:z.12g}", language).replace("nan", "NaN") for value in self.values[:_MOST]]
        return "; ".join([*texts, *(["..."] if len(self.values) > _MOST else [])])


@frozen(eq=False)
class Matrix:
    """The scores of members in cities: a city in brackets, or the scores alone where there is one."""

    scores: Array

    def to(self, language: str) -> str:
        """Write a city after the other."""
        cities = [Numbers(city).to(language) for city in self.scores.T[:_MOST]]
        return cities[0] if len(cities) == 1 else ", ".join(f"({city})" for city in cities)


def one(value: float) -> Numbers:
    """Give a single number."""
    return Numbers([value])
