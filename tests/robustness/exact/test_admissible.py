"""Weights that assumptions admit: by hand, against draws of the assumptions, and what gives no polytope."""

import numpy as np
import pytest
from attrs import evolve
from builders import cities, framework, percent
from hypothesis import given, settings
from hypothesis import strategies as st
from robustness_builders import within

from smartscore import Dimension, assess
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    LeaveOut,
    Nominal,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
)
from smartscore.robustness.exact.admissible import Admissible, admissible, around, moves_weights
from smartscore.robustness.exact.programming import minimised
from smartscore.robustness.exact.support import support_of
from smartscore.robustness.sampling.polytope import WeightPolytope


def weighted(*weights: float) -> Dimension:
    """Give a dimension of indicators a, b, ... with these weights."""
    members = percent(*"abcdefgh"[: len(weights)])
    return Dimension("d", members=[evolve(one, weight=w) for one, w in zip(members, weights, strict=True)])


def nominal(*weights: float) -> Nominal:
    nodes = weighted(*weights).members
    data = {node.id: [10.0, 20.0] for node in nodes}
    return Nominal(assess(cities(**data), framework(*nodes)))


def derived(about: Nominal, *assumptions: Assumption) -> Admissible:
    given = Assumptions(assumptions)
    given.require(about)
    return admissible(given, about)


def greatest(polytope: WeightPolytope, values: list[float]) -> float:
    """Give the greatest weighted sum of values."""
    support = support_of(polytope)
    assert support is not None
    return float(support(np.array(values)) @ values)


class TestNoise:
    def test_two_equal_weights_that_move_by_a_quarter(self) -> None:
        """One may be 1.25 while the other is 0.75: 0.625 of the whole, or 0.375."""
        found = derived(nominal(1, 1), WeightNoise(0.25))
        assert (list(found.polytopes), found.left_out) == (["index"], ())
        polytope = found.polytopes["index"]
        assert polytope.members == ("a", "b")
        assert greatest(polytope, [1, 0]) == pytest.approx(0.625)
        assert greatest(polytope, [-1, 0]) == pytest.approx(-0.375)
        inside, outside = np.array([[0.625, 0.375], [0.5, 0.5]]), np.array([[0.63, 0.37], [0.37, 0.63]])
        assert polytope.holds(inside).tolist() == [True, True]
        assert polytope.holds(outside).tolist() == [False, False]

    def test_the_corner_of_three_unequal_weights(self) -> None:
        """Of 1, 2, 1 that move by half: best for the first and last 1.5, 1, 1.5 of 4; for the second 0.5, 3, 0.5."""
        polytope = around(weighted(1, 2, 1), 0.5)
        assert greatest(polytope, [1, 0, 1]) == pytest.approx(3 / 4)
        assert greatest(polytope, [0, 1, 0]) == pytest.approx(3 / 4)
        assert greatest(polytope, [1, 0, 0]) == pytest.approx(1.5 / 3)

    def test_no_weight_stays_none(self) -> None:
        polytope = around(weighted(1, 0, 1), 0.25)
        assert greatest(polytope, [0, 1, 0]) == 0.0
        assert greatest(polytope, [1, 0, 0]) == pytest.approx(0.625)

    def test_noise_of_all_of_itself_leaves_everything(self) -> None:
        polytope = around(weighted(1, 3, 0), 1.0)
        assert [greatest(polytope, row) for row in np.eye(3).tolist()] == [1.0, 1.0, 0.0]

    @settings(deadline=None, max_examples=40)
    @given(
        st.lists(st.integers(0, 5), min_size=2, max_size=6).filter(lambda w: np.count_nonzero(w) > 1),
        st.sampled_from([0.1, 0.25, 0.5, 0.9]),
        st.integers(0, 10_000),
    )
    def test_draws_are_inside_and_corners_are_the_optimum_of_a_programme(
        self, weights: list[int], relative: float, seed: int
    ) -> None:
        polytope, rng = around(weighted(*weights), relative), np.random.default_rng(seed)
        drawn = np.array(weights) * (1 + relative * rng.uniform(-1, 1, (200, len(weights))))
        shares = drawn / drawn.sum(axis=1, keepdims=True)
        assert polytope.holds(shares).all()
        support = support_of(polytope)
        assert support is not None
        values = rng.normal(size=len(weights)).round(1)
        best = support(values)
        assert polytope.holds(best)
        one = np.ones((1, len(weights)))
        solved = minimised(-values, (polytope.matrix, polytope.bounds), (one, np.ones(1)))
        assert solved is not None
        assert best @ values == pytest.approx(solved.values @ values, abs=1e-8)

    def test_many_values_at_once_are_the_same_as_each(self) -> None:
        support = support_of(around(weighted(1, 2, 3, 0), 0.25))
        assert support is not None
        values = np.random.default_rng(1).normal(size=(3, 5, 4))
        each = [[support(row) for row in block] for block in values]
        np.testing.assert_allclose(support(values), each, rtol=0, atol=1e-15)

    def test_ratios_with_bounds_of_their_own_are_no_box(self) -> None:
        """Of a <= 2 b, b <= 3 a, a <= 2 c, c <= 5 a, b <= c, c <= 9 b: most of a is 1/2, at b = c = a / 2."""
        rows = [[1, -2, 0], [-3, 1, 0], [1, 0, -2], [-5, 0, 1], [0, 1, -1], [0, -9, 1]]
        polytope = WeightPolytope(("a", "b", "c"), np.array(rows, dtype=float), np.zeros(6))
        assert greatest(polytope, [1, 0, 0]) == pytest.approx(0.5)

    def test_at_every_level_or_at_one(self) -> None:
        tree = framework(Dimension("d", members=percent("a", "b")), *percent("c"))
        about = Nominal(assess(cities(a=[1.0, 2.0], b=[3.0, 4.0], c=[5.0, 9.0]), tree))
        assert list(derived(about, WeightNoise(0.25)).polytopes) == ["index", "d"]
        assert list(derived(about, WeightNoise(0.25, level=2)).polytopes) == ["d"]


