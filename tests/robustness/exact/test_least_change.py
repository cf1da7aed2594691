"""The least change of weights: by hand, against a grid, below one dimension, and where nothing suffices."""

import numpy as np
import pytest
from builders import cities, framework, percent
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from robustness_builders import Asked, free, in_order, within

from smartscore import Dimension, UsageError
from smartscore.robustness.exact import least_weight_change
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.moving import Move

DATA = cities(a=[90, 60, 10], b=[10, 60, 90])  # with equal weights 50, 60, 50


def asked_of(**weights: float) -> Asked:
    members = [*percent("a", weight=weights.get("a", 1)), *percent("b", weight=weights.get("b", 1))]
    return Asked.of(DATA, framework(*members), index=free("a", "b"))


def test_a_city_passes_the_next_one_where_their_scores_cross() -> None:
    """A has 10 + 80 w with a weight w of a: it passes 60 at 0.625, a change of 0.125 in each of two weights."""
    asked = asked_of()
    found = least_weight_change(asked.space, asked.scores, 0)
    assert found is not None
    assert found.size == pytest.approx(0.25, abs=1e-8)
    assert found.proved
    assert (found.rank, asked.rank(0, found.weights)) == (1, 1)
    assert found.weights == pytest.approx({"a": 0.625 * 2, "b": 0.375 * 2})


def test_sharing_a_place_is_enough_to_be_among_the_first_unless_it_can_be_had_clearly() -> None:
    asked = asked_of()
    found = least_weight_change(asked.space, asked.scores, 2, top=1)
    assert found is not None
    assert found.size == pytest.approx(0.25, abs=1e-8)
    assert asked.rank(2, found.weights) == 1
    level = Asked.of(DATA, framework(*percent("a", "b")), index=within(a=(0.375, 1), b=(0, 1)))
    shared = least_weight_change(level.space, level.scores, 2, top=1)
    assert shared is not None
    assert level.rank(2, shared.weights) == 1
    assert least_weight_change(level.space, level.scores, 2) is None


def test_who_is_first_already_stays() -> None:
    asked = asked_of()
    for found in (
        least_weight_change(asked.space, asked.scores, 1),
        least_weight_change(asked.space, asked.scores, 0, top=2),
    ):
        assert found is not None
        assert (found.size, found.bound) == (0, 0)
        assert found.weights == pytest.approx({"a": 1, "b": 1})


def test_where_no_weights_suffice_there_is_no_change() -> None:
    asked = Asked.of(DATA, framework(*percent("a", "b")), index=within(a=(0.4, 0.6), b=(0.4, 0.6)))
    assert least_weight_change(asked.space, asked.scores, 0) is None
    assert least_weight_change(asked.space, asked.scores, 0, top=1) is None
    with pytest.raises(UsageError, match="first place"):
        least_weight_change(asked.space, asked.scores, 0, top=0)


def test_nominal_weights_that_are_not_admissible_are_left_by_the_shortest_way() -> None:
    asked = Asked.of(DATA, framework(*percent("a", weight=1), *percent("b", weight=3)), index=in_order("a", "b"))
    found = least_weight_change(asked.space, asked.scores, 1)
    assert found is not None
    assert found.size == pytest.approx(0.5)
    assert found.weights == pytest.approx({"a": 2, "b": 2})


def test_all_that_share_the_next_score_are_passed() -> None:
    data = cities(a=[90, 60, 70, 0], b=[10, 60, 50, 100])  # B and C have 60 both
    asked = Asked.of(data, framework(*percent("a", "b")), index=free("a", "b"))
    found = least_weight_change(asked.space, asked.scores, 0)
    assert found is not None  # 10 + 80 w > 50 + 20 w from 2/3 on
    assert found.size == pytest.approx(2 * (2 / 3 - 1 / 2), abs=1e-8)
    assert asked.rank(0, found.weights) == 1


