"""Plugins that are broken, in every way that there is: what is said, in both languages, and how the command ends.

None changes a score without a word, none ends in a traceback of smartscore, and the way out that is offered is one.
"""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import broken_plugins
import builders
import pytest
from attrs import evolve
from broken_plugins import Broken

from smartscore import discover
from smartscore.plugins.trial import tried

ROWS: list[Broken] = [
    row
    for module in sorted(part.name for part in pkgutil.iter_modules(broken_plugins.__path__))
    for row in importlib.import_module(f"broken_plugins.{module}").ROWS
]
SMARTSCORE = str(Path(sys.executable).with_name("smartscore"))
by_name = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder on the path, of whose modules nothing is left afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("broken_"):
            del sys.modules[name]
    importlib.invalidate_caches()


def run(row: Broken, folder: Path, *more: str) -> tuple[int, str, str]:
    """Give exit code, standard output and standard error of the command."""
    words = [*row.words(folder), *more]
    if not row.process:
        done = builders.run(*words)
        return done.exit_code, done.stdout, done.stderr
    environment = {**os.environ, "SMARTSCORE_LANG": "en", "COLUMNS": "100", "PYTHONPATH": str(folder)}
    process = subprocess.run(  # noqa: S603  # our own command
        [SMARTSCORE, *words], env=environment, capture_output=True, text=True, check=False
    )
    return process.returncode, process.stdout, process.stderr


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len(ROWS) >= 70
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("language", ["en", "id"])
@by_name
def test_what_is_said(row: Broken, language: str, folder: Path) -> None:
    row.install(folder)
    code, out, err = run(row, folder, "--lang", language)
    assert err == row.expected(language, folder)
    assert (code, out) == (row.exit_code, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("row", [row for row in ROWS if row.way_out], ids=lambda row: row.name)
def test_without_it_all_is_as_if_it_were_not_there(row: Broken, folder: Path) -> None:
    row = evolve(row, options=())  # of which the report or the framework is not there either
    before = builders.run(*row.words(folder))
    row.install(folder)
    after = builders.run(*row.words(folder), "--without", row.name)
    assert (after.exit_code, after.stdout, after.stderr) == (before.exit_code, before.stdout, before.stderr)


@pytest.mark.parametrize("row", [row for row in ROWS if row.exit_code == 5], ids=lambda row: row.name)
def test_the_list_of_plugins_tells_it_too(row: Broken, folder: Path) -> None:
    row.install(folder)
    named = {row.name, *row.others, *re.findall(r"'(\w+)'", row.said)}
    plugins = discover(only=named & entry_points(group="smartscore").names)
    told = {problem.message() for plugin in tried(plugins) if plugin.error for problem in plugin.error.problems}
    assert {line.replace("FOLDER", str(folder)) for line in row.said.splitlines() if line.endswith("]")} <= told