class TestOtherKinds:
    def test_nothing_known_is_the_whole_simplex(self) -> None:
        found = derived(nominal(1, 3), WeightDirichlet())
        assert [greatest(found.polytopes["index"], row) for row in ([1.0, 0.0], [0.0, 1.0])] == [1.0, 1.0]

    def test_a_region_is_its_polytope(self) -> None:
        region = WeightRegion("index", order=["a >= b"], between={"b": (0.1, 0.4)})
        found = derived(nominal(1, 1), region).polytopes["index"]
        same = within(a=(0.6, 0.9), b=(0.1, 0.4))
        for values in ([1.0, 0.0], [0.0, 1.0]):
            assert greatest(found, values) == pytest.approx(greatest(same, values))

    @pytest.mark.parametrize(
        "assumption",
        [
            WeightSets({"x": {"a": 1.0}, "y": {"a": 3.0}}, id="own"),
            WeightSets({"x": {"a": 1.0}, "y": {"a": 3.0}}, mixture=True, id="own"),
            WeightDirichlet(20.0, id="own"),
            Alternatives("a.weight", [1.0, 2.0], id="own"),
        ],
    )
    def test_what_says_more_than_linear_bounds_is_named(self, assumption: Assumption) -> None:
        about = nominal(1, 1)
        found = derived(about, assumption)
        assert (found.polytopes, found.left_out) == ({}, ("own",))
        assert moves_weights(Assumptions([assumption]), about)

    @pytest.mark.parametrize(
        "assumption",
        [BoundShift(0.1, of=["a"]), LeaveOut(), Alternatives("index.aggregate", ["arithmetic", "minimum"])],
    )
    def test_what_is_not_about_weights_is_not_named(self, assumption: Assumption) -> None:
        about = nominal(1, 1, 1)
        found = derived(about, assumption)
        assert (found.polytopes, found.left_out) == ({}, ())
        assert not moves_weights(Assumptions([assumption]), about)

    def test_a_kind_from_elsewhere_is_named(self) -> None:
        class Own(WeightNoise):
            pass

        assert derived(nominal(1, 1), Own(0.1, id="own")).left_out == ("own",)
