"""Weights as functions of uniforms: each draw of weights from the uniforms of its own row and nothing else.

So they serve random draws, Sobol sequences and the designs of variance-based sensitivity alike, in chunks of any
size. Each says by `columns` how many uniforms it takes; uniforms are within [0, 1). Shapes of a call:
(count, columns) -> (count, members).
"""

from functools import cached_property

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, UsageError
from smartscore.robustness.sampling.gamma import log_gamma_quantiles
from smartscore.robustness.sampling.hit_and_run import HitAndRun
from smartscore.robustness.sampling.orders import spacings
from smartscore.robustness.sampling.polytope import WeightPolytope, sample
from smartscore.rules import Array

_POOL = 16_384


def _weights(values: object) -> Array:
    weights = np.array(values, dtype=float)
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise ValueError("weights are at least 0 and finite")
    return weights


@frozen(eq=False)
class Noisy:
    """Each weight between (1 - relative) and (1 + relative) times its own value, uniformly and by itself.

    `relative` is one share for all members, or one each, from 0 to 1. A weight of 0 stays 0. The weights are not
    scaled to a sum again: a mean does that.

    Raises:
        UsageError: for a share outside 0 to 1.
    """

    nominal: Array = field(converter=_weights)
    relative: Array = field(converter=np.asarray)

    @relative.validator
    def _is_share(self, _attribute: object, relative: Array) -> None:
        wrong = [share for share in np.atleast_1d(relative).tolist() if not 0 <= share <= 1]
        if wrong:
            raise UsageError(Problem("share_not_valid", {"found": share}) for share in wrong)

    @property
    def columns(self) -> int:
        """One for each member."""
        return len(self.nominal)

    def __call__(self, uniform: Array) -> Array:
        """Give weights: (count, members) -> (count, members)."""
        return np.asarray(self.nominal * (1 + self.relative * (2 * uniform - 1)))


@frozen(eq=False)
class Dirichlet:
    """Weights of a Dirichlet distribution, of which the means are the shares of `nominal`.

    The parameters are concentration x share, and the variance of a weight is share (1 - share) / (concentration + 1).
    With equal shares and as much concentration as there are members, weights are uniform on the simplex. They are
    gamma quantiles over their sum (Devroye 1986, chapter XI), one uniform for each member. A weight of 0 stays 0.

    Raises:
        UsageError: for a concentration that is not above 0.
        ValueError: if all weights are 0.
    """

    nominal: Array = field(converter=_weights)
    concentration: float = field()

    @concentration.validator
    def _is_positive(self, _attribute: object, concentration: float) -> None:
        if not 0 < concentration < np.inf:
            raise UsageError(Problem("concentration_not_valid", {"found": concentration}))
        if not self.nominal.any():
            raise ValueError("all weights are 0")

    @property
    def columns(self) -> int:
        """One for each member."""
        return len(self.nominal)

    def __call__(self, uniform: Array) -> Array:
        """Give weights with the sum 1: (count, members) -> (count, members)."""
        shapes = self.concentration * self.nominal / self.nominal.sum()
        logs = np.full(uniform.shape, -np.inf)
        for shape in np.unique(shapes[shapes > 0]):
            alike = shapes == shape
            logs[:, alike] = log_gamma_quantiles(float(shape), uniform[:, alike])
        parts = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(parts / parts.sum(axis=1, keepdims=True))


@frozen(eq=False)
class Chosen:
    """One of several sets of weights, (sets, members): the alternatives of a list, or one judge of several.

    `probabilities` (sets) are taken in proportion; without them all sets are as probable.

    Raises:
        UsageError: for probabilities that are not one for each set, below 0 or all 0.
    """

    sets: Array = field(converter=_weights)
    probabilities: Array = field(converter=np.asarray)

    @probabilities.default
    def _equal(self) -> Array:
        return np.ones(len(self.sets))

    @probabilities.validator
    def _are_probabilities(self, _attribute: object, probabilities: Array) -> None:
        is_valid = probabilities.shape == (len(self.sets),) and bool((probabilities >= 0).all())
        if not (is_valid and 0 < probabilities.sum() < np.inf):
            found = ", ".join(f"{one:g}" for one in np.ravel(probabilities))
            raise UsageError(Problem("probabilities_not_valid", {"found": found, "count": len(self.sets)}))

    @property
    def columns(self) -> int:
        """One."""
        return 1

    def which(self, uniform: Array) -> np.ndarray:
        """Give the place of the set of each draw: (count, 1) -> int (count)."""
        limits = self.probabilities.cumsum()
        last = np.flatnonzero(self.probabilities)[-1]
        return np.asarray(np.minimum(np.searchsorted(limits, uniform[:, 0] * limits[-1], side="right"), last))

    def __call__(self, uniform: Array) -> Array:
        """Give weights: (count, 1) -> (count, members)."""
        return np.asarray(self.sets[self.which(uniform)])


@frozen(eq=False)
class Mixed:
    """A mix of the weights of several judges, (judges, members), with shares that are uniform on their simplex.

    The weights of each judge count as shares of their sum, so that no judge has more say by larger figures.

    Raises:
        ValueError: if the weights of a judge are all 0.
    """

    judges: Array = field(converter=_weights)

    @judges.validator
    def _have_weights(self, _attribute: object, judges: Array) -> None:
        if not judges.any(axis=1).all():
            raise ValueError("a judge has no weight above 0")

    @property
    def columns(self) -> int:
        """One for each judge."""
        return len(self.judges)

    def __call__(self, uniform: Array) -> Array:
        """Give weights with the sum 1: (count, judges) -> (count, members)."""
        return np.asarray(spacings(uniform) @ (self.judges / self.judges.sum(axis=1, keepdims=True)))


@frozen(eq=False)
class Allowed:
    """Weights uniform in a polytope, also where they come of chains.

    Where only an order or nothing is known, a draw is an exact function of its uniforms. Elsewhere one uniform picks
    one of 16,384 draws that hit-and-run makes once from the seed: their means differ from those of the polytope by
    about 0.8 % of a standard deviation. Random draws without that limit are those of `sample`.
    """

    polytope: WeightPolytope
    seed: int = 0

    @cached_property
    def _pool(self) -> Array:
        return sample(self.polytope, self.seed, _POOL)

    @property
    def columns(self) -> int:
        """One, or as many as an exact draw takes."""
        sampler = self.polytope.sampler
        return 1 if isinstance(sampler, HitAndRun) else sampler.columns

    def __call__(self, uniform: Array) -> Array:
        """Give weights with the sum 1: (count, columns) -> (count, members)."""
        sampler = self.polytope.sampler
        if isinstance(sampler, HitAndRun):
            return np.asarray(self._pool[(uniform[:, 0] * _POOL).astype(int)])
        return sampler(uniform)
