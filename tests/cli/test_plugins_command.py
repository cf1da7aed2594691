"""`smartscore plugins list`: what is installed, by whom, and whether it works."""

import json
from collections.abc import Callable
from importlib.metadata import version

from click.testing import Result

Run = Callable[..., Result]


def test_each_has_a_line_with_what_it_supplies(run: Run) -> None:
    result = run("plugins", "list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0].split() == ["name", "distribution", "version", "contract", "supplies", "state"]
    (economy,) = [line.split() for line in result.stdout.splitlines() if line.startswith("economy ")]
    assert economy == ["economy", "smartscore", version("smartscore"), "-", "dimensions", "works"]


def test_as_json_sorted_by_name(run: Run) -> None:
    told = json.loads(run("plugins", "list", "--format", "json").stdout)
    names = [row["name"] for row in told]
    assert names == sorted(names)
    assert {"branding", "economy", "environment", "governance", "human_development", "living", "society"} <= set(names)
    assert {row["name"]: row["supplies"] for row in told}["human_development"] == "frameworks"


def test_in_both_languages(run: Run) -> None:
    told = json.loads(run("plugins", "list", "--format", "json", "--lang", "id").stdout)
    assert {row["state"] for row in told} == {"berfungsi"}


def test_another_format_is_refused(run: Run) -> None:
    result = run("plugins", "list", "--format", "tabel")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "there is no format 'tabel'; nearest: table [unknown_format]\n"
