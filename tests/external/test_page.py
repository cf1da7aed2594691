"""The HTML report as its readers get it, in a real browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import EXAMPLE
from click.testing import CliRunner

from smartscore.cli import main

from .conftest import Visit

Report = Callable[..., Path]
Open = Callable[..., Visit]

SMALL = """
id = "small"
title = "Small"
scale = [0, 10]
bands = [{ title = "low", from = 0 }, { title = "high", from = 5 }]
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "economy"
members = [{ id = "income", unit = "rupiah" }, { id = "growth" }]
[[members]]
id = "living"
members = [{ id = "health" }, { id = "care" }]
[[members]]
id = "nature"
members = [{ id = "green" }]
"""
PANEL = """code,city,year,region,income,growth,health,care,green
01,Alun,2020,West,4,6,7,5,1
02,Bukit,2020,East,5,5,3,5,2
01,Alun,2021,West,8,6,8,5,1
02,Bukit,2021,East,5,5,2,4,2
03,Candi,2021,East,,,,,9
"""


@pytest.fixture(scope="module")
def cities(report: Report) -> Path:
    return report(EXAMPLE)


@pytest.fixture(scope="module")
def panel(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    (folder / "small.toml").write_text(SMALL)
    (folder / "panel.csv").write_text(PANEL)
    return report(folder / "panel.csv", "--framework", folder / "small.toml", "--by", "region")


def ranked(visit: Visit) -> list[str]:
    return visit.texts(".ranking tbody th")


def test_every_chart_of_the_overview_is_drawn_and_nothing_is_asked_or_complained_of(cities: Path, visit: Open) -> None:
    seen = visit(cities)
    charts = seen.page.locator("[data-chart]").evaluate_all("all => all.map((one) => one.dataset.chart)")
    assert charts == ["ranks", "wheel", "problems"]
    assert seen.page.locator("[data-chart] svg").count() == 3
    sectors = seen.page.locator('[data-chart=wheel] path[fill="#0f5c7a"]').count()
    bars = seen.page.locator("[data-chart=ranks] .mark-rect path").count()
    assert (sectors, bars) == (6, 12)
    assert seen.quiet, seen


def test_every_chart_of_a_city_is_drawn_and_has_a_sentence(cities: Path, visit: Open) -> None:
    seen = visit(cities, "#city=6202")
    charts = seen.page.locator("[data-view=city] [data-chart]")
    names = charts.evaluate_all("all => all.map((one) => one.dataset.chart)")
    assert names == ["wheel", "standing", "difference", "gains"]
    said = charts.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert [label for label in said if not label.startswith("Kotawaringin Timur")] == []
    assert seen.texts(".citypage h2")[0].startswith("Kotawaringin Timur")
    assert "12 of 12" in seen.texts(".citypage .card dd")
    assert seen.quiet, seen


def column(seen: Visit, heading: str) -> list[str]:
    """Give the cells of the ranking below a heading."""
    place = [text.strip().casefold() for text in seen.texts(".ranking thead th")].index(heading.casefold())
    return seen.texts(f".ranking tbody td:nth-child({place + 1})")


def test_the_table_sorts_both_ways_by_any_column(cities: Path, visit: Open) -> None:
    seen = visit(cities)
    by_rank = ranked(seen)
    assert (by_rank[0], by_rank[-1], len(by_rank)) == ("Sleman", "Kotawaringin Timur", 12)
    city = seen.page.get_by_role("button", name="city", exact=True)
    city.click()
    assert ranked(seen) == sorted(by_rank)
    city.click()
    assert ranked(seen) == sorted(by_rank, reverse=True)
    head = seen.page.locator(".ranking th", has=city)
    assert head.get_attribute("aria-sort") == "descending"
    seen.page.get_by_role("button", name="Smart Economy").focus()
    seen.page.keyboard.press("Enter")
    economy = [float(text) for text in column(seen, "Smart Economy")]
    assert economy == sorted(economy, reverse=True)


def test_the_table_is_searched_and_filtered(cities: Path, visit: Open) -> None:
    seen = visit(cities)
    seen.page.get_by_role("searchbox").fill("kota ")
    cities = ["Bandung", "Denpasar", "Kediri", "Jambi", "Ambon"]
    assert ranked(seen) == [*(f"Kota {name}" for name in cities), "Kotawaringin Timur"]
    assert seen.texts(".count") == ["6 of 12 cities"]
    seen.page.locator(".ranking").locator("xpath=..").get_by_label("band").select_option("high")
    assert ranked(seen) == ["Kota Bandung", "Kota Denpasar", "Kota Kediri"]
    seen.page.get_by_role("searchbox").fill("6202")
    assert ranked(seen) == []


def test_a_city_is_reached_by_its_link_and_by_the_list_and_left_again(cities: Path, visit: Open) -> None:
    seen = visit(cities)
    seen.page.get_by_role("link", name="Sragen").first.click()
    assert seen.page.url.endswith("#city=3314")
    seen.page.wait_for_selector("#overview", state="hidden")
    assert seen.page.title() == "Sragen, Smart city"
    seen.page.locator(".bar").get_by_label("city").select_option("Takalar")
    seen.page.wait_for_function("document.title.startsWith('Takalar')")
    seen.page.get_by_role("link", name="Back to all cities").click()
    seen.page.wait_for_selector("#overview", state="visible")
    seen.page.wait_for_function("document.title === 'Smart city'")


def test_a_page_in_indonesian_has_indonesian_words_and_numbers(report: Report, visit: Open) -> None:
    seen = visit(report(EXAMPLE, "--lang", "id"), "#city=6202")
    assert seen.page.locator("html").get_attribute("lang") == "id"
    assert "Kekuatan dan kelemahan" in seen.texts("h2")
    assert seen.texts(".citypage .card dd")[0] == "45,89"
    labels = seen.page.locator("[data-chart=gains] .role-axis-label text").all_text_contents()
    assert "0,5" in labels
    assert "undefined" not in seen.page.locator("body").inner_text()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("address", ["", "#city=6202"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_fault(report: Report, visit: Open, language: str, address: str, width: int) -> None:
    seen = visit(report(EXAMPLE, "--lang", language), address, width)
    found = Axe().run(seen.page).response["violations"]
    serious = [
        (fault["id"], node["html"][:200])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert serious == []


@pytest.mark.parametrize("address", ["", "#city=6202"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_is_never_wider_than_the_screen(cities: Path, visit: Open, address: str, width: int) -> None:
    page = visit(cities, address, width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_round_a_year_with_the_change_and_ranks_within_groups(panel: Path, visit: Open) -> None:
    seen = visit(panel)
    assert ranked(seen) == ["Alun", "Candi", "Bukit"]  # West, then East
    assert [text.split("\n")[0] for text in seen.texts(".ranking tbody td:first-child")] == ["1", "1", "2"]
    assert column(seen, "change") == ["+0.83", "-", "\u22120.33"]  # Alun 4.33 to 5.17, Bukit 3.67 to 3.33
    seen.page.get_by_label("round").select_option("2020")
    assert ranked(seen) == ["Alun", "Bukit"]
    assert seen.quiet, seen


def test_a_city_shows_what_changed_since_last_year(panel: Path, visit: Open) -> None:
    seen = visit(panel, "#city=01")
    assert "Since last year" in seen.texts("h2")
    chart = seen.page.locator("[data-chart=change]")
    assert chart.get_attribute("aria-label") == (
        "Alun, change since last year: index +0.83, economy +2.00, living +0.50, nature 0.00"
    )
    assert "Since last year" not in visit(panel, "#city=03").texts("h2")


def test_a_city_with_a_plan_shows_timetable_years_and_targets(report: Report, visit: Open, tmp_path: Path) -> None:
    plan, programmes = tmp_path / "plan.json", EXAMPLE.parent / "programmes.csv"
    asked = ["plan", EXAMPLE, "--city", "6202", "--programmes", programmes, "--budget", "15e9"]
    made = CliRunner().invoke(main, [*map(str, asked), "--first-year", "2026", "--lang", "en", "-o", str(plan)])
    assert made.exit_code == 0, made.output
    seen = visit(report(EXAMPLE, "--plan", plan, "--as-of", "2026"), "#city=6202")
    assert "Progress on the plan" in seen.texts(".citypage h2")
    timetable = seen.page.locator("[data-chart=timetable]")
    assert timetable.get_attribute("aria-label").startswith("Kotawaringin Timur, programmes that were chosen: ")
    assert len(seen.texts("[data-chart=timetable] .role-axis-label text")) == 5
    years = seen.page.locator("[data-chart=trajectory]")
    assert "2025: 45.89 / 45.89, 2026: 49.22 / 45.89, 2027: 50.38 / -" in years.get_attribute("aria-label")
    assert years.locator("svg path").count() > 4
    seen.page.get_by_text("Programmes that were chosen", exact=True).click()
    assert "One complaint desk with a deadline clock and escalation" in seen.texts(".citypage details[open] tbody th")
    assert not [d for d in Axe().run(seen.page).response["violations"] if d["impact"] in ("serious", "critical")]
    assert seen.quiet, seen
    assert "Progress on the plan" not in visit(report(EXAMPLE, "--plan", plan), "#city=3314").texts(".citypage h2")


def test_what_is_missing_is_listed_with_its_share(panel: Path, visit: Open) -> None:
    seen = visit(panel, "#city=03")
    listed = seen.texts(".citypage ul.plain li")
    assert listed == [f"{name} (16.7% of the index)" for name in ("income", "growth", "health", "care")]


def test_the_map_colours_the_cities_that_it_knows_and_lists_the_others(
    report: Report, visit: Open, tmp_path: Path
) -> None:
    square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    keys = [{"id": "6202"}, {"properties": {"bps_code": 3404}}, {"properties": {"name": "Atlantis"}}]
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": square}, **key}
        for key in keys
    ]
    (tmp_path / "map.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    seen = visit(report(EXAMPLE, "--map", tmp_path / "map.json"))
    assert seen.page.locator("[data-chart=map]").get_attribute("aria-label") == (
        "Map of the index of 2 of 12 cities; the ranking has the same figures."
    )
    told = seen.page.locator("#map").inner_text()
    assert "Cities without a shape on the map (10):" in told
    assert "Shapes on the map without a city (1): Atlantis" in told
    filled = seen.page.locator("[data-chart=map] path[fill^=rgb]").count()
    assert filled == 2
    assert seen.quiet, seen


def test_a_page_without_a_map_says_nothing_of_one(cities: Path, visit: Open) -> None:
    seen = visit(cities)
    assert not seen.page.locator("#map").is_visible()
    assert not seen.page.locator('a[href="#map"]').is_visible()


def test_every_city_is_printed_on_pages_of_its_own(panel: Path, visit: Open) -> None:
    seen = visit(panel, "#all")
    assert [text.split(",")[0] for text in seen.texts(".citypage .cityhead h2")] == ["Alun", "Candi", "Bukit"]
    assert seen.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_page_of_one_chosen_city_opens_on_it(report: Report, visit: Open) -> None:
    seen = visit(report(EXAMPLE, "--city", "Sragen"))
    assert seen.page.title() == "Sragen, Smart city"
    assert seen.texts(".bar select option") == ["all cities", "Sragen"]
    seen.page.get_by_role("link", name="Back to all cities").click()
    seen.page.wait_for_selector("#overview", state="visible")
    assert len(ranked(seen)) == 12


def test_one_city_alone_has_no_problem_map_and_no_median(report: Report, visit: Open, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    (tmp_path / "one.csv").write_text("city,income,health,green\nAlun,5,5,5\n")
    page = report(tmp_path / "one.csv", "--framework", tmp_path / "small.toml")
    seen = visit(page)
    assert not seen.page.locator("#problems").is_visible()
    assert not seen.page.locator('a[href="#problems"]').is_visible()
    seen = visit(page, "#city=Alun")
    charts = seen.page.locator(".citypage [data-chart]").evaluate_all("all => all.map((one) => one.dataset.chart)")
    assert charts == ["wheel", "gains"]
    assert seen.quiet, seen


def test_two_frameworks_are_chosen_from_a_list(report: Report, visit: Open, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    (tmp_path / "other.toml").write_text(
        'id = "other"\ntitle = "Other"\nmembers = [{ id = "green", rule = { score = { low = 0, high = 10 } } }]\n'
    )
    (tmp_path / "data.csv").write_text("city,income,health,green\nAlun,9,9,1\nBukit,5,5,5\n")
    seen = visit(
        report(tmp_path / "data.csv", "--framework", tmp_path / "small.toml", "--framework", tmp_path / "other.toml")
    )
    assert (ranked(seen), seen.texts("h1:visible")) == (["Alun", "Bukit"], ["Small"])
    seen.page.get_by_label("framework").select_option(label="Other")
    assert (ranked(seen), seen.texts("h1:visible")) == (["Bukit", "Alun"], ["Other"])
    assert seen.drawn().quiet, seen


def test_514_cities_are_drawn_in_all(report: Report, visit: Open, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    rows = [f"c{place},{place % 10},{place % 7},{place % 9},{place % 5},{place % 11 % 10}" for place in range(514)]
    (tmp_path / "many.csv").write_text("\n".join(["city,income,growth,health,care,green", *rows, ""]))
    seen = visit(report(tmp_path / "many.csv", "--framework", tmp_path / "small.toml"))
    charts = seen.page.locator("[data-chart]").evaluate_all("all => all.map((one) => one.dataset.chart)")
    assert charts == ["spread", "wheel", "problems"]
    assert seen.page.locator("[data-chart=problems] canvas").count() == 1
    assert len(ranked(seen)) == 514
    assert seen.quiet, seen
