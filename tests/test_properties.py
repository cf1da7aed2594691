"""What holds for every dataset and every tree, tried on many made by hypothesis."""

from collections.abc import Callable
from itertools import pairwise
from random import Random

import numpy as np
import pandas as pd
import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from pandas import DataFrame, Index

from smartscore.aggregates import (
    Aggregate,
    Arithmetic,
    Geometric,
    Harmonic,
    Maximum,
    Median,
    Minimum,
    Power,
    Sum,
    over_present,
)
from smartscore.engine import Assessment, assess, fit
from smartscore.model import Dimension, Framework, Indicator
from smartscore.rules import Array, Linear, Log, MinMax, PercentileRank, Rank, RelativeRule, Rule, Target, ZScore

LEAVES = tuple("abcdef")
GAP = float("nan")

MEANS: list[Aggregate] = [Arithmetic(), Geometric(), Harmonic(), Power(2), Power(-0.5), Median(), Minimum(), Maximum()]
FIXED: list[Rule] = [
    Linear(0, 100),
    Linear(100, 0),
    Linear(20, 60),
    Log(1, 100),
    Log(90, 2),
    Linear(70, 30, clip="worst"),
]
RELATIVE: list[Rule | RelativeRule] = [*FIXED, MinMax(), MinMax("low"), Rank(), PercentileRank("low"), Target(50, 30)]

weights = st.lists(st.integers(0, 5), min_size=2, max_size=2).filter(any)
tenths = st.integers(0, 1000).map(lambda tenth: tenth / 10)
cells = st.one_of(tenths, tenths, tenths, st.just(GAP))


@st.composite
def frames(draw: st.DrawFn, least: int = 2) -> DataFrame:
    """Draw cities with values from 0 to 100, a quarter of them missing."""
    rows = draw(st.lists(st.tuples(*[cells] * len(LEAVES)), min_size=least, max_size=8))
    index = Index([f"city {number}" for number in range(len(rows))], name="city")
    return DataFrame(rows, columns=list(LEAVES), index=index, dtype=float)


@st.composite
def trees(
    draw: st.DrawFn, rules: list[Rule] | list[Rule | RelativeRule] = FIXED, aggregates: list[Aggregate] = MEANS
) -> Framework:
    """Draw a tree of three levels over six indicators, with every setting that a dimension has."""

    def dimension(name: str, *members: Indicator | Dimension) -> Dimension:
        weighed = [evolve(m, weight=float(w)) for m, w in zip(members, draw(weights), strict=True)]
        return Dimension(
            name,
            members=weighed,
            aggregate=draw(st.sampled_from(aggregates)),
            missing=draw(st.sampled_from(["leave_out", "worst"])),
            min_coverage=draw(st.sampled_from([0, 0.5, 1])),
        )

    leaf = {
        name: Indicator(name, rule=draw(st.sampled_from(rules)), optional=draw(st.booleans()))  # type: ignore[arg-type]
        for name in LEAVES
    }
    deepest = dimension("deepest", leaf["e"], leaf["f"])
    deep = dimension("deep", leaf["d"], deepest)
    one, two = dimension("one", leaf["a"], leaf["b"]), dimension("two", leaf["c"], deep)
    return Framework("drawn", index=dimension("index", one, two))


def turned(node: Dimension | Indicator, order: Callable[[tuple[object, ...]], list[object]]) -> Dimension | Indicator:
    """Give a tree with the members of every dimension in another order."""
    if isinstance(node, Indicator):
        return node
    return evolve(node, members=order(tuple(turned(member, order) for member in node.members)))


def agree(one: Assessment, other: Assessment) -> None:
    """Hold that two assessments of the same cities are equal: to 1e-12 of the scale, and in every rank."""
    assert sorted(one.rows) == sorted(other.rows)
    for name in ("scores", "coverage"):
        mine = getattr(one, name)
        theirs = getattr(other, name).loc[mine.index, mine.columns]
        assert mine.to_numpy() == pytest.approx(theirs.to_numpy(), abs=1e-10, rel=1e-12, nan_ok=True)
    ranks, others = one.ranking()["rank"], other.ranking()["rank"]
    assert ranks.fillna(0).to_dict() == others.fillna(0).to_dict()


