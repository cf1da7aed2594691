"""What the engine computes: the order within a dimension, whole trees, relative rules, many cities."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builders import PERCENT, cities, framework, percent
from pandas import DataFrame, Index, Series

from smartscore.aggregates import Geometric, Harmonic, Maximum, Median, Minimum, Sum
from smartscore.dataset import arrange
from smartscore.engine import Assessment, assess, fit, members_of
from smartscore.engine.kernel import BLOCK
from smartscore.errors import DatasetError, RuleError
from smartscore.framework_file import read_framework
from smartscore.model import Dimension, Indicator
from smartscore.rules import Levels, Linear, MinMax, PercentileRank, Rank, ZScore
from smartscore.steps import Impute

GAP = float("nan")


def scores(assessment: Assessment, node: str = "index") -> list[float]:
    return assessment.scores[node].tolist()


def test_aggregate_then_min_coverage_then_rule_then_scale_then_decimals() -> None:
    data = cities(
        a=[0.0, 2.8, 1.0, 3.0, 2.0],
        b=[2.4, 0.0, 3.0, 3.0, GAP],
    )
    dimension = Dimension(
        "d",
        members=[Indicator("a", rule=Linear(0, 10)), Indicator("b", rule=Linear(0, 10))],
        min_coverage=1,
        rule=PercentileRank(),
        decimals=0,
    )
    found = scores(assess(data, framework(dimension, scale=(0, 10))), "d")
    # The means are 1.2, 1.4, 2 and 3, and E has none. Their places 0, 1/3, 2/3 and 1 on 0..10 are rounded at the end.
    # Rule before aggregate: 2, 3, 5, 8. Rule before min_coverage: E would take a place, 0, 3, 8, 10 for the others.
    # Decimals before the rule: 1.2 and 1.4 would tie. Decimals before the scale: 0, 0, 10, 10. No scale: 0, 0, 1, 1.
    assert found[:4] == [0, 3, 7, 10]
    assert np.isnan(found[4])


def test_a_city_without_enough_members_does_not_shift_the_places_of_the_others() -> None:
    dimension = Dimension("d", members=percent("a", "b"), min_coverage=1, rule=Rank())
    complete = cities(a=[10.0, 20, 30], b=[10.0, 20, 30])
    with_one_more = cities(a=[10.0, 20, 30, 25], b=[10.0, 20, 30, GAP])
    assert scores(assess(complete, framework(dimension)), "d") == pytest.approx([0, 50, 100])
    assert scores(assess(with_one_more, framework(dimension)), "d")[:3] == pytest.approx([0, 50, 100])


def test_the_rule_of_an_indicator_goes_onto_the_scale_before_its_decimals() -> None:
    indicator = Indicator("a", rule=Linear(0, 3), decimals=1)
    assert scores(assess(cities(a=[1.0, 2, 3]), framework(indicator, scale=(1, 5))), "a") == [2.3, 3.7, 5]


def test_a_dimension_without_a_rule_keeps_its_aggregate_and_rounds_half_up() -> None:
    data = cities(a=[3.49, 1.0], b=[3.5, 2.0])
    dimension = Dimension("d", members=percent("a", "b"), decimals=2)
    assert scores(assess(data, framework(dimension)), "d") == [3.5, 1.5]  # 3.495 and 1.5


def test_the_index_may_have_a_rule_and_decimals_too() -> None:
    small = framework(*percent("a"), index={"rule": Linear(20, 80), "decimals": 1}, scale=(0, 10))
    assert scores(assess(cities(a=[30.0, 50, 100]), small)) == [0, 0, 0]  # a is on 0..10, far below 20
    small = framework(*percent("a"), index={"rule": Linear(2, 8), "decimals": 1}, scale=(0, 10))
    assert scores(assess(cities(a=[30.0, 50, 100]), small)) == [1.7, 5, 10]


def test_three_levels_with_mixed_aggregates() -> None:
    labour = Dimension("labour", members=percent("jobs", "wages"), aggregate=Minimum())
    economy = Dimension("economy", members=[*percent("income"), labour], aggregate=Geometric(), weight=3)
    services = Dimension("services", members=percent("water", "power"), aggregate=Harmonic())
    safety = Dimension("safety", members=percent("fire", "police", "floods"), aggregate=Median())
    living = Dimension("living", members=[services, safety], aggregate=Maximum())
    data = cities(
        income=[80.0, 10], jobs=[20.0, 90], wages=[45.0, 40],
        water=[60.0, 0], power=[30.0, 50], fire=[10.0, 20], police=[80.0, 60], floods=[100.0, 30],
    )  # fmt: skip
    found = assess(data, framework(economy, living))
    assert scores(found, "labour") == [20, 40]
    assert scores(found, "economy") == pytest.approx([40, 20])  # roots of 80 x 20 and of 10 x 40
    assert scores(found, "services") == pytest.approx([40, 0])  # 2 / (1/60 + 1/30)
    assert scores(found, "safety") == [80, 30]
    assert scores(found, "living") == pytest.approx([80, 30])
    assert scores(found) == pytest.approx([50, 22.5])  # (3 x 40 + 80) / 4, (3 x 20 + 30) / 4
    assert found.index.tolist() == scores(found)


def test_a_sum_on_a_scale_of_its_own() -> None:
    small = framework(*[Indicator(name, rule=Levels(0, 5)) for name in "abc"], index={"aggregate": Sum()}, scale=(0, 5))
    assert scores(assess(cities(a=[1, 5], b=[2, 5], c=[3, 5]), small)) == pytest.approx([6, 15])


def test_scores_are_named_by_node_and_city_and_are_all_floats() -> None:
    found = assess(cities(a=[1, 2], b=[3, 4]), framework(Dimension("d", members=percent("a")), *percent("b")))
    assert found.scores.columns.tolist() == ["index", "d", "b", "a"]
    assert found.coverage.columns.tolist() == found.given.columns.tolist() == ["index", "d"]
    assert found.scores.index.tolist() == ["A", "B"]
    assert found.scores.index.name == "city"
    assert set(found.scores.dtypes) == set(found.coverage.dtypes) == {np.dtype(float)}
    assert set(found.given.dtypes) == {np.dtype(bool)}


def test_a_list_of_nodes_goes_down_to_a_depth() -> None:
    small = framework(Dimension("d", members=percent("a")), *percent("b"))
    assert [members_of(small, depth) for depth in range(4)] == [
        ["index"],
        ["index", "d", "b"],
        ["index", "d", "b", "a"],
        ["index", "d", "b", "a"],
    ]


def test_an_alias_names_the_column_of_a_node() -> None:
    small = framework(Indicator("a", rule=PERCENT, aliases=["alpha"]))
    assert scores(assess(cities(alpha=[30.0]), small)) == [30]


def test_relative_rules_are_fitted_to_the_dataset_unless_there_is_a_baseline() -> None:
    small = framework(Indicator("a", rule=MinMax()))
    this_year = cities(a=[10.0, 20, 30])
    last_year = cities(a=[0.0, 40])
    assert scores(assess(this_year, small)) == [0, 50, 100]
    assert scores(assess(this_year, small, baseline=last_year)) == [25, 50, 75]
    assert scores(assess(this_year, fit(small, last_year))) == [25, 50, 75]


def test_a_fitted_baseline_freezes_what_is_relative() -> None:
    leaves = [Indicator("a", rule=ZScore()), Indicator("b", rule=Rank())]
    small = framework(Dimension("d", members=leaves, rule=PercentileRank()), *percent("c"))
    baseline = cities(a=[1.0, 2, 3], b=[5.0, 4, 6], c=[10.0, 20, 30])
    frozen = fit(small, baseline)
    assert fit(frozen, cities(a=[9.0, 8], b=[1.0, 2], c=[1.0, 2])) == frozen
    whole = assess(baseline, frozen).scores
    for city in baseline.index:
        alone = assess(baseline.loc[[city]], frozen).scores
        pd.testing.assert_frame_equal(alone, whole.loc[[city]])
    assert frozen.fingerprint != small.fingerprint


def test_an_assessment_keeps_the_framework_that_was_asked_for_beside_the_fitted_one() -> None:
    small = framework(Indicator("a", rule=MinMax()))
    found = assess(cities(a=[10.0, 30]), small)
    assert found.definition is small
    assert found.framework.nodes["a"].rule == Linear(10, 30)


def test_a_framework_without_relative_parts_comes_back_from_fitting_as_it_is() -> None:
    small = framework(*percent("a"))
    assert fit(small, cities(a=[1.0])) is small
    assert fit(small, arrange(cities(a=[1.0]))) is small


def test_a_baseline_is_checked_like_a_dataset() -> None:
    with pytest.raises(DatasetError) as refused:
        fit(framework(Indicator("a", rule=MinMax())), cities(a=["y", "2"]))
    assert "'y' is not a number" in str(refused.value)


def test_a_rule_of_a_dimension_is_fitted_to_the_scores_below_it() -> None:
    dimension = Dimension("d", members=percent("a", "b"), rule=MinMax())
    found = assess(cities(a=[10.0, 40, 70], b=[30.0, 40, 70]), framework(dimension))
    assert found.framework.nodes["d"].rule == Linear(20, 70)
    assert scores(found, "d") == pytest.approx([0, 40, 100])


def test_a_given_index_takes_no_part_in_what_a_dimension_is_fitted_to() -> None:
    dimension = Dimension("d", members=percent("a"), rule=MinMax())
    found = assess(cities(a=[10.0, 20, GAP], index=[GAP, GAP, 90]), framework(dimension))
    assert found.framework.nodes["d"].rule == Linear(10, 20)
    assert scores(found) == pytest.approx([0, 100, 90])


def test_relative_rules_stand_on_each_other_from_the_leaves_up() -> None:
    lower = Dimension("lower", members=[Indicator("a", rule=MinMax()), Indicator("b", rule=MinMax())], rule=MinMax())
    small = framework(lower, index={"rule": Rank()})
    found = assess(cities(a=[0.0, 1, 2, 4], b=[0.0, 2, 2, 2]), small)
    assert scores(found, "lower") == pytest.approx([0, 62.5, 75, 100])  # means 0, 62.5, 75, 100
    assert scores(found) == pytest.approx([0, 100 / 3, 200 / 3, 100])


def test_a_rule_that_cannot_be_fitted_names_its_node() -> None:
    with pytest.raises(RuleError) as refused:
        assess(cities(a=[5.0, 5]), framework(Indicator("a", rule=MinMax())))
    assert (
        refused.value.problems[0].to("en") == "a: minmax cannot tell cities apart: different values found: 1, needed: 2"
    )
    with pytest.raises(RuleError) as refused:
        assess(cities(a=[5.0, 5]), framework(Dimension("d", members=percent("a"), rule=Rank())))
    assert (
        refused.value.problems[0].to("en") == "d: rank cannot tell cities apart: different values found: 1, needed: 2"
    )


def test_a_relative_rule_without_any_value_has_nothing_to_judge() -> None:
    absent = framework(*percent("a"), Indicator("b", rule=Rank()))
    found = assess(cities(a=[5.0, 6]), absent)
    assert scores(found) == [5, 6]
    assert found.coverage["index"].tolist() == [0.5, 0.5]
    below = Dimension("d", members=[Indicator("a", rule=Rank())], rule=MinMax())
    assert scores(assess(cities(d=[70.0, 20]), framework(below))) == [70, 20]


def test_values_cannot_be_judged_by_a_rule_whose_baseline_had_none() -> None:
    small = framework(*percent("a"), Indicator("b", rule=Rank()))
    with pytest.raises(RuleError) as refused:
        assess(cities(a=[5.0, 6], b=[1.0, 2]), small, baseline=cities(a=[5.0, 6]))
    assert refused.value.problems[0].to("en") == "b: Rank must be fitted to a baseline before it can be used"


def test_steps_come_before_rules_and_are_fitted_to_the_baseline() -> None:
    small = framework(Indicator("a", rule=MinMax()), steps=[Impute("median")])
    data = cities(a=[10.0, GAP, 30, 60])
    assert scores(assess(data, small)) == [0, 40, 40, 100]
    assert scores(assess(data, small, baseline=cities(a=[0.0, 50, 100]))) == [10, 50, 30, 60]


def test_each_step_sees_what_the_step_before_left() -> None:
    steps = [Impute("median", by="state"), Impute("constant", value=100)]
    data = cities(state=["x", "x", "y"], a=[40.0, GAP, GAP])
    assert scores(assess(data, framework(*percent("a"), steps=steps))) == [40, 40, 100]


def test_a_baseline_may_have_other_columns_than_the_dataset() -> None:
    small = framework(*percent("a", "b"), steps=[Impute("median")])
    baseline = cities(a=[20.0, 30, 40], b=[1.0, 2, 3])
    empty = assess(cities(a=[GAP, 10], b=[GAP, GAP]), small, baseline=baseline)
    absent = assess(cities(a=[GAP, 10]), small, baseline=baseline)
    assert scores(empty) == scores(absent) == [16, 6]  # b is 2 everywhere, and a is 30 where it is missing
    assert scores(assess(baseline, small, baseline=cities(a=[1.0]))) == [10.5, 16, 21.5]


SVI = """
id = "svi-2018"
title = "Social Vulnerability Index, counties"
edition = "2018"
source = "CDC/ATSDR SVI 2018 documentation"
higher = "worse"
scale = [0, 1]
aggregate = "sum"
rule = "percentile_rank"
bands = [ { from = 0.0, title = "low" }, { from = 0.75, title = "high" } ]

