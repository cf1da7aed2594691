"""Rows, bounds and integers: the least cost by hand, what cannot be, a search that is cut short, and no scipy."""

import sys

import numpy as np
import pytest
from attrs import evolve

from smartscore import UsageError
from smartscore.integer_model import IntegerModel, Row

#: Take a, b or both, of which at most 5 fit: a weighs 2 and is worth 3, b weighs 4 and is worth 4.
KNAPSACK = IntegerModel(rows=[Row({0: 2.0, 1: 4.0}, most=5)], low=np.zeros(2), high=np.ones(2))
WORTH = np.array([3.0, 4.0])


def market_split() -> tuple[IntegerModel, range]:
    """Give a model that has a solution which is hard to find, and that solution: three exact sums of thirty weights.

    Source: Cornuejols and Dawande, A class of hard small 0-1 programs (1998).
    """
    weights = np.random.default_rng(1).integers(0, 100, (3, 30)).astype(float)
    rows = [Row(dict(enumerate(row)), sum(row[:15]), sum(row[:15])) for row in weights.tolist()]
    return IntegerModel(rows=rows, low=np.zeros(30), high=np.ones(30)), range(15)


def test_the_cost_is_least_within_the_rows() -> None:
    solution = KNAPSACK.minimise(-WORTH)
    assert solution is not None
    assert solution.values.tolist() == [0, 1]
    assert solution.bound == pytest.approx(-4)


def test_what_is_not_whole_may_be_between_integers() -> None:
    solution = evolve(KNAPSACK, whole=np.array([True, False])).minimise(-WORTH)
    assert solution is not None
    assert solution.values.tolist() == pytest.approx([1, 0.75])
    assert solution.bound == pytest.approx(-6)


def test_more_rows_hold_besides_the_first_ones() -> None:
    solution = KNAPSACK.holding(Row.total([0], least=1)).minimise(-WORTH)
    assert solution is not None
    assert solution.values.tolist() == [1, 0]
    assert len(KNAPSACK.rows) == 1


def test_a_row_with_two_ends_is_held_at_both() -> None:
    between = IntegerModel(rows=[Row.total([0, 1, 2], 1, 2)], low=np.zeros(3), high=np.ones(3))
    counts = [between.minimise(cost * np.ones(3)) for cost in (1.0, -1.0)]
    assert [solution.values.sum() for solution in counts if solution is not None] == [1, 2]


def test_nothing_is_given_where_no_values_keep_the_rows() -> None:
    assert KNAPSACK.holding(Row.total([0, 1], least=3)).minimise(WORTH) is None


def test_nothing_is_given_where_none_was_found_within_the_nodes() -> None:
    model, solution = market_split()
    assert [sum(row.factors[item] for item in solution) == row.least for row in model.rows] == [True, True, True]
    assert model.minimise(np.zeros(30), nodes=1) is None


def test_a_solver_that_fails_is_a_fault_and_no_answer() -> None:
    endless = IntegerModel(rows=[Row({0: 0.0}, 0, 1)], low=np.zeros(1), high=np.full(1, np.inf))
    with pytest.raises(RuntimeError, match="unbounded"):
        endless.minimise(-np.ones(1))


def test_without_scipy_the_extra_is_named_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UsageError) as refused:
        KNAPSACK.minimise(WORTH)
    (problem,) = refused.value.problems
    assert (problem.code, problem.fields) == ("missing_extra", {"extra": "stats"})
