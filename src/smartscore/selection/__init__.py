"""Selections: which cities join a programme, by a score and within quotas, with the reason for each one."""

from smartscore.selection.quotas import Quota
from smartscore.selection.select import select

__all__ = ["Quota", "select"]
