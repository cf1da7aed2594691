"""Spaces of weights: what may stand in them, what is refused, and the best weights of a polytope by each road."""

import numpy as np
import pytest
from builders import cities, framework, percent
from hypothesis import given
from hypothesis import strategies as st
from robustness_builders import Asked, free, in_order, kept, random_weights, within

from smartscore import Dimension, Indicator, UsageError
from smartscore.aggregates import Geometric, Sum
from smartscore.robustness.exact import score_ranges, simplex, weight_space
from smartscore.robustness.exact import support as supports
from smartscore.robustness.exact.support import support_of
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.rules import Array, Linear, Unscored


def refused(tree: object, **constraints: WeightPolytope) -> list[tuple[str, object]]:
    with pytest.raises(UsageError) as error:
        weight_space(tree, constraints)  # type: ignore[arg-type]
    return [
        (problem.code, problem.fields["node" if "node" in problem.fields else "found"])
        for problem in error.value.problems
    ]


def test_columns_stand_breadth_first_down_to_where_no_weight_is_in_question() -> None:
    inner = Dimension("inner", members=percent("a", "b"))
    outer = Dimension("outer", members=[inner, *percent("c")])
    tree = framework(outer, Dimension("fixed", members=percent("d", "e")), *percent("f"))
    space = weight_space(tree, {"inner": free("a", "b")})
    assert space.nodes == ("index", "outer", "fixed", "f", "inner", "c", "a", "b")
    assert space.leaves == ("fixed", "f", "c", "a", "b")
    assert space.nominal.tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 1 / 6, 1 / 6, 1 / 12, 1 / 12])
    (equal, values), (most, bounds) = space.equal, space.most
    assert (equal @ space.nominal).tolist() == pytest.approx(values.tolist())
    assert (most @ space.nominal <= bounds + 1e-12).all()
    assert len(space.rows) == len(values) + len(bounds)


def test_what_is_no_weighted_mean_is_refused_by_name() -> None:
    ruled = Dimension("ruled", members=percent("c"), rule=Linear(0, 50))
    rounded = Dimension("rounded", members=percent("d"), decimals=2)
    pooled = Dimension("pooled", members=percent("e"), missing="pool")
    tree = framework(ruled, rounded, pooled, index={"aggregate": Geometric()})
    found = refused(tree, ruled=free("c"), rounded=free("d"), pooled=free("e"))
    assert found == [("not_arithmetic", name) for name in ("index", "ruled", "rounded", "pooled")]


def test_what_is_below_the_weights_in_question_may_be_anything() -> None:
    """The geometric mean of 40 and 90 is 60, whatever it weighs itself."""
    tree = framework(Dimension("means", members=percent("a", "b"), aggregate=Geometric()), *percent("c"))
    asked = Asked.of(cities(a=[40], b=[90], c=[20]), tree, index=free("means", "c"))
    assert asked.space.leaves == ("means", "c")
    low, high = score_ranges(asked.space, asked.scores)
    assert (low.tolist(), high.tolist()) == (pytest.approx([20]), pytest.approx([60]))


def test_unknown_dimensions_and_other_members_are_refused() -> None:
    tree = framework(*percent("a", "b"))
    assert refused(tree, indx=free("a", "b")) == [("not_a_member", "indx")]
    assert refused(tree, index=free("a", "c")) == [("weights_of_others", "index")]
    with pytest.raises(UsageError, match="indx"):
        simplex(tree, "indx")
    assert simplex(tree, "index")["index"].members == ("a", "b")


@pytest.mark.parametrize(
    "polytope",
    [
        within(a=(0, 0.4), b=(0, 0.4)),
        within(a=(0.6, 1), b=(0.6, 1)),
        within(a=(0.6, 0.5), b=(0, 1)),
        WeightPolytope(("a", "b"), np.zeros((1, 2)), np.array([-1.0])),
        WeightPolytope(("a", "b"), np.array([[1.0, 1.0]]), np.array([0.5])),
    ],
)
def test_weights_that_cannot_be_are_refused(polytope: WeightPolytope) -> None:
    assert refused(framework(*percent("a", "b")), index=polytope) == [("weights_impossible", "index")]


def test_members_may_stand_in_another_order_and_rows_may_say_nothing() -> None:
    """At least 0.7 of b: 0.3 x 100 + 0.7 x 0."""
    tree = framework(*percent("a", "b"))
    polytope = WeightPolytope(("b", "a"), np.array([[-1.0, 0.0], [0.0, 0.0]]), np.array([-0.7, 1.0]))
    asked = Asked.of(cities(a=[100], b=[0]), tree, index=polytope)
    assert score_ranges(asked.space, asked.scores)[1].tolist() == pytest.approx([30])


