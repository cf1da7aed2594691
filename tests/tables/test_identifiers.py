"""Identifiers as text, however a file or a workbook holds them."""

import numpy as np
import pandas as pd
import pytest
from pandas import Series

from smartscore.tables.identifiers import as_key, as_keys


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((6202, "6202"), (6202.0, "6202"), (1.5, "1.5"), ("01", "01"), (" 62 02 ", "62 02")),
        *((None, ""), (float("nan"), ""), (pd.NA, ""), (pd.NaT, ""), (np.float64(3), "3"), (0, "0")),
    ],
)
def test_an_identifier_is_text_and_a_gap_is_empty(value: object, text: str) -> None:
    assert as_key(value) == text


def test_a_column_keeps_its_order_and_its_repetitions() -> None:
    assert as_keys(Series(["b", 1.0, None, "b", " a"], dtype=object)) == ["b", "1", "", "b", "a"]
    assert as_keys(Series([], dtype=object)) == []
