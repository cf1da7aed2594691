"""COINr's ASEM example as a dataset and a framework: 51 countries; 49 indicators, 8 pillars, 2 sub-indices, the index.

The order of its pipeline is raw, denominated, imputed (mean of the continent), screened (none left out), treated,
normalised, aggregated. Its tables are read from the folder `coinr` of the reference data. Codes are in small letters,
as ids are here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pandas as pd
from attrs import field, frozen
from pandas import DataFrame

from smartscore import (
    Aggregate,
    Arithmetic,
    Dimension,
    Framework,
    Geometric,
    Impute,
    Indicator,
    MinMax,
    RelativeRule,
    Treat,
    ZScore,
)

GROUP = "eurasia_group"
NOMINAL_SCALE = (0.0, 100.0)
#: The scale of the draws of the sensitivity analysis: geometric means take no 0.
DRAWN_SCALE = (1.0, 100.0)
_MEANS: Mapping[str, Aggregate] = {"amean": Arithmetic(), "gmean": Geometric()}


@frozen
class Choices:
    """What the sensitivity analysis varies; by default the nominal index, which is that of the pipeline.

    `weights` are by id, 1 where there is none; a mean, "amean" or "gmean", is that of every level.
    """

    most: int = 5
    normalisation: Literal["minmax", "zscore"] = "minmax"
    weights: Mapping[str, float] = field(factory=dict)
    mean: Literal["amean", "gmean"] = "amean"
    scale: tuple[float, float] = NOMINAL_SCALE


def asem_nodes(coinr: Path) -> DataFrame:
    """Read the 60 nodes by id, each with type, parent, direction, weight and denominator."""
    table = pd.read_csv(coinr / "inputs" / "ASEM_iMeta.csv")
    table = table[table["Type"].isin(["Indicator", "Aggregate"])].rename(columns=str.lower)
    small = {name: table[name].str.lower() for name in ("icode", "parent", "denominator")}
    return table.assign(**small).set_index("icode").rename_axis("node")


def asem_frame(coinr: Path) -> DataFrame:
    """Read the raw values of the 49 indicators with their denominators and the continent: a row a country."""
    table = pd.read_csv(coinr / "inputs" / "ASEM_iData.csv").rename(columns=str.lower)
    nodes = asem_nodes(coinr)
    columns = [*nodes.index[nodes["type"] == "Indicator"], *nodes["denominator"].dropna().unique(), GROUP]
    return table.rename(columns={"ucode": "city"}).set_index("city").sort_index()[columns]


def asem_framework(coinr: Path, choices: Choices | None = None) -> Framework:
    """Give the framework that makes COINr's index of the raw values."""
    nodes, chosen = asem_nodes(coinr), choices or Choices()
    weights = {**nodes["weight"].astype(float).to_dict(), **chosen.weights}
    below = {parent: list(rows.index) for parent, rows in nodes.groupby("parent")}
    over = nodes["denominator"].fillna("")

    def node(name: str) -> Dimension | Indicator:
        if name not in below:
            rule = _rule(chosen, is_better=nodes.loc[name, "direction"] > 0)
            return Indicator(name, rule=rule, weight=weights[name], denominator=over[name])
        members, mean = [node(member) for member in below[name]], _MEANS[chosen.mean]
        return Dimension(name, members=members, aggregate=mean, weight=weights[name])

    index = node("index")
    assert isinstance(index, Dimension)
    steps = [Impute("mean", by=GROUP), Treat(most=chosen.most)]
    return Framework("asem", index=index, scale=chosen.scale, steps=steps)


def _rule(chosen: Choices, *, is_better: bool) -> RelativeRule:
    """Give the rule of an indicator; z-scores have the mean 10 and the standard deviation 2, in points of the scale."""
    best: Literal["high", "low"] = "high" if is_better else "low"
    if chosen.normalisation == "minmax":
        return MinMax(best)
    low, high = chosen.scale
    return ZScore(best, mean=(10 - low) / (high - low), sd=2 / (high - low))


def asem_draws(coinr: Path) -> list[Choices]:
    """Read the 1,000 draws of COINr's uncertainty analysis, in their order."""
    folder = coinr / "sensitivity"
    sets = pd.read_csv(folder / "noisy_weight_sets.csv")
    sets = sets.assign(node=sets["iCode"].str.lower())
    weights = {number: dict(zip(rows["node"], rows["Weight"], strict=True)) for number, rows in sets.groupby("set")}
    design = pd.read_csv(folder / "UA_design.csv")
    rows = zip(design["winmax"], design["normalisation"], design["weight_set"], design["aggregation"], strict=True)
    return [
        Choices(int(most), "minmax" if name.startswith("minmax") else "zscore", weights[number], mean, DRAWN_SCALE)
        for most, name, number, mean in rows
    ]
