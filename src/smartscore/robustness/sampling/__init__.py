"""How uniform numbers are drawn, and weights from them: around their own values, from judges, in a region."""

from smartscore.robustness.sampling.sobol import MOST_COLUMNS, sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws

__all__ = ["MOST_COLUMNS", "sobol_draws", "uniform_draws"]
