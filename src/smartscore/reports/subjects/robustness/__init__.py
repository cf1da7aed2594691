"""How sure ranks are: what was assumed, intervals, shares of variance, single choices, cities not told apart."""

from smartscore.reports.subjects.robustness.listing import document, of_analysis

__all__ = ["document", "of_analysis"]
