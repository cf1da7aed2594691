"""U4SSC: 91 indicators by official codes, points for shares of benchmarks, scores as points over points to be had."""

import importlib
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from smartscore import (
    Assessment,
    Dimension,
    Framework,
    FrameworkError,
    FrameworkSource,
    Indicator,
    Plugins,
    Rule,
    RuleError,
    assess,
    load_framework,
    read_dataset,
)
from smartscore.framework_file import BUILT_IN, write_framework
from smartscore.model import Node
from smartscore.plugins import of_modules
from smartscore.testing import check_framework, check_rule

plugin = importlib.import_module("smartscore_u4ssc")
Benchmark = plugin.Benchmark

EDUCATION = {"SC: EH: ED: 1C": 100, "SC: EH: ED: 2C": 100, "SC: EH: ED: 3C": 5000, "SC: EH: ED: 4C": 100}


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return of_modules({"u4ssc": plugin})


@pytest.fixture(scope="module")
def source(plugins: Plugins) -> FrameworkSource:
    return plugins.frameworks["u4ssc"]


@pytest.fixture(scope="module")
def u4ssc(source: FrameworkSource) -> Framework:
    return source.load()


@pytest.fixture(scope="module")
def kpis(u4ssc: Framework) -> Mapping[str, Node]:
    """Give the nodes with the code of an indicator, such as EC: ICT: WS: 2A, by this code."""
    return {node.code: node for node in u4ssc.walk() if node.code[-2:-1].isdigit() and node.code[-1] in "AC"}


def scored(framework: Framework, benchmarks: Mapping[str, float], **values: float) -> Assessment:
    return assess(DataFrame([{"city": "Kotim", **values}]), framework.benchmarked(benchmarks))


def score(assessment: Assessment, node: str = "index") -> float:
    return float(assessment.scores[node].iloc[0])


def points(rule: Rule, *values: float) -> list[float]:
    return (rule(np.array(values, dtype=float)) * 4).tolist()


class TestTheRule:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [(0, 1), (32.9, 1), (33, 2), (65.9, 2), (66, 3), (94.9, 3), (95, 4), (100, 4), (250, 4)],
    )
    def test_a_boundary_belongs_to_the_upper_class(self, value: float, expected: float) -> None:
        assert points(Benchmark("higher", 100), value) == [expected]

    @pytest.mark.parametrize("wanted", [0.3, 0.7, 3, 7, 1e-6, 123456.7])
    def test_a_boundary_is_reached_whatever_the_benchmark(self, wanted: float) -> None:
        rule = Benchmark("higher", wanted)
        assert points(rule, wanted * 0.33, wanted * 0.66, wanted * 0.95) == [2, 3, 4]
        assert points(rule, wanted * 0.3299, wanted * 0.6599, wanted * 0.9499) == [1, 2, 3]

    def test_where_lower_is_better_the_share_is_the_benchmark_over_the_value(self) -> None:
        rule = Benchmark("lower", 10)
        assert points(rule, 5, 10, 12.5, 20, 40) == [4, 4, 3, 2, 1]  # 200, 100, 80, 50 and 25 %
        assert points(rule, 10 / 0.95, 10 / 0.66, 10 / 0.33) == [4, 3, 2]

    def test_where_lower_is_better_0_reaches_every_benchmark(self) -> None:
        assert points(Benchmark("lower", 10), 0) == [4]
        assert points(Benchmark("lower", 0), 0, 0.1) == [4, 1]

    def test_no_value_has_no_points(self) -> None:
        for better in ("higher", "lower"):
            assert np.isnan(Benchmark(better, 10)(np.array([np.nan, 10]))).tolist() == [True, False]

    def test_without_a_benchmark_it_says_that_it_is_unscored_and_gives_nothing(self) -> None:
        rule = Benchmark("lower")
        assert rule.unscored
        assert np.isnan(rule(np.array([1.0, 2.0]))).all()

    def test_with_a_benchmark_it_is_scored_and_the_one_without_stays_as_it_is(self) -> None:
        rule = Benchmark("lower")
        assert rule.with_benchmark(10) == Benchmark("lower", 10)
        assert not rule.with_benchmark(10).unscored
        assert rule.unscored

    def test_a_whole_number_of_a_table_is_a_benchmark_as_well(self) -> None:
        assert points(Benchmark().with_benchmark(np.int64(100)), 95) == [4]

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "10"])
    def test_what_is_no_number_is_refused_as_a_benchmark(self, value: object) -> None:
        with pytest.raises(RuleError, match="benchmark"):
            Benchmark("higher", value)

    @pytest.mark.parametrize(("better", "value"), [("higher", 0), ("higher", -1), ("lower", -1)])
    def test_a_benchmark_that_gives_no_share_is_refused(self, better: str, value: float) -> None:
        with pytest.raises(RuleError, match="above 0"):
            Benchmark(better, value)

    def test_a_way_that_is_neither_higher_nor_lower_is_refused(self) -> None:
        with pytest.raises(RuleError, match="higher, lower"):
            Benchmark("target", 10)

    @pytest.mark.parametrize("rule", [Benchmark("higher", 0.5), Benchmark("lower", 0.5), Benchmark("lower", 0)])
    def test_it_passes_the_check_of_rules(self, rule: Rule) -> None:
        check_rule(rule)
        check_rule(rule, [0, 0.1, 0.5, 1, 200])

    def test_the_least_that_has_so_many_points(self) -> None:
        for better in ("higher", "lower"):
            rule = Benchmark(better=better, benchmark=40)  # type: ignore[arg-type]
            for reached in (2, 3, 4):
                least = rule.reaching(reached / 4)
                worse = least * (0.999 if better == "higher" else 1.001)
                assert points(rule, least, worse) == [reached, reached - 1]
        assert math.isnan(Benchmark(benchmark=40).reaching(0.25))  # all values have a point
        assert math.isnan(Benchmark().reaching(1))


