"""How often a choice is made again in draws of what is assumed, whatever is chosen: cities, programmes."""

from collections.abc import Callable
from functools import cached_property
from typing import Self

import numpy as np
from attrs import field, frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, RuleError
from smartscore.robustness.assumptions import Assumptions, Nominal
from smartscore.robustness.defaults import default_assumptions
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.world import World
from smartscore.rules import Array

#: From which share of the draws on a choice is said to hold, and what was not chosen is named beside it.
HOLDS, NAMED = 0.9, 0.1
_ROUNDING = 1e-9  # of sums of shares


@frozen(eq=False)
class Holding:
    """In which share of `draws` draws each of several things is chosen: `shares` (things).

    In `impossible` of the draws nothing could be chosen at all. Without draws the shares are NaN: there is nothing to
    assume (`assumptions` is empty), it would take too long, or a rule is not defined in a draw, as `failure` says.
    """

    shares: Array
    draws: int
    seed: int
    assumptions: Assumptions
    impossible: int = 0
    failure: Problem | None = field(default=None)

    @property
    def is_known(self) -> bool:
        """Whether there were draws."""
        return self.draws > 0

    @property
    def holds(self) -> np.ndarray:
        """Which are chosen in 90 % of the draws: bool (things)."""
        return np.asarray(self.shares >= HOLDS - _ROUNDING)

    @property
    def named(self) -> np.ndarray:
        """Which are chosen in 10 % of the draws: bool (things)."""
        return np.asarray(self.shares >= NAMED - _ROUNDING)


@frozen(eq=False, slots=False)
class Drawn:
    """Draws of the default assumptions about an assessment, in which something can be chosen again."""

    replay: Replay
    assumptions: Assumptions
    draws: int
    seed: int

    @classmethod
    def of(cls, assessment: Assessment, draws: int, seed: int, node: str = "index") -> Self:
        """Draw the assumptions that suit a framework; `node` is whose scores are asked for."""
        assumptions = default_assumptions(assessment)
        return cls(Replay(Nominal(assessment), nodes=(node,)), assumptions, draws if assumptions.items else 0, seed)

    @cached_property
    def world(self) -> World:
        """What the assumptions say in each draw."""
        nominal = self.replay.nominal
        columns = sum(assumption.columns(nominal) for assumption in self.assumptions)
        return World.of(self.assumptions, uniform_draws(self.draws, columns, self.seed), nominal)

    def scores(self) -> Array:
        """Give the scores of the node in every draw: (draws, cities)."""
        (node,) = self.replay.nodes
        found = np.empty((self.draws, len(self.replay.nominal.assessment.rows)))

        def keep(places: np.ndarray, scores: object) -> None:
            found[places] = scores[node]  # type: ignore[index]  # by node

        self.replay.run(self.world, keep)
        return found

    def counted(self, count: int, shares: Callable[[], tuple[Array, int]]) -> Holding:
        """Put together what was counted: the shares of `count` things, and how many draws allowed no choice."""
        nothing = np.full(count, np.nan)
        if not self.draws:
            return Holding(nothing, 0, self.seed, self.assumptions)
        try:
            found, impossible = shares()
        except RuleError as error:
            return Holding(nothing, 0, self.seed, self.assumptions, failure=error.problems[0])
        return Holding(found, self.draws, self.seed, self.assumptions, impossible)
