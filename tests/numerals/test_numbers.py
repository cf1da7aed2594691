"""Numbers written as text: a decimal dot, and nothing infer_numbers."""

import numpy as np
import pandas as pd
import pytest

from smartscore.numerals.numbers import has_decimal_comma, infer_numbers, printed_decimals, to_numbers


def texts(*values: object) -> "pd.Series[str]":
    return pd.Series(list(values), dtype=object)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1", 1.0),
        ("1.234", 1.234),
        (" 3.50 ", 3.5),
        ("+2", 2.0),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("2.5E-1", 0.25),
        ("05", 5.0),
        (7, 7.0),
        (np.int64(8), 8.0),
        (2.5, 2.5),
    ],
)
def test_a_number_is_read_as_it_is_written(written: object, number: float) -> None:
    numbers, wrong = to_numbers(texts(written))
    assert numbers.tolist() == [number]
    assert numbers.dtype == np.float64
    assert wrong == []


@pytest.mark.parametrize("written", ["", "  ", "NA", "na", "N/A", "NaN", None, np.nan, pd.NA])
def test_a_gap_is_missing_and_never_zero(written: object) -> None:
    numbers, wrong = to_numbers(texts(written))
    assert np.isnan(numbers).tolist() == [True]
    assert wrong == []


@pytest.mark.parametrize(
    "written",
    [
        *("3,48", "1.234,5", "1,234.5", "1 234", "1_000", "1'000"),
        *(
            "\uff11\uff12",
            "\u0663",
            "\u00bd",
            "0x10",
            "inf",
            "-Infinity",
            "1e",
            "e3",
            ".",
            "+",
            "--1",
            "1.2.3",
            "5%",
            "Rp5",
            "ten",
        ),
        *(True, False, np.True_, 1 + 2j, pd.Timestamp(2024, 1, 1)),
    ],
)
def test_what_is_no_number_is_told_by_its_place_and_stays_missing(written: object) -> None:
    numbers, wrong = to_numbers(texts("1", written, "2"))
    assert wrong == [1]
    assert np.isnan(numbers).tolist() == [False, True, False]


@pytest.mark.parametrize("written", ["3,48", " 0,5 ", "-0,5", "+1,0", "1.234,5", "1,234", "1.234.567,89"])
def test_a_decimal_comma_has_a_name_of_its_own(written: str) -> None:
    assert has_decimal_comma(written)


@pytest.mark.parametrize("written", ["3.48", "1,234.5", "1,234,567", ",5", "5,", "a,b", "1 234,5", "", 3.48, None])
def test_other_texts_are_no_decimal_comma(written: object) -> None:
    assert not has_decimal_comma(written)


def test_a_column_of_numbers_becomes_numbers() -> None:
    column = infer_numbers(texts("1", "2.5", ""))
    assert column.dtype == np.float64
    assert column.iloc[:2].tolist() == [1.0, 2.5]
    assert np.isnan(column.iloc[2])


@pytest.mark.parametrize("column", [("01", "02"), ("1", " 02"), ("NA", ""), ("1", "two"), ("1", "2,5")])
def test_codes_and_texts_stay_text(column: tuple[str, str]) -> None:
    assert infer_numbers(texts(*column)).tolist() == list(column)


@pytest.mark.parametrize("column", [("0", "1"), ("0.5", "-0.25")])
def test_a_zero_before_the_point_is_no_code(column: tuple[str, str]) -> None:
    assert infer_numbers(texts(*column)).dtype == np.float64


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([1.0, 2.0], 0), ([1.5, 2.0], 1), ([1.25, np.nan], 2), ([0.1234], 4), ([1 / 3], 9), ([np.nan], 0), ([], 0)],
)
def test_printed_decimals_are_the_most_of_any_value(values: list[float], decimals: int) -> None:
    assert printed_decimals(np.array(values)) == decimals
