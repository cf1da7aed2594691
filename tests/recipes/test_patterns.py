"""Patterns are literal text with names for what varies and * for anything."""

import time

import pytest

from smartscore.recipes.patterns import Pattern, first_there


@pytest.mark.parametrize(
    ("pattern", "text", "parts"),
    [
        ("hdi_{year}", "hdi_1990", {"year": "1990"}),
        ("YR{year}", "YR2022", {"year": "2022"}),
        ("{year} [YR{year}]", "2022 [YR2022]", {"year": "2022"}),
        ("{indicator} {year}", "Poverty rate 2022", {"indicator": "Poverty rate", "year": "2022"}),
        ("{freq},{unit},{geo}", "A,PC,AT", {"freq": "A", "unit": "PC", "geo": "AT"}),
        ("{name} ({code})", "Kab. Alun (6202)", {"name": "Kab. Alun", "code": "6202"}),
        ("Persentase * {year} *", "Persentase Penduduk Miskin 2023 Maret", {"year": "2023"}),
        ("a.b", "A.B", {}),
        ("Air  minum", " air minum ", {}),
        ("per {{1000}} in {year}", "per {1000} in 2022", {"year": "2022"}),
        ("*", "", {}),
        ("", "", {}),
    ],
)
def test_a_pattern_gives_what_stands_in_the_place_of_its_names(pattern: str, text: str, parts: dict[str, str]) -> None:
    assert Pattern(pattern).match(text) == parts


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("hdi_{year}", "hdi_199"),
        ("hdi_{year}", "hdi_3990"),
        ("{year} [YR{year}]", "2022 [YR2021]"),
        ("a.b", "axb"),
        ("Jumlah*", "Sub Jumlah"),
        ("", "x"),
        ("{freq},{geo}", "A"),
    ],
)
def test_another_text_is_none(pattern: str, text: str) -> None:
    assert Pattern(pattern).match(text) is None


def test_no_text_makes_a_pattern_slow() -> None:
    before = time.process_time()
    assert Pattern("*a" * 40 + "b").match("a" * 5_000) is None
    assert Pattern("{x}" + "".join(f",{{x{number}}}" for number in range(30))).match("," * 3_000 + "\u2028") is not None
    assert time.process_time() - before < 2


def test_the_first_wanted_heading_that_is_there_counts_and_one_in_these_letters_before_a_pattern() -> None:
    names = ["Rate*", "Rate of all", "Kemiskinan"]
    assert first_there(("Poverty", "kemiskinan"), names) == [("Kemiskinan", {})]
    assert first_there(("Rate*",), names) == [("Rate*", {})]
    assert [name for name, _ in first_there(("rate*",), names)] == ["Rate*", "Rate of all"]
    assert first_there(("x",), names) == []
