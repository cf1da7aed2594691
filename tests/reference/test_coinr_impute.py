"""Filling gaps against COINr 1.1.14 on its ASEM example: 65 gaps in 18 of 49 indicators, two continents.

COINr fills with the median or mean of the countries that have a value, in all or within a group: the step
`impute` with `method = "median"` or `"mean"`, and `by`. (COINr's panel methods are no step of ours yet.)
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Framework, assess

Read = Callable[[str], DataFrame]


@pytest.fixture
def gappy(reference: Path, coinr: Read) -> DataFrame:
    groups = pd.read_csv(reference / "coinr" / "impute" / "groups.csv", index_col="uCode")["EurAsia_group"]
    return coinr("impute/input_Denominated.csv").assign(continent=groups)


@pytest.fixture
def imputed(gappy: DataFrame, from_toml: Callable[[str], Framework]) -> Callable[[str], Assessment]:
    """Assess by a framework file that has this step."""
    members = "\n".join(f'  {{ id = "{name}" }},' for name in gappy.columns.drop("continent"))
    start = f'id = "asem"\nmembers = [\n{members}\n]\n[defaults]\nrule = "minmax"\n'
    return lambda step: assess(gappy, from_toml(f"{start}[[steps]]\n{step}\n"))


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ('impute = { method = "median" }', "median"),
        ('impute = { method = "median", by = "continent" }', "median_grp_EurAsia"),
        ('impute = { method = "mean" }', "mean"),
        ('impute = { method = "mean", by = "continent" }', "mean_grp_EurAsia"),
    ],
)
def test_gaps_take_the_median_or_mean_of_all_or_of_their_group(
    imputed: Callable[[str], Assessment], coinr: Read, step: str, name: str
) -> None:
    theirs = coinr(f"impute/{name}.csv")
    values = imputed(step).values[theirs.columns]
    assert values.index.tolist() == theirs.index.tolist()
    np.testing.assert_allclose(values.to_numpy(), theirs.to_numpy(), rtol=1e-12, atol=1e-9)


def test_the_65_values_filled_in_are_counted_and_no_others_change(
    imputed: Callable[[str], Assessment], gappy: DataFrame
) -> None:
    assessment = imputed('impute = { method = "median" }')
    before = gappy.drop(columns="continent")
    imputed_cells = DataFrame(assessment.imputed, index=before.index)
    assert imputed_cells[before.columns].equals(before.isna())
    assert imputed_cells.to_numpy().sum() == 65
    assert assessment.values[before.columns].where(before.notna()).equals(before.astype(float))
