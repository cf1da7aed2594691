"""The contract that a plugin was written for, and the version of smartscore that it needs."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
from builders import run

from smartscore import CONTRACT, Dimension, discover, hookimpl
from smartscore.plugins import of_modules
from smartscore.plugins.contract import faults_of_requirements

Install = Callable[..., Path]


def nothing() -> list[Dimension]:
    return []


def plugin(**names: object) -> ModuleType:
    module = ModuleType("plugin")
    module.smartscore_dimensions = hookimpl(nothing)  # type: ignore[attr-defined]
    vars(module).update(names)
    return module


def test_one_that_says_nothing_is_fine_and_nothing_is_known() -> None:
    (found,) = of_modules({"old": plugin()}).found
    assert (found.contract, found.error) == (None, None)


def test_one_that_says_this_one_is_fine() -> None:
    (found,) = of_modules({"new": plugin(smartscore_contract=CONTRACT)}).found
    assert (found.contract, found.error) == (CONTRACT, None)


@pytest.mark.parametrize("said", [CONTRACT + 1, CONTRACT - 1, "2", 2.0, True])
def test_one_that_says_another_is_broken(said: object) -> None:
    (found,) = of_modules({"odd": plugin(smartscore_contract=said)}).found
    assert found.error is not None
    assert found.hooks == ()


def test_the_list_tells_it(install: Install) -> None:
    hook = "from smartscore import hookimpl\n@hookimpl\ndef smartscore_dimensions(): return []\n"
    install("new", f"smartscore_contract = {CONTRACT}\n{hook}")
    install("old", hook)
    told = {row["name"]: row for row in json.loads(run("plugins", "list", "--format", "json").stdout)}
    assert (told["new"]["contract"], told["old"]["contract"]) == (str(CONTRACT), "-")


@pytest.mark.parametrize(
    ("written", "fine"),
    [
        ("smartscore", True),
        ("smartscore>=0.1", True),
        (f"smartscore=={version('smartscore')}", True),
        ("smartscore (>=0.1)", True),
        ("smartscore[excel,report]>=0.1,<9", True),
        ("smartscore >= 9", False),
        ("smartscore>=9,<10", False),
        ("SmartScore (<0.1)", False),
        ("smartscore~=9.0", False),
        ("smartscore!=0.1.0", False),
        ('smartscore>=9; python_version < "3"', True),
        ('smartscore>=9; python_version > "3"', False),
        ('smartscore>=9; extra == "reports"', True),
        ("smartscore @ https://example.org/smartscore.whl", True),
        ("smartscore>=nine", True),
        ("smartscore-parks>=9", True),
        ("smartscore_parks>=9", True),
        ("numpy>=99", True),
    ],
)
def test_versions_are_heeded_with_their_conditions(written: str, fine: bool) -> None:
    problems = list(faults_of_requirements("parks", ["attrs", written]))
    assert [problem.code for problem in problems] == ([] if fine else ["other_smartscore_needed"])


def test_one_that_needs_another_version_is_not_even_imported(install: Install) -> None:
    folder = install("far", "raise RuntimeError('this is imported')")
    (info,) = folder.glob("*.dist-info")
    with (info / "METADATA").open("a") as file:
        file.write("Requires-Dist: smartscore>=9\n")
    (found,) = discover(only=["far"]).found
    assert [problem.code for problem in found.error.problems] == ["other_smartscore_needed"] if found.error else False


def test_what_reads_versions_is_imported_for_a_plugin_that_asks_for_one_alone() -> None:
    code = (
        "import sys, smartscore; smartscore.discover(bundled_only=True); print('packaging.requirements' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "False\n"
