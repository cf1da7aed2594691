"""The City Prosperity Index: 62 indicators, each rule that has limits giving 0 and 100 there."""

import importlib
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from smartscore import (
    Assessment,
    DatasetError,
    Framework,
    FrameworkSource,
    Indicator,
    assess,
    load_framework,
    read_dataset,
)
from smartscore.framework_file import write_framework
from smartscore.plugins import of_modules
from smartscore.rules import Entropy, Linear, Log, Power, Ratio, Target, Unscored
from smartscore.testing import check_framework

plugin = importlib.import_module("smartscore_cpi")

UNSCORED = ["mean_household_income", "economic_specialization", "solid_waste_collected", "wastewater_treated"]


def given() -> FrameworkSource:
    return of_modules({"cpi": plugin}).frameworks["cpi"]


CPI = given().load()
SCORED = [indicator for indicator in CPI.indicators if not isinstance(indicator.rule, Unscored)]


def ends(indicator: Indicator) -> Iterator[tuple[float, float]]:
    """Give the values at which a rule gives 0 or 1, each with what it gives."""
    match indicator.rule:
        case Linear() | Log() | Power() as rule:
            yield from ((rule.worst, 0), (rule.best, 1))
        case Target() as rule:
            yield from ((rule.value, 1), (rule.value - rule.tolerance, 0), (rule.value + rule.tolerance, 0))
        case Ratio() as rule:
            yield from ((0, 0), (rule.target, 1))
        case Entropy() as rule:
            yield from ((0, 0), (math.log(rule.classes), 1))


def best(indicator: Indicator) -> float:
    return next(value for value, normalised in ends(indicator) if normalised == 1)


def city(framework: Framework = CPI, **values: float) -> Assessment:
    return assess(DataFrame([{"city": "Kotim", **values}]), framework)


def score(assessment: Assessment, node: str = "index") -> float:
    return float(assessment.scores[node].iloc[0])


def best_values() -> dict[str, float]:
    """Give the best value of all that is scored, in a city of 1,000,000 inhabitants with its 8 stations."""
    values = {indicator.id: best(indicator) for indicator in SCORED}
    return {**values, "monitoring_stations": 8, "population": 1_000_000}


class TestTheTree:
    def test_it_comes_through_its_hook_under_its_id_and_title(self) -> None:
        source = given()
        assert (source.id, source.title) == (CPI.id, CPI.title)
        assert (CPI.id, CPI.family, CPI.scale) == ("cpi", "cpi", (0, 100))

    def test_it_has_62_indicators_in_22_sub_dimensions_of_six_dimensions(self) -> None:
        subs = [sub for dimension in CPI.index.members for sub in dimension.members]  # type: ignore[union-attr]
        assert (len(CPI.indicators), len(subs), len(CPI.index.members)) == (62, 22, 6)
        assert len(CPI.dimensions) == 1 + 6 + 22

    def test_all_members_weigh_alike(self) -> None:
        assert {node.weight for node in CPI.walk()} == {1}
        assert CPI.shares["cpi_productivity"] == pytest.approx(1 / 6)
        assert CPI.shares["renewable_energy_share"] == pytest.approx(1 / 6 / 3)  # alone in one of three sub-dimensions

    def test_four_indicators_without_limits_are_shown_and_not_scored(self) -> None:
        assert [indicator.id for indicator in CPI.indicators if isinstance(indicator.rule, Unscored)] == UNSCORED

    def test_the_rules_are_of_these_kinds(self) -> None:
        assert Counter(type(indicator.rule).__name__ for indicator in CPI.indicators) == {
            "Linear": 28,
            "Power": 9,
            "Ratio": 8,
            "Target": 6,
            "Log": 6,
            "Unscored": 4,
            "Entropy": 1,
        }

    def test_it_is_said_that_the_limits_are_third_hand(self) -> None:
        assert CPI.note.missing() == []
        for text in (CPI.note.to("en"), CPI.note.to("id"), CPI.source):
            assert "github.com/Ahmed9588406/prosperindex" in text
        assert {indicator.confidence.definition for indicator in CPI.indicators if indicator.confidence} == {
            "verified-in-source"
        }
        bounds = {indicator.id: indicator.confidence.bounds for indicator in CPI.indicators if indicator.confidence}
        assert len(bounds) == 62
        assert [name for name, grade in bounds.items() if grade != "general-knowledge"] == ["monitoring_stations"]
        assert bounds["monitoring_stations"] == "judgement"

    def test_all_texts_are_in_both_languages(self) -> None:
        texts = [text for node in CPI.walk() for text in (node.title, node.description)]
        texts += [text for indicator in CPI.indicators for text in (indicator.unit, indicator.basis)]
        assert [str(text) for text in texts if text.missing()] == []

    def test_it_passes_the_check_of_frameworks(self) -> None:
        check_framework(CPI)

    def test_written_as_a_file_it_reads_back_as_it_was(self, tmp_path: Path) -> None:
        file = tmp_path / "mine.toml"
        file.write_text(write_framework(CPI), encoding="utf-8")
        assert load_framework(file, plugins=of_modules({"cpi": plugin})) == CPI