class TestTheTree:
    def test_it_comes_through_its_hook_under_its_id_and_title(self, source: FrameworkSource, u4ssc: Framework) -> None:
        assert (source.id, source.title) == (u4ssc.id, u4ssc.title)
        assert (u4ssc.id, u4ssc.family, u4ssc.edition) == ("u4ssc", "u4ssc", "2022")
        assert u4ssc.scale == (0, 100)

    def test_it_has_three_dimensions_seven_sub_dimensions_and_91_coded_indicators(
        self, u4ssc: Framework, kpis: Mapping[str, Node]
    ) -> None:
        subs = [sub for dimension in u4ssc.index.members for sub in dimension.members]  # type: ignore[union-attr]
        assert [str(dimension.title) for dimension in u4ssc.index.members] == [
            "Economy",
            "Environment",
            "Society and Culture",
        ]
        assert len(subs) == 7
        assert Counter(code.split(":")[0] for code in kpis) == {"EC": 45, "EN": 17, "SC": 29}

    def test_55_codes_end_in_core_and_36_in_advanced(self, kpis: Mapping[str, Node]) -> None:
        assert Counter(code[-1] for code in kpis) == {"C": 55, "A": 36}

    def test_no_code_stands_twice(self, u4ssc: Framework) -> None:
        codes = [node.code for node in u4ssc.walk() if node.code]
        assert len(codes) == len(set(codes))

    def test_a_code_begins_with_that_of_its_category_but_for_health_records(
        self, u4ssc: Framework, kpis: Mapping[str, Node]
    ) -> None:
        above = {member.id: dimension.code for dimension in u4ssc.dimensions for member in dimension.members}
        strange = [code for code, node in kpis.items() if not code.startswith(f"{above[node.id]}:")]
        assert strange == ["SC: EH: ED: 5A"]
        assert above[kpis["SC: EH: ED: 5A"].id] == "SC: EH: H"

    def test_seven_indicators_have_several_data_points(self, kpis: Mapping[str, Node]) -> None:
        several = {code: len(node.members) for code, node in kpis.items() if isinstance(node, Dimension)}
        assert several == {
            "EC: ICT: ICT: 4C": 2,
            "EC: ICT: PS: 1A": 2,
            "EC: I: T: 4A": 5,
            "EC: I: UP: 2A": 5,
            "EN: EN: AQ: 1C": 5,
            "EN: EN: WS: 4C": 3,
            "EN: EN: WA: 1C": 6,
        }

    def test_every_dimension_pools(self, u4ssc: Framework) -> None:
        assert {dimension.missing for dimension in u4ssc.dimensions} == {"pool"}

    def test_nothing_has_a_benchmark_before_the_user_gives_one(self, u4ssc: Framework) -> None:
        assert all(getattr(indicator.rule, "unscored", False) for indicator in u4ssc.indicators)

    def test_every_indicator_but_the_unnamed_ways_of_treating_waste_can_take_a_benchmark(
        self, u4ssc: Framework
    ) -> None:
        assert [i.id for i in u4ssc.indicators if not hasattr(i.rule, "with_benchmark")] == ["waste_otherwise"]

    @pytest.mark.parametrize(
        ("better", "members"),
        [
            ("higher", ["mode_share_public", "mode_share_walking", "mode_share_cycling", "mode_share_paratransit"]),
            ("higher", ["waste_recycled"]),
            ("lower", ["mode_share_private", "waste_landfilled", "waste_burnt", "waste_incinerated"]),
            ("lower", ["waste_open_dump"]),
        ],
    )
    def test_directions_that_the_source_does_not_give_are_marked_as_judgement(
        self, u4ssc: Framework, better: str, members: list[str]
    ) -> None:
        for name in members:
            node = u4ssc.nodes[name]
            assert isinstance(node, Indicator)
            assert node.confidence is not None
            assert (node.rule.better, node.confidence.bounds) == (better, "judgement")  # type: ignore[union-attr]

    def test_bounds_are_never_said_to_be_verified(self, u4ssc: Framework) -> None:
        grades = Counter(i.confidence.bounds for i in u4ssc.indicators if i.confidence)
        assert grades == {"general-knowledge": 101, "judgement": 11}

    @pytest.mark.parametrize("name", ["unemployment_rate", "pm25_concentration", "gini_coefficient", "disaster_deaths"])
    def test_less_is_better_of_what_is_bad(self, u4ssc: Framework, name: str) -> None:
        assert u4ssc.nodes[name].rule.better == "lower"  # type: ignore[union-attr]

    def test_all_texts_are_in_both_languages(self, u4ssc: Framework) -> None:
        texts = [u4ssc.note, *(text for node in u4ssc.walk() for text in (node.title, node.description))]
        assert [str(text) for text in texts if text.missing()] == []

    def test_it_passes_the_check_of_frameworks(self, u4ssc: Framework) -> None:
        check_framework(u4ssc)

    def test_it_passes_it_with_benchmarks_as_well(self, u4ssc: Framework) -> None:
        takers = [i for i in u4ssc.indicators if hasattr(i.rule, "with_benchmark")]
        check_framework(u4ssc.benchmarked({i.id: 1 if "yes" in str(i.unit) else 50 for i in takers}))


