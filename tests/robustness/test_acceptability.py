"""Acceptabilities count ranks of draws; they agree with exact ones within their error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore.robustness.acceptability import (
    Acceptability,
    central_weights,
    confidence_factors,
    holistic_acceptability,
    pairwise_winning,
    rank_acceptability,
    rank_factors,
    share_at,
    stability,
)
from smartscore.robustness.sampling.polytope import WeightPolytope, sample
from smartscore.rules import Array

NAN = np.nan
RANKS = np.array([[1, 2, 3], [1, 3, 2], [2, 1, NAN], [1, 1, 3]])
WEIGHTS = np.array([[0.8, 0.2], [0.6, 0.4], [0.1, 0.9], [1.0, 3.0]])

#: Six cities by four criteria, more is better.
MATRIX = np.array(
    [
        [62, 35, 80, 41],
        [48, 72, 55, 66],
        [90, 20, 38, 58],
        [55, 64, 71, 30],
        [33, 81, 47, 77],
        [70, 50, 60, 52],
    ],
    dtype=float,
)
#: `exact_acceptability(MATRIX, ones, constraints)` of pySensMCDA 2.0.0, min-max, additive: shares of first ranks, and
#: central weights of two cities by their place.
EXACT = {
    (): (
        [0.238830274043, 0.065100891341, 0.168649946208, 0.067470097183, 0.412680614404, 0.047268176820],
        {
            0: [0.216908412087, 0.116499096004, 0.511971426900, 0.154621065009],
            4: [0.128665645397, 0.345604164535, 0.154205097762, 0.371525092306],
        },
    ),
    ("a >= b >= c >= d",): (
        [0.0, 0.030178582762, 0.369162810730, 0.102718844973, 0.0, 0.497939761535],
        {
            2: [0.658141362017, 0.200375847081, 0.096280283941, 0.045202506961],
            5: [0.457346254460, 0.307592761144, 0.160546539246, 0.074514445150],
        },
    ),
    ("a >= 2 * b", "a + c <= 0.6", "d >= 0.1"): (
        [0.073314475694, 0.043364920389, 0.457579223076, 0.0, 0.389635332101, 0.036106048740],
        {
            2: [0.418488222070, 0.096931959235, 0.088103938383, 0.396475880312],
            4: [0.186566953272, 0.049996115557, 0.156502754850, 0.606934176320],
        },
    ),
}


def ranked(scores: Array) -> Array:
    """Rank cities within each draw: (draws, cities) -> (draws, cities)."""
    return np.asarray(1.0 + (scores[:, None, :] > scores[:, :, None]).sum(axis=2))


@pytest.mark.parametrize("statements", EXACT)
def test_sampled_acceptabilities_agree_with_exact_ones_within_their_error(statements: tuple[str, ...]) -> None:
    count = 40_000
    first, central = EXACT[statements]
    weights = sample(WeightPolytope.of("abcd", statements), 16, count)
    normalised = (MATRIX - MATRIX.min(axis=0)) / np.ptp(MATRIX, axis=0)
    ranks = ranked(weights @ normalised.T)
    sampled = rank_acceptability(ranks)[:, 0]
    assert (np.abs(sampled - first) <= 4 * np.sqrt(np.array(first) * (1 - np.array(first)) / count)).all()
    means = central_weights(ranks, weights)
    for city, expected in central.items():
        favourable = weights[ranks[:, city] == 1]
        assert (np.abs(means[city] - expected) <= 4 * favourable.std(axis=0) / np.sqrt(len(favourable))).all()
    assert np.isnan(means).all(axis=1).tolist() == [share == 0 for share in first]


def test_rank_acceptability_is_the_share_of_draws() -> None:
    assert rank_acceptability(RANKS).tolist() == [[0.75, 0.25, 0], [0.5, 0.25, 0.25], [0, 0.25, 0.5]]


def test_central_weights_are_means_over_the_draws_in_which_a_city_is_first() -> None:
    central = central_weights(RANKS, WEIGHTS)
    assert central[:2] == pytest.approx(np.array([[(0.8 + 0.6 + 0.25) / 3, (0.2 + 0.4 + 0.75) / 3], [0.175, 0.825]]))
    assert np.isnan(central[2]).all()
    assert central_weights(RANKS, WEIGHTS, top=2)[2] == pytest.approx([0.6, 0.4])


def test_a_confidence_factor_is_the_share_of_draws_under_the_central_weights() -> None:
    ranks = np.array([[1, 1, 2, 1], [3, 2, 1, NAN], [NAN, NAN, NAN, NAN]])
    assert confidence_factors(ranks)[:2].tolist() == [0.75, 0.25]
    assert np.isnan(confidence_factors(ranks)[2])
    assert confidence_factors(ranks, top=2)[:2].tolist() == [1, 0.5]


def test_pairs_are_won_strictly_and_by_cities_with_a_rank() -> None:
    assert pairwise_winning(RANKS).tolist() == [[0, 0.5, 0.75], [0.25, 0, 0.5], [0, 0.25, 0]]


def test_pairs_of_many_draws_are_counted_beyond_what_a_byte_holds() -> None:
    scores = np.random.default_rng(2).random((700, 5))
    expected = (scores[:, :, None] > scores[:, None, :]).mean(axis=0)
    assert (pairwise_winning(ranked(scores)) == expected).all()


def test_factors_of_ranks_begin_with_1() -> None:
    """Centroid factors of four ranks: 25/48, 13/48, 7/48 and 3/48 over the first of them."""
    assert rank_factors(4) == pytest.approx(np.array([25, 13, 7, 3]) / 25)
    assert rank_factors(4, "inverse") == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])
    assert rank_factors(4, "linear") == pytest.approx([1, 2 / 3, 1 / 3, 0])
    assert [rank_factors(1, kind).tolist() for kind in ("centroid", "linear", "inverse")] == [[1.0]] * 3


def test_holistic_acceptability_is_1_for_a_city_that_is_always_first() -> None:
    acceptability = np.array([[1.0, 0, 0], [0, 0.5, 0.5], [0, 0.5, 0.5]])
    assert holistic_acceptability(acceptability, "inverse") == pytest.approx([1, 5 / 12, 5 / 12])
    assert holistic_acceptability(acceptability) == pytest.approx([1, 3.5 / 11, 3.5 / 11])


def test_stability_is_1_for_one_rank_and_0_for_all_alike() -> None:
    acceptability = np.array([[1, 0, 0, 0], [0.25] * 4, [0.5, 0.5, 0, 0], [0.25, 0.25, 0, 0], [0] * 4])
    assert stability(acceptability)[:4] == pytest.approx([1, 0, 0.5, 0.5])
    assert np.isnan(stability(acceptability)[4])
    assert stability(np.ones((1, 1))).tolist() == [1]


def test_the_share_at_a_rank_is_looked_up() -> None:
    shares = share_at(rank_acceptability(RANKS), np.array([1, 3, NAN]))
    assert shares[:2].tolist() == [0.75, 0.25]
    assert np.isnan(shares[2])


def test_counts_are_the_same_in_any_blocks_and_order() -> None:
    generator = np.random.default_rng(3)
    weights = generator.random((1000, 4))
    ranks = ranked(weights @ MATRIX.T)
    whole, parts, other = (Acceptability(6, 4, top=2, pairs=True) for _ in range(3))
    whole.add(ranks, weights)
    for start in (900, 0, 300):
        parts.add(ranks[start : start + 300], np.asfortranarray(weights[start : start + 300]))
    other.add(ranks[600:900], weights[600:900])
    parts.merge(other)
    assert parts.draws == 1000
    for result in ("rank_acceptability", "central_weights", "pairwise_winning"):
        assert getattr(whole, result)().tobytes() == getattr(parts, result)().tobytes()
    assert (whole.rank_acceptability() == rank_acceptability(ranks)).all()
    assert (whole.pairwise_winning() == pairwise_winning(ranks)).all()
    favourable = [weights[ranks[:, city] <= 2] for city in range(6)]
    means = [(f / f.sum(axis=1, keepdims=True)).mean(axis=0) for f in favourable if len(f)]
    assert whole.central_weights()[whole.top_counts > 0] == pytest.approx(np.array(means), abs=1e-11)


def test_counts_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="something else"):
        Acceptability(3, 2).merge(Acceptability(3, 2, top=2))
    with pytest.raises(ValueError, match="pairs"):
        Acceptability(3, 2).pairwise_winning()


def test_without_draws_nothing_is_known() -> None:
    empty = Acceptability(2, 2, pairs=True)
    for known in (empty.rank_acceptability(), empty.central_weights(), empty.pairwise_winning()):
        assert np.isnan(known).all()


@given(st.integers(1, 6), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_shares_sum_to_1_and_follow_the_cities(cities: int, draws: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.integers(0, 4, (draws, cities)).astype(float)
    weights = generator.random((draws, 3)) + 0.01
    ranks, moved = ranked(scores), generator.permutation(cities)
    acceptability = rank_acceptability(ranks)
    assert acceptability.sum(axis=1) == pytest.approx(np.ones(cities))
    assert (rank_acceptability(ranks[:, moved]) == acceptability[moved]).all()
    won = pairwise_winning(ranks)
    equal = (scores[:, :, None] == scores[:, None, :]).mean(axis=0)
    assert won + won.T + equal == pytest.approx(np.ones((cities, cities)))
    assert (pairwise_winning(ranks[:, moved]) == won[np.ix_(moved, moved)]).all()
    central = central_weights(ranks, weights)
    assert np.array_equal(central_weights(ranks[:, moved], weights), central[moved], equal_nan=True)
    assert np.nansum(central, axis=1)[~np.isnan(central[:, 0])] == pytest.approx(1, abs=1e-9)
    assert ((stability(acceptability) >= 0) & (stability(acceptability) <= 1)).all()
