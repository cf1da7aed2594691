"""How the five bands of smart-city fall on real data: 514 regencies in 2021, and the twelve example cities.

The regencies have published values for seven of the 54 counted indicators only, in three of the six
dimensions, so that the thresholds on coverage are taken away here.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from smartscore import Assessment, Dimension, Framework, assess, load_framework, read_dataset

CATALOGUE = {
    "poverty_rate_pct": "poverty_rate",
    "unemployment_rate_pct": "unemployment_rate",
    "expenditure_thousand_rp": "real_expenditure",
    "life_expectancy_years": "life_expectancy",
    "improved_sanitation_pct": "improved_sanitation",
    "improved_water_pct": "improved_water",
    "mean_schooling_years": "mean_years_schooling",
}
Record = Callable[[str, object], None]


@pytest.fixture
def framework() -> Framework:
    bundled = ("governance", "branding", "economy", "living", "society", "environment")
    return load_framework("smart-city", only=bundled)


@pytest.fixture
def regencies(reference: Path, framework: Framework) -> Assessment:
    path = reference / "data" / "indonesia_kabupaten_indicators_2021.csv"
    table = pd.read_csv(path, dtype={"bps_code": str}).rename(columns=CATALOGUE)
    values = table[["bps_code", "name", *CATALOGUE.values()]].replace(0, np.nan)  # four zeros are missing values
    return assess(values, evolve(framework, index=unrestricted(framework.index)))


@pytest.fixture
def examples(framework: Framework) -> Assessment:
    path = Path(__file__).resolve().parents[2] / "docs" / "examples" / "cities.csv"
    return assess(read_dataset(path), framework)


def unrestricted(dimension: Dimension) -> Dimension:
    members = [unrestricted(member) if isinstance(member, Dimension) else member for member in dimension.members]
    return evolve(dimension, members=members, min_coverage=0.0)


def fall(assessment: Assessment) -> dict[str, int]:
    """Count the cities in each band, the lowest first."""
    counts = Counter(assessment.bands())
    return {str(band.title): counts[str(band.title)] for band in assessment.framework.bands}


def test_no_band_holds_more_than_60_percent_of_the_regencies(regencies: Assessment, record_property: Record) -> None:
    counts = fall(regencies)
    record_property("regencies", counts)
    assert sum(counts.values()) == 514
    assert max(counts.values()) <= 0.6 * 514


def test_at_most_one_of_five_bands_stays_empty_over_regencies_and_examples(
    regencies: Assessment, examples: Assessment, record_property: Record
) -> None:
    record_property("examples", fall(examples))
    assert sum(fall(examples).values()) == 12
    together = Counter(fall(regencies)) + Counter(fall(examples))
    assert len(regencies.framework.bands) == 5
    assert len([band for band, count in together.items() if count]) >= 4


def test_the_cut_points_are_round_and_the_same_for_both(regencies: Assessment, examples: Assessment) -> None:
    starts = [band.start for band in regencies.framework.bands]
    assert starts == [band.start for band in examples.framework.bands]
    assert starts[0] == 0
    assert all(start % 5 == 0 for start in starts)
