"""Bounds of smart-city that are percentiles of the published values of 514 regencies and cities.

Where a bound is said to be a percentile, it is that of this data, rounded as it is printed. Values of 0 that are
missing ones are left out: of unemployment (two), water and sanitation (one each).
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Series

from smartscore import Framework, discover, load_framework
from smartscore.rules import answers


@pytest.fixture(scope="module")
def editions() -> dict[str, Framework]:
    plugins = discover(bundled_only=True)
    return {name: load_framework(name, plugins=plugins) for name in ("smart-city", "smart-city-2026")}


@pytest.fixture(scope="module")
def regencies(reference: Path) -> DataFrame:
    return pd.read_csv(reference / "data" / "indonesia_kabupaten_indicators_2021.csv").set_index("bps_code")


@pytest.fixture(scope="module")
def product(reference: Path) -> DataFrame:
    """Gross regional domestic product in billion rupiah of 2010: regencies x years."""
    table = pd.read_csv(reference / "data" / "indonesia_kabupaten_population_grdp_2000_2017.csv")
    return table.pivot_table(index="bps_code", columns="year", values="grdp_billion_rp_2010prices")


def percentiles(values: Any, *places: float) -> list[float]:
    return [float(place) for place in np.percentile(np.asarray(values, dtype=float), places)]


def growth(first: "Series[float]", last: "Series[float]") -> "Series[float]":
    """Give the compound rate of five years, percent a year, of those that have both."""
    both = pd.concat([first.rename("first"), last.rename("last")], axis=1).dropna()
    return ((both["last"] / both["first"]) ** (1 / 5) - 1) * 100


def test_unemployment_ends_at_the_99th_and_the_5th_percentile_of_2021(
    regencies: DataFrame, editions: dict[str, Framework]
) -> None:
    rates = regencies["unemployment_rate_pct"]
    present = rates[rates > 0]
    assert (len(rates), len(present)) == (514, 512)
    assert [round(place, 2) for place in percentiles(present, 99, 5, 50)] == [12.13, 1.63, 4.58]
    worst, best = percentiles(present, 99, 5)
    assert answers.bounds(editions["smart-city-2026"].nodes["unemployment_rate"].rule) == (
        round(worst, 1),
        round(best, 1),
    )


def test_growth_ends_at_the_5th_and_the_95th_percentile_of_2012_to_2017(
    product: DataFrame, editions: dict[str, Framework]
) -> None:
    rates = growth(product[2012], product[2017])
    assert len(rates) == 514
    assert [round(place, 2) for place in percentiles(rates, 5, 50, 95)] == [3.35, 5.63, 8.02]
    worst, best = percentiles(rates, 5, 95)
    assert answers.bounds(editions["smart-city-2026"].nodes["grdp_growth_5y"].rule) == (
        round(worst, 2),
        round(best, 2),
    )


def test_the_worse_end_of_growth_was_of_a_window_with_covid_in_the_edition_before(
    product: DataFrame, regencies: DataFrame, editions: dict[str, Framework]
) -> None:
    rates = growth(product[2016], regencies["grdp_constant_prices_million_rp"] / 1000)
    assert [round(place, 2) for place in percentiles(rates, 5, 50)] == [1.5, 3.59]
    assert answers.bounds(editions["smart-city"].nodes["grdp_growth_5y"].rule) == (1.5, 8)


@pytest.mark.parametrize(
    ("column", "indicator", "places"),
    [
        ("poverty_rate_pct", "poverty_rate", (95, 5)),
        ("expenditure_thousand_rp", "real_expenditure", (5, 99)),
        ("life_expectancy_years", "life_expectancy", (5, None)),
        ("mean_schooling_years", "mean_years_schooling", (5, None)),
        ("improved_water_pct", "improved_water", (5, None)),
        ("improved_sanitation_pct", "improved_sanitation", (5, None)),
    ],
)
def test_ends_of_both_editions_that_were_percentiles_still_are(
    regencies: DataFrame,
    editions: dict[str, Framework],
    column: str,
    indicator: str,
    places: tuple[float, float | None],
) -> None:
    values = regencies[column].replace(0, np.nan).dropna()
    for edition in editions.values():
        node = edition.nodes[indicator]
        ends = answers.bounds(node.rule)
        for end, place in zip(ends, places, strict=True):
            if place is not None:
                assert end is not None
                assert end == pytest.approx(percentiles(values, place)[0], abs=0.06 if end < 1000 else 0.6)