class TestScores:
    def test_the_first_published_example_gives_56_25_percent(self, u4ssc: Framework) -> None:
        values = {"student_ict_access": 20, "school_enrolment": 70, "higher_education_degrees": 4800}
        found = scored(u4ssc, EDUCATION, **values, adult_literacy_rate=32)  # 1, 3, 4, 1 points
        assert score(found, "u4ssc_education") == 56.25
        assert score(found) == 56.25
        assert found.bands().tolist() == ["33-66 %"]

    def test_the_second_published_example_leaves_one_indicator_out_and_gives_75_percent(self, u4ssc: Framework) -> None:
        values = {"student_ict_access": 70, "school_enrolment": 99, "higher_education_degrees": 2000}
        found = scored(u4ssc, EDUCATION, **values)  # 3, 4, 2 points
        assert score(found, "u4ssc_education") == 75
        assert found.bands().tolist() == ["66-95 %"]
        assert found.coverage["u4ssc_education"].tolist() == [0.75]

    @pytest.mark.parametrize(
        ("value", "band"), [(10, "0-33 %"), (33, "33-66 %"), (66, "66-95 %"), (95, "95 %+"), (100, "95 %+")]
    )
    def test_an_index_of_one_indicator_lies_in_the_band_of_its_share(
        self, u4ssc: Framework, value: float, band: str
    ) -> None:
        found = scored(u4ssc, {"adult_literacy_rate": 100}, adult_literacy_rate=value)
        assert found.bands().tolist() == [band]

    def test_all_indicators_count_alike_and_not_all_categories(self, u4ssc: Framework) -> None:
        benchmarks = {**EDUCATION, "cultural_expenditure": 10}
        education = {"student_ict_access": 100, "school_enrolment": 100, "adult_literacy_rate": 100}
        found = scored(u4ssc, benchmarks, **education, higher_education_degrees=5000, cultural_expenditure=1)
        assert (score(found, "u4ssc_education"), score(found, "u4ssc_culture")) == (100, 25)
        assert score(found, "u4ssc_education_health_culture") == 85  # 17 of 20 points; the mean of means is 62.5
        assert score(found) == 85

    def test_all_dimensions_count_by_what_they_score(self, u4ssc: Framework) -> None:
        benchmarks = {"unemployment_rate": 5, "adult_literacy_rate": 100, "school_enrolment": 100}
        found = scored(u4ssc, benchmarks, unemployment_rate=50, adult_literacy_rate=100, school_enrolment=100)
        assert (score(found, "u4ssc_economy"), score(found, "u4ssc_society")) == (25, 100)
        assert score(found) == 75  # 9 of 12 points

    def test_every_data_point_of_an_indicator_counts(self, u4ssc: Framework) -> None:
        benchmarks = {"pm10_concentration": 20, "pm25_concentration": 10, "ghg_emissions_per_capita": 2}
        found = scored(
            u4ssc,
            benchmarks,
            pm10_concentration=40,
            pm25_concentration=100,
            ghg_emissions_per_capita=2,
            no2_concentration=9,
        )
        assert score(found, "air_pollution") == 37.5  # 2 and 1 of 8 points; no benchmark for the other three
        assert score(found, "u4ssc_air_quality") == pytest.approx(100 * 7 / 12)

    def test_what_has_no_benchmark_is_not_scored_and_not_missed(self, u4ssc: Framework) -> None:
        benchmarks = {"SC: EH: ED: 2C": 100, "SC: EH: ED: 4C": 100}
        found = scored(u4ssc, benchmarks, school_enrolment=100, adult_literacy_rate=100, student_ict_access=5)
        assert np.isnan(score(found, "student_ict_access"))
        assert np.isnan(score(found, "u4ssc_economy"))
        assert score(found) == 100
        assert found.coverage["index"].tolist() == [1]

    def test_what_has_a_benchmark_and_no_value_is_missed(self, u4ssc: Framework) -> None:
        found = scored(u4ssc, {"SC: EH: ED: 2C": 100, "SC: EH: ED: 4C": 100}, school_enrolment=50)
        assert score(found) == 50
        assert found.coverage["u4ssc_education"].tolist() == [0.5]
        assert found.coverage["index"].tolist() == [0.5]

    def test_without_any_benchmark_there_is_no_index(self, u4ssc: Framework) -> None:
        found = scored(u4ssc, {}, school_enrolment=50, adult_literacy_rate=90)
        assert np.isnan(score(found))
        assert found.bands().tolist() == [""]

    def test_a_file_may_name_its_columns_by_the_official_codes(self, u4ssc: Framework, tmp_path: Path) -> None:
        cities = tmp_path / "cities.csv"
        cities.write_text("city,SC: EH: ED: 2C,EC: P: EM: 1C\nKotim,70,20\nSleman,96,5\n", encoding="utf-8")
        framework = u4ssc.benchmarked({"SC: EH: ED: 2C": 100, "EC: P: EM: 1C": 5})
        found = assess(read_dataset(cities), framework)
        assert found.index.to_dict() == {"Kotim": 50, "Sleman": 100}  # 3 and 1, 4 and 4 points


