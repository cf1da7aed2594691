"""`smartscore gaps`: what a city lacks to the best, to its peers, to the next band, to values of one's own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import EXAMPLE
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]


def test_the_table_has_the_largest_gain_first(run: Run) -> None:
    result = run("gaps", EXAMPLE, "--city", "Kotawaringin Timur", columns=150)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[1] == "Kotawaringin Timur: index 45.89, band low, rank 12 of 12"
    assert lines[2].startswith("Whatever the values are that are missing (1)")
    assert lines[3].split() == ["title", "value", "wanted", "gap", "unit", "gain", "rank"]
    assert lines[5].split()[-2:] == ["2.17", "11"]
    end = next(place for place, line in enumerate(lines) if line.startswith("Gain is in points"))
    gains = [float(line.split()[-2]) for line in lines[5:end]]
    assert len(gains) > 40
    assert gains == sorted(gains, reverse=True)
    assert "gains do not add up" in " ".join(lines[end : end + 2])
    assert lines[-1] == "Illustrative, not measured: 41 of 54 values. They say nothing about the real cities."


@pytest.mark.parametrize(("to", "wanted"), [("target", 80), ("best", 52), ("peers", 36), ("band", 40)])
def test_it_may_be_asked_to_reach_different_things(run: Run, to: str, wanted: float) -> None:
    result = run("gaps", EXAMPLE, "--city", "6202", "--to", to, "--format", "json")
    (record,) = json.loads(result.stdout)
    assert list(record) == [
        "framework",
        "fingerprint",
        "city",
        "name",
        "index",
        "rank",
        "band",
        "reason",
        "open",
        "band_range",
        *("note", "confidence", "quality", "gaps"),
    ]
    found = record["gaps"]["public_transport_access"]
    assert list(found) == ["value", "wanted", "gap", "score", "score_wanted", "gain", "rank"]
    assert (found["value"], found["wanted"], found["gap"]) == (9, wanted, wanted - 9)


def test_a_file_gives_targets_of_ones_own(run: Run, write: Write) -> None:
    path = write("id,value\npublic_transport_access,44\nstunting,20\n", "targets.csv")
    (record,) = json.loads(run("gaps", EXAMPLE, "--city", "6202", "--to", path, "--format", "json").stdout)
    assert {name: (found["gap"], found["wanted"]) for name, found in record["gaps"].items()} == {
        "public_transport_access": (35, 44),
        "stunting": (-12.5, 20),
    }


def test_a_name_that_is_no_indicator_is_refused(run: Run, write: Write) -> None:
    result = run("gaps", EXAMPLE, "--city", "6202", "--to", write("id,value\nstunning,20\n", "targets.csv"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "stunning" in result.stderr
    assert "nearest: stunting" in result.stderr


def test_another_word_is_refused_with_the_nearest(run: Run) -> None:
    result = run("gaps", EXAMPLE, "--city", "6202", "--to", "bets")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no target 'bets', and it is no file; nearest: best" in result.stderr


def test_where_nothing_is_lacking_it_says_so(run: Run, write: Write) -> None:
    path = write("id,value\nstunting,99\n", "targets.csv")
    result = run("gaps", EXAMPLE, "--city", "6202", "--to", path)
    assert "No gaps: every value is as good as wanted." in result.stdout.splitlines()


def test_in_indonesian(run: Run) -> None:
    result = run("gaps", EXAMPLE, "--city", "6202", "--to", "peers", "--lang", "id")
    assert "diinginkan" in result.stdout
    assert "kenaikan tidak dapat dijumlahkan" in " ".join(result.stdout.split())


def test_categories_are_told_by_their_words(run: Run, write: Write) -> None:
    rule = "{ mapping = { categories = { none = 0, some = 0.5, all = 1 } } }"
    own = write(f'id = "own"\nmembers = [{{ id = "status", title = "Status", rule = {rule} }}]\n', "own.toml")
    data = write("city,status\nAlun,none\nBukit,all\n", "words.csv")
    lines = [line.split() for line in run("gaps", data, "--framework", own, "--city", "Alun").stdout.splitlines()]
    assert ["Status", "none", "all", "2", "100.00", "1"] in lines
    assert (
        "Status: all instead of none."
        in run("assess", data, "--framework", own, "--set", "Alun", "status", "all").stdout
    )
