"""Values on another scale than that of their unit."""

from collections.abc import Callable

import pytest
from suspicion_builders import LINEAR, column, said

from smartscore.errors import Suspicion

Find = Callable[..., list[Suspicion]]


class TestShares:
    def test_a_whole_column_of_shares_is_suspected(self, find: Find) -> None:
        (one,) = find(column("0.10", "0.20"), "a[%]", rule=LINEAR)
        assert (one.code, one.refuses) == ("share_scale", True)
        assert one.message().partition("data.csv, ")[2] == (
            "a: all 2 values lie between 0 and 1 (0.1 to 0.2), where the unit is %. If they are shares, multiply them "
            "by 100 (in a recipe: factor = 100). If they are percentages below 1, say so: --accept "
            "share_scale:a [share_scale]"
        )
        assert one.message("id").partition("data.csv, ")[2] == (
            "a: seluruh 2 nilai terletak antara 0 dan 1 (0.1 sampai 0.2), padahal satuannya %. Jika berupa proporsi, "
            "kalikan dengan 100 (dalam resep: factor = 100). Jika memang persentase di bawah 1, nyatakan: "
            "--accept share_scale:a [share_scale]"
        )

    def test_of_one_city_all_percentages_must_be_shares(self, find: Find) -> None:
        one_city = "city,a,b\nSampit,0.10,0.80\n"
        assert said(find(one_city, "a[%]", "b[%]", rule=LINEAR)) == [
            ("share_scale", "a", True),
            ("share_scale", "b", True),
        ]
        assert find(one_city.replace("0.80", "80"), "a[%]", "b[%]", rule=LINEAR) == []
        assert find("city,a\nSampit,0.10\n", "a[%]", rule=LINEAR) == []

    def test_by_a_relative_rule_it_is_a_remark(self, find: Find) -> None:
        assert said(find(column(0.1, 0.2, 0.4), "a[persen]", rule='"rank"')) == [("share_scale", "a", False)]

    @pytest.mark.parametrize(
        ("unit", "rule", "values"),
        [
            ("%", "{ linear = { worst = 1, best = 0 } }", (0.1, 0.2)),  # bounds of small percentages
            ("index", LINEAR, (0.1, 0.2)),
            ("%", LINEAR, (0.1, 70)),
            ("%", LINEAR, (0, 1, 1)),
        ],
    )
    def test_small_numbers_may_be_right(self, find: Find, unit: str, rule: str, values: tuple[float, ...]) -> None:
        assert find(column(*values), f"a[{unit}]", rule=rule, code="share_scale") == []

    def test_one_share_beside_percentages_is_suspected_by_any_rule(self, find: Find) -> None:
        for rule in (LINEAR, '"minmax"'):
            assert said(find(column(70, 81, 65, 0.72, 77), "a[%]", rule=rule)) == [("share_cell", "a", True)]

    def test_so_is_one_that_would_be_the_highest(self, find: Find) -> None:
        assert said(find(column(0.9, 60, 70), "a[%]", rule=LINEAR)) == [("share_cell", "a", True)]

    def test_a_small_percentage_in_a_wide_column_is_none(self, find: Find) -> None:
        assert find(column(0.9, 8, 12, 25), "a[%]", rule=LINEAR) == []
        assert find(column(0.4, 0.9, 3, 7, 20, 60, 90), "a[%]", rule=LINEAR) == []


class TestBeyondPercent:
    def test_it_is_suspected_where_no_domain_allows_it(self, find: Find) -> None:
        assert said(find(column(70, 120, 65), "a[%]", rule=LINEAR)) == [("beyond_percent", "a", True)]
        assert said(find(column(70, 120, 65), "a[%]", rule='"rank"')) == [("beyond_percent", "a", False)]
        assert said(find(column(70, -3, 65), "a[percent]", rule=LINEAR)) == [("beyond_percent", "a", True)]

    def test_a_domain_or_bounds_allow_it(self, find: Find) -> None:
        assert find(column(70, 120, 65), "a[%]", rule=LINEAR, more=', domain = "number:0..200"') == []
        assert find(column(70, 120, 65), "a[%]", rule="{ linear = { worst = 0, best = 150 } }") == []

    @pytest.mark.parametrize("name", ["growth[%]", "gross_enrolment[%]", "debt[% of GDP]", "laju_pertumbuhan[%]"])
    def test_growth_and_ratios_may_be_beyond(self, find: Find, name: str) -> None:
        text = column(-3.5, 104, 65).replace("city,a", f"city,{name.partition('[')[0]}")
        assert find(text, name, rule=LINEAR) == []


class TestThousands:
    def test_people_with_three_decimals_are_suspected(self, find: Find) -> None:
        rule = "{ linear = { worst = 0, best = 9000 } }"
        assert said(find(column(1.234, 2.5, 8.071), "a[people]", rule=rule)) == [("thousands_scale", "a", True)]
        assert said(find(column(1.234, 2.5, 8.071), "a[jiwa]")) == [("thousands_scale", "a", False)]

    def test_beside_whole_numbers_they_move_ranks(self, find: Find) -> None:
        text = "city,a,b\nAlun,987,0.5\nBukit,1.234,0.25\nCurug,8.071,0.1\n"
        assert said(find(text, "a[orang]")) == [("thousands_scale", "a", True)]

    def test_rates_and_whole_numbers_are_none(self, find: Find) -> None:
        assert find(column(1.234, 2.5, 8.071), "a[per 1000 people]") == []
        assert find(column(1234, 2500, 8071), "a[people]") == []


def test_shares_that_would_lie_beyond_the_bounds_are_percentages(find: Find) -> None:
    unemployment = "{ linear = { worst = 12, best = 0 } }"
    assert find(column(0.2, 0.9, 0.5, 0.7), "a[%]", rule=unemployment) == []
    assert said(find(column(0.02, 0.09, 0.05), "a[%]", rule=unemployment)) == [("share_scale", "a", True)]


def test_one_is_all_of_it_beside_percentages_far_above(find: Find) -> None:
    assert said(find(column(71.2, 80, 66.5, 1), "a[%]", rule=LINEAR)) == [("share_cell", "a", True)]
    assert find(column(12, 80, 33, 1), "a[%]", rule=LINEAR) == []


def test_a_low_percentage_in_a_wide_column_is_one(find: Find) -> None:
    assert find(column(5.2, 90.1, 33.2, 0.71), "a[%]", rule=LINEAR) == []
