"""A smart city index of 102 cities in the world, whose six pillar scores and index were published.

The weights were recovered from the published figures by regression and fit within 0.71 on a scale
on which the index goes from 4900 to 8000.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Framework, assess

FRAMEWORK = """
id = "smart-city-index"
title = "Smart city index of 102 cities"
scale = [0, 10000]
members = [
  { id = "smart_mobility", weight = 0.2405, members = [{ id = "mobility_measures" }] },
  { id = "smart_environment", weight = 0.1646, members = [{ id = "environment_measures" }] },
  { id = "smart_government", weight = 0.1308, members = [{ id = "government_measures" }] },
  { id = "smart_economy", weight = 0.1392, members = [{ id = "economy_measures" }] },
  { id = "smart_people", weight = 0.1350, members = [{ id = "people_measures" }] },
  { id = "smart_living", weight = 0.1899, members = [{ id = "living_measures" }] },
]

[defaults]
rule = { score = { low = 0, high = 10000 } }
min_coverage = 1
"""

PILLARS = [f"smart_{name}" for name in ("mobility", "environment", "government", "economy", "people", "living")]


@pytest.fixture
def published(reference: Path) -> DataFrame:
    return pd.read_csv(reference / "data" / "smart_city_index_102_cities.csv").drop(columns="id")


@pytest.fixture
def assessment(published: DataFrame, from_toml: Callable[[str], Framework]) -> Assessment:
    return assess(published, from_toml(FRAMEWORK))


def test_pillar_scores_that_are_given_make_the_published_index(assessment: Assessment, published: DataFrame) -> None:
    index = assessment.index.to_numpy()
    assert len(index) == 102
    assert np.abs(index - published["smartcity_index_published"].to_numpy()).max() <= 0.71
    assert assessment.given[PILLARS].to_numpy().all()
    assert not assessment.given["index"].any()


def test_the_ranks_are_those_of_the_published_index_where_it_differs_by_more_than_the_fit(
    assessment: Assessment, published: DataFrame
) -> None:
    index = published["smartcity_index_published"].to_numpy()
    ranks = assessment.ranking()["rank"].reindex(assessment.rows).to_numpy()
    clearly_better = index[:, None] > index[None, :] + 2 * 0.71
    assert (ranks[:, None] < ranks[None, :])[clearly_better].all()


def test_given_scores_need_no_values_for_relative_rules_below(
    assessment: Assessment, published: DataFrame, from_toml: Callable[[str], Framework]
) -> None:
    relative = from_toml(FRAMEWORK.replace("{ score = { low = 0, high = 10000 } }", '"minmax"'))
    assert assess(published, relative).index.equals(assessment.index)