class TestLimits:
    @pytest.mark.parametrize("indicator", SCORED, ids=lambda indicator: indicator.id)
    def test_every_rule_that_has_limits_gives_0_and_100_there(self, indicator: Indicator) -> None:
        values, expected = zip(*ends(indicator), strict=True)
        assert set(expected) == {0, 1}
        assert indicator.rule(np.array(values, dtype=float)) == pytest.approx(expected, abs=1e-12)  # type: ignore[operator]

    @pytest.mark.parametrize("indicator", SCORED, ids=lambda indicator: indicator.id)
    def test_no_value_scores_beyond_0_and_100(self, indicator: Indicator) -> None:
        values = np.array([0.001, 1e9])
        normalised = indicator.rule(values)  # type: ignore[operator]
        assert ((normalised >= 0) & (normalised <= 1)).all()

    def test_limits_given_as_roots_are_those_of_the_values(self) -> None:
        poverty, carbon = CPI.nodes["cpi_poverty_rate"].rule, CPI.nodes["co2_emissions_per_capita"].rule
        assert isinstance(poverty, Power)
        assert isinstance(carbon, Power)
        assert [round(value**0.25, 2) for value in (poverty.best, poverty.worst)] == [0.38, 3]
        assert [round(value**0.2, 2) for value in (carbon.best, carbon.worst)] == [0.39, 2.09]

    def test_a_city_with_all_the_best_values_gets_100_and_is_very_solid(self) -> None:
        found = city(**best_values())
        assert found.scores.drop(columns=UNSCORED).iloc[0].tolist() == pytest.approx([100] * (62 - 4 + 29))
        assert found.bands().tolist() == ["very solid"]
        assert found.coverage["index"].tolist() == [1]

    def test_what_is_not_scored_moves_nothing(self) -> None:
        values = {**best_values(), "green_area_per_capita": 6}
        assert score(city(**values)) == score(city(**values, **dict.fromkeys(UNSCORED, 0.5)))
        assert city(**values, **dict.fromkeys(UNSCORED, 0.5)).scores[UNSCORED].isna().all(axis=None)


