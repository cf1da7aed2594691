"""What a city lacks: wanted values by each rule's inverse, and gains that come true when the data change."""

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLE
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Assessment,
    Band,
    Dimension,
    Framework,
    Indicator,
    UsageError,
    assess,
    band_values,
    best_values,
    gaps,
    load_framework,
    peers_values,
    read_dataset,
    target_values,
)
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Minimum
from smartscore.engine.groups import Nearest
from smartscore.model import Node
from smartscore.rules import Categories, Classes, Levels, Linear, MinMax, Rank, Target
from smartscore.views.targets import next_band_values

GAP = float("nan")
MEMBERS = [
    Indicator("water", rule=Linear(0, 100)),
    Indicator("slums", rule=Linear(40, 0)),
    Indicator("plan", rule=Levels(0, 5)),
]
BANDS = [Band("low", 0), Band("middle", 50), Band("high", 75)]
DATA = DataFrame({"water": [40, 60, 90], "slums": [30, 20, 10], "plan": [1, 3, 5]}, index=["Alun", "Bukit", "Candi"])


def framework(*members: Node, **more: object) -> Framework:
    index = Dimension("index", members=members or MEMBERS, aggregate=more.pop("aggregate", Arithmetic()))  # type: ignore[arg-type]
    return Framework("f", index=index, bands=BANDS, **more)  # type: ignore[arg-type]


def wanted(told: DataFrame, row: int = 0) -> dict[str, float]:
    return {str(name): round(float(value), 9) for name, value in told.iloc[row].dropna().items()}


@pytest.fixture
def assessment() -> Assessment:
    return assess(DATA, framework())


class TestWhatIsWanted:
    def test_the_target_is_where_the_rule_scores_best(self, assessment: Assessment) -> None:
        assert wanted(target_values(assessment)) == {"water": 100, "slums": 0, "plan": 5}

    def test_the_best_is_what_the_best_of_those_compared_has(self, assessment: Assessment) -> None:
        assert wanted(best_values(assessment)) == {"water": 90, "slums": 10, "plan": 5}
        grouped = assess(DATA.assign(island=["Java", "Java", "Bali"]), framework())
        assert wanted(best_values(grouped, "island"), 1) == {"water": 60, "slums": 20, "plan": 3}

    def test_of_values_beyond_the_bound_the_least_is_best_enough(self) -> None:
        index = Dimension("index", members=[Indicator("a", rule=Linear(0, 10)), Indicator("b", rule=Linear(10, 0))])
        data = DataFrame({"a": [4.0, 12.0, 11.0], "b": [4.0, -2.0, -1.0]})
        assert wanted(best_values(assess(data, Framework("f", index=index)))) == {"a": 11, "b": -1}

    def test_where_a_high_index_is_bad_it_is_where_the_rule_scores_least(self) -> None:
        found = assess(DATA, framework(higher="worse"))
        assert wanted(target_values(found)) == {"water": 0, "slums": 40, "plan": 0}
        assert wanted(best_values(found)) == {"water": 40, "slums": 30, "plan": 1}

    def test_a_target_is_its_value_and_a_rank_has_none(self) -> None:
        found = framework(Indicator("a", rule=Target(7, 2)), Indicator("b", rule=Rank()))
        assert wanted(target_values(assess(DataFrame({"a": [5.0, 6.0], "b": [1.0, 2.0]}), found))) == {"a": 7}

    def test_peers_are_those_of_the_group(self, assessment: Assessment) -> None:
        assert wanted(peers_values(assessment)) == {"water": 60, "slums": 20, "plan": 3}
        grouped = assess(DATA.assign(island=["Java", "Bali", "Bali"]), framework())
        assert wanted(peers_values(grouped, "island"), 1) == {"water": 75, "slums": 15, "plan": 4}

    def test_nearest_peers_have_a_median_too(self) -> None:
        found = assess(DATA.assign(population=[100, 1000, 1100]), framework())
        assert wanted(peers_values(found, Nearest(1, "population")), 1) == {"water": 75, "slums": 15, "plan": 4}

    def test_the_next_band_is_reached_by_every_score_with_whole_levels(self, assessment: Assessment) -> None:
        assert wanted(band_values(assessment)) == {"water": 50, "slums": 20, "plan": 3}  # 2.5 would be the start

    def test_where_high_is_bad_the_next_band_is_the_lower_one(self) -> None:
        found = assess(DATA, framework(higher="worse"))
        assert found.bands().tolist() == ["low", "middle", "high"]
        assert wanted(band_values(found), 2) == {"water": 75, "slums": 10, "plan": 3}

    def test_the_best_band_has_none_above(self, assessment: Assessment) -> None:
        assert wanted(band_values(assessment), 2) == {}
        with pytest.raises(UsageError, match="Candi has no better band"):
            next_band_values(assessment, 2)
        assert wanted(next_band_values(assessment, 1), 1) == {"water": 75, "slums": 10, "plan": 4}