def test_a_sum_keeps_what_its_weights_sum_to() -> None:
    """Weights of 1 and 2 sum to 3: the sum is between 3 x 20 and 3 x 30."""
    tree = framework(*percent("a", weight=1), *percent("b", weight=2), index={"aggregate": Sum()}, scale=(0, 300))
    data = cities(a=[20 / 3, 10], b=[10, 20 / 3])
    asked = Asked.of(data, tree, index=free("a", "b"))
    low, high = score_ranges(asked.space, asked.scores)
    assert low.tolist() == pytest.approx([60, 60])
    assert high.tolist() == pytest.approx([90, 90])
    weights = asked.space.weights(asked.space.best_weights(asked.scores.values[0]))
    assert weights == pytest.approx({"a": 0, "b": 3})


def test_nodes_without_score_or_weight_are_no_leaves_and_may_have_gaps() -> None:
    shown = Indicator("shown", rule=Unscored())
    tree = framework(*percent("a", "b"), *percent("light", weight=0), Dimension("more", members=[shown]))
    data = cities(a=[10, 20], b=[30, 40], light=[None, 5])
    asked = Asked.of(data, tree)
    assert asked.space.leaves == ("a", "b")
    assert asked.scores.left_out == ()
    assert score_ranges(asked.space, asked.scores)[0].tolist() == pytest.approx([20, 30])
    tree = framework(*percent("a", "b"), Dimension("more", members=[shown]))
    assert Asked.of(data[["a", "b"]], tree, index=free("a", "b")).space.leaves == ("a", "b")


def test_the_weights_below_one_dimension_may_be_looked_at_alone() -> None:
    tree = framework(Dimension("below", members=percent("a", "b")), *percent("c"))
    space = weight_space(tree, {"index": free("below", "c"), "below": free("a", "b")})
    values = np.array([0.0, 100.0, 0.0])  # of c, a, b
    assert space.leaves == ("c", "a", "b")
    assert space.greatest(values) == pytest.approx(100)
    assert space.only("below").greatest(values) == pytest.approx(50)
    with pytest.raises(UsageError, match="c"):
        space.only("c")


MIXED = WeightPolytope(
    ("a", "b", "c", "d"),
    np.array([[-1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, -2], [0, 0, -1, 2.0], [0, 0, 0, 1], [0, 0, 0, -1]]),
    np.array([0, 0.8, 0, 0, 1, -0.05]),
)
VALUES = st.lists(st.integers(-50, 50), min_size=4, max_size=4).map(lambda numbers: np.array(numbers, dtype=float))


@given(VALUES)
def test_corners_and_programmes_agree(values: Array) -> None:
    """Orders, an equation and bounds together: a >= b, a + b <= 0.8, c = 2 d, d >= 0.05."""
    corners, programme = support_of(MIXED), supports._of_programme(MIXED)
    assert corners is not None
    assert programme is not None
    for weights in (corners(values), programme(values)):
        assert kept(MIXED, weights)
        assert weights.sum() == pytest.approx(1)
    assert corners(values) @ values == pytest.approx(programme(values) @ values, abs=1e-9)


@given(VALUES, st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(5, 60))
def test_bounds_are_filled_as_a_programme_would(values: Array, least: list[int], room: int) -> None:
    ends = {name: (low / 125, (low + room) / 100) for name, low in zip("abcd", least, strict=True)}
    filled, programme = support_of(within(**ends)), supports._of_programme(within(**ends))
    assert (filled is None) == (programme is None)
    if filled is not None and programme is not None:
        assert filled(values) @ values == pytest.approx(programme(values) @ values, abs=1e-8)
        assert kept(within(**ends), filled(values))
        assert filled(values).sum() == pytest.approx(1)


def test_many_statements_about_many_members_take_programmes() -> None:
    """Eleven members in order, each of 0.02 to 0.5: the first may have 0.5, and the best of the others then follow."""
    names = [f"m{number}" for number in range(11)]
    order, ends = in_order(*names), within(**dict.fromkeys(names, (0.02, 0.5)))
    both = WeightPolytope(
        tuple(names), np.concatenate([order.matrix, ends.matrix]), np.concatenate([order.bounds, ends.bounds])
    )
    support = support_of(both)
    assert support is not None
    values = np.stack([np.eye(11)[0], np.eye(11)[1], np.arange(11.0)])
    weights = support(values)
    assert weights[0, 0] == pytest.approx(0.5)
    assert weights[1, :2].tolist() == pytest.approx([0.41, 0.41])
    assert weights[2].tolist() == pytest.approx([1 / 11] * 11)
    narrow = WeightPolytope(both.members, both.matrix, both.bounds - 0.1)
    assert support_of(narrow) is None


def test_draws_never_score_more_than_the_best_weights() -> None:
    values, support = np.array([3.0, -1.0, 4.0]), support_of(in_order("a", "b", "c"))
    assert support is not None
    drawn = random_weights(in_order("a", "b", "c"), 5000, np.random.default_rng(2))
    assert support(values).tolist() == pytest.approx([1, 0, 0])
    assert (drawn @ values).max() <= 3
