"""Shares of draws: what holds, what is named, and why there may be none."""

import numpy as np
from builders import framework, percent
from pandas import DataFrame

from smartscore import assess
from smartscore.errors import Problem, RuleError
from smartscore.robustness.assumptions import Assumptions
from smartscore.robustness.choices import Drawn, Holding


def drawn(draws: int, *names: str) -> Drawn:
    return Drawn.of(assess(DataFrame({name: [1.0, 2.0] for name in names}), framework(*percent(*names))), draws, 1)


def test_ninety_percent_holds_whatever_the_noise_of_sums() -> None:
    held = Holding(np.array([1.0, 0.9 - 1e-12, 0.89, 0.1, 0.09, np.nan]), 200, 1, Assumptions(()))
    assert held.holds.tolist() == [True, True, False, False, False, False]
    assert held.named.tolist() == [True, True, True, True, False, False]


def test_one_indicator_leaves_nothing_to_assume() -> None:
    told = drawn(50, "a").counted(2, lambda: (np.ones(2), 0))
    assert (told.is_known, told.assumptions.items, bool(np.isnan(told.shares).all())) == (False, (), True)


def test_no_draws_are_no_shares() -> None:
    told = drawn(0, "a", "b").counted(2, lambda: (np.ones(2), 0))
    assert (told.is_known, [one.id for one in told.assumptions]) == (False, ["weights", "aggregation"])


def test_a_rule_that_is_not_defined_in_a_draw_is_the_reason() -> None:
    def failing() -> tuple[np.ndarray, int]:
        raise RuleError(Problem("no_value", {}))

    told = drawn(50, "a", "b").counted(2, failing)
    assert (told.is_known, told.failure, bool(np.isnan(told.shares).all())) == (False, Problem("no_value", {}), True)
