"""How far the assessors are apart whose values became one."""

from typing import Self

import numpy as np
from attrs import frozen

from smartscore.consolidation.rule import ConsolidationRule
from smartscore.rules import Array

#: Levels by which assessors may differ before it is told.
ONE_LEVEL = 1.0
_TIE = 1e-9


@frozen(eq=False)
class Spread:
    """What stands behind the consolidated values: by indicator, each array (rows).

    `count` is how many assessors gave a value, `least` and `greatest` are the ends of these, `deviation` their standard
    deviation (of a population; 0 for one).
    """

    rule: ConsolidationRule
    assessors: tuple[str, ...]
    count: dict[str, np.ndarray]
    least: dict[str, Array]
    greatest: dict[str, Array]
    deviation: dict[str, Array]

    @classmethod
    def of(cls, rule: ConsolidationRule, assessors: tuple[str, ...], values: dict[str, Array]) -> Self:
        """Find the spread of values: (rows, assessors) by indicator."""
        count, least, greatest, deviation = {}, {}, {}, {}
        for name, column in values.items():
            present = ~np.isnan(column)
            count[name] = present.sum(axis=1)
            least[name] = np.fmin.reduce(column, axis=1)
            greatest[name] = np.fmax.reduce(column, axis=1)
            total = np.maximum(count[name], 1)
            middle = np.where(present, column, 0.0).sum(axis=1) / total
            squares = np.where(present, column - middle[:, None], 0.0) ** 2
            deviation[name] = np.where(count[name] > 0, np.sqrt(squares.sum(axis=1) / total), np.nan)
        return cls(rule, assessors, count, least, greatest, deviation)

    def at(self, rows: np.ndarray) -> Self:
        """Give the spread of the rows at these positions."""

        def of(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
            return {name: column[rows] for name, column in columns.items()}

        ends = of(self.least), of(self.greatest)
        return type(self)(self.rule, self.assessors, of(self.count), *ends, of(self.deviation))

    def is_apart(self, name: str) -> np.ndarray:
        """Tell where the assessors of an indicator are more than one level apart: bool (rows)."""
        return are_apart(self.least[name], self.greatest[name])


def are_apart(one: Array, other: Array) -> np.ndarray:
    """Tell where two values of an indicator of levels are more than one level apart: bool, of their shape."""
    return np.asarray(np.abs(other - one) > ONE_LEVEL + _TIE)
