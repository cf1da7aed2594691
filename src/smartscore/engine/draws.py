"""Draws: what differs from draw to draw when a dataset is scored many times at once."""

from collections.abc import Mapping
from typing import Self

from attrs import field, frozen

from smartscore.rules import Array
from smartscore.rules.drawn import DrawnRule


@frozen(eq=False)
class Draws:
    """The weights of dimensions, (draws, members), columns of values and rules that differ from draw to draw, by id.

    A column is (draws, cities), or (cities) where its rule alone differs. What is not named stays as it is.
    """

    count: int = 0
    weights: Mapping[str, Array] = field(factory=dict)
    columns: Mapping[str, Array] = field(factory=dict)
    rules: Mapping[str, DrawnRule] = field(factory=dict)

    def touches(self, node: str) -> bool:
        """Tell whether a node differs from draw to draw though nothing below it does."""
        column, rule = self.columns.get(node), self.rules.get(node)
        drawn = (column is not None and column.ndim > 1) or (rule is not None and rule.varies)
        return drawn or node in self.weights

    def part(self, draws: slice) -> Self:
        """Give some of the draws."""
        return type(self)(
            len(range(*draws.indices(self.count))),
            {name: each[draws] for name, each in self.weights.items()},
            {name: each[draws] if each.ndim > 1 else each for name, each in self.columns.items()},
            {name: rule.part(draws) for name, rule in self.rules.items()},
        )
