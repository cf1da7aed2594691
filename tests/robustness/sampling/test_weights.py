"""Weights are functions of the uniforms of their own row, with the moments of their distribution."""

import numpy as np
import pytest
from scipy.special import gammaincinv

from smartscore.errors import UsageError
from smartscore.robustness.sampling.gamma import log_gamma_quantiles
from smartscore.robustness.sampling.orders import spacings
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.robustness.sampling.weights import Allowed, Chosen, Dirichlet, Mixed, Noisy

UNIFORM = np.random.default_rng(1).random((20_000, 3))


def test_noise_is_relative_and_leaves_a_weight_of_0() -> None:
    noisy = Noisy([2, 0, 1], 0.25)
    assert noisy.columns == 3
    assert noisy(np.array([[0, 0.2, 0.5], [0.75, 0.9, 0]])).tolist() == [[1.5, 0, 1], [2.25, 0, 0.75]]
    assert Noisy([2, 1], [0.5, 0])(np.zeros((1, 2))).tolist() == [[1, 1]]


def test_noise_beyond_a_weight_is_refused() -> None:
    with pytest.raises(UsageError, match=r"1.2 is no share.*\n.*-0.1"):
        Noisy([1, 1, 1], [1.2, 0.5, -0.1])


def test_weights_below_0_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        Noisy([1, -1], 0.1)


@pytest.mark.parametrize("shape", [0.001, 0.05, 0.5, 1, 1.5, 10, 77, 79, 1000, 1e6])
def test_quantiles_of_gamma_are_those_of_scipy(shape: float) -> None:
    uniform = np.r_[UNIFORM[:2000, 0], 1e-10, 1e-6, 1 - 1e-10]
    with np.errstate(divide="ignore"):
        expected = np.log(gammaincinv(shape, uniform))
    told = expected > -700  # scipy gives the quantile itself, which is 0 below the least float
    assert log_gamma_quantiles(shape, uniform)[told] == pytest.approx(expected[told], abs=1e-8)


def test_quantiles_of_gamma_rise_and_are_finite_to_the_ends() -> None:
    uniform = np.r_[0, 1e-300, 1e-17, np.linspace(1e-4, 0.9999, 5000), 1 - 2.0**-53]
    for shape in (0.001, 0.7, 1, 30, 1e5):
        quantiles = log_gamma_quantiles(shape, uniform)
        assert np.isfinite(quantiles).all()
        assert (np.diff(quantiles) >= 0).all()


def test_dirichlet_weights_have_their_shares_as_means_and_the_variance_of_the_concentration() -> None:
    drawn = Dirichlet([3, 0, 1], 7.0)(UNIFORM)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))
    assert (drawn[:, 1] == 0).all()
    assert drawn.mean(axis=0) == pytest.approx([0.75, 0, 0.25], abs=4.5 * np.sqrt(0.1875 / 8 / len(drawn)))
    assert drawn[:, 0].var() == pytest.approx(0.75 * 0.25 / 8, rel=0.05)


def test_equal_shares_with_as_much_concentration_are_exponential_spacings() -> None:
    assert Dirichlet([1, 1, 1], 3)(UNIFORM) == pytest.approx(spacings(UNIFORM), abs=1e-12)
    assert spacings(np.zeros((1, 4))).tolist() == [[0.25] * 4]


def test_a_concentration_is_above_0_and_a_weight_too() -> None:
    with pytest.raises(UsageError, match="above 0, not 0"):
        Dirichlet([1, 1], 0)
    with pytest.raises(ValueError, match="all weights are 0"):
        Dirichlet([0, 0], 1)


def test_one_of_several_sets_is_chosen_by_its_probability() -> None:
    chosen = Chosen([[1, 0], [0, 1], [1, 1]], [0.5, 0, 1.5])
    uniform = np.array([[0.0], [0.2499], [0.25], [0.9999]])
    assert chosen.which(uniform).tolist() == [0, 0, 2, 2]
    assert chosen(uniform).tolist() == [[1, 0], [1, 0], [1, 1], [1, 1]]
    assert Chosen([[1, 0], [0, 1]]).which(np.array([[0.49], [0.5]])).tolist() == [0, 1]
    assert chosen.columns == 1


def test_the_last_set_without_probability_is_never_chosen() -> None:
    uniform = np.nextafter(1, 0) * np.ones((1, 1))
    assert Chosen([[1, 0], [0, 1], [1, 1]], [0.1, 0.2, 0]).which(uniform).tolist() == [1]


@pytest.mark.parametrize("probabilities", [[0.5], [0.5, -0.1], [0, 0], [np.nan, 1], [np.inf, 1]])
def test_probabilities_that_are_none_are_refused(probabilities: list[float]) -> None:
    with pytest.raises(UsageError, match="no probabilities of 2 alternatives"):
        Chosen([[1, 0], [0, 1]], probabilities)


def test_a_mix_counts_each_judge_as_much_whatever_figures_they_gave() -> None:
    mixed = Mixed([[10, 0, 10], [0, 1, 0]])
    drawn = mixed(UNIFORM[:, :2])
    assert mixed.columns == 2
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))
    assert (drawn[:, 0] == drawn[:, 2]).all()
    assert drawn[:, 1].mean() == pytest.approx(0.5, abs=4.5 * np.sqrt(1 / 12 / len(drawn)))
    with pytest.raises(ValueError, match="judge"):
        Mixed([[1, 0], [0, 0]])


def test_weights_of_a_polytope_are_a_function_of_their_own_uniforms() -> None:
    exact = Allowed(WeightPolytope.of("abc", ["a >= b >= c"]))
    pooled = Allowed(WeightPolytope.of("abc", ["a >= 2 * b", "b >= 0.05"]), seed=4)
    assert (exact.columns, pooled.columns) == (3, 1)
    for allowed in (exact, pooled):
        uniform = UNIFORM[:, : allowed.columns]
        drawn = allowed(uniform)
        assert allowed.polytope.holds(drawn).all()
        assert allowed(uniform[::-1]).tobytes() == np.ascontiguousarray(drawn[::-1]).tobytes()
        assert np.concatenate([allowed(uniform[:7]), allowed(uniform[7:])]) == pytest.approx(drawn, abs=1e-15)
    assert exact(UNIFORM).mean(axis=0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.01)
