"""Hit-and-run: many chains at once within a polytope, each taken to where it has forgotten its start."""

import numpy as np
from attrs import evolve, field, frozen

from smartscore.robustness.sampling.interior import Interior
from smartscore.rules import Array

#: Draws that are made together, one chain each.
BLOCK = 1024
_SWEEPS = 20
_LEAST = 1e-200  # a slack of 0 that can be divided by
_PILOTS = 512
_PILOT_ROUNDS = 5
_PILOT_SWEEPS = 5


@frozen(eq=False)
class HitAndRun:
    """Weights uniform in a polytope, by hit-and-run (Smith 1984; Lovász 1999).

    Each draw is the end of a chain of its own; chains of a block share their directions and nothing else, and begin
    at points of a pilot run. Directions are those of random orthonormal frames, one sweep a frame, in coordinates in
    which the pilot run has the covariance 1, so that long and thin polytopes are like round ones. A chain goes
    through 20 sweeps: the correlation of a coordinate with its start is then below the error of 100,000 draws.

    Shapes: `origin` (members), `frame` (members, dimensions), `rows` (rows, dimensions) and `most` (rows) with
    rows @ state <= most, `starts` (dimensions, pilots).
    """

    origin: Array
    frame: Array
    rows: Array
    most: Array
    starts: Array = field(repr=False)

    @classmethod
    def of(cls, matrix: Array, bounds: Array, within: Interior) -> "HitAndRun":
        """Give the chains within matrix @ weights <= bounds, with starts from a pilot run of its own seed."""
        every = np.vstack([matrix, -np.eye(matrix.shape[1])])
        slopes = every @ within.basis
        free = np.linalg.norm(slopes, axis=1) > 1e-12 * np.maximum(1.0, np.abs(every).max(axis=1))
        room = np.r_[bounds, np.zeros(matrix.shape[1])] - every @ within.point
        dimensions = within.basis.shape[1]
        chains = cls(within.point, within.basis, slopes[free], room[free], np.zeros((dimensions, _PILOTS)))
        return chains._piloted() if dimensions else chains

    def block(self, generator: np.random.Generator) -> Array:
        """Give the draws of one block, (1024, members)."""
        states = self.starts[:, generator.integers(self.starts.shape[1], size=BLOCK)]
        for _ in range(_SWEEPS if len(states) else 0):
            self._sweep(generator, states)
        return np.maximum(self.origin + (self.frame @ states).T, 0.0)

    def _piloted(self) -> "HitAndRun":
        near = self.rows / self.most[:, None]
        chains = self._turned(np.linalg.inv(np.linalg.cholesky(near.T @ near)).T)  # the Dikin ellipsoid
        generator = np.random.default_rng(0)
        for _ in range(_PILOT_ROUNDS):
            for _ in range(_PILOT_SWEEPS):
                chains._sweep(generator, chains.starts)
            spread = np.atleast_2d(np.cov(chains.starts))
            chains = chains._turned(np.linalg.cholesky(spread))
        return chains

    def _turned(self, axes: Array) -> "HitAndRun":
        """Give the same in coordinates along these axes, (dimensions, dimensions)."""
        starts = np.linalg.solve(axes, self.starts)
        return evolve(self, frame=self.frame @ axes, rows=self.rows @ axes, starts=starts)

    def _sweep(self, generator: np.random.Generator, states: Array) -> None:
        """Move states, (dimensions, chains), along each direction of a random frame to a uniform point of the chord."""
        slack = np.maximum(self.most[:, None] - self.rows @ states, _LEAST)
        passed = np.empty_like(slack)
        frame = np.linalg.qr(generator.standard_normal((len(states), len(states))))[0]
        for direction in frame.T:
            speeds = (self.rows @ direction)[:, None]
            np.divide(
                speeds, slack, out=passed
            )  # the inverse of how far it is to each row: above 0 forth, below 0 back
            back, forth = 1 / passed.min(axis=0), 1 / passed.max(axis=0)
            steps = back + (forth - back) * generator.random(states.shape[1])
            states += direction[:, None] * steps
            np.multiply(speeds, steps, out=passed)
            np.maximum(np.subtract(slack, passed, out=slack), _LEAST, out=slack)
