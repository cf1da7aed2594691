"""Targets against values: ahead, on track, late, not reported; the year in which a straight line arrives."""

import json
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from smartscore import Assessment, DatasetError, Dimension, Framework, Indicator, UsageError, assess, read_dataset
from smartscore.plans.progress import Plan, improvement_of, progress, read_plan, year_of
from smartscore.rules import Linear

GAP = float("nan")
FRAMEWORK = Framework(
    "f",
    index=Dimension("index", members=[Indicator("up", rule=Linear(0, 100)), Indicator("down", rule=Linear(100, 0))]),
)


def judged(*rows: tuple[str, int, float, float]) -> Assessment:
    return assess(read_dataset(DataFrame(rows, columns=["city", "year", "up", "down"])), FRAMEWORK)


def plan(years: dict[int, tuple[float, float, float]]) -> Plan:
    """Give a plan with index, up and down by year, the base first."""
    frame = DataFrame.from_dict(years, orient="index", columns=["index", "up", "down"])
    return Plan("Alun", "Alun", "f", "", FRAMEWORK.fingerprint, frame[["index"]], frame[["up", "down"]])


PLAN = plan({2025: (50, 20, 50), 2026: (55, 30, 45), 2027: (60, 40, 40), 2028: (65, 50, 35)})


@pytest.mark.parametrize(
    ("up", "down", "said"),
    [
        (40, 45, ["ahead", "on_track"]),
        (32, 44, ["on_track", "on_track"]),  # a tenth of 30 is 3
        (28, 47, ["on_track", "late"]),
        (22, 30, ["late", "ahead"]),
        (GAP, 55, ["not_reported", "late"]),
    ],
)
def test_a_value_is_judged_by_the_target_of_its_year(up: float, down: float, said: list[str]) -> None:
    told = progress(judged(("Alun", 2026, up, down)), "Alun", PLAN)
    assert told.loc[["up", "down"], "status"].tolist() == said
    assert told.loc["up", ["base", "target", "final"]].tolist() == [20, 30, 50]


def test_what_does_not_apply_misses_no_target() -> None:
    rows = [("Alun", 2026, "not applicable", 45.0), ("Bukit", 2026, 10.0, 45.0)]
    found = assess(read_dataset(DataFrame(rows, columns=["city", "year", "up", "down"])), FRAMEWORK)
    told = progress(found, "Alun", PLAN)
    assert told["status"].to_dict() == {"index": "on_track", "up": "not_applicable", "down": "on_track"}
    assert np.isnan(told.loc["up", ["points", "reach"]].to_numpy(dtype=float)).all()


def test_the_latest_year_of_the_plan_counts_and_a_year_may_be_asked_for() -> None:
    found = judged(("Alun", 2024, 1, 1), ("Alun", 2026, 30, 45), ("Alun", 2027, 41, 39), ("Bukit", 2027, 5, 5))
    assert year_of(found, "Alun", PLAN) == (2027, 2)
    assert year_of(found, "Alun", PLAN, 2026) == (2026, 1)
    assert progress(found, "Alun", PLAN).loc["up", ["target", "value"]].tolist() == [40, 41]


def test_without_years_it_is_the_one_that_is_asked_for_or_the_first() -> None:
    found = assess(DataFrame({"city": ["Alun"], "up": [41.0], "down": [39.0]}).set_index("city"), FRAMEWORK)
    assert progress(found, "Alun", PLAN).loc["up", "target"] == 30
    assert progress(found, "Alun", PLAN, 2028).loc["up", "target"] == 50


def test_points_are_what_reaching_the_target_brings() -> None:
    told = progress(judged(("Alun", 2026, 22, 45)), "Alun", PLAN)
    assert told.loc["up", "points"] == pytest.approx(4)
    assert np.isnan(told.loc["index", "points"])


