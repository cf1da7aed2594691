"""Where a city stands among its peers: nearest ones, population classes, quartiles, letters, weighted years."""

import numpy as np
import pytest
from builders import framework, percent
from pandas import DataFrame

from smartscore import (
    Assessment,
    Nearest,
    UsageError,
    assess,
    peers,
    read_dataset,
    standings,
    weighted_years,
)

GAP = float("nan")


def judged(data: DataFrame, **more: object) -> Assessment:
    return assess(read_dataset(data), framework(*percent("a"), **more))


def cities(*scores: float, **columns: list[object]) -> DataFrame:
    return DataFrame({"city": list("pqrstuvw")[: len(scores)], "a": scores, **columns})


class TestNearest:
    def test_near_are_those_with_like_numbers(self) -> None:
        found = judged(cities(1, 2, 3, 4, population=[100, 1000, 120, 5000]))
        assert np.flatnonzero(found.alike(0, Nearest(1, "population"))).tolist() == [0, 2]
        assert np.flatnonzero(found.alike(3, Nearest(2, ["population"]))).tolist() == [1, 2, 3]

    def test_of_positive_numbers_ratios_count(self) -> None:
        found = judged(cities(1, 2, 3, population=[100, 1000, 1500]))
        assert np.flatnonzero(found.alike(1, Nearest(1, "population"))).tolist() == [1, 2]
        apart = judged(cities(1, 2, 3, height=[-1, 10, 15]))
        assert np.flatnonzero(apart.alike(1, Nearest(1, "height"))).tolist() == [1, 2]

    def test_columns_count_alike_whatever_their_unit(self) -> None:
        found = judged(cities(1, 2, 3, 4, area=[0, 0, 1e6, 1e6], sun=[0.0, 0.1, 0.0, 0.1]))
        distances = [np.flatnonzero(found.alike(0, Nearest(count, ["area", "sun"]))).tolist() for count in (1, 2)]
        assert distances == [[0, 1], [0, 1, 2]]  # one step away in either column; the first of two stands first

    def test_of_those_equally_near_the_first_keys_are_taken_wherever_they_stand(self) -> None:
        told = [("d", 100), ("c", 50), ("b", 200), ("a", 50), ("e", 200)]  # half and twice are equally far
        found = judged(DataFrame({"city": [name for name, _ in told], "a": 1, "population": [had for _, had in told]}))
        near = [np.flatnonzero(found.alike(0, Nearest(count, "population"))).tolist() for count in (1, 2, 3)]
        assert near == [[0, 3], [0, 2, 3], [0, 1, 2, 3]]

    def test_a_city_without_a_number_is_nobodys_peer(self) -> None:
        found = judged(cities(1, 2, 3, population=[100, "", 5000]))
        assert np.flatnonzero(found.alike(0, Nearest(2, "population"))).tolist() == [0, 2]
        with pytest.raises(UsageError, match="q: there is no number of 'population'"):
            found.alike(1, Nearest(2, "population"))

    def test_other_years_are_no_peers(self) -> None:
        table = DataFrame(
            {
                "city": ["p", "q", "p", "q"],
                "year": [2023, 2023, 2024, 2024],
                "a": [1, 2, 3, 4],
                "population": [5, 6, 5, 6],
            }
        )
        found = judged(table)
        assert [found.rows[row] for row in np.flatnonzero(found.alike(0, Nearest(3, "population")))] == [
            ("p", 2023),
            ("q", 2023),
        ]

    def test_a_column_of_words_or_none_is_refused(self) -> None:
        found = judged(cities(1, 2, 3, island=["Java", "Bali", "Java"]))
        with pytest.raises(UsageError, match="'Java' is not a number"):
            found.alike(0, Nearest(1, "island"))
        with pytest.raises(UsageError, match="no column 'islnd'; nearest: island"):
            found.alike(0, Nearest(1, "islnd"))
        with pytest.raises(UsageError, match="at least one peer, not 0"):
            Nearest(0, "island")


