"""Quantiles of gamma distributions by NumPy alone, so that they are the same whether scipy is there or not."""

from functools import lru_cache
from math import lgamma, log, sqrt

import numpy as np

from smartscore.read_only import locked
from smartscore.rules import Array

_CELLS = 4000
_TAIL = 45.0  # e^-45 is less than the distance of two floats near 1
_NODES, _FACTORS = np.polynomial.legendre.leggauss(5)


def log_gamma_quantiles(shape: float, uniform: Array) -> Array:
    """Give the logarithm of the quantile of a gamma distribution of scale 1 at each of `uniform`, in [0, 1).

    The logarithm, since a small shape has quantiles below the least float. The distribution function is integrated
    by Gauss and Legendre's rule, and inverted by cubics in the logit, with a relative error below 1e-8.
    """
    uniform = np.clip(uniform, 2.0**-54, 1 - 2.0**-53)
    if shape == 1:
        return np.asarray(np.log(-np.log1p(-uniform)))
    logits, places, slopes = _table(shape)
    wanted = np.log(uniform) - np.log1p(-uniform)
    cell = np.clip(np.searchsorted(logits, wanted) - 1, 0, len(logits) - 2)
    width = logits[cell + 1] - logits[cell]
    t = (wanted - logits[cell]) / width
    left = (1 - t) ** 2 * (places[cell] * (1 + 2 * t) + slopes[cell] * width * t)
    right = t**2 * (places[cell + 1] * (3 - 2 * t) + slopes[cell + 1] * width * (t - 1))
    tail = (np.log(uniform) + lgamma(shape + 1)) / shape  # where exp(-x) is 1
    return np.where(wanted < logits[0], tail, left + right)


@lru_cache(maxsize=1024)
def _table(shape: float) -> tuple[Array, Array, Array]:
    """Give logits of the distribution function, the logarithms where it has them, and the slopes of these.

    The ends leave out less than e^-45 (Laurent and Massart 2000, lemma 1), or to the left what a formula gives.
    """
    high = log(shape + sqrt(2 * shape * _TAIL) + _TAIL)
    least = shape - sqrt(2 * shape * _TAIL)
    low = max((lgamma(shape + 1) - _TAIL) / shape, -25.0, log(least) if least > 0 else -np.inf)
    places = np.linspace(low, high, _CELLS + 1)
    half = (high - low) / _CELLS / 2
    inside = places[:-1, None] + half * (1 + _NODES)
    masses = half * (_density(shape, inside) @ _FACTORS)
    below = np.r_[0.0, masses.cumsum()] + _first(shape, low)
    above = np.r_[masses[::-1].cumsum()[::-1], 0.0]
    kept = (below > 0) & (above > 0)
    logits = np.log(below[kept]) - np.log(above[kept])
    slopes = below[kept] * above[kept] / (below[kept] + above[kept]) / _density(shape, places[kept])
    rising = np.r_[True, np.diff(logits) > 0]
    return locked(logits[rising]), locked(places[kept][rising]), locked(slopes[rising])


def _density(shape: float, places: Array) -> Array:
    """Give the density of the logarithm of a gamma variate."""
    return np.asarray(np.exp(shape * places - np.exp(places) - lgamma(shape)))


def _first(shape: float, low: float) -> float:
    """Give the distribution function far to the left: x^a e^-x / gamma(a + 1), but for a share of about x / (a + 1)."""
    return float(np.exp(shape * low - np.exp(low) - lgamma(shape + 1)))
