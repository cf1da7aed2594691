"""What a report asks of views for all cities at once is what the views say of one."""

import numpy as np
import pytest
from builders import example_assessment
from pandas import DataFrame

from smartscore import (
    Assessment,
    Band,
    Dimension,
    Framework,
    Indicator,
    assess,
    gaps,
    target_values,
)
from smartscore.reports.elements.insight import city_gaps, extremes, nearest_peers, next_bands
from smartscore.rules import Linear

GAP = float("nan")


def framework(*names: str, **more: object) -> Framework:
    members = [Indicator(name, rule=Linear(0, 10)) for name in names]
    return Framework("own", index=Dimension("index", members=members), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def example() -> Assessment:
    return example_assessment()


def same_as_one_by_one(assessment: Assessment, by: str | None = None) -> None:
    found = city_gaps(assessment, by)
    names = list(found.targets)
    for row in range(len(assessment.rows)):
        alone = gaps(assessment, row, target_values(assessment), by)
        there = [place for place in range(len(names)) if not np.isnan(found.gain[place, row])]
        assert {names[place] for place in there} == set(alone.index)
        assert found.gain[there, row] == pytest.approx(alone["gain"][[names[place] for place in there]].to_numpy())
        assert found.rank[there, row].tolist() == alone["rank"][[names[place] for place in there]].tolist()


class TestGaps:
    def test_each_is_that_of_the_city_alone(self, example: Assessment) -> None:
        same_as_one_by_one(example)

    def test_within_groups_too(self, example: Assessment) -> None:
        same_as_one_by_one(example, "province")

    def test_and_where_a_high_index_is_bad_or_scores_were_given(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi"], "a": [1, 5, GAP], "b": [7, GAP, 2]})
        same_as_one_by_one(assess(frame, framework("a", "b", higher="worse")))
        inner = Dimension("x", members=[Indicator("a", rule=Linear(0, 10))])
        deep = Framework(
            "deep",
            index=Dimension("index", members=[Dimension("z", members=[inner]), Indicator("b", rule=Linear(0, 10))]),
        )
        same_as_one_by_one(
            assess(DataFrame({"city": ["Alun", "Bukit"], "z": [50, GAP], "a": [GAP, 4], "b": [1, 2]}), deep)
        )

    def test_the_largest_are_closed_together_one_more_each_time(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "a": [2, 10], "b": [6, 4]})
        together = city_gaps(assess(frame, framework("a", "b"))).together
        assert together[:, 0].tolist() == [80, 100]  # 20 and 60: a first, then b
        assert together[0, 1] == 100
        assert np.isnan(together[1, 1])


class TestPeers:
    def test_the_nearest_have_the_least_difference_between_scores(self) -> None:
        frame = DataFrame({"city": list("pqrs"), "a": [0, 9, 1, 5], "b": [0, 9, 1, 5]})
        assert nearest_peers(assess(frame, framework("a", "b")), count=2).tolist() == [[2, 3], [3, 2], [0, 3], [1, 2]]

    def test_there_are_no_more_than_the_group_has_and_none_that_share_no_score(self) -> None:
        frame = DataFrame({"city": list("pqr"), "region": [1, 1, 2], "a": [1, GAP, 3], "b": [GAP, 2, 3]})
        assessment = assess(frame, framework("a", "b"))
        assert nearest_peers(assessment, count=3).tolist() == [[2, -1, -1], [2, -1, -1], [1, 0, -1]]
        assert nearest_peers(assessment, "region", count=1).tolist() == [[-1], [-1], [-1]]

    def test_blocks_of_rows_change_nothing(self) -> None:
        frame = DataFrame({"city": [f"c{place}" for place in range(600)], "a": [place / 60 for place in range(600)]})
        near = nearest_peers(assess(frame, framework("a")), count=1).ravel()
        assert set(np.abs(near - np.arange(600)).tolist()) == {1}


class TestBands:
    def test_the_next_one_is_told_for_every_band_that_a_city_is_in(self) -> None:
        bands = [Band("low", 0), Band("middle", 40), Band("high", 70)]
        frame = DataFrame({"city": list("pqr"), "a": [1, 5, 9]})
        assert next_bands(assess(frame, framework("a", bands=bands))) == {0: {"a": 4.0}, 1: {"a": pytest.approx(7.0)}}


class TestYears:
    def test_the_row_of_the_year_before_is_found(self) -> None:
        frame = DataFrame({"city": ["p", "p", "q", "p"], "year": [2020, 2021, 2021, 2023], "a": [1, 2, 3, 4]})
        assert assess(frame, framework("a")).year_before().tolist() == [-1, 0, -1, -1]

    def test_without_years_there_is_none(self) -> None:
        assert assess(DataFrame({"city": ["p"], "a": [1]}), framework("a")).year_before().tolist() == [-1]


class TestOrder:
    def test_equal_gaps_stand_by_id_and_what_is_no_gap_is_left_out(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "c": [2, 10], "b": [2, 4], "a": [6, 10]})
        found = city_gaps(assess(frame, framework("c", "b", "a")))
        assert [[list(found.targets)[place] for place in found.largest(row)] for row in (0, 1)] == [
            ["b", "c", "a"],
            ["b"],
        ]
        assert found.largest(0, 1) == found.largest(0)[:1]

    def test_equally_near_cities_stand_by_key(self) -> None:
        frame = DataFrame({"city": list("rqps"), "a": [5, 3, 7, 7]})
        assert nearest_peers(assess(frame, framework("a")), count=2).tolist() == [[2, 1], [0, 2], [3, 0], [2, 0]]