class TestBenchmarks:
    def test_a_benchmark_is_given_by_code_or_by_id(self, u4ssc: Framework) -> None:
        by_code, by_id = u4ssc.benchmarked({"EC: P: EM: 1C": 5}), u4ssc.benchmarked({"unemployment_rate": 5})
        assert by_code == by_id
        assert by_code.nodes["unemployment_rate"].rule == Benchmark("lower", 5)

    def test_those_without_stay_unscored(self, u4ssc: Framework) -> None:
        found = u4ssc.benchmarked({"EC: P: EM: 1C": 5})
        assert sum(getattr(indicator.rule, "unscored", False) for indicator in found.indicators) == 111

    @pytest.mark.parametrize("name", ["EC: P: EM: 9C", "EN: EN: AQ: 1C", "waste_otherwise", "u4ssc_economy"])
    def test_what_takes_no_benchmark_is_refused_by_name(self, u4ssc: Framework, name: str) -> None:
        with pytest.raises(FrameworkError, match=name):
            u4ssc.benchmarked({name: 5})

    def test_they_change_the_fingerprint(self, u4ssc: Framework) -> None:
        prints = [
            u4ssc.benchmarked(given).fingerprint for given in ({}, {"unemployment_rate": 5}, {"unemployment_rate": 6})
        ]
        assert prints[0] == u4ssc.fingerprint
        assert len(set(prints)) == 3

    def test_a_file_of_ones_own_may_hold_them(self, plugins: Plugins, tmp_path: Path) -> None:
        file = tmp_path / "own.toml"
        file.write_text(
            'id = "own"\nmembers = [\n'
            '  { id = "literacy", rule = { benchmark = { benchmark = 80 } } },\n'
            '  { id = "idle", rule = { benchmark = { better = "lower", benchmark = 5 } } },\n]\n',
            encoding="utf-8",
        )
        own = load_framework(file, plugins=plugins)
        assert assess(DataFrame([{"city": "Kotim", "literacy": 76, "idle": 10}]), own).index.tolist() == [75]

    def test_a_file_that_asks_for_another_way_is_refused(self, plugins: Plugins, tmp_path: Path) -> None:
        file = tmp_path / "own.toml"
        file.write_text('id = "own"\nmembers = [{ id = "x", rule = { benchmark = { better = "target" } } }]\n', "utf-8")
        with pytest.raises(FrameworkError, match="higher, lower"):
            load_framework(file, plugins=plugins)

    def test_written_as_a_file_it_reads_back_as_it_was(
        self, plugins: Plugins, u4ssc: Framework, tmp_path: Path
    ) -> None:
        framework = u4ssc.benchmarked({"unemployment_rate": 5, "SC: EH: ED: 4C": 99.5})
        file = tmp_path / "mine.toml"
        file.write_text(write_framework(framework, BUILT_IN.joined(plugin.METHODS)), encoding="utf-8")
        assert load_framework(file, plugins=plugins) == framework