[defaults]
rule = "percentile_rank"
aggregate = "sum"
min_coverage = 1
decimals = 4

[[members]]
id = "socioeconomic"
title = { en = "Socioeconomic status", id = "Status sosial ekonomi" }
members = [
  { id = "poverty" }, { id = "unemployment" },
  { id = "income", unit = "dollars", rule = { percentile_rank = { best = "low" } } },
]

[[members]]
id = "household"
members = [ { id = "elderly" }, { id = "children" } ]

[[steps]]
impute = { method = "median", by = "state" }
"""

COUNTIES = """county,state,poverty,unemployment,income,elderly,children
c1,AL,15,4.1,24000,16,22
c2,AL,12,3.9,29000,20,21
c3,AL,28,9.0,,17,24
c4,AL,21,7.2,19500,17,
c5,GA,9,3.1,41000,12,25
c6,GA,15,,26000,15,22
c7,GA,22,5.5,21000,25,18
c8,GA,31,8.8,17000,16,27
"""


def test_a_rank_of_a_sum_of_ranks_is_what_pandas_makes_of_it(tmp_path: Path) -> None:
    (tmp_path / "svi.toml").write_text(SVI, encoding="utf-8")
    (tmp_path / "counties.csv").write_text(COUNTIES, encoding="utf-8")
    counties = pd.read_csv(tmp_path / "counties.csv", index_col="county")
    found = assess(counties, read_framework(tmp_path / "svi.toml"))

    columns = ["poverty", "unemployment", "income", "elderly", "children"]
    filled = counties.groupby("state")[columns].transform(lambda column: column.fillna(column.median()))

    def place(column: "Series[float]", *, ascending: bool = True) -> "Series[float]":
        return (column.rank(method="min", ascending=ascending) - 1) / (len(column) - 1)

    places = DataFrame({name: place(filled[name], ascending=name != "income").round(4) for name in columns})
    first = (places["poverty"] + places["unemployment"] + places["income"]).round(4)
    second = (places["elderly"] + places["children"]).round(4)
    index = place((first + second).round(4))

    assert found.scores[columns].to_numpy() == pytest.approx(places.to_numpy(), abs=1e-12)
    assert found.scores["socioeconomic"].to_numpy() == pytest.approx(first.to_numpy(), abs=1e-12)
    assert found.scores["household"].to_numpy() == pytest.approx(second.to_numpy(), abs=1e-12)
    assert found.index.to_numpy() == pytest.approx(index.to_numpy(), abs=1e-12)
    assert found.ranking()["rank"].loc[counties.index].tolist() == index.rank(method="min", ascending=False).tolist()
    assert found.bands().tolist() == ["high" if score >= 0.75 else "low" for score in index]


def many(count: int) -> DataFrame:
    rng = np.random.default_rng(5)
    values = rng.uniform(0, 100, (count, 4))
    values[rng.random((count, 4)) < 0.05] = GAP
    return DataFrame(
        values, columns=list("abcd"), index=Index([f"c{number:05}" for number in range(count)], name="city")
    )


TREE = framework(
    Dimension("one", members=percent("a", "b"), aggregate=Geometric(), min_coverage=1),
    Dimension("two", members=percent("c", "d"), aggregate=Median(), weight=2),
    index={"min_coverage": 0.5},
)


def test_more_cities_than_a_block_score_as_they_do_in_pieces() -> None:
    data = many(BLOCK + 1000)
    whole = assess(data, TREE)
    pieces = [assess(data.iloc[start : start + 6000], TREE) for start in range(0, len(data), 6000)]
    for name in ("scores", "coverage"):
        joined = pd.concat([getattr(piece, name) for piece in pieces])
        assert joined.index.tolist() == whole.rows.tolist()
        assert getattr(whole, name).to_numpy() == pytest.approx(joined.to_numpy(), abs=1e-10, nan_ok=True)


def test_many_cities_score_as_numpy_says() -> None:
    data = many(BLOCK + 1000)
    one = np.sqrt(data["a"] * data["b"])
    two = data[["c", "d"]].mean(axis=1)
    index = ((one.fillna(0) + 2 * two.fillna(0)) / (one.notna() + 2 * two.notna())).where(two.notna())
    found = assess(data, TREE)
    assert found.scores["one"].to_numpy() == pytest.approx(one.to_numpy(), nan_ok=True)
    assert found.scores["two"].to_numpy() == pytest.approx(two.to_numpy(), nan_ok=True)
    assert found.index.to_numpy() == pytest.approx(index.to_numpy(), nan_ok=True)


def test_a_relative_rule_sees_the_cities_of_all_blocks() -> None:
    data = DataFrame({"a": np.arange(BLOCK + 1000.0)}, index=Index(map(str, range(BLOCK + 1000)), name="city"))
    found = assess(data, framework(Dimension("d", members=[Indicator("a", rule=MinMax())], rule=Rank())))
    assert found.index.to_numpy() == pytest.approx(np.linspace(0, 100, BLOCK + 1000))


def test_a_score_that_disagrees_in_a_later_block_is_told_with_its_city() -> None:
    data = many(BLOCK + 1000)[["a", "b"]].fillna(25.0).assign(one=GAP)
    data.loc["c16500", ["a", "b", "one"]] = [25, 100, 51]
    data.loc["c16501", ["a", "b", "one"]] = [25, 100, 50]
    with pytest.raises(DatasetError) as refused:
        assess(data, TREE)
    assert [(problem.city, problem.column) for problem in refused.value.problems] == [("c16500", "one")]


def test_the_dataset_is_left_alone() -> None:
    data = cities(a=[10.0, GAP], b=[1.0, 2])
    before = data.copy()
    assess(data, framework(*percent("a", "b"), steps=[Impute("constant", value=0)]))
    pd.testing.assert_frame_equal(data, before)
