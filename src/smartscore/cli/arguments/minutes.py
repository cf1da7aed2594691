"""Options of `minutes`: the two sides, place and date, and who signs."""

from smartscore.reports.subjects.evidence.minutes import Meeting

__all__ = ["Meeting"]
