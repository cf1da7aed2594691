"""Commands on several datasets at once, workbooks among them, and numbers as people write them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

ECONOMY = "city,province,income,growth\nAlun,West,10,6\nBukit,East,5,5\n"
LIVING = "city,health\nAlun,2\nBukit,9\n"


@pytest.fixture
def economy(write: Write) -> Path:
    return write(ECONOMY, "economy.csv")


@pytest.fixture
def living(tmp_path: Path) -> Path:
    """The values of living in a workbook."""
    path = tmp_path / "living.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Living")
        for number, line in enumerate([["city", "health"], ["Alun", "2,0"], ["Bukit", 9]]):
            sheet.write_row(number, 0, line)
    return path


def test_they_are_scored_as_one(run: Run, economy: Path, living: Path, small: Path) -> None:
    result = run("assess", economy, living, "--framework", small, "--format", "csv", "--depth", 0)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split(",")[7] for line in result.stdout.splitlines()[1:]] == ["50", "70"]


def test_the_record_names_every_file_with_its_hash(run: Run, economy: Path, living: Path, small: Path) -> None:
    told = json.loads(run("assess", economy, living, "--framework", small, "--format", "json").stdout)["dataset"]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (economy, living)]
    assert told["files"] == [
        {"file": str(path), "sha256": hash_} for path, hash_ in zip((economy, living), hashes, strict=True)
    ]
    assert told["file"] == f"{economy}, {living}"
    assert told["sha256"] == hashlib.sha256("".join(f"{one}\n" for one in sorted(hashes)).encode()).hexdigest()
    assert told["rows"] == 2


@pytest.mark.parametrize("verb", ["check", "explain", "gaps"])
def test_other_commands_take_several_too(run: Run, economy: Path, living: Path, small: Path, verb: str) -> None:
    city = [] if verb == "check" else ["--city", "Bukit"]
    result = run(verb, economy, living, "--framework", small, *city)
    assert (result.exit_code, result.stderr) == (0, "")
    assert ("2 rows, 0 of 6 values missing" if verb == "check" else "Bukit: index 70.00") in result.stdout


def test_two_values_for_one_cell_are_refused_with_both_places(
    run: Run, economy: Path, living: Path, write: Write, small: Path
) -> None:
    other = write("city,health\nBukit,8\n", "other.csv")
    result = run("check", economy, living, other, "--framework", small)
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        f"{other}, line 2, health, Bukit: '8' here, but '9' in {living}, Living!B3; one cell has one value "
        "[value_conflict]",
        "1 problem(s); nothing was scored",
    ]


def test_problems_of_all_files_are_told_at_once(run: Run, write: Write, living: Path, small: Path) -> None:
    bad = write("city,income,growth\nAlun,ten,1\nAlun,5,1\n", "bad.csv")
    result = run("check", bad, living, "--framework", small, "--format", "json")
    problems = json.loads(result.stdout)["problems"]
    assert [(problem["code"], problem["file"], problem["row"]) for problem in problems] == [
        ("not_a_number", str(bad), 2),
        ("key_twice", str(bad), 3),
    ]


@pytest.mark.parametrize("place", [0, 1])
def test_no_file_that_is_read_is_written_over(run: Run, economy: Path, living: Path, small: Path, place: int) -> None:
    kept = (economy, living)[place]
    before = kept.read_bytes()
    result = run("assess", economy, living, "--framework", small, "--format", "csv", "-o", kept)
    assert result.exit_code == 2
    assert kept.read_bytes() == before


def test_a_file_that_leaves_the_decimal_mark_open_is_asked_about(run: Run, write: Write, small: Path) -> None:
    path = write("city;income\nAlun;1.234\n", "open.csv")
    assert "say --decimal dot or --decimal comma" in run("check", path, "--framework", small).stderr
    assert run("check", path, "--framework", small, "--decimal", "dot").exit_code == 0


def test_another_word_for_the_mark_is_used_wrongly(run: Run, economy: Path, small: Path) -> None:
    assert run("check", economy, "--framework", small, "--decimal", "point").exit_code == 2


def test_a_problem_in_a_workbook_has_its_sheet_and_cell_as_json(run: Run, tmp_path: Path, small: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Ekonomi")
        for number, line in enumerate([["city", "income"], ["Alun", "ten"]]):
            sheet.write_row(number, 0, line)
    (problem,) = json.loads(run("check", path, "--framework", small, "--format", "json").stdout)["problems"]
    assert [problem[name] for name in ("file", "sheet", "cell", "row")] == [str(path), "Ekonomi", "B2", 2]
    assert problem["message"] == f"{path}, Ekonomi!B2, income, Alun: 'ten' is not a number"
