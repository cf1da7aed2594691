"""`smartscore peers`: the group of a city, or all groups, with ranks, quartiles, letters and weighted years."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import EXAMPLE
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]


def table(result: Result) -> list[list[str]]:
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.split() for line in result.stdout.splitlines()]


def test_a_city_stands_in_its_population_class(run: Run) -> None:
    lines = table(run("peers", EXAMPLE, "--city", "6202", "--by", "population_class"))
    assert " ".join(lines[1]) == "Kotawaringin Timur: index 45.89, band low, rank 9 of 9"
    assert lines[5] == ["index", "45.89", "9", "9", "52.48", "58.60", "60.36", "D"]
    cities = [line for line in lines if line[1:8] == ["200", "000", "-", "1", "000", "000", "Kota"]]
    assert [(line[0], line[-3], line[-1]) for line in cities[:2]] == [("1", "Denpasar", "A"), ("2", "Kediri", "A")]


def test_or_among_those_nearest_to_it(run: Run) -> None:
    result = run("peers", EXAMPLE, "--city", "6202", "--peers", "nearest:3", "--on", "population", "--format", "json")
    (record,) = json.loads(result.stdout)
    assert list(record) == [
        *("framework", "fingerprint", "city", "name", "index", "rank", "band", "reason"),
        *("open", "band_range", "note", "confidence", "quality", "nodes", "peers"),
    ]
    assert (record["name"], record["rank"]) == ("Kotawaringin Timur", 4)
    assert (record["open"], record["band_range"]) == (1, ["low", "low"])
    assert [(peer["name"], peer["rank"]) for peer in record["peers"]][-1] == ("Kotawaringin Timur", 4)
    assert list(record["nodes"]["index"]) == [
        *("score", "rank", "count", "lower", "median", "upper", "difference", "letter"),
    ]
    assert record["nodes"]["index"]["count"] == 4


def test_without_a_city_all_groups_are_told(run: Run) -> None:
    lines = table(run("peers", EXAMPLE, "--by", "population_class", "--letters", "high,low"))
    assert lines[0][:2] == ["Smart", "city"]
    assert [line[-1] for line in lines if line and line[-1] in ("high", "low") and line[0].isdecimal()] == [
        *(["high"] * 5 + ["low"] * 4),
        *("high", "high", "low"),
    ]
    record = json.loads(run("peers", EXAMPLE, "--by", "population_class", "--format", "json").stdout)[0]
    assert [city["letter"] for city in record["cities"]].count("A") == 4
    assert list(record["cities"][0])[:4] == ["city", "name", "score", "rank"]


def test_years_may_be_weighted(run: Run, panel: Path, small: Path) -> None:
    asked = ("peers", panel, "--framework", small, "--year-weights", "3:1", "--format", "json")
    cities = json.loads(run(*asked).stdout)[0]["cities"]
    scores = {(city["city"], city["year"]): city["score"] for city in cities}
    assert scores["Alun", 2020] == 60  # (50 + 70) / 2
    assert scores["Alun", 2021] == 52.5  # 3 x 50 and 60
    printed = run(*asked[:-2]).stdout
    assert "Scores are averages over years, weighted 3:1, the latest first." in " ".join(printed.split())


def test_in_indonesian(run: Run) -> None:
    printed = run("peers", EXAMPLE, "--city", "6202", "--lang", "id").stdout
    assert "kuartil" in printed
    assert "Huruf (A, B, C, D)" in printed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--peers", "nearest:3"), "expected --peers nearest:K --on COLUMN"),
        (("--peers", "nearest:x", "--on", "population"), "--peers nearest:x --on population is not understood"),
        (("--peers", "nearest:3", "--on", "population", "--by", "province"), "and no --by"),
        (("--on", "population"), "expected --peers nearest:K"),
        (("--peers", "nearest:0", "--on", "population"), "at least one peer, not 0"),
        (("--peers", "nearest:3", "--on", "populaton"), "no column 'populaton'; nearest: population"),
        (("--letters", "A"), "'A' are no letters"),
        (("--year-weights", "3:x"), "'3:x' are no weights of years"),
        (("--year-weights", "3:2"), "no column 'year'"),
        (("--format", "cvs"), "csv"),
    ],
)
def test_what_is_not_understood_is_refused(run: Run, asked: tuple[str, ...], said: str) -> None:
    result = run("peers", EXAMPLE, "--city", "6202", *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_nearest_peers_need_a_city(run: Run) -> None:
    result = run("peers", EXAMPLE, "--peers", "nearest:3", "--on", "population")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name it with --city" in result.stderr


def test_explain_and_gaps_take_the_same_peers(run: Run) -> None:
    near = ("--city", "6202", "--peers", "nearest:3", "--on", "population", "--format", "json")
    (explained,) = json.loads(run("explain", EXAMPLE, *near).stdout)
    (lacking,) = json.loads(run("gaps", EXAMPLE, *near, "--to", "peers").stdout)
    assert explained["rank"] == lacking["rank"] == 4
    assert explained["nodes"]["index"]["peers_median"] != explained["nodes"]["index"]["median"]
    alone = ("gaps", EXAMPLE, "--city", "6202", "--to", "peers", "--format", "json")
    among_all = json.loads(run(*alone).stdout)[0]["gaps"]["stunting"]["wanted"]
    assert lacking["gaps"]["stunting"]["wanted"] != among_all
