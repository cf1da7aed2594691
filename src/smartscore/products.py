"""Weighted sums over members, in any number of draws."""

import numpy as np

from smartscore.rules import Array

#: Multiplications in a product of matrices up to which OpenBLAS takes one thread (interface/gemm.c): draws have the
#: cores already, and threads that wait for each other's take longer than one.
_ONE_THREAD = 262_144


def product(weights: Array, scores: Array) -> Array:
    """Sum weight x score over members: (..., members), (..., members, cities) -> (..., cities)."""
    if scores.ndim > 2:
        return np.asarray(np.matmul(weights[..., None, :], scores)[..., 0, :])
    rows = max(1, _ONE_THREAD // max(1, scores.size))
    if weights.ndim != 2 or len(weights) <= rows:
        return np.asarray(weights @ scores)
    sums = np.empty((len(weights), scores.shape[1]))
    for first in range(0, len(weights), rows):
        np.matmul(weights[first : first + rows], scores, out=sums[first : first + rows])
    return sums
