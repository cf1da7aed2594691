"""Selections: which cities get one of a number of places, by a score and within quotas, and the reason for each.

What the places are in, such as a programme of a ministry, is not known here; `smartscore.plans` has the programmes
that a city may choose from.
"""

from smartscore.selection.holding import holding
from smartscore.selection.quotas import Quota
from smartscore.selection.select import select

__all__ = ["Quota", "holding", "select"]
