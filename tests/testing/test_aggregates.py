"""The contract of aggregates: what the check lets pass, and what it refuses with which smallest case."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest
from attrs import frozen

from smartscore.aggregates import (
    Aggregate,
    Arithmetic,
    Geometric,
    Harmonic,
    Maximum,
    Median,
    Minimum,
    Power,
    Sum,
    quasi_arithmetic,
)
from smartscore.errors import RuleError
from smartscore.rules import Array
from smartscore.testing import check_aggregate

GOOD: list[Aggregate] = [
    Arithmetic(),
    Geometric(),
    Harmonic(),
    Maximum(),
    Median(),
    Minimum(),
    Power(2),
    Power(-2),
    Sum(),
    lambda scores, weights: quasi_arithmetic(scores, weights, np.square, np.sqrt),
    lambda scores, weights: scores.max(axis=0) / 2 + weights @ scores / weights.sum() / 2,
]


@pytest.mark.parametrize("aggregate", GOOD, ids=lambda aggregate: getattr(aggregate, "__name__", repr(aggregate)))
def test_an_aggregate_that_keeps_the_contract_passes(aggregate: Aggregate) -> None:
    assert check_aggregate(aggregate) is None  # type: ignore[func-returns-value]


def mean(scores: Array, weights: Array) -> Array:
    return np.asarray(weights @ scores / weights.sum())


def writing(scores: Array, weights: Array) -> Array:
    scores *= 2
    return mean(scores, weights)


def failing(scores: Array, weights: Array) -> Array:
    raise KeyError(f"{len(scores)} members, {len(weights)} weights")


BROKEN: dict[str, tuple[Callable[[Array, Array], object], str]] = {
    "nothing": (
        lambda scores, weights: None,  # noqa: ARG005
        "the aggregate gives the shape () for scores 0 with the weights 1, expected (1,): a score a city "
        "[aggregate_shape]",
    ),
    "all members": (
        lambda scores, weights: weights[:, None] * scores,
        "the aggregate gives the shape (1, 1) for scores 0 with the weights 1, expected (1,): a score a city "
        "[aggregate_shape]",
    ),
    "infinite": (
        lambda scores, weights: mean(scores, weights) + np.where(scores.max(axis=0) > 0, 0, np.inf),
        "the aggregate must give a finite number: scores 0 with the weights 1 give inf [aggregate_not_finite]",
    ),
    "product": (
        lambda scores, weights: np.prod(scores, axis=0) / weights.sum() ** 0,
        "the aggregate leaves the range of the members, 0.1; 0.1: scores 0.1; 0.1 with the weights 1; 1 give 0.01; one "
        "that is meant to says bounded = False [aggregate_not_between]",
    ),
    "first": (
        lambda scores, weights: scores[0] * weights[0] ** 0,
        "the result depends on the order of the members: scores 0; 0.1 with the weights 1; 1 give 0, the other way "
        "round 0.1 [aggregate_member_order]",
    ),
    "among all": (
        lambda scores, weights: mean(scores, weights) / 2 + mean(scores, weights).mean() / 2,
        "the score of a city depends on the other cities: scores (0), (0.1) with the weights 1 give 0.025; 0.075 "
        "together, and 0; 0.1 each alone [aggregate_cities]\n"
        "the aggregate leaves the range of the members, 0; 0: scores 0 with the weights 1 give 0.025; one that is "
        "meant to says bounded = False [aggregate_not_between]",
    ),
    "heavy": (
        lambda scores, weights: np.where(weights.sum() > 6, scores.max(axis=0), scores.min(axis=0)),
        "the result depends on the sum of the weights: scores 0; 0.1 with the weights 1; 1 give 0, with seven times "
        "the weights 0.1; one that is meant to says bounded = False [aggregate_scaled_weights]",
    ),
    "falling": (
        lambda scores, weights: scores.max(axis=0) + scores.min(axis=0) - mean(scores, weights),
        "a higher score of a member lowers the result: scores 0; 0; 6.7 with the weights 1; 1; 1 give 4.46666666667, "
        "with 10 in the place of 0 4.43333333333; one that is meant to says monotone = False [aggregate_not_monotone]",
    ),
    "writing": (
        writing,
        "the aggregate writes over what it is given, and must make new arrays: scores 0 with the weights 1 "
        "[aggregate_changes_input]",
    ),
    "failing": (
        failing,
        "the aggregate fails for scores 0 with the weights 1: KeyError: '1 members, 1 weights' "
        f"(tests/testing/test_aggregates.py, line {failing.__code__.co_firstlineno + 1}) [aggregate_fails]",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_aggregate_that_breaks_the_contract_is_refused_with_the_smallest_case(name: str) -> None:
    aggregate, said = BROKEN[name]
    with pytest.raises(RuleError) as refused:
        check_aggregate(aggregate)  # type: ignore[arg-type]  # some give no array
    assert str(refused.value) == said


def test_an_aggregate_that_gives_something_else_each_time_is_refused() -> None:
    numbers = count()
    with pytest.raises(RuleError) as refused:
        check_aggregate(lambda scores, weights: mean(scores, weights) + next(numbers))
    assert [problem.code for problem in refused.value.problems] == ["aggregate_not_repeatable"]


def test_one_that_says_so_may_leave_the_range_and_fall_where_a_member_rises() -> None:
    """The mean less the spread of the members, which takes from those that are uneven."""

    def penalised(scores: Array, weights: Array) -> Array:
        return mean(scores, weights) - scores.std(axis=0)

    with pytest.raises(RuleError) as refused:
        check_aggregate(penalised)
    assert {problem.code for problem in refused.value.problems} == {"aggregate_not_between", "aggregate_not_monotone"}
    vars(penalised).update(bounded=False, monotone=False)
    check_aggregate(penalised)


def test_scores_are_tried_on_the_scale() -> None:
    check_aggregate(Geometric(), scale=(1, 5))
    with pytest.raises(RuleError) as refused:
        check_aggregate(Geometric(), scale=(-5, 5))
    assert [problem.code for problem in refused.value.problems] == ["aggregate_not_finite"]


@frozen
class Trimmed:
    """An aggregate with a part that cannot be pickled."""

    of: Callable[[Array, Array], Array]

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return self.of(scores, weights)


def test_copies_of_an_aggregate_are_equal_to_it() -> None:
    check_aggregate(Trimmed(mean))
    with pytest.raises(RuleError) as refused:
        check_aggregate(Trimmed(lambda scores, weights: scores.max(axis=0) * weights.sum() / weights.sum()))
    assert [problem.code for problem in refused.value.problems] == ["copy_fails"]
