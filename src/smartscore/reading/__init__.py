"""Files as tables: CSV, workbooks and Parquet, each chosen by the ending of its name, and filled forms."""

from smartscore.reading.files import (
    READERS,
    Reader,
    TableReader,
    for_ending,
    is_stream,
    read_content,
    read_table,
    read_tables,
)
from smartscore.reading.options import DEFAULT, Limits, ReadingOptions

__all__ = [
    "DEFAULT",
    "READERS",
    "Limits",
    "Reader",
    "ReadingOptions",
    "TableReader",
    "for_ending",
    "is_stream",
    "read_content",
    "read_table",
    "read_tables",
]
