"""The queue of open items of evidence: one table of what is next, one for each office, and an agenda."""

from smartscore.reports.subjects.queue.listing import Call, document

__all__ = ["Call", "document"]
