"""Ranks under all admissible weights: by hand, against grids and draws, with ties, and by weights that give them."""

import sys

import numpy as np
import pytest
from builders import cities, framework, percent
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from robustness_builders import Asked, free, in_order, random_weights, within

from smartscore import Dimension, Framework, UsageError
from smartscore.robustness.exact import attainable_ranks, can_reach, score_ranges
from smartscore.robustness.exact import most_held as searching
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.programming import minimised

#: A leads by a, C by b, B stands between, and D is below B by both.
DATA = cities(a=[90, 60, 10, 50], b=[10, 60, 90, 50])
FLAT = framework(*percent("a", "b"))


def ranks(asked: Asked, **how: int) -> list[tuple[int, int]]:
    found = [attainable_ranks(asked.space, asked.scores, city, **how) for city in range(len(asked.scores.names))]
    assert all(each.proved for each in found)
    return [(each.best.rank, each.worst.rank) for each in found]


def test_any_weights_of_two_criteria() -> None:
    """B beats A from a weight of b of 3/8 on, and C up to one of 5/8; at 1/2, A, C and D share the second rank."""
    asked = Asked.of(DATA, FLAT, index=free("a", "b"))
    assert ranks(asked) == [(1, 4), (1, 2), (1, 4), (2, 3)]


def test_weights_within_ends_of_two_criteria() -> None:
    """With a weight of a from 0.6 to 0.7: A has 58 to 66, B 60, C 34 to 42, D 50; A passes B at 0.625."""
    asked = Asked.of(DATA, FLAT, index=within(a=(0.6, 0.7), b=(0, 1)))
    assert ranks(asked) == [(1, 2), (1, 2), (4, 4), (3, 3)]
    low, high = score_ranges(asked.space, asked.scores)
    assert low.tolist() == pytest.approx([58, 60, 34, 50])
    assert high.tolist() == pytest.approx([66, 60, 42, 50])


def test_fixed_weights_leave_the_ranks_as_they_are() -> None:
    asked = Asked.of(DATA, FLAT)
    assert ranks(asked) == [(2, 2), (1, 1), (2, 2), (2, 2)]


def test_an_order_of_weights_halves_what_is_possible() -> None:
    """Where a weighs at least as much as b, C is at best level with A and D, behind B."""
    asked = Asked.of(DATA, FLAT, index=in_order("a", "b"))
    assert ranks(asked) == [(1, 2), (1, 2), (2, 4), (2, 3)]


def test_equal_cities_share_every_rank() -> None:
    asked = Asked.of(cities(a=[90, 90, 10], b=[10, 10, 90]), FLAT, index=free("a", "b"))
    assert ranks(asked) == [(1, 2), (1, 2), (1, 3)]


def test_a_city_alone_is_first() -> None:
    asked = Asked.of(cities(a=[90], b=[10]), FLAT, index=free("a", "b"))
    assert ranks(asked) == [(1, 1)]
    assert can_reach(asked.space, asked.scores, 0, 1).possible is True


def test_cities_are_ranked_within_their_year() -> None:
    data = DATA.assign(year=[2024, 2024, 2025, 2025]).set_index("year", append=True)
    assert ranks(Asked.of(data, FLAT, index=free("a", "b"))) == [(1, 2), (1, 2), (1, 2), (1, 2)]


def test_a_city_with_a_gap_is_named_and_stands_in_no_answer() -> None:
    asked = Asked.of(cities(a=[90, 60, 10], b=[10, None, 90]), FLAT, index=free("a", "b"))
    assert asked.scores.left_out == ("B",)
    assert asked.scores.names == ("A", "C")
    assert ranks(asked) == [(1, 2), (1, 2)]
    assert asked.scores.row_of(asked.assessment, "C") == 1
    with pytest.raises(UsageError, match="B: lacks scores") as refused:
        asked.scores.row_of(asked.assessment, "B")
    assert [problem.code for problem in refused.value.problems] == ["city_left_out"]


def test_the_weights_that_are_told_give_the_rank() -> None:
    asked = Asked.of(DATA, FLAT, index=free("a", "b"))
    for city in range(4):
        found = attainable_ranks(asked.space, asked.scores, city)
        assert asked.rank(city, found.best.weights) == found.best.rank
        assert asked.rank(city, found.worst.weights) == found.worst.rank


def test_whether_a_city_can_be_among_the_first() -> None:
    asked = Asked.of(DATA, FLAT, index=free("a", "b"))
    assert [can_reach(asked.space, asked.scores, 3, k).possible for k in (1, 2, 3, 4, 9)] == [False, True] + [True] * 3
    weights = can_reach(asked.space, asked.scores, 3, 2).weights
    assert weights is not None
    assert asked.rank(3, weights) == 2
    with pytest.raises(UsageError, match="at least one first place, not 0"):
        can_reach(asked.space, asked.scores, 3, 0)


def two_levels() -> Framework:
    below = Dimension("below", members=percent("a", "b", "c"), weight=2)
    return framework(below, Dimension("beside", members=percent("d", "e"), weight=1), *percent("f"))


def table(seed: int, count: int) -> DataFrame:
    numbers = np.random.default_rng(seed).integers(0, 101, (count, 6)).astype(float)
    return DataFrame(numbers, columns=list("abcdef"), index=[f"city {row}" for row in range(count)])


def drawn_ranks(asked: Asked, absolute: np.ndarray) -> np.ndarray:
    """Give the rank of every city by absolute weights of leaves: (draws, leaves) -> (draws, cities)."""
    scores = absolute @ asked.scores.values.T
    return 1 + (scores[:, None, :] > scores[:, :, None] + asked.scores.tie).sum(axis=2)


