"""What differs between two assessments: sums that are exact, data apart from change, crosswalks, agreement."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Array,
    Assessment,
    Comparison,
    Dimension,
    Framework,
    Indicator,
    UsageError,
    agreement,
    assess,
    compare,
    read_dataset,
)
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Harmonic, Maximum, Median, Minimum, Power, Sum
from smartscore.model import Node
from smartscore.model.nodes import Missing
from smartscore.rules import Levels, Linear, MinMax, PercentileRank, Rank

GAP = float("nan")
CITIES = ["Alun", "Bukit", "Candi"]
BEFORE = DataFrame({"a": [20.0, 60.0, 90.0], "b": [40.0, 40.0, 10.0], "c": [60.0, 20.0, 30.0]}, index=CITIES)


def second_best(scores: Array, weights: Array, /) -> Array:
    ranked = np.sort(scores[weights > 0], axis=0)
    return np.asarray(ranked[-min(2, len(ranked))])


def tree(inner: Aggregate | None = None, outer: Aggregate | None = None, missing: Missing = "leave_out") -> Framework:
    named = zip("abc", (1, 2, 3), strict=True)
    a, b, c = (Indicator(name, rule=Linear(0, 100), weight=weight) for name, weight in named)
    below = Dimension("below", members=[a, b], aggregate=inner or Arithmetic(), missing=missing)
    index = Dimension("index", members=[below, c], aggregate=outer or Arithmetic(), missing=missing)
    return Framework("f", index=index)


def compared(before: DataFrame, after: DataFrame, framework: Framework | None = None) -> Comparison:
    framework = framework or tree()
    return compare(assess(before, framework), assess(after, framework))


def adds_up(told: Comparison) -> None:
    """What single nodes did is the difference of the index, and down the tree members did what their dimension did."""
    summary = told.summary
    parts = summary[["change", "new", "lost", "scope", "unsplit"]].sum(axis=1)
    whole = summary["difference"].notna()
    assert np.allclose(parts[whole], summary["difference"][whole], rtol=0, atol=1e-9)
    for row in np.flatnonzero(whole):
        mine = told.indicators(int(row))["effect"].sum() + summary["unsplit"].iloc[row]
        assert mine == pytest.approx(summary["difference"].iloc[row], abs=1e-9)


class TestTheSplit:
    def test_of_an_arithmetic_mean_is_weight_by_change(self) -> None:
        told = compared(BEFORE, BEFORE.assign(a=[50.0, 60, 90]))
        assert told.effects.loc["Alun"].round(9).to_dict() == {"index": 2.5, "below": 2.5, "c": 0, "a": 2.5, "b": 0}
        assert told.by_indicator.loc[("Alun", "a")].to_dict() == {
            "before": 20,
            "after": 50,
            "effect": pytest.approx(2.5),
            "data": "change",
        }

    def test_of_a_geometric_mean_what_did_not_move_did_nothing(self) -> None:
        index = Dimension("index", members=[Indicator(n, rule=Linear(0, 100)) for n in "ab"], aggregate=Geometric())
        told = compared(
            DataFrame({"a": [4.0], "b": [9.0]}), DataFrame({"a": [16.0], "b": [9.0]}), Framework("f", index=index)
        )
        assert told.effects.iloc[0].round(9).to_dict() == {"index": 6, "a": 6, "b": 0}  # from 6 to 12

    def test_of_a_geometric_mean_is_by_logarithms(self) -> None:
        index = Dimension("index", members=[Indicator(n, rule=Linear(0, 100)) for n in "ab"], aggregate=Geometric())
        told = compared(
            DataFrame({"a": [2.0], "b": [2.0]}), DataFrame({"a": [4.0], "b": [16.0]}), Framework("f", index=index)
        )
        assert told.effects.iloc[0].round(9).to_dict() == {"index": 6, "a": 1.5, "b": 4.5}  # 2 to 8; ln 2 to 3 ln 2

    def test_from_nothing_it_is_by_shapley_values(self) -> None:
        index = Dimension("index", members=[Indicator(n, rule=Linear(0, 100)) for n in "ab"], aggregate=Geometric())
        told = compared(
            DataFrame({"a": [0.0], "b": [4.0]}), DataFrame({"a": [9.0], "b": [4.0]}), Framework("f", index=index)
        )
        assert told.effects.iloc[0].round(9).to_dict() == {"index": 6, "a": 6, "b": 0}

    def test_rounding_is_shared_by_what_moved(self) -> None:
        index = Dimension("index", members=[Indicator(n, rule=Linear(0, 100)) for n in "ab"], decimals=0)
        told = compared(
            DataFrame({"a": [10.0], "b": [10.0]}), DataFrame({"a": [13.0], "b": [12.0]}), Framework("f", index=index)
        )
        assert told.effects.iloc[0].round(9).to_dict() == {"index": 3, "a": 1.8, "b": 1.2}  # 12.5 is printed 13

    def test_opposite_changes_both_show(self) -> None:
        told = compared(BEFORE, BEFORE.assign(a=[40.0, 60, 90], b=[30.0, 40, 10]))
        assert told.effects.loc["Alun"].round(9).to_dict() == pytest.approx(
            {"index": 0, "below": 0, "a": 5 / 3, "b": -5 / 3, "c": 0}
        )

    def test_relative_rules_that_are_fitted_anew_have_their_part(self) -> None:
        index = Dimension("index", members=[Indicator("a", rule=MinMax()), Indicator("b", rule=Linear(0, 100))])
        after = DataFrame({"a": [20.0, 60, 180], "b": [40.0, 40, 10]}, index=CITIES)
        told = compared(BEFORE[["a", "b"]], after, Framework("f", index=index))
        assert told.summary.loc["Bukit", "difference"] < 0  # others ran ahead
        adds_up(told)

    def test_a_rule_on_a_dimension_has_its_part(self) -> None:
        members = [Indicator(name, rule=PercentileRank()) for name in "ab"]
        below = Dimension("below", members=members, aggregate=Sum(), rule=Rank())
        index = Dimension("index", members=[below, Indicator("c", rule=Linear(0, 100))])
        adds_up(compared(BEFORE, BEFORE.assign(a=[95.0, 60, 90], b=[5.0, 10, 80]), Framework("f", index=index)))


def test_equal_effects_stand_by_the_id_of_the_node() -> None:
    leaves = [Indicator(name, rule=Linear(0, 100)) for name in "cab"]
    flat = Framework("f", index=Dimension("index", members=leaves))
    first = DataFrame({"c": [10.0], "a": [20.0], "b": [30.0]}, index=["Alun"])
    told = compared(first, first.add([3.3, -3.3, 3.3]), flat)
    assert told.indicators(0).index.tolist() == ["a", "b", "c"]


class TestData:
    def test_new_data_stand_apart_from_change(self) -> None:
        told = compared(BEFORE.assign(b=[GAP, 40, 10]), BEFORE.assign(c=[80.0, 20, 30]))
        summary = told.summary.loc["Alun"]
        assert summary["change"] == pytest.approx(15)  # c: 20 points of 3 in 4
        assert summary["new"] == pytest.approx((100 / 3 - 20) / 4)
        assert (summary["lost"], summary["unsplit"]) == (0, 0)
        assert told.by_indicator.loc["Alun", "data"].to_dict() == {"c": "change", "b": "new"}

    def test_lost_data_too(self) -> None:
        told = compared(BEFORE, BEFORE.assign(b=[GAP, 40, 10]))
        assert told.summary.loc["Alun", ["change", "new", "lost"]].tolist() == pytest.approx([0, 0, (20 - 100 / 3) / 4])

    def test_where_the_common_data_give_no_index_nothing_is_split(self) -> None:
        before, after = BEFORE.assign(a=GAP, b=GAP), BEFORE.assign(c=GAP)
        told = compared(before, after)
        assert told.summary["unsplit"].tolist() == told.summary["difference"].tolist()
        assert told.by_indicator["effect"].isna().all()
        assert told.by_indicator.loc["Alun", "data"].to_dict() == {"a": "new", "b": "new", "c": "lost"}

    def test_without_an_index_there_is_no_difference(self) -> None:
        told = compared(BEFORE, BEFORE.assign(a=[GAP, 1, 1], b=[GAP, 1, 1], c=[GAP, 1, 1]))
        assert told.summary.loc["Alun", ["difference", "change", "new", "lost", "move"]].isna().all()

    def test_a_score_that_is_given_now_is_new_and_its_members_are_lost(self) -> None:
        after = BEFORE.assign(a=[GAP, 60, 90], b=[GAP, 40, 10], below=[50.0, GAP, GAP])
        told = compared(BEFORE, after)
        assert told.by_indicator.loc["Alun", "data"].to_dict() == {"below": "new", "a": "lost", "b": "lost"}
        adds_up(told)

    def test_cities_that_only_one_side_has_are_named(self) -> None:
        told = compared(BEFORE.iloc[:2], BEFORE.iloc[1:])
        assert (list(told.rows), told.entered, told.left) == (["Bukit"], ("Candi",), ("Alun",))


class TestRanksAndNodes:
    def test_moves_are_in_ranks_upwards(self) -> None:
        told = compared(BEFORE, BEFORE.assign(c=[0.0, 20, 30]))
        assert told.summary[["rank_before", "rank_after", "move"]].loc["Alun"].tolist() == [1, 3, -2]

    def test_nodes_differ_by_their_scores(self) -> None:
        told = compared(BEFORE, BEFORE.assign(a=[50.0, 60, 90]))
        assert told.differences.loc["Alun"].round(9).to_dict() == {"index": 2.5, "below": 10, "c": 0, "a": 30, "b": 0}


YEARS = {2023: BEFORE, 2024: BEFORE.assign(a=[50.0, 60, 90])}


class TestMatching:
    PANEL = pd.concat([frame.assign(year=year) for year, frame in YEARS.items()]).rename_axis("city").reset_index()

    def test_two_years_are_matched_by_city(self) -> None:
        found = assess(read_dataset(self.PANEL), tree())
        told = compare(found.only(np.arange(3)), found.only(np.arange(3, 6)))
        assert told.summary["difference"].round(9).tolist() == [2.5, 0, 0]

    def test_panels_are_matched_by_city_and_year(self) -> None:
        found = assess(read_dataset(self.PANEL), tree())
        later = assess(read_dataset(self.PANEL.assign(c=60.0)), tree())
        assert len(compare(found, later).rows) == 6

    def test_what_cannot_be_told_apart_is_refused(self) -> None:
        found = assess(read_dataset(self.PANEL), tree())
        with pytest.raises(UsageError, match="Alun stands several times on one side"):
            compare(assess(BEFORE, tree()), found)

    def test_nothing_in_common_is_refused(self) -> None:
        with pytest.raises(UsageError, match="no city in common"):
            compared(BEFORE.iloc[:1], BEFORE.iloc[1:])


LEAVES = [Indicator(name, rule=Linear(0, 100), code=name.upper()) for name in ("x", "y")]


class TestCrosswalks:
    OTHER = Framework("g", index=Dimension("index", members=LEAVES))

    def other(self, **columns: list[float]) -> Assessment:
        return assess(DataFrame(columns, index=CITIES), self.OTHER)

    def test_other_frameworks_are_refused_without_one(self) -> None:
        with pytest.raises(UsageError, match=r"the frameworks differ: f \(.*\) and g"):
            compare(assess(BEFORE, tree()), self.other(x=[1.0, 2, 3], y=[4.0, 5, 6]))

    def test_a_reweighed_framework_is_another_one(self) -> None:
        with pytest.raises(UsageError, match="the frameworks differ"):
            compare(assess(BEFORE, tree()), assess(BEFORE, tree().reweigh({"c": 9})))

    def test_with_one_each_did_what_its_contribution_differs_by(self) -> None:
        told = compare(assess(BEFORE, tree()), self.other(x=[30.0, 2, 3], y=[50.0, 5, 6]), {"a": "X", "c": "y"})
        assert told.summary.loc["Alun", ["index_before", "index_after"]].tolist() == pytest.approx([160 / 3, 40])
        assert told.effects.loc["Alun"].round(9).to_dict() == pytest.approx(
            {"index": 15 - 5 / 3 + 25 - 45, "x": 15 - 5 / 3, "y": 25 - 45}
        )
        assert told.lost.loc["Alun", "b"] == pytest.approx(-20 / 3)
        assert told.differences.loc["Alun"].tolist() == pytest.approx([40 - 160 / 3, 10, -10])
        adds_up(told)

    def test_variants_of_a_framework_differ_by_their_weights(self) -> None:
        names = {name: name for name in "abc"}
        told = compare(assess(BEFORE, tree()), assess(BEFORE, tree().reweigh({"c": 1})), names)
        assert told.effects.loc["Alun", "c"] == pytest.approx(60 / 2 - 60 * 3 / 4)
        adds_up(told)

    @pytest.mark.parametrize(
        ("crosswalk", "said"),
        [
            ({"d": "x"}, "'d'"),
            ({"a": "z"}, "'z'"),
            ({"a": "x", "b": "x"}, "x"),
        ],
    )
    def test_names_must_be_nodes_and_stand_once(self, crosswalk: dict[str, str], said: str) -> None:
        with pytest.raises(UsageError, match=said):
            compare(assess(BEFORE, tree()), self.other(x=[1.0, 2, 3], y=[4.0, 5, 6]), crosswalk)

    def test_scores_on_another_scale_are_refused(self) -> None:
        other = Framework("g", index=Dimension("index", members=[Indicator("a", rule=Linear(0, 1))]), scale=(1, 5))
        with pytest.raises(UsageError, match=r"0\.\.100 \(better\) and 1\.\.5"):
            compare(assess(BEFORE, tree()), assess(BEFORE, other), {"a": "a"})


class TestAgreement:
    LEVELS = Framework("l", index=Dimension("index", members=[Indicator(name, rule=Levels(0, 4)) for name in "ab"]))

    def test_counts_equal_levels_and_those_one_apart(self) -> None:
        one = DataFrame({"a": [0, 1, 2, 4], "b": [1.0, 1, 2, GAP]}, index=list("wxyz"))
        other = DataFrame({"a": [0, 2, 4, 4], "b": [1, 1, 2, 3]}, index=list("wxyz"))
        told = agreement(compared(one, other, self.LEVELS))
        assert told.loc["a", ["count", "exact", "within_one", "bias"]].tolist() == [4, 0.5, 0.75, 0.75]
        assert told.loc["b", ["count", "exact", "within_one", "bias"]].tolist() == [3, 1, 1, 0]
        assert told.loc["all", ["count", "exact"]].tolist() == [7, pytest.approx(5 / 7)]

    def test_kappa_is_weighted_by_the_square_of_the_difference(self) -> None:
        one = DataFrame({"a": [0, 0, 4, 4]}, index=list("wxyz"))
        other = DataFrame({"a": [0, 4, 4, 4]}, index=list("wxyz"))
        told = agreement(compared(one, other, self.LEVELS)).loc["a"]
        assert told["kappa"] == pytest.approx(0.5)  # as of two categories: (3/4 - 1/2) / (1 - 1/2)

    def test_chance_or_a_single_pair_gives_no_kappa(self) -> None:
        same = DataFrame({"a": [2, 2], "b": [3.0, GAP]}, index=list("wx"))
        assert agreement(compared(same, same, self.LEVELS)).loc[["a", "b"], "kappa"].isna().all()

    def test_where_nobody_has_a_level_of_both_there_is_nothing_to_say(self) -> None:
        one = DataFrame({"a": [2.0, 1], "b": [GAP, GAP]}, index=list("wx"))
        told = agreement(compared(one, one.assign(b=[1.0, 2]), self.LEVELS)).loc["b"]
        assert told["count"] == 0
        assert told[["exact", "within_one", "kappa", "bias"]].isna().all()

    def test_without_levels_it_is_empty(self) -> None:
        assert agreement(compared(BEFORE, BEFORE)).empty


CELLS = st.lists(st.tuples(*[st.sampled_from([GAP, 0.0, 10.0, 30.0, 50.0, 100.0])] * 6), min_size=1, max_size=3)
ALL = [Arithmetic(), Geometric(), Harmonic(), Power(2), Sum(), Median(), Minimum(), Maximum(), second_best]


@given(
    cells=CELLS,
    inner=st.sampled_from(ALL),
    outer=st.sampled_from(ALL),
    missing=st.sampled_from(["leave_out", "worst", "pool"]),
)
def test_effects_sum_to_the_difference_and_the_way_back_is_its_negative(
    cells: list[tuple[float, ...]], inner: Aggregate, outer: Aggregate, missing: Missing
) -> None:
    if missing == "pool":
        inner = outer = Arithmetic()
    before, after = (DataFrame([row[side : side + 3] for row in cells], columns=list("abc")) for side in (0, 3))
    there = compared(before, after, tree(inner, outer, missing))
    back = compared(after, before, tree(inner, outer, missing))
    adds_up(there)
    assert np.allclose(there.effects, -back.effects, rtol=0, atol=1e-9, equal_nan=True)
    assert np.allclose(there.new, -back.lost, rtol=0, atol=1e-9, equal_nan=True)
    assert np.allclose(there.differences, -back.differences, rtol=0, atol=1e-12, equal_nan=True)
    assert np.array_equal(there.summary["move"], -back.summary["move"], equal_nan=True)


@given(cells=CELLS, inner=st.sampled_from(ALL), missing=st.sampled_from(["leave_out", "worst"]))
def test_of_the_same_nothing_differs(cells: list[tuple[float, ...]], inner: Aggregate, missing: Missing) -> None:
    data = DataFrame([row[:3] for row in cells], columns=list("abc"))
    told = compared(data, data, tree(inner, missing=missing))
    assert told.by_indicator.empty
    assert not np.nan_to_num(told.summary[["difference", "move", "change", "new", "lost", "unsplit"]]).any()
    assert not np.nan_to_num(told.differences).any()


def test_changes_add_up_for_a_bundled_tree() -> None:
    from smartscore import load_framework

    framework = load_framework("smart-city")
    rng = np.random.default_rng(8)
    tables = []
    for _ in range(2):
        drawn = {}
        for node in framework.indicators:
            low, high = (node.possible.low, node.possible.high) if node.possible else (0.0, 100.0)
            values = rng.uniform(max(low, 0), min(high, max(low, 0) + 100), 8)
            drawn[node.id] = np.rint(values) if node.possible and node.possible.whole else values
        tables.append(DataFrame(drawn, index=[f"c{n}" for n in range(8)]).mask(rng.random((8, len(drawn))) < 0.1))
    told = compared(*tables, framework)
    adds_up(told)
    nodes: list[Node] = framework.dimensions  # type: ignore[assignment]
    for dimension in nodes:
        assert isinstance(dimension, Dimension)
        below = told.effects[[member.id for member in dimension.members]].sum(axis=1)
        assert np.allclose(below, told.effects[dimension.id], rtol=0, atol=1e-9)
