"""`smartscore compare`: files, years, assessors, variants of a framework, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

WIDE = """city,income,growth,health
Alun,10,6,2
Bukit,5,5,9
Candi,1,,3
"""
LATER = """city,income,growth,health
Alun,10,6,8
Bukit,5,,9
Desa,1,2,3
"""
LEVELS = """city,year,assessor,plan,team
Alun,2024,self,4,3
Alun,2024,board,2,3
Bukit,2024,self,1,2
Bukit,2024,board,1,3
"""
MATURITY = """
id = "maturity"
scale = [0, 5]
[defaults]
rule = { levels = { low = 0, high = 5 } }
[[members]]
id = "plan"
title = { en = "Plan", id = "Rencana" }
[[members]]
id = "team"
title = { en = "Team", id = "Tim" }
"""


@pytest.fixture
def record(run: Run, small: Path) -> Callable[..., Any]:
    """Give a function that compares by the small framework and gives the JSON."""

    def record(before: object, after: object, *more: object) -> Any:
        result = run("compare", before, after, "--framework", small, *more, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return record


class TestFiles:
    def test_the_record_holds_both_sides_and_every_city_of_both(self, record: Callable[..., Any], write: Write) -> None:
        told = record(write(WIDE, "first.csv"), write(LATER, "second.csv"))
        assert list(told) == ["before", "after", "cities", "entered", "left", "agreement"]
        assert list(told["before"]) == [
            *("file", "sha256", "framework", "edition", "fingerprint", "note", "confidence", "quality"),
        ]
        assert (told["entered"], told["left"], told["agreement"]) == ([["Desa"]], [["Candi"]], None)
        first, second = told["cities"]
        assert list(first) == [
            *("city", "name", "index_before", "index_after", "difference", "rank_before", "rank_after", "move"),
            *("change", "new", "lost", "scope", "unsplit", "nodes", "indicators"),
        ]
        assert (first["city"], first["index_before"], first["index_after"], first["difference"]) == ("Alun", 50, 80, 30)
        assert first["nodes"] == {"index": 30, "economy": 0, "living": 60, "income": 0, "growth": 0, "health": 60}
        assert first["indicators"] == [{"node": "health", "before": 2, "after": 8, "effect": 30, "data": "change"}]
        assert second["indicators"] == [
            {
                "node": "growth",
                "before": 5,
                "after": None,
                "effect": 0,
                "data": "lost",
            }  # too little left for an index
        ]

    def test_the_table_tells_it_to_a_reader(self, run: Run, small: Path, write: Write) -> None:
        first, second = write(WIDE, "first.csv"), write(LATER, "second.csv")
        printed = run("compare", first, second, "--framework", small).stdout
        lines = [line.split() for line in printed.splitlines()]
        assert ["Alun", "50.00", "80.00", "+30.00", "1", "+1"] in lines
        assert "Only after (1): Desa" in printed
        assert "Only before (1): Candi" in printed
        assert ["Alun", "Health", "2", "8", "+30.00", "change"] in lines

    def test_one_city_is_told_with_its_nodes(self, run: Run, small: Path, write: Write) -> None:
        first, second = write(WIDE, "first.csv"), write(LATER, "second.csv")
        printed = run("compare", first, second, "--framework", small, "--city", "Alun", "--lang", "id").stdout
        lines = [line.split() for line in printed.splitlines()]
        assert ["Kehidupan", "20,00", "80,00", "+60,00", "+30,00"] in lines
        assert "Bukit" not in printed

    def test_of_the_same_nothing_differs(self, run: Run, small: Path, write: Write) -> None:
        path = write(WIDE, "first.csv")
        assert "Nothing differs." in run("compare", path, path, "--framework", small).stdout

    def test_new_data_have_a_column_where_there_are_some(self, run: Run, write: Write) -> None:
        own = write(MATURITY, "maturity.toml")
        first = write("city,plan,team\nAlun,4,\n", "first.csv")
        second = write("city,plan,team\nAlun,3,5\n", "second.csv")
        lines = [line.split() for line in run("compare", first, second, "--framework", own).stdout.splitlines()]
        assert ["city", "before", "after", "difference", "rank", "move", "change", "new", "data"] in lines
        assert ["Alun", "4.00", "4.00", "0.00", "1", "0", "-1.00", "+1.00"] in lines
        assert ["Team", "-", "5", "+1.00", "new", "data"] in lines

    def test_an_unknown_city_is_refused(self, run: Run, small: Path, write: Write) -> None:
        path = write(WIDE, "first.csv")
        result = run("compare", path, path, "--framework", small, "--city", "Alum")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "nearest: Alun" in result.stderr


class TestSides:
    def test_years_of_one_file(self, record: Callable[..., Any], panel: Path) -> None:
        told = record(f"{panel}@2020", f"{panel}@2021")
        assert [(c["city"], c["year"], c["index_before"], c["index_after"]) for c in told["cities"]] == [
            ("Bukit", 2021, 40, 70),
            ("Alun", 2021, 60, 50),
        ]

    def test_a_year_that_is_not_there_is_refused_with_the_nearest(self, run: Run, small: Path, panel: Path) -> None:
        result = run("compare", f"{panel}@2020", f"{panel}@2201", "--framework", small)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{panel}: there is no year or assessor '2201'; nearest: 2021" in result.stderr

    def test_a_file_whose_name_has_an_at_goes_before(self, record: Callable[..., Any], write: Write) -> None:
        path = write(WIDE, "a@b.csv")
        assert len(record(path, path)["cities"]) == 3

    def test_two_assessors_agree_so_far(self, run: Run, write: Write) -> None:
        levels, own = write(LEVELS, "levels.csv"), write(MATURITY, "maturity.toml")
        asked = ("compare", f"{levels}@self", f"{levels}@board", "--framework", own)
        printed = run(*asked).stdout
        assert f"Before: {levels}@2024@self, maturity" in " ".join(printed.split()).replace(f"{levels} @", f"{levels}@")
        assert "Agreement on 4 levels: exact 50%, within one level 75%" in printed
        told = json.loads(run(*asked, "--format", "json").stdout)
        assert list(told["agreement"]) == ["plan", "team", "all"]
        assert told["agreement"]["plan"] == {
            "count": 2,
            "exact": 0.5,
            "within_one": 0.5,
            "bias": -1,
            "kappa": told["agreement"]["plan"]["kappa"],
        }
        assert [(c["city"], c["difference"]) for c in told["cities"]] == [("Alun", -1), ("Bukit", 0.5)]

    def test_a_year_and_an_assessor_may_both_be_named(self, run: Run, write: Write) -> None:
        levels, own = write(LEVELS, "levels.csv"), write(MATURITY, "maturity.toml")
        asked = ("compare", f"{levels}@2024@self", f"{levels}@board@2024", "--framework", own, "--format", "json")
        assert len(json.loads(run(*asked).stdout)["cities"]) == 2
        wrong = run("compare", levels, f"{levels}@board", "--framework", own)
        assert wrong.exit_code == 0  # rows are matched by city, year and assessor


class TestFrameworks:
    @pytest.fixture
    def heavy(self, write: Write, small: Path) -> Path:
        return write(small.read_text().replace('id = "living"', 'id = "living"\nweight = 3'), "heavy.toml")

    def test_that_differ_are_refused(self, run: Run, wide: Path, small: Path, heavy: Path) -> None:
        result = run("compare", wide, wide, "--framework", small, "--framework", heavy)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "the frameworks differ: small 7 (" in result.stderr

    def test_are_compared_by_a_crosswalk(self, run: Run, write: Write, wide: Path, small: Path, heavy: Path) -> None:
        names = write("from,to\nincome,income\ngrowth,growth\nhealth,health\n", "crosswalk.csv")
        asked = ("compare", wide, wide, "--framework", small, "--framework", heavy, "--crosswalk", names)
        told = json.loads(run(*asked, "--city", "Bukit", "--format", "json").stdout)
        (bukit,) = told["cities"]
        assert (bukit["index_before"], bukit["index_after"]) == (70, 80)
        assert {one["node"]: one["effect"] for one in bukit["indicators"]} == {
            "income": -6.25,
            "growth": -6.25,
            "health": 22.5,
        }

    def test_a_crosswalk_with_faults_is_refused_with_all_of_them(
        self, run: Run, write: Write, wide: Path, small: Path, heavy: Path
    ) -> None:
        asked = ("compare", wide, wide, "--framework", small, "--framework", heavy, "--crosswalk")
        wrong = run(*asked, write("from,to\nincom,income\nhealth,helth\n", "wrong.csv"))
        assert (wrong.exit_code, wrong.stdout) == (2, "")
        assert "nearest: income" in wrong.stderr
        assert "nearest: health" in wrong.stderr
        blank = run(*asked, write("from,to\nincome,\nhealth,health\nhealth,health\n", "blank.csv"))
        assert blank.exit_code == 3
        assert "line 2, to: the cell is empty" in blank.stderr
        assert "health" in blank.stderr.splitlines()[1]

    def test_more_than_two_are_refused(self, run: Run, wide: Path, small: Path) -> None:
        result = run("compare", wide, wide, *(["--framework", str(small)] * 3))
        assert result.exit_code == 2
        assert "two frameworks at most, not 3" in result.stderr


def test_nothing_is_written_over_what_is_read(run: Run, write: Write, small: Path) -> None:
    first, second = write(WIDE, "first.csv"), write(LATER, "second.csv")
    for read in (first, second):
        result = run("compare", first, second, "--framework", small, "-o", read)
        assert result.exit_code == 2
    assert second.read_text() == LATER