def test_a_fine_grid_of_weights_reaches_the_exact_ranks_and_never_beats_them() -> None:
    grid = np.array([(a, b, 1000 - a - b) for a in range(0, 1001, 5) for b in range(0, 1001 - a, 5)]) / 1000
    asked = Asked.of(table(3, 7)[["a", "b", "c"]], framework(*percent("a", "b", "c")), index=free("a", "b", "c"))
    drawn = drawn_ranks(asked, grid)
    assert ranks(asked) == list(zip(drawn.min(axis=0).tolist(), drawn.max(axis=0).tolist(), strict=True))


def test_two_levels_at_once_hold_every_draw_and_are_nearly_reached_by_many() -> None:
    top = within(below=(0.3, 0.6), beside=(0.1, 0.5), f=(0.1, 0.4))
    order = in_order("a", "b", "c")
    asked = Asked.of(table(5, 8), two_levels(), index=top, below=order, beside=free("d", "e"))
    rng = np.random.default_rng(1)
    outer, inner = random_weights(top, 60_000, rng), random_weights(order, 60_000, rng)
    other = rng.dirichlet([1, 1], 60_000)
    count = min(len(outer), len(inner))
    absolute = np.concatenate([outer[:count, :1] * inner[:count], outer[:count, 1:2] * other[:count]], axis=1)
    leaves = dict(zip("abcde", absolute.T, strict=True)) | {"f": outer[:count, 2]}
    drawn = drawn_ranks(asked, np.stack([leaves[leaf] for leaf in asked.space.leaves], axis=1))
    exact = np.array(ranks(asked))
    assert (exact[:, 0] <= drawn.min(axis=0)).all()
    assert (exact[:, 1] >= drawn.max(axis=0)).all()
    assert np.abs(exact - np.stack([drawn.min(axis=0), drawn.max(axis=0)], axis=1)).max() <= 1
    for city in range(8):
        found = attainable_ranks(asked.space, asked.scores, city)
        assert asked.rank(city, found.best.weights) == found.best.rank
        assert asked.rank(city, found.worst.weights) == found.worst.rank


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_no_draw_lies_outside_the_exact_ranks(seed: int, share: float) -> None:
    ends = dict.fromkeys("abc", ((1 - share) / 3, (1 + share) / 3))
    asked = Asked.of(table(seed, 6)[["a", "b", "c"]], framework(*percent("a", "b", "c")), index=within(**ends))
    drawn = drawn_ranks(asked, random_weights(within(**ends), 300, np.random.default_rng(seed)))
    exact = np.array(ranks(asked))
    assert (drawn >= exact[:, 0]).all()
    assert (drawn <= exact[:, 1]).all()


@settings(max_examples=8)
@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    data, tree = table(7, 6)[["a", "b", "c"]], framework(*percent("a", "b", "c"))
    first, second = (Asked.of(each, tree, index=free("a", "b", "c")) for each in (data, data.iloc[order]))
    assert [ranks(first)[place] for place in order] == ranks(second)


def test_a_search_that_is_cut_short_gives_bounds() -> None:
    ends = dict.fromkeys("abcdef", (0.05, 0.4))
    asked = Asked.of(table(11, 60), framework(*percent(*"abcdef")), index=within(**ends))
    short = {city: attainable_ranks(asked.space, asked.scores, city, nodes=1) for city in (14, 26, 48)}
    for city, found in short.items():
        exact = attainable_ranks(asked.space, asked.scores, city)
        assert found.best.bound <= exact.best.rank <= found.best.rank
        assert found.worst.rank <= exact.worst.rank <= found.worst.bound
        assert exact.proved
    assert not all(found.proved for found in short.values())


def test_what_cannot_hold_together_is_told() -> None:
    """C is first where b weighs more, A where a does: that D is above both cannot be."""
    asked = Asked.of(DATA, FLAT, index=free("a", "b"))
    compared = Comparisons.of(asked.space, asked.scores, 3, np.array([0, 2]), sign=1, least=0.05)
    absolute, clashing = searching.widest(compared, np.array([0, 1]))
    assert clashing.tolist() == [0, 1]
    assert absolute.tolist() == pytest.approx([1, 0.5, 0.5])
    assert searching.widest(compared, np.array([0]))[1].tolist() == []


def test_a_choice_of_the_solver_that_does_not_hold_is_forbidden() -> None:
    """At a tolerance of its own the solver may take for kept what is missed by a little: here it is told so."""
    asked = Asked.of(DATA, FLAT, index=free("a", "b"))
    strict = Comparisons.of(asked.space, asked.scores, 3, np.array([0, 2]), sign=1, least=1e-7)
    assert searching.most_held(strict).count == 1
    assert searching.most_held(strict).most == 1


def test_a_programme_that_fails_is_a_fault_and_no_answer() -> None:
    with pytest.raises(RuntimeError, match=r"[Uu]nbounded"):
        minimised(-np.ones(1), (np.zeros((0, 1)), np.zeros(0)), (np.zeros((0, 1)), np.zeros(0)))


def test_without_scipy_only_what_needs_no_search_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked.of(table(11, 30), framework(*percent(*"abcdef")), index=free(*"abcdef"))
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UsageError) as refused:
        minimised(np.ones(1), (np.ones((1, 1)), np.ones(1)), (np.ones((1, 1)), np.ones(1)))
    assert [(p.code, p.fields) for p in refused.value.problems] == [("missing_extra", {"extra": "stats"})]
    assert score_ranges(asked.space, asked.scores)[1].max() <= 100
    with pytest.raises(UsageError, match=r"smartscore\[stats\]"):
        [attainable_ranks(asked.space, asked.scores, city) for city in range(30)]
