"""Pictures of plans: one that was made, and the same one read again."""

import json
from pathlib import Path

import pytest
from builders import framework, percent
from plan_builders import city, programme

import smartscore
from smartscore import Limits, UsageError, plans
from smartscore.reports.subjects import plan as plan_subject


def made() -> smartscore.Roadmap:
    """Plan two programmes of one and two years in three."""
    wanted = [programme("first"), programme("second", "b", -10, months=24)]
    return smartscore.plan(city(), wanted, city="Alun", limits=Limits(years=3, first_year=2026))


def read(folder: Path) -> smartscore.Plan:
    file = folder / "plan.json"
    file.write_text(json.dumps(plan_subject.record(made(), plans.QuickWin(), "en")), encoding="utf-8")
    return smartscore.read_plan(file)


@pytest.mark.parametrize("is_read", [False, True], ids=["made", "read"])
def test_a_timetable_has_a_cell_for_each_year(is_read: bool, tmp_path: Path) -> None:
    plot = read(tmp_path).plot if is_read else made().plot
    spec = plot.timetable(language="en").to_dict()
    cells = [(row["order"], row["year"], row["runs"]) for row in spec["datasets"]["timetable"]]
    assert cells == [
        *((0, 2026, True), (0, 2027, False), (0, 2028, False)),
        *((1, 2026, True), (1, 2027, True), (1, 2028, False)),
    ]
    assert [row["name"] for row in spec["datasets"]["programmes"]] == ["first", "second"]
    assert spec["title"]["text"] == "Timetable: Alun"
    assert spec["title"]["subtitle"] == ["f", "Programmes that were chosen: 2."]


@pytest.mark.parametrize("is_read", [False, True], ids=["made", "read"])
def test_a_trajectory_has_the_index_of_each_year(is_read: bool, tmp_path: Path) -> None:
    plot = read(tmp_path).plot if is_read else made().plot
    spec = plot.trajectory(language="id", title="Jalan").to_dict()
    assert [row["year"] for row in spec["datasets"]["planned"]] == [2025, 2026, 2027, 2028]
    assert spec["datasets"]["reached"] == []
    assert spec["title"]["text"] == "Jalan"


class TestMakingAPlan:
    def test_is_that_of_the_parts(self) -> None:
        road = made()
        outlook = plans.Outlook.of(city(), 0, road.outlook.programmes)
        assert road.portfolio == plans.scheduled(outlook, road.limits, plans.choose(outlook, road.limits))

    def test_reads_the_programmes_of_the_city_from_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "programmes.csv"
        columns = "id,title,city,dimension,indicator,change,cost,months,likelihood,severity"
        file.write_text(f"{columns}\np1,One,Alun,inner,a,10,1,12,1,1\np2,Two,Other,inner,a,20,1,12,1,1\n")
        road = smartscore.plan(city(), str(file), city="Alun")
        assert road.portfolio.chosen == ("p1",)
        assert [one.id for one in smartscore.read_programmes(file)] == ["p1", "p2"]

    def test_reaches_a_target_or_a_band_at_the_least_cost(self) -> None:
        wanted = [programme("small", change=5, cost=1), programme("large", change=60, cost=9)]
        base = made().portfolio.base
        assert smartscore.plan(city(), wanted, city="Alun", target=base + 0.1).portfolio.chosen == ("small",)
        with pytest.raises(UsageError, match="middling"):
            smartscore.plan(city(), wanted, city="Alun", target="middling")

    def test_refuses_a_city_that_stands_in_several_rows(self, tmp_path: Path) -> None:
        file = tmp_path / "years.csv"
        file.write_text("city,year,a\nA,2024,10\nA,2025,30\n", encoding="utf-8")
        assessed = smartscore.assess(smartscore.read_dataset(file), framework(*percent("a")))
        with pytest.raises(UsageError, match=r"\[city_several_times\]"):
            smartscore.plan(assessed, [programme("p")], city="A")

    def test_refuses_a_city_and_a_dimension_that_are_not_there(self) -> None:
        with pytest.raises(UsageError, match="nearest: Alun"):
            smartscore.plan(city(), [programme("p")], city="Alum")
        with pytest.raises(UsageError, match="inner"):
            smartscore.plan(city(), [programme("p")], city="Alun", limits=Limits(at_least={"iner": 1}))