class TestTheNextBand:
    BANDS = (Band("low", 0), Band("middle", 40), Band("high", 70))

    def test_which_gaps_reach_it_alone_and_how_many_together(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi"], "a": [2, 9, 0], "b": [4, 2, 0]})
        found = city_gaps(assess(frame, framework("a", "b", bands=self.BANDS)))
        assert found.alone.T.tolist() == [[True, True], [False, True], [True, True]]  # 70, 50; 60, 95; 50, 50
        assert found.needed.tolist() == [1, 1, 1]

    def test_so_many_of_the_largest_are_needed_together(self) -> None:
        frame = DataFrame({"city": ["Alun"], "a": [4], "b": [4], "c": [4]})
        found = city_gaps(assess(frame, framework("a", "b", "c", bands=[*self.BANDS[:2], Band("high", 75)])))
        assert (found.alone.any(), found.needed.tolist()) == (False, [2])  # 40, then 60, then 80

    def test_what_the_best_band_has_reached_needs_nothing_and_a_city_without_an_index_neither(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "a": [9, GAP], "b": [9, GAP]})
        found = city_gaps(assess(frame, framework("a", "b", bands=self.BANDS)))
        assert (found.alone.any(), found.needed.tolist()) == (False, [0, 0])

    def test_where_a_high_index_is_bad_it_is_the_lower_one(self) -> None:
        found = city_gaps(
            assess(
                DataFrame({"city": ["Alun"], "a": [8], "b": [8]}), framework("a", "b", bands=self.BANDS, higher="worse")
            )
        )
        assert (found.alone.T.tolist(), found.needed.tolist()) == ([[True, True]], [1])  # 80, 40


class TestARound:
    def test_has_medians_best_and_worst_by_node_and_an_order(self) -> None:
        frame = DataFrame({"city": list("srqp"), "a": [9, 9, 3, GAP], "b": [1, 3, 5, GAP], "c": [GAP] * 4})
        found = extremes(assess(frame, framework("a", "b", "c")), np.arange(4))
        assert found.ranked == [1, 0, 2]  # 60, 50, 40
        assert found.median[:3].tolist() == [50, 90, 30]
        assert np.isnan(found.median[3])
        assert (found.best, found.worst) == ([1, 1, 2, -1], [2, 2, 0, -1])  # of the two best in a, r comes before s
        assert found.nodes == [2, 0, 1]  # b, the index, a

    def test_where_a_high_index_is_bad_the_best_is_the_lowest(self) -> None:
        frame = DataFrame({"city": list("pq"), "a": [1, 2]})
        found = extremes(assess(frame, framework("a", higher="worse")), np.arange(2))
        assert (found.ranked, found.best, found.worst) == ([1, 0], [0, 0], [1, 1])
