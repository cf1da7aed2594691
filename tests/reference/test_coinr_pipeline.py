"""COINr's whole ASEM pipeline from raw values, by one framework, and draws of its sensitivity analysis."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asem_pipeline import Choices, asem_draws, asem_frame, asem_framework
from pandas import DataFrame

from smartscore import Assessment, assess

Read = Callable[[str], DataFrame]


@pytest.fixture(scope="module")
def folder(reference: Path) -> Path:
    return reference / "coinr"


@pytest.fixture(scope="module")
def frame(folder: Path) -> DataFrame:
    return asem_frame(folder)


@pytest.fixture(scope="module")
def nominal(folder: Path, frame: DataFrame) -> Assessment:
    return assess(frame, asem_framework(folder))


def agree(ours: DataFrame, theirs: DataFrame) -> None:
    assert ours.index.tolist() == theirs.index.tolist()
    np.testing.assert_allclose(ours[theirs.columns].to_numpy(), theirs.to_numpy(float), rtol=0, atol=1e-9)


def test_raw_values_over_their_denominators(nominal: Assessment, coinr: Read) -> None:
    denominated = coinr("pipeline/Denominated.csv")[list(nominal.measured)]
    agree(DataFrame(nominal.measured, index=nominal.rows), denominated)


def test_gaps_take_the_mean_of_the_continent_and_outliers_are_taken_in(nominal: Assessment, coinr: Read) -> None:
    indicators = list(nominal.measured)
    agree(nominal.values, coinr("pipeline/Treated.csv")[indicators])
    gaps = coinr("pipeline/Denominated.csv")[indicators].isna()
    assert DataFrame(nominal.imputed, index=nominal.rows)[indicators].equals(gaps)
    marks = coinr("pipeline/Treated_points.csv")[indicators].notna() & ~gaps
    assert DataFrame(nominal.changed, index=nominal.rows)[indicators].equals(marks)


def test_all_60_scores(nominal: Assessment, coinr: Read) -> None:
    theirs = coinr("pipeline/Aggregated.csv")
    assert theirs.shape == (51, 60)
    agree(nominal.scores, theirs)
    named = coinr("pipeline/Results_Aggs.csv")
    agree(nominal.scores, named.drop(columns="rank"))
    assert nominal.ranking()["rank"].reindex(named.index).tolist() == named["rank"].tolist()


def test_it_is_the_nominal_index_of_the_sensitivity_analysis(nominal: Assessment, coinr: Read) -> None:
    theirs = coinr("sensitivity/UA_Nominal.csv")
    np.testing.assert_allclose(nominal.index[theirs.index], theirs["score"], rtol=0, atol=1e-9)
    assert nominal.ranking()["rank"].reindex(theirs.index).tolist() == theirs["rank"].tolist()


def kind(choices: Choices) -> tuple[int, str, str]:
    return choices.most, choices.normalisation, choices.mean


def test_a_draw_of_each_kind_gives_its_scores_and_ranks(folder: Path, frame: DataFrame, coinr: Read) -> None:
    """Each kind is a number of points, a normalisation and a mean; the weights are those of its draw."""
    draws, scores, ranks = asem_draws(folder), coinr("sensitivity/UA_Scores.csv"), coinr("sensitivity/UA_Ranks.csv")
    firsts = {kind(choices): number for number, choices in reversed([*enumerate(draws, 1)])}
    assert (len(draws), len(firsts)) == (1000, 20)
    for number in firsts.values():
        found = assess(frame, asem_framework(folder, draws[number - 1]))
        np.testing.assert_allclose(found.index[scores.index], scores[f"r_{number}"], rtol=0, atol=1e-9)
        assert found.ranking()["rank"].reindex(ranks.index).tolist() == ranks[f"r_{number}"].tolist()


def test_only_pillars_and_sub_indices_have_uncertain_weights(folder: Path) -> None:
    varied: set[str] = set()
    for choices in asem_draws(folder):
        varied |= {name for name, weight in choices.weights.items() if weight != 1}
    table = pd.read_csv(folder / "inputs" / "ASEM_iMeta.csv")
    assert varied == set(table.loc[table["Level"].isin([2, 3]), "iCode"].str.lower())
