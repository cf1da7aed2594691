"""Whose a method is: its name, the name that framework files use, its module and its plugin."""

import functools
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from builders import cities, framework

from smartscore.engine import assess
from smartscore.errors import PluginError, RuleError, SmartscoreError
from smartscore.method_faults import MethodError
from smartscore.model import Indicator
from smartscore.rules import Linear
from smartscore.suppliers import known_as, module_of, name_of, plugin_of

Install = Callable[..., Path]

PARKS = """
    from attrs import frozen
    from smartscore import Methods, hookimpl

    @frozen
    class Halving:
        better = "lower"

        def __call__(self, values, /):
            return values["x"]

    @hookimpl
    def smartscore_methods():
        return Methods(rules={"halving": Halving})
"""


@pytest.fixture
def halving(install: Install) -> Any:
    install("parks", PARKS)
    return importlib.import_module("outside_city_parks_parks").Halving()


def test_a_rule_of_a_plugin_is_known_by_plugin_class_and_name_in_files(halving: Any) -> None:
    assert (name_of(halving), known_as(halving, "rule")) == ("Halving", "halving")
    assert (module_of(halving), plugin_of(halving)) == ("outside_city_parks_parks", "parks")
    assert known_as(halving, "aggregate") is None


def test_functions_partials_and_bound_methods_are_known_by_what_they_call(halving: Any) -> None:
    for method in (halving.__call__, functools.partial(halving.__call__, 1), functools.partial(type(halving))):
        assert plugin_of(method) == "parks"
    assert name_of(halving.__call__) == "Halving.__call__"


def test_what_no_plugin_supplies_has_a_name_and_a_module_alone(halving: Any) -> None:
    rule = lambda values: values  # noqa: E731  # what is asked for
    assert (name_of(rule), module_of(rule), plugin_of(rule), known_as(rule, "rule")) == (
        "<lambda>",
        __name__,
        None,
        None,
    )
    assert plugin_of(Linear(0, 1)) is None
    assert plugin_of(halving) == "parks"


def test_a_fault_names_the_plugin_for_people_and_programs_and_is_an_error_of_a_plugin(halving: Any) -> None:
    with pytest.raises(MethodError) as refused:
        assess(cities(a=[1.0, 2]), framework(Indicator("a", rule=halving)))
    (problem,) = refused.value.problems
    assert refused.value.exit_code == 5
    assert isinstance(refused.value, PluginError)
    assert isinstance(refused.value, RuleError)
    assert {name: problem.fields[name] for name in ("kind", "name", "module", "plugin")} == {
        "kind": "rule",
        "name": "halving",
        "module": "outside_city_parks_parks",
        "plugin": "parks",
    }
    said = problem.to("en")
    assert said.startswith("a: the rule halving (Halving) of plugin 'parks' failed: IndexError: only integers, slices")
    assert problem.to("id").startswith("a: aturan halving (Halving) dari plugin 'parks' gagal: IndexError: only")


def package(site: Path, name: str, entry: str, files: dict[str, str]) -> None:
    """Put a package into a folder on the path, as an installed distribution."""
    for path, code in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(dedent(code))
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[smartscore]\n{entry}\n")


CLASS = "class Rule:\n    pass\n"


def test_the_nearest_package_decides_then_a_sister_in_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    package(
        tmp_path,
        "outside_a",
        "air = outside_a\nclean = outside_a.clean",
        {"outside_a/__init__.py": CLASS, "outside_a/clean/__init__.py": "", "outside_a/clean/rules.py": CLASS},
    )
    package(
        tmp_path,
        "outside_b",
        "water = outside_b.plugin",
        {"outside_b/__init__.py": "", "outside_b/plugin.py": "", "outside_b/rules.py": CLASS},
    )
    package(
        tmp_path, "outside_c", "shared = outside_space.one", {"outside_space/one.py": "", "outside_space/two.py": CLASS}
    )
    modules = ["outside_a", "outside_a.clean.rules", "outside_b.rules", "outside_space.two"]
    found = [plugin_of(importlib.import_module(name).Rule()) for name in modules]
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]
    assert found == ["air", "clean", "water", None]  # a folder without __init__.py is nobody's alone


def test_a_hook_that_fails_hides_no_fault(install: Install) -> None:
    install("parks", PARKS.replace("return Methods", "raise KeyError('no methods') or Methods"))
    rule = importlib.import_module("outside_city_parks_parks").Halving()
    with pytest.raises(SmartscoreError) as refused:
        assess(cities(a=[1.0]), framework(Indicator("a", rule=rule)))
    assert refused.value.problems[0].to("en").startswith("a: the rule Halving of plugin 'parks' failed: IndexError")
