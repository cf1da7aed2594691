"""Advice below a dimension whose rule takes low scores for good ones, as vulnerability is turned in ND-GAIN."""

import numpy as np
import pytest
from attrs import evolve
from builders import framework
from pandas import DataFrame

from smartscore import (
    Assessment,
    Band,
    Dimension,
    Indicator,
    Nearest,
    assess,
    band_values,
    best_values,
    explain,
    gaps,
    peers,
    target_values,
)
from smartscore.model.nodes import Missing
from smartscore.reports.subjects.explanation import furthest
from smartscore.rules import Classes, Linear, MinMax, Rule, Target
from smartscore.views import missing

GAP = float("nan")
DATA = DataFrame(
    {"malnutrition": [40.0, 10, 20], "slums": [60.0, 20, 30], "ict": [50.0, 60, 40]}, index=["Alun", "Bukit", "Candi"]
)


def judged(data: DataFrame = DATA, rule: Rule | None = None, gap: Missing = "leave_out", **more: object) -> Assessment:
    harms = [Indicator("malnutrition", rule=Linear(0, 50)), Indicator("slums", rule=Linear(0, 100))]
    harm = Dimension("vulnerability", members=harms, rule=rule or Linear(100, 0), missing=gap)
    ready = Dimension("readiness", members=[Indicator("ict", rule=Linear(0, 100))])
    return assess(data, framework(harm, ready, **more))


class TestGaps:
    def test_the_target_of_a_harm_is_none_of_it(self) -> None:
        told = gaps(judged(), 0, target_values(judged()))
        assert told["wanted"].to_dict() == {"ict": 100, "malnutrition": 0, "slums": 0}
        assert told["gain"].round(9).to_dict() == {"ict": 25, "malnutrition": 20, "slums": 15}

    def test_the_best_of_any_city_is_the_least_harm(self) -> None:
        assert best_values(judged()).iloc[0].to_dict() == {"malnutrition": 10, "slums": 20, "ict": 60}

    def test_the_next_band_is_reached_by_the_score_that_the_rule_turns_into_its_start(self) -> None:
        told = band_values(judged(bands=[Band("low", 0), Band("high", 75)]))
        assert told.loc["Alun"].to_dict() == {"malnutrition": 12.5, "slums": 25, "ict": 75}

    def test_a_rule_without_an_inverse_mirrors_the_start_of_a_band(self) -> None:
        told = band_values(judged(rule=Classes([30, 60], [1, 0.5, 0]), bands=[Band("low", 0), Band("high", 75)]))
        assert told.loc["Alun"].to_dict() == {"malnutrition": 12.5, "slums": 25, "ict": 75}

    def test_of_values_that_are_wanted_those_that_are_worse_are_no_gaps(self) -> None:
        assert list(gaps(judged(), 1, {"malnutrition": 30, "slums": 10}).index) == ["slums"]

    def test_without_a_way_nothing_is_a_target_and_what_brings_a_gain_is_a_gap(self) -> None:
        found = judged(rule=Target(50, 50))
        assert list(target_values(found)) == ["ict"]
        assert list(best_values(found)) == ["ict"]
        told = gaps(found, 0, {"malnutrition": 30, "slums": 70})
        assert told["gain"].round(9).to_dict() == {"malnutrition": 10}  # 70 becomes 60, 10 nearer to 50


class TestExplain:
    def test_harms_above_the_median_are_weaknesses(self) -> None:
        found = judged()
        strong, weak = furthest(found.framework, explain(found, 0)["difference"])
        assert (strong, weak) == ([], ["malnutrition", "slums"])

    def test_without_a_way_nothing_is_either(self) -> None:
        found = judged(rule=Target(50, 50))
        assert furthest(found.framework, explain(found, 0)["difference"]) == ([], [])

    def test_a_missing_harm_at_its_worst_gives_the_lower_index(self) -> None:
        told = missing(judged(DATA.assign(malnutrition=[GAP, 10, 20])), 0)
        assert told[["worst", "best"]].loc["malnutrition"].to_numpy().tolist() == [35, 60]

    def test_without_a_way_there_is_no_worst_and_no_best(self) -> None:
        told = missing(judged(DATA.assign(malnutrition=[GAP, 10, 20]), rule=Target(50, 50)), 0).loc["malnutrition"]
        assert np.isnan(told[["worst", "best"]]).all()
        assert told["median"] == 70  # malnutrition 30, slums 60: 45 is 90 to 100 at 50


class TestPeers:
    def test_the_most_harm_has_the_last_letter(self) -> None:
        told = peers(judged(), 0, Nearest(2, "ict"))
        assert told["letter"].to_dict() == {
            "index": "D", "vulnerability": "D", "readiness": "B", "malnutrition": "D", "slums": "D", "ict": "B",
        }  # fmt: skip

    def test_without_a_way_there_is_no_letter(self) -> None:
        told = peers(judged(rule=Target(50, 50)), 0, Nearest(2, "ict"))
        assert told.loc[["malnutrition", "slums"], "letter"].isna().all()
        assert told.loc["vulnerability", "letter"] == "B"


class TestGapsThatCountAsWorst:
    def test_below_a_turn_they_count_as_the_highest_score(self) -> None:
        found = judged(DATA.assign(malnutrition=[GAP, 10, 20]), gap="worst")
        assert found.scores["vulnerability"].iloc[0] == 20  # malnutrition 100, slums 60
        assert missing(found, 0).loc["malnutrition"].to_numpy() == pytest.approx([35, 52.5, 60])
        assert found.index.iloc[0] == 35

    def test_so_they_do_where_a_high_index_is_bad(self) -> None:
        members = [Indicator("malnutrition", rule=Linear(0, 50)), Indicator("slums", rule=Linear(0, 100))]
        hunger = framework(*members, index={"missing": "worst"}, higher="worse")
        assert assess(DATA.assign(malnutrition=[GAP, 10, 20]), hunger).index.tolist() == [80, 20, 35]

    def test_a_relative_rule_above_them_is_fitted_to_the_same_scores(self) -> None:
        found = judged(DATA.assign(malnutrition=[GAP, 10, 20]), rule=MinMax("low"), gap="worst")  # type: ignore[arg-type]
        assert found.scores["vulnerability"].tolist() == pytest.approx([0, 100, 75])  # of 80, 20, 35

    def test_what_they_contribute_adds_up(self) -> None:
        found = judged(DATA.assign(malnutrition=[GAP, 10, 20]), gap="worst")
        told = explain(found, 0)["contribution"]
        assert told[["malnutrition", "slums"]].sum() == pytest.approx(told["vulnerability"])

    def test_an_optional_member_leaves_its_weight_to_the_others(self) -> None:
        found = judged(DATA.assign(malnutrition=[GAP, 10, 20]), gap="worst")
        harm, ready = found.framework.index.members
        assert isinstance(harm, Dimension)
        free = evolve(harm, members=[evolve(harm.members[0], optional=True), harm.members[1]])
        other = assess(
            found.dataset, evolve(found.definition, index=evolve(found.definition.index, members=[free, ready]))
        )
        assert other.scores["vulnerability"].iloc[0] == pytest.approx(40)
