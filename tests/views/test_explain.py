"""What is missing and what it could do, what maturity levels have and need, what values are marked."""

import numpy as np
import pytest
from builders import EXAMPLE, framework, percent
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Assessment,
    Confidence,
    Criterion,
    Dimension,
    Framework,
    Indicator,
    Nearest,
    UsageError,
    assess,
    explain,
    load_framework,
    maturity,
    missing,
    read_dataset,
)
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Median
from smartscore.model import Node
from smartscore.model.nodes import Missing
from smartscore.rules import Levels, Linear, Unscored, ZScore
from smartscore.steps import Impute
from smartscore.views.explain import furthest_places

GAP = float("nan")


def judged(data: DataFrame, *members: Node, **more: object) -> Assessment:
    made = members or tuple(Indicator(str(name), rule=Linear(0, 100)) for name in data if len(str(name)) == 1)
    index = {name: more.pop(name) for name in ("missing", "min_coverage", "aggregate") if name in more}
    return assess(data, framework(*made, index=index, **more))


class TestWhatIsMissing:
    DATA = DataFrame({"a": [GAP, 40.0, 60.0], "b": [30.0, 20.0, 10.0], "c": [GAP, 0.0, 10.0]}, index=list("xyz"))

    def test_each_value_is_tried_at_worst_median_and_best_and_then_all_of_them(self) -> None:
        told = missing(judged(self.DATA), 0)
        assert told.loc["a"].tolist() == [15, 40, 65]  # (0 + 30) / 2, (50 + 30) / 2, (100 + 30) / 2
        assert told.loc["c"].tolist() == [15, 17.5, 65]
        assert told.loc["index"].round(9).tolist() == [10, round(85 / 3, 9), round(230 / 3, 9)]

    def test_the_median_is_that_of_the_peers(self) -> None:
        told = missing(judged(self.DATA.assign(island=["Java", "Java", "Bali"])), 0, "island")
        assert told["median"].tolist() == [35, 15, pytest.approx(70 / 3)]

    def test_where_no_peer_has_a_score_there_is_no_median(self) -> None:
        told = missing(judged(self.DATA.assign(island=["Java", "Bali", "Bali"])), 0, "island")
        assert told["median"].tolist()[:2] == pytest.approx([GAP, GAP], nan_ok=True)
        assert np.isnan(told.loc["index", "median"])

    def test_what_is_optional_is_not_missing(self) -> None:
        members = [Indicator("a", rule=Linear(0, 100), optional=True), Indicator("b", rule=Linear(0, 100))]
        assert missing(judged(DataFrame({"a": [GAP], "b": [1.0]}), *members), 0).empty

    def test_where_nothing_is_missing_there_is_nothing_to_tell(self) -> None:
        assert missing(judged(self.DATA), 1).empty

    def test_what_counts_as_worst_is_worst_already(self) -> None:
        told = missing(judged(self.DATA, missing="worst"), 0)
        assert told["worst"].tolist() == [10, 10, 10]

    def test_where_a_high_index_is_bad_the_worst_is_the_highest(self) -> None:
        told = missing(judged(self.DATA, higher="worse"), 0)
        assert told.loc["a"].tolist() == [65, 40, 15]

    def test_scores_beyond_the_scale_are_the_ends_where_there_are_some(self) -> None:
        data = DataFrame({"a": [GAP, 1.0, 3.0], "b": [2.0, 1.0, 3.0]})
        members = [Indicator(name, rule=ZScore(mean=0.5, sd=0.1)) for name in "ab"]
        found = judged(data, *members)
        least, most = float(found.scores["a"].min()), float(found.scores["a"].max())
        own = float(found.scores["b"].iloc[0])
        told = missing(found, 0).loc["a"]
        assert told["worst"] == pytest.approx((min(least, 0) + own) / 2)
        assert told["best"] == pytest.approx((max(most, 100) + own) / 2)

    def test_a_value_that_moves_nothing_is_not_missing(self) -> None:
        living = Dimension("living", members=[Indicator("a", rule=Linear(0, 100))])
        members = [living, Indicator("b", rule=Linear(0, 100)), Indicator("c", rule=Unscored())]
        found = judged(DataFrame({"living": [40.0], "b": [GAP]}), *members)
        assert list(missing(found, 0).index) == ["b", "index"]

    def test_it_may_bring_an_index_that_was_not_to_be_had(self) -> None:
        found = judged(self.DATA, min_coverage=0.6)
        assert np.isnan(found.index.iloc[0])
        assert missing(found, 0).loc["a"].tolist() == [15, 40, 65]

    @given(
        cells=st.lists(st.tuples(*[st.sampled_from([GAP, 0.0, 30.0, 50.0, 100.0])] * 3), min_size=2, max_size=4),
        aggregate=st.sampled_from([Arithmetic(), Geometric(), Median()]),
        policy=st.sampled_from(["leave_out", "worst", "pool"]),
    )
    def test_what_is_foretold_comes_true(
        self, cells: list[tuple[float, ...]], aggregate: Aggregate, policy: Missing
    ) -> None:
        data = DataFrame(cells, columns=["a", "b", "c"], dtype=float)
        aggregate = Arithmetic() if policy == "pool" else aggregate
        found = judged(data, missing=policy, aggregate=aggregate)
        for name, told in missing(found, 0).iterrows():
            if name != "index":
                changed = data.copy()
                changed.loc[0, str(name)] = 100.0
                assert judged(changed, missing=policy, aggregate=aggregate).index.iloc[0] == pytest.approx(told["best"])


