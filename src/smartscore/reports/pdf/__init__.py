"""The report on paper: a headline page, then a page a city with room to sign."""

from smartscore.reports.pdf.document import write

__all__ = ["write"]
