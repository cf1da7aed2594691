"""Rules against COINr 1.1.14 on its ASEM example: 51 countries, 49 indicators, 63 gaps.

COINr turns the sign of an indicator whose direction is -1 and then normalises; here a rule says itself
which end is best. COINr normalises straight to the range asked for; here the framework's scale does that.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Dimension, Framework, Indicator, RelativeRule, Rule, assess
from smartscore.rules import Linear, MinMax, PercentileRank, Rank, ZScore
from smartscore.rules.fixed import Clip

Read = Callable[[str], DataFrame]
Rules = Mapping[str, Rule | RelativeRule]
UNIT = (0.0, 1.0)


@pytest.fixture(scope="module")
def raw(coinr: Read, parameters: DataFrame) -> DataFrame:
    return coinr("inputs/ASEM_iData.csv")[list(parameters.index)].astype(float)


@pytest.fixture(scope="module")
def parameters(reference: Path) -> DataFrame:
    """Give direction, target and goalposts of each indicator."""
    table = pd.read_csv(reference / "coinr" / "normalise" / "iMeta_parameters.csv", index_col="iCode")
    return table[table["Type"] == "Indicator"].rename(index=str.lower)


def scores(raw: DataFrame, rules: Rules, scale: tuple[float, float] = UNIT) -> DataFrame:
    members = [Indicator(name, rule=rule) for name, rule in rules.items()]
    framework = Framework("asem", index=Dimension("index", members=members), scale=scale)
    return assess(raw, framework).scores[list(rules)]


def relative(parameters: DataFrame, rule: Callable[..., RelativeRule], **given: Any) -> Rules:
    best = parameters["Direction"].map({1: "high", -1: "low"})
    return {name: rule(best=best[name], **given) for name in parameters.index}


def linear(parameters: DataFrame, worst: Iterable[float], best: Iterable[float], clip: Clip) -> Rules:
    """Give linear rules, the ends changed where the direction is -1."""
    ends = zip(parameters.index, parameters["Direction"], worst, best, strict=True)
    return {name: Linear(*((low, high) if up > 0 else (high, low)), clip=clip) for name, up, low, high in ends}


def agree(ours: DataFrame, theirs: DataFrame) -> None:
    assert ours.index.tolist() == theirs.index.tolist()
    np.testing.assert_allclose(ours.to_numpy(), theirs[ours.columns].to_numpy(), rtol=0, atol=1e-9, equal_nan=True)


def test_the_input_has_gaps_and_both_directions(raw: DataFrame, parameters: DataFrame) -> None:
    assert raw.shape == (51, 49)
    assert raw.isna().to_numpy().sum() == 63
    assert set(parameters["Direction"]) == {1, -1}


@pytest.mark.parametrize(
    ("name", "scale"),
    [("raw_minmax_0_100", (0, 100)), ("raw_minmax_1_100", (1, 100)), ("iMeta_minmax_1_100", (1, 100))],
)
def test_minmax(raw: DataFrame, parameters: DataFrame, coinr: Read, name: str, scale: tuple[float, float]) -> None:
    agree(scores(raw, relative(parameters, MinMax), scale), coinr(f"normalise/{name}.csv"))


def test_distance_to_the_best_is_minmax_on_0_to_1(raw: DataFrame, parameters: DataFrame, coinr: Read) -> None:
    agree(scores(raw, relative(parameters, MinMax)), coinr("normalise/raw_dist2max.csv"))


@pytest.mark.parametrize("name", ["raw_zscore_0_1", "raw_zscore_10_2", "iMeta_zscore_50_10"])
def test_zscore_with_a_mean_and_sd_of_its_own(raw: DataFrame, parameters: DataFrame, coinr: Read, name: str) -> None:
    mean, sd = (float(part) for part in name.split("_")[2:])
    agree(scores(raw, relative(parameters, ZScore, mean=mean, sd=sd)), coinr(f"normalise/{name}.csv"))


def test_percentile_rank_gives_ties_the_lower_place(raw: DataFrame, parameters: DataFrame, coinr: Read) -> None:
    agree(scores(raw, relative(parameters, PercentileRank)), coinr("normalise/raw_prank.csv"))


@pytest.mark.parametrize(("rule", "name"), [(PercentileRank, "raw_rank"), (Rank, "raw_rank_average")])
def test_a_rank_is_told_as_the_share_of_the_way_from_the_last_to_the_first_place(
    raw: DataFrame, parameters: DataFrame, coinr: Read, rule: Callable[..., RelativeRule], name: str
) -> None:
    # COINr's ranks go from 1 (worst) to n, the countries with a value; ours are (rank - 1) / (n - 1).
    # Its ties share the lower place in raw_rank, the mean of their places in raw_rank_average.
    places = scores(raw, relative(parameters, rule)) * (raw.notna().sum() - 1) + 1
    agree(places, coinr(f"normalise/{name}.csv"))


def test_rank_is_the_percentile_rank_with_average_ties(raw: DataFrame, coinr: Read) -> None:
    theirs = coinr("normalise/vector_calls.csv").rename(columns={"lpi": "raw", "prank_avg": "lpi"})
    agree(scores(raw, {"lpi": Rank()}), theirs[["lpi"]])


@pytest.mark.parametrize(("clip", "name"), [("both", "trunc"), ("none", "notrunc")])
def test_goalposts_are_linear_rules(raw: DataFrame, parameters: DataFrame, coinr: Read, clip: Clip, name: str) -> None:
    rules = linear(parameters, parameters["goalpost_lower"], parameters["goalpost_upper"], clip)
    agree(scores(raw, rules, (0, 100)), coinr(f"normalise/iMeta_goalposts_{name}.csv"))


def test_scaling_is_a_linear_rule_that_is_not_clipped(raw: DataFrame, parameters: DataFrame, coinr: Read) -> None:
    # COINr scales values whose sign it has turned, so that 0..50 reads 0..-50 where lower is better.
    rules = {str(name): Linear(0, 50 * int(up), clip="none") for name, up in parameters["Direction"].items()}
    agree(scores(raw, rules, (0, 100)), coinr("normalise/raw_scaled_0_50_100.csv"))


@pytest.mark.parametrize(("clip", "name"), [("best", "capped"), ("none", "uncapped")])
def test_distance_to_a_target_is_linear_from_the_worst_country_to_the_target(
    raw: DataFrame, parameters: DataFrame, coinr: Read, clip: Clip, name: str
) -> None:
    worst = raw.min().where(parameters["Direction"] > 0, raw.max())
    rules = {
        indicator: Linear(worst[indicator], parameters.loc[indicator, "Target"], clip=clip) for indicator in worst.index
    }
    agree(scores(raw, rules), coinr(f"normalise/iMeta_dist2targ_{name}.csv"))
