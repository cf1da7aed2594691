"""Which rows of a city are its own assessment and the assessor's, and how far apart they are."""

import pytest
from builders import framework
from pandas import DataFrame

from smartscore import Assessment, Indicator, UsageError, assess
from smartscore.rules import Levels, Linear
from smartscore.views.agreement import apart, sides


def assessed(*assessors: str, years: tuple[int, ...] = (), **columns: list[float]) -> Assessment:
    members = [Indicator("plan", rule=Levels(0, 5)), Indicator("income", rule=Linear(0, 10))]
    table: dict[str, object] = {"city": ["Alun"] * len(assessors), "assessor": list(assessors)}
    if years:
        table["year"] = list(years)
    values = {"plan": [2.0] * len(assessors), "income": [5.0] * len(assessors), **columns}
    return assess(DataFrame({**table, **values}), framework(*members))


class TestWhichIsWhich:
    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("self", "assessor", (0, 1)),
            ("Asesor", "Mandiri", (1, 0)),
            ("mandiri", "Tim A", (0, 1)),
            ("Diskominfo", "asesor", (0, 1)),
        ],
    )
    def test_it_is_told_by_the_words_for_them(self, first: str, second: str, expected: tuple[int, int]) -> None:
        assert sides(assessed(first, second), "Alun") == expected

    def test_one_name_is_enough_of_two(self) -> None:
        assert sides(assessed("Diskominfo", "Tim A"), "Alun", own="diskominfo") == (0, 1)
        assert sides(assessed("Diskominfo", "Tim A"), "Alun", assessor="Diskominfo") == (1, 0)

    def test_names_come_before_words(self) -> None:
        three = assessed("self", "assessor", "Tim A")
        assert sides(three, "Alun") == (0, 1)
        assert sides(three, "Alun", assessor="Tim A") == (0, 2)

    def test_rows_are_those_of_the_last_year(self) -> None:
        both = assessed("self", "assessor", "self", "assessor", years=(2026, 2026, 2025, 2025))
        own, counts = sides(both, "Alun")
        assert own is not None
        assert [both.keys[row][1:] for row in (own, counts)] == [(2026, "self"), (2026, "assessor")]

    def test_a_city_of_one_row_has_no_other_side(self) -> None:
        assert sides(assessed("self"), "Alun") == (None, 0)

    @pytest.mark.parametrize("assessors", [("Diskominfo", "Tim A"), ("self", "A", "B"), ("A", "B", "C")])
    def test_what_is_not_plain_is_refused(self, assessors: tuple[str, ...]) -> None:
        with pytest.raises(UsageError) as refused:
            sides(assessed(*assessors), "Alun")
        assert [problem.code for problem in refused.value.problems] == ["sides_unclear"]

    def test_a_name_that_is_not_there_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="nearest: assessor"):
            sides(assessed("self", "assessor"), "Alun", assessor="asessor")

    def test_one_row_is_not_both(self) -> None:
        with pytest.raises(UsageError):
            sides(assessed("self", "assessor"), "Alun", own="self", assessor="self")


class TestHowFarApart:
    def test_levels_more_than_one_apart_are_far_and_other_values_never(self) -> None:
        told = apart(assessed("self", "assessor", plan=[4, 2], income=[9, 1]), 0, 1)
        assert told.loc["plan"].to_list() == [4, 2, -2, True]
        assert told.loc["income"].to_list() == [9, 1, -8, False]
        assert told.loc["index", "difference"] == told.loc["index", "assessor"] - told.loc["index", "own"]

    def test_one_level_is_not_far(self) -> None:
        assert not apart(assessed("self", "assessor", plan=[3, 2]), 0, 1)["is_far"].any()

    def test_what_one_side_has_not_said_is_no_difference(self) -> None:
        told = apart(assessed("self", "assessor", plan=[3, float("nan")]), 0, 1)
        assert told["difference"].isna().loc["plan"]
        assert not told["is_far"].any()
