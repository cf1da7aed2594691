"""The architecture page: its picture and its table name the layers that import-linter holds; decisions are whole."""

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

DOCS = Path(__file__).parents[2] / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def layers() -> list[list[str]]:
    """Give the modules of each layer, the highest first, as import-linter reads them."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (contract,) = (one for one in contracts if one["type"] == "layers" and "containers" not in one)
    return [[name.strip().removeprefix("smartscore.") for name in layer.split("|")] for layer in contract["layers"]]


@pytest.fixture(scope="module")
def drawing() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS / "images")
        patch.setattr(sys, "dont_write_bytecode", True)
        yield importlib.import_module("make_layers")


def shown(picture: str) -> list[list[str]]:
    """Give the modules in each row of a picture, from the top and from the left."""
    svg = ElementTree.fromstring((DOCS / "images" / picture).read_text(encoding="utf-8"))  # noqa: S314  # our own file
    rows: dict[float, list[tuple[float, str]]] = {}
    for text in svg.iter("{http://www.w3.org/2000/svg}text"):
        if text.get("class") == "module":
            rows.setdefault(float(text.attrib["y"]), []).append((float(text.attrib["x"]), text.text or ""))
    return [[name for _, name in sorted(rows[y])] for y in sorted(rows)]


@pytest.mark.parametrize("picture", ["layers.svg", "layers.id.svg"])
def test_the_picture_shows_exactly_the_layers_that_are_held(picture: str) -> None:
    assert shown(picture) == layers()


@pytest.mark.parametrize("picture", ["layers.svg", "layers.id.svg"])
def test_the_picture_is_what_its_program_draws_and_asks_for_nothing_from_elsewhere(
    picture: str, drawing: ModuleType
) -> None:
    svg = (DOCS / "images" / picture).read_text(encoding="utf-8")
    assert svg == drawing.drawn(drawing.PICTURES[picture], drawing.layers())
    assert re.findall(r"url\(|href=|@import|@font-face", svg) == []


def test_the_table_says_of_each_module_of_the_layers_what_it_holds() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| \S", page, re.MULTILINE) == [name for layer in layers() for name in layer]


def test_every_module_is_in_a_layer() -> None:
    package = DOCS.parent / "src" / "smartscore"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    assert {name for layer in layers() for name in layer} == (folders | modules) - {
        "examples"
    }  # which gives paths alone


def test_the_page_of_decisions_has_every_record() -> None:
    page = (DOCS / "decisions.md").read_text(encoding="utf-8")
    assert len(DECISIONS) >= 3
    assert sorted(re.findall(r"^:::\{include\} (\S+)$", page, re.MULTILINE)) == [
        f"decisions/{record.name}" for record in DECISIONS
    ]


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_a_record_says_what_led_to_it_what_was_decided_and_what_follows(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert [part for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:] if len(part.split()) < 30] == []
