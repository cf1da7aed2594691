"""The gallery: its pictures are what the code of its page draws, it shows every kind, and each asks for nothing."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from smartscore.plots import AssessmentPlots, Look, PlanPlots

DOCS = Path(__file__).parents[2] / "docs"
GALLERY = DOCS / "images" / "gallery"


@pytest.fixture(scope="module")
def drawing() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS / "images")
        patch.setattr(sys, "dont_write_bytecode", True)
        patch.setenv("SMARTSCORE_LANG", "en")
        yield importlib.import_module("make_gallery")


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_picture_is_what_the_code_above_it_draws(language: str, drawing: ModuleType) -> None:
    ending = drawing.LANGUAGES[language]
    made = {f"{name}{ending}": drawing.digest(chart) for name, chart in drawing.pictures(language)}
    others = [end for other, end in drawing.LANGUAGES.items() if other != language and len(end) > len(ending)]
    there = [path for path in GALLERY.glob(f"*{ending}") if not path.name.endswith(tuple(others))]
    assert {path.name: re.findall(r"<!-- (\w+) -->", path.read_text(encoding="utf-8"))[-1] for path in there} == made


def test_every_kind_of_picture_and_every_keyword_is_shown() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    kinds = [name for plots in (AssessmentPlots, PlanPlots) for name in vars(plots) if not name.startswith("_")]
    methods = [name for name in kinds if callable(getattr(AssessmentPlots, name, getattr(PlanPlots, name, None)))]
    assert sorted(methods) == [
        *("distribution", "heatmap", "map", "profile", "ranking", "scatter", "timetable", "trajectory"),
    ]
    assert [name for name in methods if f".plot.{name}(" not in page] == []
    assert [name for name in Look.__annotations__ if f"`{name}`" not in page] == []


@pytest.mark.parametrize("picture", sorted(GALLERY.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_is_small_and_asks_for_nothing_from_elsewhere(picture: Path) -> None:
    svg = picture.read_text(encoding="utf-8")
    ElementTree.fromstring(svg)  # noqa: S314  # our own file
    assert re.findall(r"url\((?!#)|href=|@import|@font-face|<script", svg) == []
    assert len(svg) < 100_000