def test_below_one_dimension_sizes_are_those_of_its_own_weights() -> None:
    """Half of the index is fixed: A has 25 + (10 + 80 w) / 2, and B 25 + 30."""
    tree = framework(Dimension("below", members=percent("a", "b")), *percent("c"))
    asked = Asked.of(DATA.assign(c=50), tree, index=free("below", "c"), below=free("a", "b"))
    alone = least_weight_change(asked.space, asked.scores, 0, dimension="below")
    assert alone is not None
    assert alone.size == pytest.approx(0.25, abs=1e-8)
    assert alone.weights.keys() == {"a", "b"}
    assert asked.rank(0, alone.weights) == 1
    shares = least_weight_change(asked.space, asked.scores, 0)
    assert shares is not None
    assert shares.size <= alone.size / 2 + 1e-8


def test_where_a_high_index_is_bad_a_city_goes_down() -> None:
    """A and C have 50, B 60: B is to be below one of the two, who share the next better score; that is below both."""
    tree = framework(*percent("a", "b"), higher="worse")
    asked = Asked.of(cities(a=[90, 60], b=[10, 50]), tree, index=free("a", "b"))
    found = least_weight_change(asked.space, asked.scores, 1)
    assert found is not None  # 10 + 80 w > 50 + 10 w from 4/7 on
    assert found.size == pytest.approx(2 * (4 / 7 - 1 / 2), abs=1e-8)
    assert found.rank == 2


def table(seed: int, count: int) -> DataFrame:
    numbers = np.random.default_rng(seed).integers(0, 101, (count, 3)).astype(float)
    return DataFrame(numbers, columns=list("abc"), index=[f"city {row}" for row in range(count)])


GRID = np.array([(a, b, 200 - a - b) for a in range(201) for b in range(201 - a)]) / 200


@settings(max_examples=15)
@given(st.integers(0, 1000), st.integers(1, 3))
def test_no_weights_of_a_grid_do_it_by_less(seed: int, top: int) -> None:
    asked = Asked.of(table(seed, 7), framework(*percent("a", "b", "c")), index=free("a", "b", "c"))
    scores = GRID @ asked.scores.values.T
    ranks = 1 + (scores > scores[:, :1] + asked.scores.tie).sum(axis=1)
    sizes = np.abs(GRID - 1 / 3).sum(axis=1)[ranks <= top]
    found = least_weight_change(asked.space, asked.scores, 0, top=top)
    if found is None:
        assert not len(sizes)
    else:
        assert asked.rank(0, found.weights) <= top
        assert found.proved
        assert not len(sizes) or found.size <= sizes.min() + 1e-8


#: B is level with A and C where both weigh the same, above A where b weighs more, above C where a does.
LEVEL = cities(a=[90, 50, 10, 100], b=[10, 50, 90, 20])


def move(rivals: list[int], needed: int) -> Move:
    """Ask that B is above so many of the rivals by 1e-7 of the scale, of which a solver sees nothing."""
    asked = Asked.of(LEVEL, framework(*percent("a", "b")), index=free("a", "b"))
    compared = Comparisons.of(asked.space, asked.scores, 1, np.array(rivals), sign=1, least=1e-7)
    return Move(asked.space, compared, needed)


def test_what_the_solver_takes_for_kept_is_looked_at_again() -> None:
    """It lets B be above A and C at once, at equal weights; above A and D it is from a weight of b of 5/8 on."""
    found = move([0, 2, 3], 2).nearest(None)
    assert found is not None
    absolute, bound = found
    assert absolute.tolist() == pytest.approx([1, 3 / 8, 5 / 8], abs=1e-6)
    assert bound == pytest.approx(0.25, abs=1e-5)


def test_what_cannot_be_has_no_answer_however_near_it_is() -> None:
    assert move([0, 2], 2).nearest(None) is None
    assert move([0, 0, 2, 2], 3).nearest(None) is None
    assert move([0, 2], 3).nearest(None) is None
