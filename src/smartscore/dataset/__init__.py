"""Datasets: arranging tables, wide or long, by city, and checking them against a framework."""

from smartscore.dataset.applicability import reason_in
from smartscore.dataset.arrange import arrange, arrange_parts, chosen_columns
from smartscore.dataset.check import check, checked_columns, examined_columns, not_applicable
from smartscore.dataset.dataset import City, Dataset
from smartscore.dataset.node_columns import columns_of, known_names, with_merged_columns

__all__ = [
    "City",
    "Dataset",
    "arrange",
    "arrange_parts",
    "check",
    "checked_columns",
    "chosen_columns",
    "columns_of",
    "examined_columns",
    "known_names",
    "not_applicable",
    "reason_in",
    "with_merged_columns",
]