class TestReaching:
    def test_a_line_through_start_and_value_arrives_in_a_year(self) -> None:
        told = progress(judged(("Alun", 2026, 26, 50)), "Alun", PLAN)
        assert told.loc["up", "reach"] == 2030  # 6 a year from 20, to 50
        assert told.loc["up", ["earliest", "latest"]].isna().all()
        assert np.isnan(told.loc["down", "reach"])  # nothing moved

    def test_several_years_give_an_interval_of_one_standard_error(self) -> None:
        told = progress(judged(("Alun", 2026, 24, 45), ("Alun", 2027, 34, 40)), "Alun", PLAN).loc["up"]
        slope, error = 7.0, np.sqrt(6 / 1 / 2)  # 20, 24, 34: rests 1, -2, 1
        assert told["reach"] == np.ceil(2027 + 16 / slope)
        assert told["earliest"] == np.ceil(2027 + 16 / (slope + error))
        assert told["latest"] == np.ceil(2027 + 16 / (slope - error))
        straight = progress(judged(("Alun", 2026, 24, 45), ("Alun", 2027, 34, 40)), "Alun", PLAN).loc["down"]
        assert straight[["reach", "earliest", "latest"]].tolist() == [2028, 2028, 2028]

    def test_what_is_reached_is_reached_now(self) -> None:
        told = progress(judged(("Alun", 2026, 60, 45)), "Alun", PLAN)
        assert told.loc["up", ["reach", "earliest", "latest"]].tolist() == [2026, 2026, 2026]

    def test_what_falls_back_never_arrives(self) -> None:
        assert np.isnan(progress(judged(("Alun", 2026, 10, 45)), "Alun", PLAN).loc["up", "reach"])

    def test_nor_does_what_would_take_longer_than_fifty_years(self) -> None:
        assert np.isnan(progress(judged(("Alun", 2026, 20.1, 45)), "Alun", PLAN).loc["up", "reach"])

    def test_of_what_was_never_reported_there_is_no_line(self) -> None:
        assert np.isnan(progress(judged(("Alun", 2026, GAP, 45)), "Alun", PLAN).loc["up", "reach"])


def test_improvement_has_a_rank_among_the_cities_of_the_year() -> None:
    found = judged(("Alun", 2025, 20, 50), ("Alun", 2026, 30, 50), ("Bukit", 2025, 20, 50), ("Bukit", 2026, 50, 50))
    assert improvement_of(found, 1) == (pytest.approx(5), 2, 2)


class TestRefusals:
    def test_another_edition_is_never_bridged(self) -> None:
        other = judged(("Alun", 2026, 1, 1))
        changed = assess(other.dataset, FRAMEWORK.reweigh({"up": 3}))
        told = rf"by f \({FRAMEWORK.fingerprint}\), and the data are judged by f \({changed.framework.fingerprint}\)"
        with pytest.raises(UsageError, match=rf"{told}; editions are not bridged"):
            progress(changed, "Alun", PLAN)

    def test_a_year_that_is_not_of_the_plan(self) -> None:
        with pytest.raises(UsageError, match="no year 2031; it has 2026, 2027, 2028"):
            progress(judged(("Alun", 2031, 1, 1)), "Alun", PLAN)

    def test_what_is_no_plan_or_of_another_city(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        with pytest.raises(DatasetError, match="cannot be read"):
            read_plan(path)
        path.write_text("{", encoding="utf-8")
        with pytest.raises(DatasetError, match="this is no plan of smartscore"):
            read_plan(path)
        path.write_text("[]", encoding="utf-8")
        with pytest.raises(DatasetError, match="it lacks schema, framework, fingerprint, city, name, trajectory"):
            read_plan(path)
        told = {"schema": 1, "framework": "f", "fingerprint": "x", "city": "01", "name": "Alun", "programmes": []}
        frames = {"trajectory": {"2025": {"index": 1}}, "targets": {"2025": {"up": 1}}}
        path.write_text(json.dumps({**told, **frames}), encoding="utf-8")
        assert read_plan(path, "Alun").city == "01"
        with pytest.raises(UsageError, match="the plan is that of Alun, not of Bukit"):
            read_plan(path, "Bukit")