@given(frames(), trees(aggregates=[*MEANS, Sum()]), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(data: DataFrame, tree: Framework, random: Random) -> None:
    rows, columns = list(data.index), list(data.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    agree(assess(data, tree), assess(data.loc[rows, columns], tree))


@given(frames(), trees(aggregates=[*MEANS, Sum()]))
def test_the_order_of_members_changes_nothing(data: DataFrame, tree: Framework) -> None:
    other = evolve(tree, index=turned(tree.index, lambda members: list(reversed(members))))
    agree(assess(data, tree), assess(data, other))
    assert tree.fingerprint == other.fingerprint


@given(frames(least=3), trees(rules=RELATIVE), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_members_changes_nothing_under_relative_rules(
    data: DataFrame, tree: Framework, random: Random
) -> None:
    data = data.fillna(dict.fromkeys(LEAVES, 1.0))
    data.iloc[0], data.iloc[1] = 10.0, 20.0  # two different values, so that every rule can be fitted
    rows = list(data.index)
    random.shuffle(rows)
    other = evolve(tree, index=turned(tree.index, lambda members: list(reversed(members))))
    agree(assess(data, tree), assess(data.loc[rows], other))


@given(frames(), trees(), st.sampled_from([1e-6, 0.1, 3, 1000]))
def test_weights_times_a_constant_change_nothing(data: DataFrame, tree: Framework, factor: float) -> None:
    times = {node.id: node.weight * factor for node in tree.walk() if node.id != "index"}
    agree(assess(data, tree), assess(data, tree.reweigh(times)))


@given(frames(), trees(aggregates=[*MEANS, Sum()]), st.sampled_from(LEAVES), st.integers(0, 7), tenths)
def test_a_better_value_never_lowers_a_score(
    data: DataFrame, tree: Framework, leaf: str, place: int, by: float
) -> None:
    city = data.index[place % len(data)]
    value, rule = data.loc[city, leaf], tree.nodes[leaf].rule
    assume(value > 0)  # there is one, and a logarithm can tell which way is up
    assert rule is not None
    improved = data.copy()
    improved.loc[city, leaf] = value + by if rule.better == "higher" else max(value - by, 0.1)  # type: ignore[union-attr]
    before, after = assess(data, tree).scores, assess(improved, tree).scores
    assert not (before.loc[city] - after.loc[city] > 1e-9).any()
    others = data.index.drop(city)
    pd.testing.assert_frame_equal(before.loc[others], after.loc[others])


@given(frames(), trees())
def test_every_mean_lies_between_its_least_and_its_greatest_member(data: DataFrame, tree: Framework) -> None:
    found = assess(data, tree)
    for dimension in found.framework.dimensions:
        members = [member for member in dimension.members if member.weight]
        scores = found.scores[[member.id for member in members]].copy()
        if dimension.missing == "worst":
            scores = scores.fillna({member.id: 0.0 for member in members if not member.optional})
        own = found.scores[dimension.id]
        scored = own.notna()
        assert (own[scored] >= scores[scored].min(axis=1) - 1e-9).all()
        assert (own[scored] <= scores[scored].max(axis=1) + 1e-9).all()


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=6),
    st.tuples(st.floats(0.01, 10), st.floats(0.01, 10), st.floats(0.01, 10)),
    st.booleans(),
)
def test_harmonic_is_at_most_geometric_and_geometric_at_most_arithmetic(
    cities: list[tuple[float, ...]], weight: tuple[float, ...], gap: bool
) -> None:
    scores, shares = np.array(cities).T, np.array(weight)
    if gap:
        scores[0, 0] = GAP
    present = ~np.isnan(scores)
    kinds: list[Aggregate] = [Minimum(), Harmonic(), Geometric(), Power(0.5), Arithmetic(), Power(2), Maximum()]
    rising: list[Array] = [over_present(kind, scores, shares, present) for kind in kinds]
    for lesser, greater in pairwise(rising):
        assert (lesser <= greater * (1 + 1e-9) + 1e-9).all()


@given(frames(), trees(aggregates=[*MEANS, Sum()]))
def test_under_fixed_rules_a_score_does_not_depend_on_the_other_cities(data: DataFrame, tree: Framework) -> None:
    whole = assess(data, tree)
    for city in data.index:
        alone = assess(data.loc[[city]], tree)
        assert alone.scores.loc[city].to_numpy() == pytest.approx(
            whole.scores.loc[city].to_numpy(), abs=1e-10, nan_ok=True
        )


@given(frames(least=3), trees(rules=[*FIXED, MinMax(), Rank(), ZScore()], aggregates=[Arithmetic(), Median()]))
def test_a_fitted_framework_scores_each_city_by_itself_as_well(data: DataFrame, tree: Framework) -> None:
    baseline = DataFrame({name: [10.0, 40, 80] for name in LEAVES}, index=Index(["x", "y", "z"], name="city"))
    frozen = fit(tree, baseline)
    whole = assess(data, frozen)
    for city in data.index:
        alone = assess(data.loc[[city]], frozen)
        assert alone.scores.loc[city].to_numpy() == pytest.approx(
            whole.scores.loc[city].to_numpy(), abs=1e-10, nan_ok=True
        )


@given(frames(), trees(), st.integers(0, 8))
def test_chunks_agree_with_the_whole(data: DataFrame, tree: Framework, cut: int) -> None:
    whole = assess(data, tree)
    pieces = [assess(part, tree) for part in (data.iloc[:cut], data.iloc[cut:]) if len(part)]
    joined = np.vstack([piece.scores.to_numpy() for piece in pieces])
    assert joined == pytest.approx(whole.scores.to_numpy(), abs=1e-10, nan_ok=True)


@given(frames(), trees(), st.booleans())
def test_wide_and_long_agree(data: DataFrame, tree: Framework, gaps_are_told: bool) -> None:
    wide = data.dropna(how="all")
    if wide.empty:
        wide = data.fillna(1.0)
    long = wide.reset_index().melt(id_vars="city", var_name="indicator", value_name="value")
    if not gaps_are_told:
        long = long.dropna(subset="value")
    agree(assess(wide, tree), assess(long.reset_index(drop=True), tree))
