"""`smartscore explain`: the index of a city as a sum, its strengths and weaknesses, what is missing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import EXAMPLE
from click.testing import Result

from smartscore import UsageError, assess, explain, load_framework, read_dataset

Run = Callable[..., Result]
Write = Callable[..., Path]

TREE = """
id = "tree"
edition = "1"
[[bands]]
title = { en = "low", id = "rendah" }
from = 0
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "living"
title = "Living"
weight = 3
members = [{ id = "water", title = "Water" }, { id = "schools", title = "Schools" }]
[[members]]
id = "trade"
title = "Trade"
"""
CITIES = """city,island,water,schools,trade
Alun,Java,40,80,10
Bukit,Java,60,60,30
Candi,Bali,90,,50
Desa,Bali,,,
"""


@pytest.fixture
def tree(write: Write) -> Path:
    return write(TREE, "tree.toml")


@pytest.fixture
def told(run: Run, write: Write, tree: Path) -> Callable[..., str]:
    """Give a function that explains a city of four and gives what is printed."""

    def told(city: str, *more: object) -> str:
        result = run("explain", write(CITIES, "four.csv"), "--framework", tree, "--city", city, *more)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return told


def first_words(part: str) -> list[str]:
    """Give the first word of each line of a table that an empty line ends."""
    lines = part.splitlines()[3:]
    return [line.split()[0] for line in (lines[: lines.index("")] if "" in lines else lines)]


def rows(printed: str) -> dict[str, list[str]]:
    lines = [line.split() for line in printed.splitlines()]
    return {line[0]: line[1:] for line in reversed(lines) if line}


class TestTheTable:
    def test_it_names_the_framework_and_where_the_city_stands(self, told: Callable[..., str]) -> None:
        first, second, *_ = told("Alun").splitlines()
        assert first.startswith("tree (tree 1, fingerprint ")
        assert second == "Alun: index 47.50, band low, rank 3 of 3"

    def test_contributions_add_up_to_the_index(self, told: Callable[..., str]) -> None:
        found = rows(told("Alun", "--depth", 2))
        assert found["index"] == ["-", "47.50", "47.50", "52.50", "-5.00"]
        assert found["Living"] == ["-", "60.00", "45.00", "60.00", "0.00"]
        assert found["Trade"] == ["10", "10.00", "2.50", "30.00", "-20.00"]
        assert found["Water"] == ["40", "40.00", "15.00", "60.00", "-20.00"]
        assert found["Schools"] == ["80", "80.00", "30.00", "70.00", "10.00"]

    def test_strengths_and_weaknesses_stand_against_the_median(self, told: Callable[..., str]) -> None:
        printed = told("Alun")
        strong, weak = printed.split("Strengths: ")[1].split("Weaknesses: ")
        assert first_words(strong) == ["Schools"]
        assert first_words(weak) == ["Trade", "Water"]

    def test_within_a_group_against_its_own_median(self, told: Callable[..., str]) -> None:
        printed = told("Alun", "--by", "island")
        assert "rank 2 of 2" in printed
        assert rows(printed)["index"] == ["-", "47.50", "47.50", "52.50", "-5.00", "50.00", "-2.50"]
        assert "Strengths among peers: indicators furthest ahead of their median" in printed

    def test_what_has_no_score_is_named_and_contributes_nothing(self, told: Callable[..., str]) -> None:
        printed = told("Candi", "--depth", 2)
        lines = printed.split("Without a value (1): ")[1].splitlines()
        assert lines[3].split() == ["Schools", "46.25", "72.50", "83.75"]  # living 45, 80 or 95, and trade 50
        assert rows(printed)["Schools"] == ["-", "-", "0.00\N{EN DASH}100.00", "0.00", "70.00", "-"]
        assert rows(printed)["Water"][:3] == ["90", "90.00", "67.50"]

    def test_without_an_index_the_reason_is_given(self, told: Callable[..., str]) -> None:
        printed = told("Desa")
        assert "Desa: none of its 2 members has a score" in printed
        assert rows(printed)["index"][:4] == ["-", "-", "0.00\N{EN DASH}100.00", "-"]

    def test_in_indonesian(self, told: Callable[..., str]) -> None:
        printed = told("Alun", "--lang", "id")
        assert "Alun: indeks 47,50, kategori rendah, peringkat 3 dari 3" in printed
        assert "Kekuatan: " in printed
        assert "Kelemahan: " in printed

    def test_where_more_is_worse_less_is_a_strength(
        self, run: Run, write: Write, told: Callable[..., str], tree: Path
    ) -> None:
        tree.write_text('higher = "worse"\n' + TREE)
        result = run("explain", write(CITIES, "four.csv"), "--framework", tree, "--city", "Alun")
        strong, weak = result.stdout.split("Strengths: ")[1].split("Weaknesses: ")
        assert first_words(strong) == ["Trade", "Water"]
        assert first_words(weak) == ["Schools"]

    def test_an_estimate_is_said_to_be_one(self, run: Run, write: Write) -> None:
        names = [f"m{number}" for number in range(9)]
        members = ", ".join(f'{{ id = "{name}" }}' for name in names)
        rule = "[defaults]\nrule = { linear = { worst = 0, best = 100 } }\n"
        own = write(f'id = "own"\naggregate = "median"\nmembers = [{members}]\n{rule}', "own.toml")
        data = write(f"city,{','.join(names)}\nAlun,{','.join(map(str, range(10, 100, 10)))}\n", "nine.csv")
        result = run("explain", data, "--framework", own, "--city", "Alun")
        assert "Contributions within index are estimated from a sample of orders." in result.stdout


class TestTheRecord:
    def test_it_holds_every_node(self, told: Callable[..., str]) -> None:
        (record,) = json.loads(told("Alun", "--format", "json"))
        assert list(record) == [
            *("framework", "fingerprint", "city", "name", "index", "rank", "band", "reason", "note"),
            *("confidence", "quality", "sampled", "nodes", "approximate"),
            *("not_applicable", "missing", "maturity"),
        ]
        assert (record["framework"], record["index"], record["rank"], record["band"]) == ("tree", 47.5, 3, "low")
        assert record["nodes"]["water"] == {
            "share": 0.375,
            "value": 40,
            "measured": 40,
            "score": 40,
            "contribution": 15,
            "median": 60,
            "difference": -20,
            "peers_median": 60,
            "peers_difference": -20,
            "least": 40,
            "greatest": 40,
            **dict.fromkeys(("given", "not_applicable", "clipped", "imputed", "changed", "stale", "judged"), False),
        }
        assert (record["approximate"], record["missing"], record["maturity"]) == ([], {}, {})
        assert record["nodes"]["living"]["value"] is None

    def test_a_city_with_years_has_a_record_for_each(self, run: Run, write: Write, tree: Path) -> None:
        path = write("city,year,water,schools,trade\nAlun,2023,40,80,10\nAlun,2024,50,80,10\n", "years.csv")
        result = run("explain", path, "--framework", tree, "--city", "Alun", "--format", "json")
        assert [(record["year"], record["index"]) for record in json.loads(result.stdout)] == [
            (2023, 47.5),
            (2024, 51.25),
        ]

    def test_it_may_be_written_to_a_file(self, told: Callable[..., str], tmp_path: Path) -> None:
        out = tmp_path / "alun.json"
        assert told("Alun", "--format", "json", "--quiet", "--output", out) == ""
        assert json.loads(out.read_text(encoding="utf-8")) == json.loads(told("Alun", "--format", "json"))


class TestTheCity:
    @pytest.mark.parametrize("name", ["6202", "Kotawaringin Timur"])
    def test_goes_by_its_key_or_its_name(self, run: Run, name: str) -> None:
        result = run("explain", EXAMPLE, "--city", name)
        assert result.exit_code == 0
        assert "Kotawaringin Timur: index 45.89, band low, rank 12 of 12" in result.stdout

    def test_what_rests_on_judgement_says_at_which_end_if_at_one_alone(self, run: Run) -> None:
        printed = " ".join(run("explain", EXAMPLE, "--city", "6202").stdout.split())
        told = printed[printed.index("Resting on judgement (37): ") :]
        assert "Complaints settled on time, Personnel spending share (worst end), Development targets met" in told

    def test_an_unknown_one_is_refused_with_the_nearest(self, run: Run) -> None:
        result = run("explain", EXAMPLE, "--city", "Kotawaringin Timor")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "there is no city 'Kotawaringin Timor'; nearest: Kotawaringin Timur" in result.stderr

    def test_an_unknown_format_is_refused(self, run: Run) -> None:
        result = run("explain", EXAMPLE, "--city", "6202", "--format", "jason")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "jason" in result.stderr

    def test_in_the_library_it_is_a_row(self) -> None:
        assessment = assess(read_dataset(EXAMPLE), load_framework("smart-city"))
        (row,) = assessment.dataset.rows_of("Kotawaringin Timur")
        found = explain(assessment, row)
        assert list(found.index) == list(assessment.framework.nodes)
        leaves = [node.id for node in assessment.framework.indicators]
        assert found.loc[leaves, "contribution"].sum() == pytest.approx(assessment.index.iloc[row], abs=1e-9)
        with pytest.raises(UsageError, match="no column 'island'"):
            explain(assessment, row, by="island")
