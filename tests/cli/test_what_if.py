"""`assess --set`: other values, and what that does to index and rank of every city, in every format."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]


def test_the_table_shows_difference_and_move(run: Run, wide: Path, small: Path) -> None:
    result = run("assess", wide, "--framework", small, "--set", "Alun", "health", "10", "--depth", 0, "--no-robust")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["2", "Alun", "90.00", "high", "+40.00", "+1", "100%"] in lines
    assert ["3", "Bukit", "70.00", "high", "0.00", "-1", "100%"] in lines
    assert "What if: Alun, Health: 10 instead of 2." in result.stdout


def test_so_do_markdown_and_csv(run: Run, wide: Path, small: Path) -> None:
    asked = ("assess", wide, "--framework", small, "--set", "Alun", "health", "10")
    assert "| difference | move |" in run(*asked, "--format", "markdown").stdout
    rows = {row["city"]: row for row in csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout))}
    assert [rows["Alun"][name] for name in ("index", "rank", "index_before", "rank_before")] == ["90", "2", "50", "3"]
    assert rows["Candi"]["index_before"] == ""


def test_the_record_has_what_was_changed_and_every_city(run: Run, wide: Path, small: Path) -> None:
    asked = ("assess", wide, "--framework", small, "--set", "Alun", "health", "10", "--set", "Candi", "income", "3")
    told = json.loads(run(*asked, "--format", "json").stdout)["assessments"][0]["what_if"]
    first, second = told["changed"]
    assert first == {
        "city": "Alun",
        "node": "health",
        "before": 2,
        "after": 10,
        "effect": 40,
        "data": "change",
    }
    assert (second["city"], second["node"], second["before"], second["after"]) == ("Candi", "income", None, 3)
    assert told["cities"][0] == {"index_before": 50, "difference": 40, "rank_before": 3, "move": 1}


def test_several_frameworks_take_the_changes_that_they_know(run: Run, write: Write, wide: Path, small: Path) -> None:
    other = write(
        'id = "other"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 20 } } }]\n', "other.toml"
    )
    asked = ("assess", wide, "--framework", small, "--framework", other, "--set", "Alun", "health", "10")
    first, second = json.loads(run(*asked, "--format", "json").stdout)["assessments"]
    assert first["what_if"]["cities"][0]["difference"] == 40
    assert second["what_if"]["changed"] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Alum", "health", "3"), "no city 'Alum'; nearest: Alun"),
        (("Alun", "helth", "3"), "'helth'"),
        (("Alun", "health", "much"), "health: 'much' is not a number"),
    ],
)
def test_what_cannot_be_set_is_refused(run: Run, wide: Path, small: Path, change: tuple[str, ...], said: str) -> None:
    result = run("assess", wide, "--framework", small, "--set", *change)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_thresholds_look_at_the_changed_copy(run: Run, wide: Path, small: Path) -> None:
    asked = ("assess", wide, "--framework", small, "--fail-under", "60")
    assert "Alun, index: 50.00 is below 60" in run(*asked).stderr
    assert "Alun" not in run(*asked, "--set", "Alun", "health", "10").stderr
