"""Every way out that the entry of a suspicion names really leads out of its example."""

import re
import shlex
from pathlib import Path

import pytest
from attrs import evolve
from problem_examples import line_of, run_example

from smartscore.problems import Entry, entries

SUSPICIONS = [entry for entry in entries().values() if entry.area == "suspicions" and entry.code != "unknown_suspicion"]
_QUOTED = re.compile(r"`([^`]+)`")
_IN_RECIPES = re.compile(r'"|missing = |leave_out = |decimal = |\w+ = \{ heading')


def quoted(entry: Entry, language: str) -> list[str]:
    return _QUOTED.findall(entry.remedy.to(language))


def recipe(line: str) -> str:
    """Give the recipe that a line of TOML makes: below the heading that its form asks for."""
    above = "[crosswalk]\n" if line.startswith('"') else "[columns]\n" if "heading" in line else ""
    return f"{above}{line}\n"


def ways_out() -> list[tuple[Entry, str]]:
    return [(e, w) for e in SUSPICIONS for w in quoted(e, "en") if w.startswith("--") or _IN_RECIPES.match(w)]


@pytest.mark.parametrize(("entry", "way"), ways_out(), ids=lambda part: getattr(part, "code", part))
def test_a_way_out_leads_out(entry: Entry, way: str, tmp_path: Path) -> None:
    option = way if way.startswith("--") else "--recipe own.toml"
    files = {**entry.example.files, "own.toml": recipe(way)}
    example = evolve(entry.example, command=f"{entry.example.command} {option}", files=files)
    output = run_example(example, tmp_path, "en")
    assert line_of(entry.code, output).partition(":")[0] in ("", "accepted")
    assert "nothing was scored" not in output
    assert re.search(r"rows: \d|no problems", output)


@pytest.mark.parametrize("entry", SUSPICIONS, ids=lambda entry: entry.code)
def test_there_is_one_for_each_reading(entry: Entry) -> None:
    options = [shlex.split(way) for way in quoted(entry, "en") if way.startswith("--")]
    assert [name for name, value in options if name == "--accept" and value.startswith(entry.code)] == ["--accept"]
    assert entry.remedy.to("en").count("If ") >= 2


@pytest.mark.parametrize("entry", SUSPICIONS, ids=lambda entry: entry.code)
def test_both_languages_name_the_same(entry: Entry) -> None:
    assert quoted(entry, "en") == quoted(entry, "id")