class TestGaps:
    def test_the_largest_gain_comes_first(self, assessment: Assessment) -> None:
        found = gaps(assessment, 0, target_values(assessment))
        assert list(found.index) == ["plan", "slums", "water"]
        assert found.loc["plan"].round(9).to_dict() == {
            "value": 1,
            "wanted": 5,
            "gap": 4,
            "score": 20,
            "score_wanted": 100,
            "gain": round(80 / 3, 9),
            "rank": 3,
        }
        assert found["gap"].to_dict() == {"plan": 4, "slums": -30, "water": 60}

    def test_equal_gains_stand_by_id_whatever_the_last_digits_are(self) -> None:
        members = [Indicator(name, rule=Linear(0, high)) for name, high in (("d", 3), ("c", 7), ("b", 0.7), ("a", 11))]
        found = assess(DataFrame({"city": ["Alun"], "d": 1, "c": 7 / 3, "b": 0.7 / 3, "a": 1}), framework(*members))
        told = gaps(found, 0, target_values(found))
        assert told.index.tolist() == ["a", "b", "c", "d"]  # a has 10 of 11 to go, the others two thirds
        assert told["gain"].iloc[1:].tolist() == pytest.approx([50 / 3] * 3)

    def test_noise_in_a_score_makes_no_gap(self, assessment: Assessment) -> None:
        below = evolve(assessment, scores=assessment.scores - 1e-14)
        assert gaps(below, 2, {"plan": 5.0}).empty

    def test_what_is_as_good_as_wanted_is_no_gap(self, assessment: Assessment) -> None:
        assert list(gaps(assessment, 2, peers_values(assessment)).index) == []
        assert list(gaps(assessment, 1, {"water": 60, "plan": 4}).index) == ["plan"]

    def test_a_missing_value_is_a_gap_without_a_size(self) -> None:
        found = assess(DATA.assign(water=[GAP, 60, 90]), framework())
        told = gaps(found, 0, target_values(found)).loc["water"]
        assert np.isnan(told["gap"])
        assert told["gain"] == pytest.approx((100 + 25 + 20) / 3 - (25 + 20) / 2)

    def test_where_high_is_bad_a_gap_lowers_the_index(self) -> None:
        found = assess(DATA, framework(higher="worse"))
        told = gaps(found, 2, target_values(found))
        assert list(told.index) == ["plan", "water", "slums"]
        assert (told["gain"] < 0).all()

    def test_below_a_score_that_was_given_nothing_moves(self) -> None:
        living = Dimension("living", members=[Indicator("a", rule=Linear(0, 100))])
        found = assess(
            DataFrame({"living": [40.0], "water": [20.0]}), framework(living, Indicator("water", rule=Linear(0, 100)))
        )
        assert list(gaps(found, 0, {"a": 90, "water": 90}).index) == ["water"]

    def test_all_cities_at_once_are_what_each_is_alone(self) -> None:
        rng = np.random.default_rng(4)
        members = [Indicator(name, rule=Linear(0, 100)) for name in "abcde"]
        inner = Dimension("inner", members=members[:3], aggregate=Geometric(), min_coverage=0.5)
        data = DataFrame(rng.uniform(0, 100, (20, 5)), columns=list("abcde"), index=[f"c{n}" for n in range(20)]).mask(
            rng.random((20, 5)) < 0.2
        )
        found = assess(data.assign(island=["Java", "Bali"] * 10), framework(inner, *members[3:]))
        for by in (None, "island", Nearest(3, ["a", "d"])):
            if isinstance(by, Nearest):
                found = assess(data.fillna(50), framework(inner, *members[3:]))
            told = peers_values(found, by)
            every = gaps(found, None, told, by)
            for row in range(20):
                alone = gaps(found, row, told, by)
                part = every.loc[f"c{row}"]
                assert list(part.index) == list(alone.index)
                assert np.allclose(part, alone, rtol=0, atol=1e-10, equal_nan=True)

    def test_one_value_for_all_may_be_wanted(self, assessment: Assessment) -> None:
        told = gaps(assessment, None, {"water": 60})
        assert told["gap"].to_dict() == {("Alun", "water"): 20}

    def test_an_unknown_indicator_is_refused_with_the_nearest(self, assessment: Assessment) -> None:
        with pytest.raises(UsageError, match=r"'watr'.*water"):
            gaps(assessment, 0, {"watr": 3})


