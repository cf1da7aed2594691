"""Comparisons of two assessments: what made the difference, or both sides of a break in a series."""

from smartscore.views.comparison.compare import Comparison, compare
from smartscore.views.comparison.side_by_side import SideBySide, side_by_side

__all__ = ["Comparison", "SideBySide", "compare", "side_by_side"]
