"""The columns that mean the same in every table: which city a row is about, and what belongs to a value."""

from collections.abc import Collection
from typing import Any

from pandas import DataFrame
from pandas.api.types import is_numeric_dtype

#: Columns that may say which city a row is about; the first of them that is there counts.
ID_COLUMNS = ("code", "bps_code", "city", "unit", "name")
#: What templates say of an indicator beside its id.
ABOUT_INDICATORS = ("title", "unit", "definition", "bounds")
#: Columns of a long file that say which item of evidence a line is, and how far it is.
OF_ITEMS = ("level", "item", "status", "office", "link")
#: What forms work out while they are filled in, which nothing is read from.
WORKED_OUT = ("level_reached", "value_counted")
#: Columns of a long file that belong to a value, not to its city.
VALUE_FIELDS = (
    *("value_year", "source", "quality", "evidence", "note"),
    *("verified", "owner", "recommendation", "follow_up", "due"),
)


def is_long(columns: Collection[object]) -> bool:
    """Tell whether these are the columns of a long table: a line a value, or a line an item of evidence."""
    return "indicator" in columns and ("value" in columns or "status" in columns)


def not_numeric(frame: DataFrame) -> list[Any]:
    """List the columns that do not hold numbers yet."""
    return [name for name, dtype in frame.dtypes.items() if not is_numeric_dtype(dtype)]