def comes_true(data: DataFrame, assessment: Assessment, row: int) -> int:
    """Close each gap in the data, judge again by the same bounds, and find what was foretold."""
    found = gaps(assessment, row, target_values(assessment))
    for name, told in found.iterrows():
        changed = data.copy()
        changed[name] = changed[name].astype(float) if name in changed else GAP
        changed.loc[changed.index[row], name] = told["wanted"]
        again = assess(changed, assessment.framework)
        assert again.index.iloc[row] == pytest.approx(assessment.index.iloc[row] + told["gain"], abs=1e-12)
        assert again.ranks()[row] == told["rank"]
    return len(found)


def test_closing_a_gap_in_the_data_gives_the_predicted_index_and_rank() -> None:
    plain = read_dataset(EXAMPLE)
    smart = load_framework("smart-city")
    frame = plain.frame[[node.id for node in smart.indicators if node.id in plain.frame]]
    found = assess(frame, smart)
    assert sum(comes_true(frame, found, row) for row in (0, 3, 7)) > 100


@given(
    cells=st.lists(st.tuples(*[st.sampled_from([GAP, 0.0, 10.0, 35.0, 40.0])] * 3), min_size=2, max_size=5),
    aggregate=st.sampled_from([Arithmetic(), Geometric(), Minimum()]),
    relative=st.booleans(),
)
def test_so_it_does_whatever_is_missing(cells: list[tuple[float, ...]], aggregate: Aggregate, relative: bool) -> None:
    data = DataFrame(cells, columns=["a", "b", "c"], dtype=float)
    rule = MinMax() if relative and data["a"].nunique() > 1 else Linear(0, 50)
    members = [Indicator("a", rule=rule), Indicator("b", rule=Linear(40, 0)), Indicator("c", rule=Linear(0, 50))]
    found = assess(data, framework(*members, aggregate=aggregate))
    for row in range(len(data)):
        if not np.isnan(found.index.iloc[row]):
            comes_true(data, found, row)


def test_rules_that_go_in_steps_have_values_to_reach_too() -> None:
    members = [
        Indicator("status", rule=Categories({"none": 0, "some": 0.5, "all": 1})),
        Indicator("cars", rule=Classes([10, 20], [1, 0.5, 0])),
    ]
    data = DataFrame({"status": ["none", "all"], "cars": [25.0, 5.0]}, index=["Alun", "Bukit"])
    found = assess(data, framework(*members))
    assert wanted(target_values(found)) == {"status": 2, "cars": pytest.approx(10)}
    assert wanted(band_values(found)) == {"status": 1, "cars": pytest.approx(20)}
    told = gaps(found, 0, target_values(found))
    assert told["gain"].tolist() == [50, 50]
    assert told["score_wanted"].tolist() == [100, 100]
