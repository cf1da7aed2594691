"""The stranger's project in the manual; .ci installs it and runs its own tests in an environment of its own."""

import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from click.testing import CliRunner

from smartscore import load_framework
from smartscore.cli import main
from smartscore.plugins import discover, of_modules
from smartscore.rules import is_relative
from smartscore.testing import check_dimension, check_framework, check_rule

PROJECT = Path(__file__).parents[2] / "docs" / "examples" / "smartscore-tourism"


@pytest.fixture
def tourism(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(PROJECT / "src")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module("smartscore_tourism")
    sys.modules.pop("smartscore_tourism")


def test_its_entry_point_names_the_module_that_is_there() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["smartscore"] == {"tourism": "smartscore_tourism"}
    assert (PROJECT / "src" / "smartscore_tourism" / "__init__.py").is_file()
    assert (PROJECT / project["readme"]).is_file()
    assert project["license"] == "Apache-2.0"


def test_its_dimension_is_sound_and_clashes_with_none_of_the_six(tourism: ModuleType) -> None:
    (dimension,) = of_modules({"tourism": tourism}).dimensions.values()
    check_dimension(dimension)
    six = load_framework("smart-city", plugins=discover(bundled_only=True))
    assert {member.id for member in dimension.members} & six.nodes.keys() == set()


def test_its_rule_is_asked_for_by_name_from_any_file(tourism: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "rooms.toml"
    file.write_text('id = "rooms"\nmembers = [{ id = "rooms_let", rule = { saturation = { half = 3 } } }]\n')
    framework = load_framework(file, plugins=of_modules({"tourism": tourism}))
    check_framework(framework)
    rule = framework.indicators[0].rule
    assert not is_relative(rule)
    check_rule(rule)
    assert rule(np.array([0.0, 3.0, 9.0, 27.0])).tolist() == [0.0, 0.5, 0.75, 0.9]


def test_it_makes_a_seventh_dimension_with_another_fingerprint(tourism: ModuleType) -> None:
    six = ("branding", "economy", "environment", "governance", "living", "society")
    modules = {name: importlib.import_module(f"smartscore_{name}") for name in six}
    before = load_framework("smart-city", plugins=of_modules(modules))
    after = load_framework("smart-city", plugins=of_modules({**modules, "tourism": tourism}))
    assert (before.name, after.name) == ("smart-city", "smart-city + tourism")
    assert [member.id for member in after.index.members] == [*[member.id for member in before.index.members], "tourism"]
    assert before.fingerprint != after.fingerprint
    assert after.shares["tourism"] == pytest.approx(1 / 7)


def test_it_joins_the_edition_2026_too(tourism: ModuleType) -> None:
    economy = importlib.import_module("smartscore_economy")
    both = load_framework("smart-city-2026", plugins=of_modules({"economy": economy, "tourism": tourism}))
    assert [member.id for member in both.index.members] == ["economy", "tourism"]
    assert both.full_name.endswith("+ tourism 2026")


def test_a_dataset_with_values_of_a_plugin_is_scored_without_it_when_it_is_left_out(
    tourism: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the advice that goes with a broken plugin, --without NAME, would help nobody who has its values."""
    info = tmp_path / "smartscore_tourism-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: smartscore-tourism\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[smartscore]\ntourism = {tourism.__name__}\n")
    monkeypatch.syspath_prepend(tmp_path)
    dataset = tmp_path / "cities.csv"
    dataset.write_text("city,indicator,value\nSampit,poverty_rate,10\nSampit,hotel_rooms,15\n")
    printed = CliRunner().invoke(main, ["assess", str(dataset), "--depth", "0"])
    assert (printed.exit_code, "smart-city + tourism" in printed.output) == (0, True)
    printed = CliRunner().invoke(main, ["assess", str(dataset), "--depth", "0", "--without", "tourism"])
    assert (printed.exit_code, "+ tourism" in printed.output) == (0, False)