class TestMaturity:
    PLAN = Indicator(
        "plan",
        rule=Levels(0, 3),
        criteria=[
            Criterion(0, "nothing"),
            Criterion(1, "a plan"),
            Criterion(2, "a budget"),
            Criterion(2, "a report"),
            Criterion(3, "an audit"),
        ],
    )

    def told(self, **cells: object) -> dict[str, tuple[bool, bool]]:
        found = maturity(
            judged(DataFrame({"city": ["Alun"], **{name: [cell] for name, cell in cells.items()}}), self.PLAN), 0
        )
        return {place: (bool(row["met"]), bool(row["needed"])) for (_, place), row in found.iterrows()}

    def test_of_a_level_the_criteria_up_to_it_are_met_and_the_next_ones_needed(self) -> None:
        assert self.told(plan=1) == {
            "1.1": (True, False),
            "2.1": (False, True),
            "2.2": (False, True),
            "3.1": (False, False),
        }

    def test_of_ticks_each_is_as_it_is_ticked(self) -> None:
        ticks = {"plan:1.1": "yes", "plan:2.1": "no", "plan:2.2": "yes", "plan:3.1": "yes"}
        assert self.told(**ticks) == {
            "1.1": (True, False),
            "2.1": (False, True),
            "2.2": (True, False),
            "3.1": (True, False),
        }

    def test_the_highest_level_needs_nothing(self) -> None:
        assert set(self.told(plan=3).values()) == {(True, False)}

    def test_without_a_level_the_first_is_needed(self) -> None:
        assert self.told(plan=GAP)["1.1"] == (False, True)
        assert self.told(plan=GAP)["2.1"] == (False, False)

    def test_without_criteria_there_is_nothing_to_tell(self) -> None:
        assert maturity(judged(DataFrame({"a": [1.0]})), 0).empty

    def test_the_example_has_seven_of_them(self) -> None:
        found = maturity(assess(read_dataset(EXAMPLE), load_framework("smart-city")), 0)
        assert found.index.get_level_values(0).nunique() == 7
        needed = found[found["needed"]]
        assert (needed["level"] == needed["has"] + 1).all()


class TestMarks:
    def test_values_are_marked_for_what_they_are(self) -> None:
        weak = Confidence("verified-in-source", "judgement")
        members = [
            Indicator("a", rule=Linear(0, 10), confidence=weak),
            Indicator("b", rule=Linear(0, 100), max_age=2),
            Dimension("d", members=[Indicator("e", rule=Linear(0, 100))]),
        ]
        long = DataFrame(
            [
                ("Alun", "a", "12", ""),
                ("Alun", "b", "5", "2020"),
                ("Alun", "d", "50", ""),
                ("Bukit", "a", "", ""),
                ("Bukit", "b", "5", "2024"),
                ("Candi", "a", "4", ""),
            ],
            columns=["city", "indicator", "value", "value_year"],
        )
        index = Dimension("index", members=members)
        found = assess(read_dataset(long), Framework("f", index=index, steps=[Impute("median")]))
        marks = ["given", "clipped", "imputed", "stale", "judged"]
        first, second = (explain(found, row, as_of=2024)[marks] for row in (0, 1))
        assert first.columns[first.loc["a"].astype(bool)].tolist() == ["clipped", "judged"]
        assert first.columns[first.loc["b"].astype(bool)].tolist() == ["stale"]
        assert first.columns[first.loc["d"].astype(bool)].tolist() == ["given"]
        assert second.columns[second.loc["a"].astype(bool)].tolist() == ["imputed", "judged"]
        assert not second.loc["b"].any()


class TestAllAtOnce:
    @pytest.mark.parametrize("by", [None, "island", Nearest(2, "population")])
    def test_each_city_is_what_it_is_alone(self, by: str | Nearest | None) -> None:
        data = DataFrame({"a": [10.0, GAP, 60.0, 90.0], "b": [GAP, GAP, 40.0, 120.0]}, index=list("wxyz"))
        found = judged(data.assign(island=["Java", "Bali", "Java", "Bali"], population=[10, 11, 12, 400]))
        every = explain(found, None, by)
        for row, city in enumerate("wxyz"):
            assert every.loc[city].equals(explain(found, row, by))


class TestPeers:
    def test_stand_beside_all(self) -> None:
        data = DataFrame({"a": [10.0, 20.0, 60.0, 90.0], "population": [100, 110, 900, 1000]})
        told = explain(judged(data), 0, Nearest(1, "population")).loc["a"]
        assert told[["median", "difference", "peers_median", "peers_difference"]].tolist() == [40, -30, 15, -5]

    def test_a_column_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(UsageError, match="no column 'island'"):
            explain(judged(DataFrame({"a": [10.0]})), 0, by="island")


class TestFurthest:
    MEMBERS = percent(*"dcba")

    def furthest(self, *columns: list[float], higher: str = "better", most: int = 5) -> list[tuple[str, str]]:
        """Name what lies furthest ahead, and behind, of differences by city in the order d, c, b, a."""
        found = furthest_places(framework(*self.MEMBERS, higher=higher), np.array(columns).T, most)
        return [tuple("".join("dcba"[place] for place in side) for side in sides) for sides in found]  # type: ignore[misc]

    def test_the_furthest_first_and_those_equally_far_by_id(self) -> None:
        assert self.furthest([3.0, 5.0 - 1e-14, 5.0, 9.0], [-3.0, -5.0, -5.0 + 1e-14, GAP]) == [
            ("abcd", ""),
            ("", "bcd"),
        ]
        assert self.furthest([3.0, 5.0, 5.0, 9.0], most=2) == [("ab", "")]

    def test_noise_is_neither_ahead_nor_behind(self) -> None:
        assert self.furthest([1e-14, -1e-14, 0.0, 0.001]) == [("a", "")]

    def test_where_a_high_index_is_bad_ahead_is_below(self) -> None:
        assert self.furthest([3.0, -5.0, 1.0, GAP], higher="worse") == [("c", "db")]
