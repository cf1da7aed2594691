"""Boxes of levels, items and minutes as their readers see them, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import evidence_example
import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import run
from playwright.sync_api import Browser, Page

from .conftest import HEIGHT, Visit

CITY = "Kabupaten Alun"
PAGES = ("explain", "minutes", "assess")
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "layanan.toml").write_text(evidence_example.FRAMEWORK, encoding="utf-8")
    (folder / "bukti.csv").write_text(evidence_example.table(), encoding="utf-8")
    for name in PAGES:
        city = () if name == "assess" else ("--city", CITY)
        of = [folder / "bukti.csv", "--framework", folder / "layanan.toml", *city, "--lang", "id", "-q"]
        assert run(name, *of, "-o", folder / f"{name}.html").exit_code == 0
    return folder


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    """Give a function that opens a page at a width, with all that is folded open."""
    contexts = []

    def opened(name: str, width: int, **more: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT})
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(**more)  # type: ignore[arg-type]
        address = "#city=Kabupaten%20Alun" if name == "assess" else ""
        page.goto((folder / f"{name}.html").as_uri() + address)
        if name == "assess":
            Visit(page).drawn()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_fault(opened: Open, name: str, width: int) -> None:
    found = Axe().run(opened(name, width)).response["violations"]
    serious = [
        (fault["id"], node["html"][:200])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert serious == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(opened: Open, name: str, width: int) -> None:
    assert opened(name, width).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["explain", "assess"])
def test_boxes_stand_side_by_side_and_are_read_as_a_list(opened: Open, name: str) -> None:
    page = opened(name, 390)
    boxes = page.locator("ol.boxes").first.locator("li")
    assert [" ".join(text.split()) for text in boxes.all_inner_texts()] == [
        *("■ 1 tercapai", "◧ 2 diajukan", "□ 3 belum ada", "□ 4 belum ada", "□ 5 belum ada"),
    ]
    assert len({box["y"] for box in (boxes.nth(place).bounding_box() for place in range(5)) if box}) == 1


def test_the_city_page_folds_the_items_and_lists_what_the_assessor_says(opened: Open) -> None:
    page = opened("assess", 1280)
    told = page.locator(".evidence")
    assert told.locator("ul.records > li").count() == 8
    assert "Laporan pelaksanaan i2.3.1" in told.locator("details").nth(1).inner_text()
    notes = told.locator("table").last
    assert notes.locator("tbody tr").count() == 4
    assert "Tangga ini alat bantu kami sendiri." in told.inner_text()


def test_without_colour_a_reached_box_is_unlike_a_missing_one(opened: Open) -> None:
    page = opened("explain", 1280, media="print")
    styles = (
        page.locator("ol.boxes")
        .nth(1)
        .locator("li")
        .evaluate_all(
            "all => all.map((one) => getComputedStyle(one).borderTopStyle + getComputedStyle(one).borderTopWidth)"
        )
    )
    assert styles == ["solid2px", "solid2px", "dashed2px", "dashed2px", "dotted1px"]
