"""One number as people write it: its reading with a decimal point, with a decimal comma, and its unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore.numerals.parsing import parse_number

NARROW, NO_BREAK, THIN = "\u202f", "\u00a0", "\u2009"


class TestOneNumber:
    @pytest.mark.parametrize(
        ("text", "dot", "comma"),
        [
            *(("12", 12, 12), ("-3", -3, -3), ("+3", 3, 3), ("1e3", 1000, 1000)),
            *(("3.48", 3.48, None), ("0.981", 0.981, None), (".5", 0.5, None), ("5.", 5, None)),
            *(("1.2345", 1.2345, None), ("1234.567", 1234.567, None), ("2.5E-1", 0.25, None), ("1.234e1", 12.34, None)),
            *(("3,48", None, 3.48), ("0,981", None, 0.981), (",5", None, 0.5), ("1,5E+3", None, 1500)),
            *(("1.234,56", None, 1234.56), ("1.234.567", None, 1_234_567), ("12345,6", None, 12345.6)),
            *(("1,234.56", 1234.56, None), ("1,234,567", 1_234_567, None)),
            *(("1.234", 1.234, 1234), ("1,234", 1234, 1.234), ("-12.125", -12.125, -12125)),
            *(("1 234", 1234, 1234), ("1'234'567", 1_234_567, 1_234_567), ("1 234,5", None, 1234.5)),
            *((f"1{NARROW}234{NARROW}567,89", None, 1_234_567.89), (f"1{NO_BREAK}234.5", 1234.5, None)),
            *((f"1{THIN}234", 1234, 1234), ("1\u2019234.5", 1234.5, None)),
            *(("\uff11\uff12\uff0e\uff15", 12.5, None), ("\u22123,5", None, -3.5), ("\u20133", -3, -3)),
        ],
    )
    def test_it_has_a_reading_for_each_decimal_mark(self, text: str, dot: float | None, comma: float | None) -> None:
        written = parse_number(text)
        assert written is not None
        assert (written.dot, written.comma, written.unit) == (dot, comma, "")

    @pytest.mark.parametrize(
        "text",
        [
            *("", "ten", "1.2.3", "1,23,456", "1.23.456", "12.03.2024", "1 23", "12 3456", "1 234 56", "5,"),
            *("--1", "1-2", "1/2", "Rp 5", "0x1F", "1_000", "1.234 567", "1'234 567", "0.123.456", "\u0663", "\u00bd"),
            *("5\u00b2", "1e", "12:30", "(5)", "1..2", "1,.5", "."),
        ],
    )
    def test_what_is_no_number_has_none(self, text: str) -> None:
        written = parse_number(text)
        assert written is None or written.unit

    @pytest.mark.parametrize(
        ("text", "number", "unit"),
        [("12 %", 12, "%"), ("12%", 12, "%"), ("12\uff05", 12, "%"), ("7 km2", 7, "km2"), ("1 234 jiwa", 1234, "jiwa")],
    )
    def test_a_unit_may_stand_behind_it(self, text: str, number: float, unit: str) -> None:
        written = parse_number(text)
        assert written is not None
        assert (written.dot, written.unit) == (number, unit)

    @given(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)))
    def test_every_number_is_read_back_from_both_ways_to_write_it(self, value: float) -> None:
        english = f"{value:,.4f}"
        indonesian = english.translate(str.maketrans(",.", ".,"))
        one, other = parse_number(english), parse_number(indonesian)
        assert one is not None
        assert other is not None
        assert (one.dot, other.comma) == (value, value)
