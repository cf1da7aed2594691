"""Draws from the unit cube, the same whatever the chunks in which they are asked for."""

from smartscore.robustness.sampling.sobol import MOST_COLUMNS, sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws

__all__ = ["MOST_COLUMNS", "sobol_draws", "uniform_draws"]
