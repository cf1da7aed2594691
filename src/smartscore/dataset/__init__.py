"""Datasets: reading them, wide or long, and checking them against a framework."""

from smartscore.dataset.arrange import arrange, arrange_parts
from smartscore.dataset.check import check, checked_columns, columns_of, gathered, known_names
from smartscore.dataset.csv_file import read_csv
from smartscore.dataset.dataset import Dataset
from smartscore.dataset.parquet_file import read_parquet
from smartscore.dataset.table import Table

__all__ = [
    "Dataset",
    "Table",
    "arrange",
    "arrange_parts",
    "check",
    "checked_columns",
    "columns_of",
    "gathered",
    "known_names",
    "read_csv",
    "read_parquet",
]
