"""What is probably wrong in a dataset and moves scores: rows that are no unit, numbers that mean "not known"."""

from smartscore.suspicions.finding import CODES, find_suspicions, refusing, require_known, trusted_columns

__all__ = ["CODES", "find_suspicions", "refusing", "require_known", "trusted_columns"]
