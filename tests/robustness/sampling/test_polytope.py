"""Draws are uniform in what statements allow, the same in any chunks; what allows nothing is refused."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartscore.errors import UsageError
from smartscore.robustness.sampling.hit_and_run import BLOCK, HitAndRun
from smartscore.robustness.sampling.orders import Extensions, Simplex, spacings
from smartscore.robustness.sampling.polytope import WeightPolytope, sample
from smartscore.rules import Array

ABCD = ["a", "b", "c", "d"]
COUNT = 40_000


def within_error(drawn: Array, expected: object, sigmas: float = 4.5) -> bool:
    """Tell whether the means of draws, (count, ...), lie within their error of what is expected."""
    error = drawn.std(axis=0) / np.sqrt(len(drawn))
    return bool((np.abs(drawn.mean(axis=0) - np.asarray(expected)) <= sigmas * error + 1e-12).all())


def chained(polytope: WeightPolytope, blocks: int = 20) -> Array:
    """Give draws by hit-and-run also where exact ones are known."""
    chains = HitAndRun.of(polytope.matrix, polytope.bounds, polytope.interior)
    return np.concatenate([chains.block(np.random.default_rng([7, number])) for number in range(blocks)])


def opposed(statements: list[str], between: dict[str, tuple[float, float]] | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        WeightPolytope.of(ABCD, statements, between)
    assert [problem.code for problem in caught.value.problems] == ["weight_statements_opposed"]
    return str(caught.value.problems[0].fields["statements"])


def test_statements_that_oppose_each_other_are_named_and_no_others() -> None:
    assert opposed(["a >= b", "c >= 0.6", "d >= 0.6", "a >= 0.01"]) == "c >= 0.6; d >= 0.6"
    assert opposed(["a >= b >= c", "c >= 2 * a", "c >= 0.1"]) == "a >= b >= c; c >= 2 * a; c >= 0.1"
    assert opposed(["a + b = 0.5", "c + d = 0.6"]) == "a + b = 0.5; c + d = 0.6"
    assert opposed(["a + b >= 1.5"]) == "a + b >= 1.5"
    assert opposed([], dict.fromkeys(ABCD, (0.0, 0.2))) == "; ".join(f"0 <= {name} <= 0.2" for name in ABCD)
    assert opposed(["a >= 0.3"], {"a": (0.1, 0.2)}) == "a >= 0.3; 0.1 <= a <= 0.2"


def test_an_empty_polytope_of_rows_is_told_in_words_when_it_is_drawn_from() -> None:
    empty = WeightPolytope(("a", "b"), np.eye(2), np.array([0.4, 0.4]))
    with pytest.raises(UsageError, match=r"1 \* a <= 0.4; 1 \* b <= 0.4"):
        sample(empty, 1, 10)


def test_rows_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        WeightPolytope(("a", "b"), np.eye(3), np.ones(3))


@pytest.mark.parametrize("statements", [["a >= b >= c"], ["a >= b", "a >= c", "d >= c"], ["a >= 0.1", "b <= 0.3"]])
def test_orders_and_ranges_need_no_scipy(statements: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setattr("smartscore.robustness.sampling.interior.find_spec", lambda _name: None)
    polytope = WeightPolytope.of(ABCD, statements)
    assert polytope.holds(sample(polytope, 1, 100)).all()
    with pytest.raises(UsageError, match="stats"):
        WeightPolytope.of(ABCD, ["a >= 2 * b", "b >= 0.1"])


def test_without_statements_weights_are_uniform_on_the_simplex() -> None:
    """Of the flat Dirichlet distribution: mean 1/n, variance (n - 1) / (n² (n + 1)), covariance -1 / (n² (n + 1))."""
    polytope = WeightPolytope.of(ABCD)
    for drawn in (sample(polytope, 3, COUNT), chained(polytope)):
        assert within_error(drawn, [1 / 4] * 4)
        assert within_error((drawn - 1 / 4) ** 2, [3 / 80] * 4)
        assert within_error((drawn[:, 0] - 1 / 4) * (drawn[:, 1] - 1 / 4), -1 / 80)


def test_cells_of_the_simplex_are_equally_full() -> None:
    """Which member is first, second and so on: 24 orders of the same volume; chi-square with 23 degrees, 99.99 %."""
    polytope = WeightPolytope.of(ABCD)
    for drawn in (sample(polytope, 4, COUNT), chained(polytope)):
        orders = np.argsort(drawn, axis=1) @ np.array([64, 16, 4, 1])
        _, counts = np.unique(orders, return_counts=True)
        assert len(counts) == 24
        expected = len(drawn) / 24
        assert ((counts - expected) ** 2 / expected).sum() < 58.6


def test_a_total_order_has_the_rank_order_centroid_as_its_mean() -> None:
    """(1 + 1/2 + 1/3 + 1/4) / 4 and so on (Barron and Barrett 1996)."""
    polytope = WeightPolytope.of(ABCD, ["a >= b >= c >= d"])
    expected = [25 / 48, 13 / 48, 7 / 48, 3 / 48]
    assert isinstance(polytope.sampler, Simplex)
    assert within_error(sample(polytope, 5, COUNT), expected)
    assert within_error(chained(polytope), expected)


def test_sorted_spacings_are_what_a_total_order_gives() -> None:
    """Second moments too are those of a sorted flat Dirichlet draw (Rietveld and Ouwersloot 1992)."""
    plain = np.sort(spacings(np.random.default_rng(0).random((COUNT, 4))), axis=1)[:, ::-1]
    drawn = sample(WeightPolytope.of(ABCD, ["a >= b", "b >= c", "c >= d"]), 6, COUNT)
    error = np.sqrt(((plain**2).var(axis=0) + (drawn**2).var(axis=0)) / COUNT)
    assert (np.abs((plain**2).mean(axis=0) - (drawn**2).mean(axis=0)) < 4.5 * error).all()


@pytest.mark.parametrize("statements", [["a >= b", "a >= c"], ["a >= c", "b >= c", "b >= d"], ["a >= d"]])
def test_a_partial_order_is_what_is_left_of_the_simplex(statements: list[str]) -> None:
    """Moments of draws from the simplex that keep the order are those of draws that are made in it."""
    polytope = WeightPolytope.of(ABCD, statements)
    plain = sample(WeightPolytope.of(ABCD), 8, 200_000)
    kept = plain[polytope.holds(plain)]
    for drawn in (sample(polytope, 9, COUNT), chained(polytope)):
        assert polytope.holds(drawn).all()
        for power in (1, 2):
            error = np.sqrt((kept**power).var(axis=0) / len(kept) + (drawn**power).var(axis=0) / len(drawn))
            assert (np.abs((kept**power).mean(axis=0) - (drawn**power).mean(axis=0)) < 4.5 * error).all()


def test_a_fork_is_drawn_by_its_total_orders() -> None:
    """Of a >= b and a >= c: in each of the two orders the mean of a is 11/18, of the others (5 + 2) / 36."""
    polytope = WeightPolytope.of(["a", "b", "c"], ["a >= b", "a >= c"])
    assert isinstance(polytope.sampler, Extensions)
    assert within_error(sample(polytope, 10, COUNT), [11 / 18, 7 / 36, 7 / 36])


def test_members_that_weigh_the_same_are_one() -> None:
    """Of a = b: a is half of one of two parts that are split uniformly."""
    polytope = WeightPolytope.of(["a", "b", "c"], ["a = b"])
    drawn = sample(polytope, 11, COUNT)
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert within_error(drawn[:, 0], 1 / 4)
    assert within_error(chained(polytope)[:, 0], 1 / 4)
    circle = sample(WeightPolytope.of(["a", "b", "c"], ["a >= b >= c >= a"]), 1, 5)
    assert circle == pytest.approx(np.full((5, 3), 1 / 3))


def test_a_box_has_the_moments_of_its_volume() -> None:
    """Of two weights from 0.2 to 0.5 the third is triangular from 0 to 0.6, with variance 0.015."""
    polytope = WeightPolytope.of(["a", "b", "c"], between={"a": (0.2, 0.5), "b": (0.2, 0.5)})
    drawn = sample(polytope, 12, COUNT)
    assert isinstance(polytope.sampler, HitAndRun)
    assert within_error(drawn, [0.35, 0.35, 0.3])
    assert within_error((drawn[:, 2] - 0.3) ** 2, 0.015)
    assert within_error((drawn[:, 0] - 0.35) ** 2, 0.0075)


def test_equalities_make_a_polytope_of_fewer_dimensions() -> None:
    """Of a = 2 b with c + d = 0.4: a and b are fixed, c is uniform from 0 to 0.4."""
    polytope = WeightPolytope.of(ABCD, ["a = 2 * b", "c + d = 0.4"])
    drawn = sample(polytope, 13, COUNT)
    assert polytope.interior.basis.shape == (4, 1)
    assert drawn[:, :2] == pytest.approx(np.tile([0.4, 0.2], (COUNT, 1)))
    assert within_error(drawn[:, 2], 0.2)
    assert within_error(drawn[:, 2] ** 2, 0.16 / 3)


def test_equalities_that_nobody_wrote_are_found() -> None:
    """Of a + b >= 0.5 and c + d >= 0.5 both must be equal, and a is uniform from 0 to 0.5."""
    polytope = WeightPolytope.of(ABCD, ["a + b >= 0.5", "c + d >= 0.5"])
    drawn = sample(polytope, 14, COUNT)
    assert polytope.interior.basis.shape == (4, 2)
    assert polytope.holds(drawn).all()
    assert within_error(drawn**2, [1 / 12] * 4)


@pytest.mark.parametrize(
    ("statements", "between"),
    [
        (["a = 0.4", "b = 0.3", "c + d <= 0.3", "c = d"], {}),
        (["a = 0.4", "b = 0.3", "c = 0.15"], {}),
        ([], {"a": (0.4, 1), "b": (0.3, 1), "c": (0.15, 0.2), "d": (0.15, 0.2)}),
    ],
)
def test_one_point_is_drawn_again_and_again(statements: list[str], between: dict[str, tuple[float, float]]) -> None:
    drawn = sample(WeightPolytope.of(ABCD, statements, between), 1, 3)
    assert drawn == pytest.approx(np.tile([0.4, 0.3, 0.15, 0.15], (3, 1)))


def test_long_and_thin_polytopes_are_drawn_as_evenly() -> None:
    """Of a from 0.3 to 0.30001 the square of the place within is 1/3 on the mean, whatever the others do."""
    polytope = WeightPolytope.of(ABCD, ["a >= 0.3", "a <= 0.30001", "b >= c"])
    drawn = sample(polytope, 15, COUNT)
    assert within_error(((drawn[:, 0] - 0.3) / 1e-5) ** 2, 1 / 3)
    assert within_error(drawn[:, 3], 0.7 / 3)


def test_an_order_of_too_many_kinds_is_drawn_by_chains() -> None:
    """Of twenty members of which one is the greatest: the mean of the greatest of n is (1 + 1/2 + ...) / n."""
    members = [f"m{number}" for number in range(20)]
    polytope = WeightPolytope.of(members, [f"m0 >= {name}" for name in members[1:]])
    assert isinstance(polytope.sampler, HitAndRun)
    drawn = sample(polytope, 16, 8192)
    assert within_error(drawn[:, 0], (1 / np.arange(1, 21)).sum() / 20)


def test_a_draw_is_the_same_in_any_chunk() -> None:
    for statements in ([], ["a >= b", "a >= c"], ["a >= 2 * b", "b >= 0.05"]):
        polytope = WeightPolytope.of(ABCD, statements)
        whole = sample(polytope, 17, 2 * BLOCK + 10)
        parts = [sample(polytope, 17, 700, first) for first in range(0, 2 * BLOCK, 700)]
        joined = np.concatenate(parts)[: len(whole)]
        assert joined.tobytes() == whole[: len(joined)].tobytes()
        again = sample(WeightPolytope.of(ABCD, statements), 17, 100)
        assert again.tobytes() == whole[:100].tobytes()
        assert (sample(polytope, 18, 100) != whole[:100]).any()
        assert sample(polytope, 17, 0).shape == (0, 4)


@given(
    orders=st.lists(st.tuples(st.sampled_from(ABCD), st.sampled_from(ABCD), st.sampled_from([0.5, 1.0, 1.5]))),
    least=st.floats(0, 0.2),
    most=st.floats(0.4, 1),
)
@settings(max_examples=30, deadline=None)
def test_every_draw_keeps_every_statement(orders: list[tuple[str, str, float]], least: float, most: float) -> None:
    statements = [f"{a} >= {factor} * {b}" for a, b, factor in orders if a < b]  # so that a alone keeps them
    polytope = WeightPolytope.of(ABCD, statements, {"a": (least, 1), "d": (0, most)})
    assert polytope.holds(sample(polytope, 1, 300)).all()
    assert polytope.holds(polytope.interior.point)


def test_holds_refuses_what_is_not_allowed() -> None:
    polytope = WeightPolytope.of(["a", "b"], ["a >= b"])
    tried = np.array([[0.6, 0.4], [0.4, 0.6], [0.6, 0.5], [1.2, -0.2]])
    assert polytope.holds(tried).tolist() == [True, False, False, False]
