"""Assumptions as a TOML file: read strictly, with every fault at once, and written so that it reads back the same."""

from smartscore.robustness.assumptions.assumption_file.reading import assumptions_of, read_assumptions
from smartscore.robustness.assumptions.assumption_file.writing import written

__all__ = ["assumptions_of", "read_assumptions", "written"]
