"""The report that people read: one page with everything in it, drawn in the browser, which asks nothing of the net."""

from smartscore.reports.html.page import write

__all__ = ["write"]