class TestFamilies:
    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("early_childhood_education", 50, 50),  # 20 to 80
            ("land_allocated_to_streets", 12, 20),  # 6 to 36
            ("traffic_fatalities", 16, 50),  # 31 down to 1
            ("slum_households", 20, 75),
            ("land_use_efficiency", 1.5, 50),
            ("voter_turnout", 64, 64),
        ],
    )
    def test_min_max_is_in_proportion(self, name: str, value: float, expected: float) -> None:
        assert score(city(**{name: value}), name) == pytest.approx(expected)

    @pytest.mark.parametrize("indicator", [i for i in SCORED if isinstance(i.rule, Log)], ids=lambda i: i.id)
    def test_with_logarithms_the_root_of_both_limits_multiplied_scores_50(self, indicator: Indicator) -> None:
        rule = indicator.rule
        assert isinstance(rule, Log)
        value = math.sqrt(rule.worst * rule.best)
        assert score(city(**{indicator.id: value}), indicator.id) == pytest.approx(50)

    @pytest.mark.parametrize(
        ("name", "root", "value"),
        [
            ("cpi_poverty_rate", 4, 16),
            ("theft_rate", 4, 625),
            ("physician_density", 2, 4),
            ("broadband_speed", 3, 8000),
        ],
    )
    def test_with_roots_it_is_in_proportion_on_the_roots(self, name: str, root: int, value: float) -> None:
        rule = CPI.nodes[name].rule
        assert isinstance(rule, Power)
        worst, best = (limit ** (1 / root) for limit in (rule.worst, rule.best))
        whole = round(value ** (1 / root))  # 2, 5, 2 and 20
        assert score(city(**{name: value}), name) == pytest.approx(100 * (whole - worst) / (best - worst))

    def test_a_poverty_rate_of_16_percent_scores_38(self) -> None:
        assert score(city(cpi_poverty_rate=16), "cpi_poverty_rate") == pytest.approx(38.2, abs=0.05)  # 1 of 2.62

    def test_a_ton_of_carbon_dioxide_scores_64(self) -> None:
        assert score(city(co2_emissions_per_capita=1), "co2_emissions_per_capita") == pytest.approx(64.1, abs=0.05)

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("street_density", 10, 50),
            ("street_density", 30, 50),
            ("street_density", 45, 0),
            ("population_density", 12_000, 80),
            ("women_in_local_government", 20, 40),
            ("women_in_local_workforce", 60, 80),
            ("secondary_enrolment_parity", 0.9, 90),
            ("expenditure_efficiency", 125, 75),
        ],
    )
    def test_a_target_loses_on_both_sides(self, name: str, value: float, expected: float) -> None:
        assert score(city(**{name: value}), name) == pytest.approx(expected)

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("green_area_per_capita", 6, 40),
            ("green_area_per_capita", 30, 100),
            ("mean_years_schooling", 7, 50),
            ("mass_transport_network", 60, 75),
            ("street_intersection_density", 130, 100),
            ("solid_waste_recycled", 10, 20),
            ("renewable_energy_share", 5, 25),
            ("economic_density", 2000, 100),
        ],
    )
    def test_a_ratio_is_the_share_of_what_is_wanted_and_no_more_than_all(
        self, name: str, value: float, expected: float
    ) -> None:
        assert score(city(**{name: value}), name) == pytest.approx(expected)

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("daily_travel_time", 20, 100),
            ("daily_travel_time", 45, 50),
            ("daily_travel_time", 60, 0),
            ("pm25_concentration", 12, 80),
            ("subnational_debt", 90, 50),
            ("subnational_debt", 200, 0),
        ],
    )
    def test_what_should_stay_below_a_limit_loses_up_to_twice_of_it(
        self, name: str, value: float, expected: float
    ) -> None:
        assert score(city(**{name: value}), name) == pytest.approx(expected)

    def test_a_mix_of_five_land_uses_is_judged_by_its_entropy(self) -> None:
        halves, fifths = math.log(2), math.log(5)
        assert score(city(land_use_mix=fifths), "land_use_mix") == pytest.approx(100)
        assert score(city(land_use_mix=fifths / 2), "land_use_mix") == pytest.approx(50)
        assert score(city(land_use_mix=halves), "land_use_mix") == pytest.approx(43.07, abs=0.005)  # 0.693 of 1.609
        assert score(city(land_use_mix=0), "land_use_mix") == 0

    def test_air_stations_are_counted_for_every_125_000_inhabitants(self) -> None:
        assert score(city(monitoring_stations=2, population=500_000), "monitoring_stations") == 50
        assert score(city(monitoring_stations=9, population=500_000), "monitoring_stations") == 100

    def test_air_stations_without_the_population_are_refused(self) -> None:
        with pytest.raises(DatasetError, match="population"):
            city(monitoring_stations=2)

    @pytest.mark.parametrize(
        "name", ["homicide_rate", "maternal_mortality_ratio", "cpi_poverty_rate", "unemployment_rate", "theft_rate"]
    )
    def test_a_city_without_a_harm_scores_best(self, name: str) -> None:
        assert score(city(**{name: 0}), name) == 100  # at or below the best limit, as in the implementation


class TestTheIndex:
    def test_members_are_averaged_at_every_level(self) -> None:
        found = city(voter_turnout=40, civic_participation=60, land_use_efficiency=3, renewable_energy_share=20)
        assert score(found, "cpi_participation") == 50
        assert score(found, "cpi_urban_governance_and_legislation") == 25  # 50 and 0
        assert score(found) == 62.5  # 25 and 100

    @pytest.mark.parametrize(
        ("value", "band"),
        [
            (80, "very solid"),
            (79.9, "solid"),
            (70, "solid"),
            (60, "moderately solid"),
            (50, "moderately weak"),
            (40, "weak"),
            (39.9, "very weak"),
            (0, "very weak"),
        ],
    )
    def test_there_are_six_bands_and_a_boundary_belongs_to_the_upper_one(self, value: float, band: str) -> None:
        assert city(voter_turnout=value).bands().tolist() == [band]

    def test_the_bands_have_indonesian_names(self) -> None:
        assert [band.title.to("id") for band in CPI.bands] == [
            "sangat lemah",
            "lemah",
            "agak lemah",
            "agak kokoh",
            "kokoh",
            "sangat kokoh",
        ]

    def test_a_file_of_cities_is_scored(self, tmp_path: Path) -> None:
        file = tmp_path / "cities.csv"
        file.write_text("city,voter_turnout,street_density\nKotim,80,10\nSleman,60,\n", encoding="utf-8")
        assert assess(read_dataset(file), CPI).index.to_dict() == {"Kotim": 65, "Sleman": 60}
