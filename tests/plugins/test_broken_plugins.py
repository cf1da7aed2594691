"""Plugins that are broken, in every way that there is: what is said, in both languages, and how the command ends.

None changes a score without a word, none ends in a traceback of smartscore, and the way out that is offered is one.
"""

import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import broken_plugins
import builders
import pytest
from attrs import evolve
from broken_plugins import Broken, hook
from broken_plugins.scoring import BY_RULE

from smartscore import discover
from smartscore.plugins.trial import tried

ROWS: list[Broken] = [
    row
    for part in pkgutil.walk_packages(broken_plugins.__path__, "broken_plugins.")
    if not part.ispkg
    for row in importlib.import_module(part.name).ROWS
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


@cache
def without_any(*words: str) -> tuple[int, str, str]:
    """Give what a command says where no plugin is broken; many rows are tried with the same words."""
    done = builders.run(*words)
    return done.exit_code, done.stdout, done.stderr


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len(ROWS) >= 150
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("language", ["en", "id"])
@by_name
def test_what_is_said(row: Broken, language: str, folder: Path) -> None:
    row.install(folder)
    code, out, err = run(row, folder, "--lang", language)
    assert err == row.expected(language, folder)
    assert (code, out) == (row.exit_code, row.out)
    assert "Traceback" not in err


@pytest.mark.no_cover
@pytest.mark.parametrize("row", [row for row in ROWS if row.way_out], ids=lambda row: row.name)
def test_without_it_all_is_as_if_it_were_not_there(row: Broken, folder: Path) -> None:
    row = evolve(row, options=())  # of which the report or the framework is not there either
    before = without_any(*row.words(folder))
    row.install(folder)
    after = builders.run(*row.words(folder), "--without", row.name)
    assert (after.exit_code, after.stdout, after.stderr) == before


@pytest.mark.parametrize("row", [row for row in ROWS if row.exit_code == 5 and not row.loads], ids=lambda row: row.name)
def test_the_list_of_plugins_tells_it_too(row: Broken, folder: Path) -> None:
    row.install(folder)
    named = {row.name, *row.others, *re.findall(r"'(\w+)'", row.said)}
    plugins = discover(only=named & entry_points(group="smartscore").names)
    told = {problem.message() for plugin in tried(plugins) if plugin.error for problem in plugin.error.problems}
    assert {line.replace("FOLDER", str(folder)) for line in row.said.splitlines() if line.endswith("]")} <= told


#: Constructors of rules that keep their parameter k where it is not a field: of 10 or 20, income / k is the score.
HIDING = {
    "closure": """
        def own(k):
            def share(values):
                return values / k

            share.better = 'higher'
            return share
        """,
    "default": """
        def own(k):
            share = lambda values, whole=k: values / whole
            share.better = 'higher'
            return share
        """,
    "cell_of_a_cell": """
        def own(k):
            def whole():
                return k

            def share(values):
                return values / whole()

            share.better = 'higher'
            return share
        """,
    "partial": """
        from functools import partial

        def share(values, whole):
            return values / whole

        def own(k):
            made = partial(share, whole=k)
            made.better = 'higher'
            return made
        """,
    "class_in_a_function": """
        def own(k):
            class Share:
                better = 'higher'

                def __call__(self, values):
                    return values / k

            return Share()
        """,
    "slots": """
        class own:
            __slots__ = ('_k',)
            better = 'higher'

            def __init__(self, k):
                self._k = k

            def __call__(self, values):
                return values / self._k
        """,
    "method_of_a_list": """
        def own(k):
            held = [k]

            def share(values):
                return values / next(iter(held))

            share.better = 'higher'
            return share
        """,
    "module": """
        import sys

        def own(k):
            sys.modules[__name__].whole = k

            def share(values):
                return values / whole

            share.better = 'higher'
            return share
        """,
    "iterator": """
        from itertools import repeat

        def own(k):
            wholes = repeat(k)

            def share(values):
                return values / next(wholes)

            share.better = 'higher'
            return share
        """,
    "generator": """
        def own(k):
            def always():
                while True:
                    yield k

            wholes = always()

            def share(values):
                return values / next(wholes)

            share.better = 'higher'
            return share
        """,
}


@pytest.mark.parametrize("way", HIDING)
def test_no_parameter_changes_scores_under_one_fingerprint(way: str, folder: Path) -> None:
    code = hook("methods", "return Methods(rules={'own': own})", before=HIDING[way])
    told = {}
    for k in (10, 20):
        row = Broken(
            f"hides_{way}_{k}", code, "", "", framework=BY_RULE.replace('"own" }', f"{{ own = {{ k = {k} }} }} }}")
        )
        (folder / str(k)).mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(folder / str(k))
            row.install(folder / str(k))
            told[k] = run(row, folder / str(k), "--format", "json")
    if told[10][0] == 0:
        first, second = (json.loads(out)["assessments"][0] for _, out, _ in told.values())
        scores = [[city["nodes"]["income"]["score"] for city in one["cities"]] for one in (first, second)]
        assert scores == [[40, 60], [20, 30]]
        assert first["framework"]["fingerprint"] != second["framework"]["fingerprint"]
    else:
        assert [(code, out) for code, out, _ in told.values()] == [(5, ""), (5, "")]
        assert all("[method_unseen]" in err and "Traceback" not in err for _, _, err in told.values())


def test_a_rule_that_leaves_the_working_folder_does_not_take_the_output_along(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = (row for row in ROWS if row.name == "rule_leaves_the_folder")
    row.install(folder)
    monkeypatch.chdir(folder)
    assert builders.run(*row.words(folder), "-o", "result.csv").exit_code == 0
    assert (folder / "result.csv").read_text(encoding="utf-8") == row.out
