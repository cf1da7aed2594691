"""What stands out in a column, and jumps from one year to the next."""

from collections.abc import Callable

import pytest
from suspicion_builders import LINEAR, column, said

from smartscore.errors import Suspicion

Find = Callable[..., list[Suspicion]]


class TestOutliers:
    def test_ten_interquartile_ranges_away_is_told_and_refuses_nothing(self, find: Find) -> None:
        assert said(find(column(*range(10, 20), 5000), "a")) == [("outlier", "a", False)]

    def test_what_is_held_at_a_bound_is_told_there(self, find: Find) -> None:
        assert find(column(*range(10, 20), 5000), "a", rule=LINEAR) == []

    def test_few_numbers_have_no_outliers(self, find: Find) -> None:
        assert find(column(1, 2, 3, 5000), "a") == []


class TestConstants:
    def test_one_value_everywhere_is_told_and_refuses_nothing(self, find: Find) -> None:
        (one,) = find(column(7, 7, 7), "a", rule=LINEAR)
        assert said([one]) == [("constant", "a", False)]
        assert one.message().endswith(
            "all 3 values are 7, which tells no city from another. If the column was filled in by default, leave it "
            "empty. If it is right, say so: --accept constant:a [constant]"
        )

    def test_levels_may_be_alike(self, find: Find) -> None:
        assert find(column(3, 3, 3), "a", rule="{ levels = { low = 0, high = 5 } }") == []


class TestYears:
    @pytest.mark.parametrize("value", [123, 1235, 12.1, 0.0125, 1.22])
    def test_a_power_of_ten_from_the_year_before_is_suspected(self, find: Find, value: float) -> None:
        before = 12.3 if value > 2 and value != 12.1 else 121 if value == 12.1 else 12.3
        text = f"city,year,a\nA,2021,{before}\nA,2022,{value}\nB,2021,20.1\nB,2022,20.7\nC,2021,8.4\nC,2022,8.1\n"
        assert said(find(text, "a")) == [("year_jump", "a", True)]

    def test_its_cell_is_named(self, find: Find) -> None:
        text = "city,year,a\nA,2021,12.3\nA,2022,123\nB,2021,20.1\nB,2022,20.7\n"
        (one,) = find(text, "a")
        assert one.message().partition("data.csv, ")[2] == (
            "line 3, a, A: 1 cell(s) are 10, 100 or 1000 times the value of the year before, or such a part of it: "
            "A 2022 (line 3, 123). If they are on another scale, correct them. If they are right, say so: "
            "--accept year_jump:a [year_jump]"
        )

    def test_where_all_move_a_lot_none_is(self, find: Find) -> None:
        text = "city,year,a\n" + "".join(
            f"{city},2021,{old}\n{city},2022,{new}\n"
            for city, old, new in [("A", 12.3, 123), ("B", 4.2, 15.1), ("C", 7.5, 2.1), ("D", 9.1, 31.3)]
        )
        assert find(text, "a") == []

    def test_one_case_and_ten_cases_are_none(self, find: Find) -> None:
        assert find("city,year,a\nA,2021,1\nA,2022,10\nB,2021,3\nB,2022,3\n", "a") == []
