"""Advice on the command line below a dimension that turns scores, and below one of which it depends what is better."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

FLIP = """
id = "flip"
members = [
  { id = "harm", title = "Harm", rule = { %s }, members = [
    { id = "hunger", rule = { linear = { worst = 0, best = 50 } } },
    { id = "slums", rule = { linear = { worst = 0, best = 100 } } },
  ] },
  { id = "ready", members = [{ id = "ict", rule = { linear = { worst = 0, best = 100 } } }] },
]
"""
TURNED, WITHOUT_WAY = FLIP % "linear = { worst = 100, best = 0 }", FLIP % "target = { value = 50, tolerance = 50 }"
CITIES = "city,hunger,slums,ict\nAlun,40,60,50\nBukit,10,20,60\nCandi,20,30,40\n"
CURVE = """
id = "access"
title = { en = "Access", id = "Akses" }
scale = [0, 1]
[[members]]
id = "near"
title = { en = "Near", id = "Dekat" }
rule = { log = { worst = 0.9, best = 0.1 } }
members = [{ id = "km", title = { en = "Distance", id = "Jarak" }, rule = { linear = { worst = 0, best = 10 } } }]
"""


def test_gaps_go_down_where_the_dimension_turns(run: Run, write: Write) -> None:
    asked = ("--framework", write(TURNED, "f.toml"), "--city", "Alun", "--to", "target", "--format", "json")
    (record,) = json.loads(run("gaps", write(CITIES, "c.csv"), *asked).stdout)
    told = {name: (gap["wanted"], gap["gain"]) for name, gap in record["gaps"].items()}
    assert told == {"ict": (100, 25), "hunger": (0, 20), "slums": (0, 15)}
    assert "without_way" not in record


@pytest.mark.parametrize("command", [("gaps", "--to", "target"), ("explain",), ("peers", "--depth", "2")])
def test_where_there_is_no_way_it_is_said(run: Run, write: Write, command: tuple[str, ...]) -> None:
    name, *more = command
    asked = (name, write(CITIES, "c.csv"), "--framework", write(WITHOUT_WAY, "f.toml"), "--city", "Alun", *more)
    assert "The rule of Harm is not monotone" in " ".join(run(*asked).stdout.split())
    assert "Aturan Harm tidak monoton" in " ".join(run(*asked, "--lang", "id").stdout.split())
    (record,) = json.loads(run(*asked, "--format", "json").stdout)
    assert record["without_way"] == ["hunger", "slums"]


def test_it_is_said_with_the_ranking_too(run: Run, write: Write) -> None:
    result = run("assess", write(CITIES, "c.csv"), "--framework", write(WITHOUT_WAY, "f.toml"))
    assert "The rule of Harm is not monotone" in " ".join(result.stdout.split())


def test_a_gap_that_counts_as_the_highest_score_is_said_to_do_so(run: Run, write: Write) -> None:
    harm = 'id = "harm"\nhigher = "worse"\nmissing = "worst"\nmembers = [\n'
    harm += "".join(f'{{ id = "{name}", rule = {{ linear = {{ worst = 0, best = 50 }} }} }},\n' for name in ("a", "b"))
    cities, framework = write("city,a,b\nX,,30\nY,10,20\n", "c.csv"), write(f"{harm}]", "f.toml")
    result = run("assess", cities, "--framework", framework, "--no-robust")
    assert result.stdout.split("coverage")[1].split()[1:5] == ["1", "X", "80.00", "-"]
    assert "counts as the worst score, which is the highest where a high score is bad" in result.stdout


def test_a_gap_may_not_count_as_worst_where_that_depends(run: Run, write: Write) -> None:
    harm = WITHOUT_WAY.replace('title = "Harm",', 'title = "Harm", missing = "worst",')
    result = run("assess", write(CITIES, "c.csv"), "--framework", write(harm, "f.toml"))
    assert result.exit_code == 4
    assert "a gap cannot count as worst in harm" in result.stderr


def test_a_falling_curve_on_a_dimension_has_no_fault(run: Run, write: Write) -> None:
    assert run("frameworks", "check", write(CURVE, "access.toml")).exit_code == 0