class TestPopulationClasses:
    def test_are_below_200_000_to_a_million_and_above(self) -> None:
        found = judged(cities(1, 2, 3, 4, 5, population=[199_999, 200_000, 1_000_000, 1_000_001, ""]))
        assert found.groups("population_class").tolist() == [0, 1, 1, 2, 3]
        assert found.ranks("population_class").tolist() == [1, 2, 1, 1, 1]

    def test_a_column_of_that_name_goes_before(self) -> None:
        found = judged(cities(1, 2, population=[1, 2], population_class=["x", "y"]))
        assert found.groups("population_class").tolist() == [0, 1]

    def test_without_a_population_there_are_none(self) -> None:
        with pytest.raises(UsageError, match="no column 'population_class'"):
            judged(cities(1, 2)).groups("population_class")


class TestStandings:
    def test_give_rank_quartiles_and_letter(self) -> None:
        told = standings(judged(cities(50, 10, 30, 20, 40)))
        assert told["letter"].tolist() == ["A", "D", "B", "C", "A"]
        assert told.iloc[0].to_dict() == {
            "score": 50,
            "rank": 1,
            "count": 5,
            "lower": 20,
            "median": 30,
            "upper": 40,
            "difference": 20,
            "letter": "A",
        }

    def test_within_groups(self) -> None:
        told = standings(judged(cities(50, 10, 30, 20, island=["x", "x", "y", "y"])), "island")
        assert told["rank"].tolist() == [1, 2, 1, 2]
        assert told["median"].tolist() == [30, 30, 25, 25]

    def test_letters_may_be_others(self) -> None:
        told = standings(judged(cities(50, 10, 30)), letters=["AAA", "BB"])
        assert told["letter"].tolist() == ["AAA", "BB", "AAA"]

    def test_where_a_high_index_is_bad_the_lowest_have_the_first_letter(self) -> None:
        assert standings(judged(cities(50, 10, 30, 20), higher="worse"))["letter"].tolist() == ["D", "A", "C", "B"]

    def test_what_has_no_score_has_no_rank_and_no_letter(self) -> None:
        told = standings(judged(cities(50, GAP)))
        assert np.isnan(told["rank"].iloc[1])
        assert told["letter"].tolist()[0] == "A"
        assert told["letter"].isna().tolist() == [False, True]
        assert told["count"].tolist() == [1, 1]

    def test_of_nobody_with_a_score_there_are_no_quartiles(self) -> None:
        assert standings(judged(cities(GAP, GAP)))[["lower", "median", "upper", "rank"]].isna().all(axis=None)

    def test_of_one_city_every_node_is_told(self) -> None:
        found = judged(cities(50, 10, 30, 20, population=[10, 11, 1000, 2000]))
        told = peers(found, 1, Nearest(1, "population"))
        assert list(told.index) == ["index", "a"]
        assert told.loc["a", ["score", "rank", "count", "median", "letter"]].tolist() == [10, 2, 2, 30, "D"]


class TestWeightedYears:
    PANEL = DataFrame(
        {
            "city": ["p", "p", "p", "q", "q", "q"],
            "year": [2020, 2021, 2023, 2020, 2021, 2023],
            "a": [10, 40, 70, GAP, 20, 60],
        }
    )

    def test_are_three_two_one_over_the_years_of_the_dataset(self) -> None:
        told = weighted_years(judged(self.PANEL))["index"]
        assert told.loc[("p", 2023)] == pytest.approx((3 * 70 + 2 * 40 + 10) / 6)
        assert told.loc[("p", 2021)] == pytest.approx((3 * 40 + 2 * 10) / 5)
        assert told.loc[("p", 2020)] == 10

    def test_a_year_without_a_score_leaves_its_weight_and_one_without_its_own_has_none(self) -> None:
        told = weighted_years(judged(self.PANEL))["index"]
        assert told.loc[("q", 2023)] == pytest.approx((3 * 60 + 2 * 20) / 5)
        assert np.isnan(told.loc[("q", 2020)])

    def test_standings_may_be_by_them(self) -> None:
        found = judged(self.PANEL)
        told = standings(found, scores=weighted_years(found, (1, 1)))
        assert told.loc[("p", 2023), ["score", "rank"]].tolist() == [55, 1]

    def test_need_years_and_weights_above_0(self) -> None:
        with pytest.raises(UsageError, match="year"):
            weighted_years(judged(cities(1, 2)))
        for weights in ((3, 0), (), (GAP,)):
            with pytest.raises(UsageError, match="weights of years"):
                weighted_years(judged(self.PANEL), weights)
