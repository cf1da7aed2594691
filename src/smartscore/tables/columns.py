"""The columns that mean the same in every table: which city a row is about, and what belongs to a value."""

from typing import Any

from pandas import DataFrame
from pandas.api.types import is_numeric_dtype

#: Columns that may say which city a row is about; the first of them that is there counts.
ID_COLUMNS = ("code", "bps_code", "city", "unit", "name")
#: What templates say of an indicator beside its id.
ABOUT_INDICATORS = ("title", "unit", "definition", "bounds")
#: Columns of a long file that belong to a value, not to its city.
VALUE_FIELDS = (
    *("value_year", "source", "quality", "evidence", "note"),
    *("verified", "owner", "recommendation", "follow_up", "due"),
)


def not_numeric(frame: DataFrame) -> list[Any]:
    """List the columns that do not hold numbers yet."""
    return [name for name, dtype in frame.dtypes.items() if not is_numeric_dtype(dtype)]
