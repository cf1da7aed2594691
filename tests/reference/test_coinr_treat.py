"""Outlier treatment against COINr 1.1.14 on its ASEM example and on short vectors: the step `treat`.

Tables in which COINr takes the logarithm of values that it had winsorised, or other transformations (of values turned
round, of values as they are, or that of the Global Innovation Index), are compared where these play no part.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Treat
from smartscore.steps.treat import Logged, Winsorised, moments

Read = Callable[[str], DataFrame]


@pytest.fixture(scope="module")
def folder(reference: Path) -> Path:
    return reference / "coinr" / "treat"


@pytest.fixture
def raw(coinr: Read) -> DataFrame:
    """The raw values of the 49 indicators, with gaps."""
    return coinr("inputs/ASEM_iData.csv")[coinr("treat/qTreat_default.csv").columns].astype(float)


def fitted(frame: DataFrame, step: Treat) -> Treat:
    return step.fit(frame, list(frame.columns))


def agree(ours: DataFrame, theirs: DataFrame) -> None:
    assert ours.index.tolist() == theirs.index.tolist()
    np.testing.assert_allclose(ours[theirs.columns].to_numpy(float), theirs.to_numpy(float), rtol=1e-9, atol=1e-12)


def details_of(folder: Path, name: str) -> DataFrame:
    return pd.read_csv(folder / f"{name}_details.csv", index_col="iCode").rename(index=str.lower)


def test_skewness_and_kurtosis_of_raw_values_and_who_passes(raw: DataFrame, folder: Path) -> None:
    theirs = pd.read_csv(folder / "check_SkewKurt_raw.csv", index_col="iCode").rename(index=str.lower)
    skewness, kurtosis = moments(raw[theirs.index].to_numpy().T)
    np.testing.assert_allclose(skewness, theirs["skew"], rtol=1e-9)
    np.testing.assert_allclose(kurtosis, theirs["kurt"], rtol=1e-9)
    assert set(fitted(raw, Treat()).fitted or {}) == set(theirs.index[~theirs["pass"]])


def test_the_default_treatment(raw: DataFrame, coinr: Read, folder: Path) -> None:
    step = fitted(raw, Treat())
    agree(step(raw), coinr("treat/qTreat_default.csv"))
    changed = details_of(folder, "qTreat_default")["winsorise.nwin"].dropna()
    assert {name: how.points for name, how in (step.fitted or {}).items() if isinstance(how, Winsorised)} == dict(
        changed
    )
    marks = coinr("treat/qTreat_default_points.csv").notna()
    assert (step(raw) != raw.where(raw.notna(), step(raw)))[marks.columns].where(raw.notna(), False).equals(marks)


def test_one_point_at_most_and_lower_thresholds_then_the_logarithm(raw: DataFrame, coinr: Read) -> None:
    step = fitted(raw, Treat(skewness=1, kurtosis=2, most=1))
    marks = coinr("treat/qTreat_winmax1_skew1_kurt2_logCTplus_points.csv")
    turned = {name for name in marks if marks[name].astype("str").str.contains("log_CT_neg").any()}
    assert turned == {"femlab"}  # skewed to the left, where COINr's log_CT_plus takes the logarithm from the other end
    theirs = coinr("treat/qTreat_winmax1_skew1_kurt2_logCTplus.csv").drop(columns=list(turned))
    agree(step(raw), theirs)
    logged = {name for name, how in (step.fitted or {}).items() if isinstance(how, Logged)}
    assert (
        logged - turned == {name for name in marks if marks[name].astype("str").str.contains("log_CT").any()} - turned
    )


@pytest.mark.parametrize(
    "name",
    [
        "qTreat_winmax1_skew1_kurt2_logCTorig",
        "qTreat_winmax1_skew1_kurt2_logGII",
        "Treat_winmax1_skew1_kurt2_combined",
    ],
)
def test_what_is_winsorised_or_left_alone_beside_other_logarithms(
    raw: DataFrame, coinr: Read, folder: Path, name: str
) -> None:
    step = fitted(raw, Treat(skewness=1, kurtosis=2, most=1))
    logged = [code for code, how in (step.fitted or {}).items() if isinstance(how, Logged)]
    others = details_of(folder, name)["check_SkewKurt2.Pass"]
    assert set(logged) == set(others.index[others.notna()])
    agree(step(raw), coinr(f"treat/{name}.csv").drop(columns=logged))


def test_the_pipeline_treats_values_that_were_filled_in(coinr: Read, reference: Path) -> None:
    theirs = coinr("pipeline/Treated.csv")
    indicators = pd.read_csv(reference / "coinr" / "pipeline" / "Treatment_by_indicator.csv", index_col="iCode")
    indicators = indicators.rename(index=str.lower)
    for name in ("Imputed", "Screened"):
        values = coinr(f"pipeline/{name}.csv")[indicators.index].astype(float)
        step = fitted(values, Treat())
        agree(step(values), theirs[indicators.index])
        learnt = {name: how.points for name, how in (step.fitted or {}).items() if isinstance(how, Winsorised)}
        assert learnt == dict(indicators["nwin"].dropna())
    skewness, kurtosis = moments(step(values)[indicators.index].to_numpy().T)
    after = indicators["skew_after1"].fillna(indicators["skew_before"])
    np.testing.assert_allclose(skewness, after, rtol=1e-9)
    np.testing.assert_allclose(kurtosis, indicators["kurt_after1"].fillna(indicators["kurt_before"]), rtol=1e-9)


def test_vectors_are_winsorised_up_to_so_many_points(folder: Path) -> None:
    table = pd.read_csv(folder / "winsorise_vectors.csv")
    table = table[~table["force_win"]]  # the step changes only what does not pass
    groups = table.groupby(["vector", "winmax"])
    assert len(groups) == 20
    for (_, most), rows in groups:
        frame = DataFrame({"a": rows["x"].to_numpy(float)})
        step = fitted(frame, Treat(most=10**6 if most == "none" else int(most)))
        np.testing.assert_array_equal(step(frame)["a"], rows["x_win"])


def test_the_logarithm_of_vectors(folder: Path) -> None:
    for _, rows in pd.read_csv(folder / "transform_vectors.csv").groupby("vector"):
        values = rows["x"].to_numpy(float)
        least, greatest = np.nanmin(values), np.nanmax(values)
        ours = Logged(float(least), float(least - 0.01 * (greatest - least)))(values)
        np.testing.assert_allclose(ours, rows["log_CT"], rtol=1e-9, atol=1e-12)
