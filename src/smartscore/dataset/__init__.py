"""Datasets: arranging tables, wide or long, by city, and checking them against a framework."""

from smartscore.dataset.arrange import arrange, arrange_parts
from smartscore.dataset.check import check, checked_columns, columns_of, known_names, with_merged_columns
from smartscore.dataset.dataset import Dataset

__all__ = [
    "Dataset",
    "arrange",
    "arrange_parts",
    "check",
    "checked_columns",
    "columns_of",
    "known_names",
    "with_merged_columns",
]
