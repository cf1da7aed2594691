"""Bootstrap intervals of indices: how far they would move with other draws. Source: Archer, Saltelli, Sobol' (1997).

A resample is a row of counts, how often it has each draw. All sums that the indices are made of are then one matrix
product for all resamples and outputs.
"""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from smartscore.robustness.sensitivity.indices import DEFAULT, Estimator, mean_of_runs, varying
from smartscore.rules import Array

#: An interval lies between these quantiles.
ENDS = (0.05, 0.95)
_CELLS = 2**22  # of the largest arrays at a time, which are 32 MB then
_FLAT = 1e-12  # a resample whose variance is less than this share of the variance of all draws has none


def bootstrap_intervals(  # noqa: PLR0913  # the blocks are three
    a: Array, b: Array, ab: Array, *, seed: int, count: int = 1000, estimator: Estimator = DEFAULT
) -> tuple[Array, Array]:
    """Give the 5-95 % intervals of the indices that `sobol_indices` gives, from so many resamples of the N draws.

    Shapes: (N, ...), (N, ...), (k, N, ...) -> (k, ..., 2) twice, of first and of total order. All outputs have the
    same resamples, so that each has the interval that it would have alone. Resamples in which an output does not
    vary are left out; where there is no index, there is no interval. Draws that fill the cube evenly, such as Sobol
    points, move the indices less than the intervals say.
    """
    inputs, draws, *shape = ab.shape
    sums = _Sums(a.reshape(draws, -1), b.reshape(draws, -1), ab.reshape(inputs, draws, -1), estimator)
    outputs = sums.a.shape[1]
    step = max(1, _CELLS // ((3 * inputs + 3) * (draws + count)))
    intervals = np.empty((2, inputs, outputs, 2))
    for start in range(0, outputs, step):
        part = slice(start, start + step)
        intervals[:, :, part] = _quantiles(sums.of(part).resampled(count, seed))
    first, total = intervals.reshape(2, inputs, *shape, 2)
    return first, total


@frozen(eq=False)
class _Sums:
    """The outputs of the blocks, and the sums of their products in resamples: (N, m), (N, m), (k, N, m)."""

    a: Array
    b: Array
    ab: Array
    estimator: Estimator

    def of(self, outputs: slice) -> "_Sums":
        """Give those of some outputs."""
        return _Sums(self.a[:, outputs], self.b[:, outputs], self.ab[:, :, outputs], self.estimator)

    def resampled(self, count: int, seed: int) -> Array:
        """Give the indices in each resample: (count, 2, k, m)."""
        with np.errstate(invalid="ignore", over="ignore"):
            products, mean = self._products()
            draws, columns, outputs = products.shape
            flat = products.reshape(draws, -1)
            sums = np.concatenate([counts @ flat for counts in _counts(draws, count, seed)])
            return self._indices(sums.reshape(count, columns, outputs), mean)

    def _products(self) -> tuple[Array, Array]:
        """Give the products that are summed, around the mean of all runs, which comes second: (N, 3k + 3, m), (m)."""
        mean = mean_of_runs(self.a, self.b, self.ab)
        a, b, ab = self.a - mean, self.b - mean, np.swapaxes(self.ab - mean, 0, 1)
        change = ab - a[:, None]
        rest = np.stack([a + b, a**2 + b**2, ab.sum(axis=1)], axis=1)
        return np.concatenate([b[:, None] * change, change**2, change, rest], axis=1), mean

    def _indices(self, sums: Array, mean: Array) -> Array:
        inputs, draws = self.ab.shape[:2]
        product, square, change, rest = np.split(sums, np.arange(1, 4) * inputs, axis=1)
        of_both, of_squares, of_ab = (rest[:, [place]] for place in range(3))
        variance = varying(self.a, self.b, self.ab)[None, None]
        if self.estimator.variance_resampled:
            own = (of_squares - of_both**2 / (2 * draws)) / (2 * draws - 1)
            variance = np.where(own > _FLAT * variance, own, np.nan)
        centre = (of_both + of_ab) / ((inputs + 2) * draws) if self.estimator.centred else -mean
        return np.asarray(np.stack([product - centre * change, square / 2], axis=1) / (draws * variance[:, None]))


def _counts(draws: int, count: int, seed: int) -> Iterator[Array]:
    """Give how often each resample has each draw, some resamples at a time: (resamples, N)."""
    rng = np.random.default_rng(seed)
    step = max(1, _CELLS // draws)
    for start in range(0, count, step):
        resamples = min(step, count - start)
        picks = rng.integers(draws, size=(resamples, draws))
        picks += draws * np.arange(resamples)[:, None]
        counts = np.bincount(picks.ravel(), minlength=resamples * draws)
        yield counts.reshape(resamples, draws).astype(float)


def _quantiles(samples: Array) -> Array:
    """Give the ends of the interval along the first axis, without NaN: (count, ...) -> (..., 2)."""
    ordered = np.sort(samples, axis=0)  # NaN last
    known = (~np.isnan(ordered)).sum(axis=0)
    ends = []
    for share in ENDS:
        place = share * np.maximum(known - 1, 0)
        low = np.floor(place).astype(np.intp)
        below, above = (
            np.take_along_axis(ordered, at[None], axis=0)[0] for at in (low, np.ceil(place).astype(np.intp))
        )
        ends.append(below + (place - low) * (above - below))
    return np.stack(ends, axis=-1)
