"""Programmes of a master plan through the command, by themselves and beside scores that they never move."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import KEBUMEN
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

SHARES = {
    "governance": "100.00%",
    "living": "90.00%",
    "branding": "85.71%",
    "society": "100.00%",
    "economy": "83.33%",
    "environment": "100.00%",
    "all": "92.16%",
}
HEADING = "Programmes running or done (shown beside the scores, not converted into them)"

TWO_CITIES = """city,dimension,title,status,budget,owner
Alun,governance,Open data,done,100,Diskominfo
Alun,governance,One desk,planned,,
Alun,living,Clinics,running,,
Bukit,governance,Open data,stopped,50,
"""


@pytest.fixture
def kebumen(write: Write) -> Path:
    lines = [
        f"{dimension},number {number},{'running' if number < active else 'planned'}"
        for dimension, (active, total) in KEBUMEN.items()
        for number in range(total)
    ]
    return write("\n".join(["dimension,title,status", *lines]) + "\n", "kebumen.csv")


@pytest.fixture
def two(write: Write) -> Path:
    return write(TWO_CITIES, "two.csv")


def rows(output: str) -> list[list[str]]:
    """Give the cells of the lines below the rule of a table."""
    lines = output.splitlines()
    start = next(number for number, line in enumerate(lines) if line and set(line) == {"-"})
    return [line.split() for line in lines[start + 1 :]]


def told(result: Result) -> Any:
    return json.loads(result.stdout)


def one_line(text: str) -> str:
    return " ".join(text.split())


class TestByThemselves:
    def test_kebumen_comes_out_as_published(self, run: Run, kebumen: Path) -> None:
        result = run("programmes", kebumen)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[0] == HEADING
        assert rows(result.stdout) == [
            *[[name, str(active), str(total), SHARES[name]] for name, (active, total) in KEBUMEN.items()],
            ["all", "47", "51", "92.16%"],
        ]

    def test_as_json_the_shares_are_whole(self, run: Run, kebumen: Path) -> None:
        found = told(run("programmes", kebumen, "--format", "json"))
        assert [tuple(row) for row in found] == [("dimension", "active", "total", "share")] * 7
        assert {row["dimension"]: (row["active"], row["total"]) for row in found} == {**KEBUMEN, "all": (47, 51)}
        assert {row["dimension"]: row["share"] for row in found}["branding"] == 6 / 7

    def test_in_indonesian(self, run: Run, kebumen: Path) -> None:
        output = run("programmes", kebumen, "--lang", "id").stdout
        assert rows(output)[-1] == ["semua", "47", "51", "92,16%"]
        assert HEADING not in output

    def test_by_city_with_budgets(self, run: Run, two: Path) -> None:
        assert rows(run("programmes", two).stdout) == [
            ["Alun", "governance", "1", "2", "100", "50.00%"],
            ["Alun", "living", "1", "1", "-", "100.00%"],
            ["Alun", "all", "2", "3", "100", "66.67%"],
            ["Bukit", "governance", "0", "1", "50", "0.00%"],
            ["Bukit", "all", "0", "1", "50", "0.00%"],
        ]

    def test_a_budget_that_is_not_known_is_null_in_json(self, run: Run, two: Path) -> None:
        found = told(run("programmes", two, "--format", "json"))
        assert [row["budget"] for row in found] == [100, None, 100, 50, 50]

    def test_a_plan_without_programmes_is_refused(self, run: Run, write: Write) -> None:
        path = write("dimension,title,status\n", "none.csv")
        result = run("programmes", path)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"{path}, line 1: there is nothing below the headings (3 columns) [no_rows]\n")

    def test_control_characters_do_not_reach_the_terminal(self, run: Run, write: Write) -> None:
        path = write("dimension,title,status\na\x1b[31mb,one,done\n", "coloured.csv")
        assert "\x1b" not in run("programmes", path).stdout

    def test_into_a_file(self, run: Run, kebumen: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.txt"
        result = run("programmes", kebumen, "-o", out)
        assert (result.exit_code, result.output) == (0, f"wrote {out}\n")
        assert out.read_text() == run("programmes", kebumen).stdout

    def test_but_not_over_the_table_itself(self, run: Run, two: Path) -> None:
        result = run("programmes", two, "-o", two)
        assert (result.exit_code, result.stdout) == (2, "")
        assert two.read_text() == TWO_CITIES

    def test_another_format_is_refused(self, run: Run, kebumen: Path) -> None:
        result = run("programmes", kebumen, "--format", "jsno")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "there is no format 'jsno'; nearest: json [unknown_format]\n"

    def test_everything_wrong_is_told_at_once(self, run: Run, write: Write) -> None:
        path = write("dimension,title,status,budget\nx,a,doing,5\nx,b,done,five\n", "wrong.csv")
        result = run("programmes", path)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines() == [
            f"{path}, line 2, status: the status 'doing' is not known; expected planned, running, done or "
            "stopped [status_unknown]",
            f"{path}, line 3, budget: 'five' is not a number [not_a_number]",
            "2 problem(s); nothing was scored",
        ]

    def test_a_file_that_is_absent_is_refused(self, run: Run, tmp_path: Path) -> None:
        result = run("programmes", tmp_path / "absent.csv")
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"{tmp_path / 'absent.csv'}: the file cannot be read: ")

    def test_the_installed_command_gives_the_same(self, run: Run, kebumen: Path) -> None:
        done = subprocess.run(  # noqa: S603  # our own command
            [str(Path(sys.executable).with_name("smartscore")), "programmes", str(kebumen)],
            env={**os.environ, "SMARTSCORE_LANG": "en"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == run("programmes", kebumen).stdout


class TestBesideScores:
    @pytest.fixture
    def assess(self, run: Run, wide: Path, small: Path) -> Run:
        """Give a function that assesses the wide dataset by the small framework, with more options."""
        return lambda *more: run("assess", wide, "--framework", small, *more)

    SENTENCE = (
        f"{HEADING}: governance 9/9 (100.00%), living 9/10 (90.00%), branding 6/7 (85.71%), society 9/9 (100.00%), "
        "economy 10/12 (83.33%), environment 4/4 (100.00%), all 47/51 (92.16%)"
    )

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_they_are_said_below_the_scores(self, assess: Run, kebumen: Path, format_: str) -> None:
        result = assess("--programmes", kebumen, "--format", format_)
        assert (result.exit_code, result.stderr) == (0, "")
        said = one_line(result.stdout).replace("\\", "")
        assert self.SENTENCE in said
        assert HEADING not in one_line(assess("--format", format_).stdout)

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_the_rest_is_the_same_as_without(self, assess: Run, kebumen: Path, format_: str) -> None:
        with_, without = (
            one_line(assess(*more, "--format", format_).stdout).replace("\\", "")
            for more in (["--programmes", kebumen], [])
        )
        assert with_.replace(self.SENTENCE, "").replace("- ", "").split() == without.replace("- ", "").split()

    def test_in_the_record_they_stand_beside_the_assessments(self, assess: Run, kebumen: Path, run: Run) -> None:
        found = told(assess("--programmes", kebumen, "--format", "json"))
        assert found["programmes"] == told(run("programmes", kebumen, "--format", "json"))
        without = told(assess("--format", "json"))
        assert without.pop("programmes") is None
        assert {key: found[key] for key in without} == without

    def test_csv_has_the_scores_alone(self, assess: Run, kebumen: Path) -> None:
        assert assess("--programmes", kebumen, "--format", "csv").stdout == assess("--format", "csv").stdout

    def test_a_dimension_of_the_same_name_is_not_touched(self, assess: Run, write: Write) -> None:
        path = write("dimension,title,status\neconomy,a,stopped\nliving,b,done\n", "same.csv")
        found = list(csv.DictReader(io.StringIO(assess("--programmes", path, "--format", "csv").stdout)))
        assert {row["city"]: (row["economy"], row["living"], row["index"]) for row in found} == {
            "Alun": ("80", "20", "50"),
            "Bukit": ("50", "90", "70"),
            "Candi": ("", "30", ""),
            "Desa": ("90", "100", "95"),
        }

    def test_a_dimension_that_no_framework_knows_is_refused_with_the_nearest(self, assess: Run, write: Write) -> None:
        path = write("dimension,title,status\neconomi,a,done\ngovernance,b,done\nlivng,c,done\n", "typo.csv")
        result = assess("--programmes", path)
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"{path}, line 2, dimension: " in result.stderr
        assert f"{path}, line 4, dimension: " in result.stderr
        assert "'economi'" in result.stderr
        assert "economy" in result.stderr
        assert "living" in result.stderr
        assert "governance" not in result.stderr

    def test_each_city_is_named_with_its_own(self, assess: Run, two: Path) -> None:
        said = one_line(assess("--programmes", two).stdout)
        assert said.index("Alun governance 1/2") < said.index("Bukit governance 0/1")
        assert "Bukit all 0/1 (0.00%)" in said

    def test_a_budget_that_is_not_known_is_null_in_the_record(self, assess: Run, two: Path) -> None:
        result = assess("--programmes", two, "--format", "json")
        assert "NaN" not in result.stdout
        assert [row["budget"] for row in told(result)["programmes"]] == [100, None, 100, 50, 50]

    def test_in_indonesian(self, assess: Run, kebumen: Path) -> None:
        said = one_line(assess("--programmes", kebumen, "--lang", "id").stdout)
        assert "branding 6/7 (85,71%)" in said
        assert "semua 47/51 (92,16%)" in said

    def test_beside_every_framework_of_a_run(self, run: Run, wide: Path, small: Path, kebumen: Path) -> None:
        other = small.with_name("other.toml")
        other.write_text(small.read_text().replace('id = "small"', 'id = "other"'))
        result = run("assess", wide, "--framework", small, "--framework", other, "--programmes", kebumen)
        assert one_line(result.stdout).count("all 47/51 (92.16%)") == 2

    def test_a_table_that_is_wrong_leaves_nothing_scored(self, assess: Run, write: Write, tmp_path: Path) -> None:
        path, out = write("dimension,title,status\nx,a,doing\n", "wrong.csv"), tmp_path / "out.csv"
        result = assess("--programmes", path, "-o", out)
        assert (result.exit_code, result.stdout) == (3, "")
        assert "the status 'doing' is not known" in result.stderr
        assert not out.exists()

    @pytest.mark.parametrize("option", ["--programmes", "--weights", "--framework"])
    def test_no_file_that_is_read_is_written_over(self, assess: Run, write: Write, small: Path, option: str) -> None:
        content = {
            "--programmes": "dimension,title,status\nx,a,done\n",
            "--weights": "id,weight\nliving,2\n",
            "--framework": small.read_text().replace('id = "small"', 'id = "other"'),
        }[option]
        path = write(content, "read.toml" if option == "--framework" else "read.csv")
        result = assess(option, path, "--format", "csv", "-o", path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert path.read_text() == content
