"""Aggregates and ranks against COINr 1.1.14 on its ASEM example: 49 indicators, 8 pillars, 2 sub-indices, the index.

COINr's weights count among siblings and what is missing leaves its weight to the others, as here.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Aggregate, Assessment, Dimension, Framework, Indicator, RelativeRule, Rule, assess
from smartscore.aggregates import Arithmetic, Geometric, Harmonic, Power
from smartscore.rules import Linear, MinMax

Read = Callable[[str], DataFrame]
Build = Callable[..., Framework]

SCALE = (0.0, 100.0)
AS_IT_IS = Linear(*SCALE, clip="none")  # for indicators that come normalised


@pytest.fixture(scope="module")
def nodes(reference: Path) -> DataFrame:
    """Give level, parent and direction of every indicator, pillar, sub-index and the index."""
    table = pd.read_csv(reference / "coinr" / "pipeline" / "Meta_Ind.csv")
    table = table[table["Type"].isin(["Indicator", "Aggregate"])]
    return table.assign(node=table["iCode"].str.lower(), parent=table["Parent"].str.lower())


@pytest.fixture(scope="module")
def build(nodes: DataFrame) -> Build:
    """Build COINr's hierarchy; the aggregates are those of pillars, sub-indices and index."""
    below = {parent: list(rows["node"]) for parent, rows in nodes.groupby("parent")}

    def framework(
        aggregates: Sequence[Aggregate],
        weights: Mapping[str, float] | None = None,
        rules: Mapping[str, Rule | RelativeRule] | None = None,
    ) -> Framework:
        def node(name: str, level: int) -> Dimension | Indicator:
            weight = (weights or {}).get(name, 1.0)
            if name not in below:
                return Indicator(name, rule=(rules or {}).get(name, AS_IT_IS), weight=weight)
            members = [node(member, level - 1) for member in below[name]]
            return Dimension(name, members=members, aggregate=aggregates[level], weight=weight)

        index = node("index", 2)
        assert isinstance(index, Dimension)
        return Framework("asem", index=index, scale=SCALE)

    return framework


def agree(ours: DataFrame, theirs: DataFrame) -> None:
    assert ours.index.tolist() == theirs.index.tolist()
    np.testing.assert_allclose(ours[theirs.columns].to_numpy(), theirs.to_numpy(), rtol=0, atol=1e-9)


def ranks(assessment: Assessment, columns: Sequence[str], by: str | None = None) -> DataFrame:
    rows = assessment.rows
    return DataFrame({name: assessment.ranking(by, node=name)["rank"].reindex(rows) for name in columns})


@pytest.mark.parametrize(
    ("name", "aggregate"),
    [
        ("amean", Arithmetic()),
        ("gmean", Geometric()),
        ("hmean", Harmonic()),
        ("genmean_p2", Power(2.0)),
        ("genmean_pm1", Power(-1.0)),
    ],
)
def test_a_mean_at_every_level(build: Build, coinr: Read, name: str, aggregate: Aggregate) -> None:
    normalised = coinr("aggregate/input_Normalised_1_100.csv")
    agree(assess(normalised, build([aggregate] * 3)).scores, coinr(f"aggregate/{name}.csv"))


def test_arithmetic_pillars_under_geometric_sub_indices_under_a_harmonic_index(build: Build, coinr: Read) -> None:
    normalised = coinr("aggregate/input_Normalised_1_100.csv")
    mixed = build([Arithmetic(), Geometric(), Harmonic()])
    agree(assess(normalised, mixed).scores, coinr("aggregate/mixed_amean_gmean_hmean.csv"))


def test_63_gaps_and_unequal_weights_at_every_level(build: Build, coinr: Read, reference: Path) -> None:
    table = pd.read_csv(reference / "coinr" / "aggregate" / "weights_alternative.csv")
    weights = dict(zip(table["iCode"].str.lower(), table["Weight"].astype(float), strict=True))
    normalised = coinr("aggregate/input_missing_Normalised_1_100.csv")
    assert normalised.isna().to_numpy().sum() == 63
    assessment = assess(normalised, build([Arithmetic()] * 3, weights))
    agree(assessment.scores, coinr("aggregate/missing_amean_altweights.csv"))
    whole = normalised.notna().all(axis=1)
    assert (assessment.coverage["index"] < 1 - 1e-9).equals(~whole)


@pytest.mark.parametrize(
    ("name", "aggregates"),
    [
        ("amean", [Arithmetic()] * 3),
        ("gmean", [Geometric()] * 3),
        ("hmean", [Harmonic()] * 3),
        ("mixed_amean_gmean_hmean", [Arithmetic(), Geometric(), Harmonic()]),
    ],
)
def test_ranks_of_every_node_are_the_same(
    build: Build, coinr: Read, name: str, aggregates: Sequence[Aggregate]
) -> None:
    assessment = assess(coinr("aggregate/input_Normalised_1_100.csv"), build(aggregates))
    theirs = coinr(f"aggregate/{name}_ranks.csv")
    agree(ranks(assessment, list(theirs.columns)), theirs)


@pytest.fixture(scope="module")
def treated(build: Build, coinr: Read, nodes: DataFrame) -> Assessment:
    """Judge the treated values of COINr's own pipeline: minmax to 0..100, then arithmetic means."""
    directions = nodes[nodes["Type"] == "Indicator"].set_index("node")["Direction"]
    rules = {name: MinMax("high" if up > 0 else "low") for name, up in directions.items()}
    groups = coinr("pipeline/Aggregated_ranks_within_EurAsia_group.csv")["eurasia_group"]
    return assess(coinr("pipeline/Treated.csv").assign(eurasia_group=groups), build([Arithmetic()] * 3, rules=rules))


def test_a_whole_pipeline_from_treated_values_to_all_60_scores(treated: Assessment, coinr: Read) -> None:
    agree(treated.scores, coinr("pipeline/Normalised.csv"))
    theirs = coinr("pipeline/Aggregated.csv")
    assert theirs.shape == (51, 60)
    agree(treated.scores, theirs)


def differing(ours: DataFrame, theirs: DataFrame) -> list[tuple[str, str]]:
    places = np.argwhere(ours[theirs.columns].to_numpy() != theirs.to_numpy())
    return [(theirs.index[row], theirs.columns[column]) for row, column in places]


def test_the_ranks_of_a_whole_pipeline_but_for_one_tie_that_floats_hide_from_coinr(
    treated: Assessment, coinr: Read
) -> None:
    # Bulgaria, Czechia and Greece all have a tolerance of 5.1, which for Greece came out of a subtraction
    # as 5.1000000000000005. COINr ranks Greece two places lower; equal within 1e-9 of the scale is a tie here.
    theirs = coinr("pipeline/Aggregated_ranks.csv")
    ours = ranks(treated, list(theirs.columns))
    assert differing(ours, theirs) == [("GRC", "tolmin")]
    assert ours.loc[["BGR", "CZE", "GRC"], "tolmin"].tolist() == [24, 24, 24]


def test_the_ranks_within_each_continent(treated: Assessment, coinr: Read) -> None:
    theirs = coinr("pipeline/Aggregated_ranks_within_EurAsia_group.csv").drop(columns="eurasia_group")
    ours = ranks(treated, list(theirs.columns), by="eurasia_group")
    assert differing(ours, theirs) == [("GRC", "tolmin")]
