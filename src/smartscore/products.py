"""Weighted sums over members, in any number of draws."""

from collections.abc import Callable

import numpy as np

from smartscore.rules import Array

#: Multiplications in a product of matrices up to which OpenBLAS takes one thread (interface/gemm.c): draws have the
#: cores already, and threads that wait for each other's take longer than one.
_ONE_THREAD = 262_144


def product(weights: Array, scores: Array, f: Callable[[Array], Array] | None = None) -> Array:
    """Sum weight x score, or weight x f(score), over members: (..., members), (..., members, cities) -> (..., cities).

    Where scores differ from draw to draw, one member is added after the other, so that nothing larger than the sum
    stands in memory beside the scores.
    """
    if scores.ndim > 2:
        return _sum_of_planes(weights, scores, f)
    values = scores if f is None else f(scores)
    rows = max(1, _ONE_THREAD // max(1, values.size))
    if weights.ndim != 2 or len(weights) <= rows:
        return np.asarray(weights @ values)
    sums = np.empty((len(weights), values.shape[1]))
    for first in range(0, len(weights), rows):
        np.matmul(weights[first : first + rows], values, out=sums[first : first + rows])
    return sums


def _sum_of_planes(weights: Array, scores: Array, f: Callable[[Array], Array] | None) -> Array:
    sums = term = None
    for member in range(scores.shape[-2]):
        plane, weight = scores[..., member, :], weights[..., member, None]
        values = plane if f is None else f(plane)
        if sums is None:
            sums = np.asarray(values * weight)
        else:
            term = np.multiply(values, weight, out=term)
            sums += term
    return np.zeros(scores.shape[:-2] + scores.shape[-1:]) if sums is None else sums
