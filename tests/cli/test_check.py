"""`smartscore check`: every problem of a dataset, or what is in it, without scoring it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from xlsxwriter import Workbook

Run = Callable[..., Result]
Write = Callable[..., Path]

BAD = "city,income,growth,helth\nAlun,ten,1,1\nBukit,1,inf,1\nAlun,1,1,1\n"


class TestAFineDataset:
    def test_it_is_said_so_with_what_is_missing(self, run: Run, wide: Path, small: Path) -> None:
        result = run("check", wide, "--framework", small)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-1] == "no problems for small: 4 rows, 2 of 12 values missing"

    def test_in_both_languages(self, run: Run, wide: Path, small: Path) -> None:
        result = run("check", wide, "--framework", small, "--lang", "id")
        assert result.stdout.splitlines()[-1] == "tidak ada masalah untuk small: 4 baris, 2 dari 12 nilai kosong"

    def test_for_each_framework(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        other = write('id = "other"\nmembers = [{ id = "health", rule = "rank" }]', "other.toml")
        assert run("check", wide, "--framework", small, "--framework", other).stdout.splitlines()[-2:] == [
            "no problems for small: 4 rows, 2 of 12 values missing",
            "no problems for other: 4 rows, 0 of 4 values missing",
        ]

    def test_as_json(self, run: Run, wide: Path, small: Path) -> None:
        result = run("check", wide, "--framework", small, "--format", "json")
        assert (result.exit_code, json.loads(result.stdout)["problems"]) == (0, [])

    def test_the_example_is_fine_for_every_framework_it_serves(self, run: Run, example: Path) -> None:
        assert run("check", example).exit_code == 0

    def test_years_and_qualities_can_be_chosen(self, run: Run, panel: Path, long: Path, small: Path) -> None:
        assert run("check", panel, "--framework", small, "--year", 2021).stdout.endswith(
            "no problems for small: 2 rows, 0 of 6 values missing\n"
        )
        assert run("check", long, "--framework", small, "--quality", "published").stdout.endswith(
            "no problems for small: 2 rows, 2 of 6 values missing\n"
        )


class TestABadDataset:
    def test_every_problem_is_told_on_stderr(self, run: Run, write: Write, small: Path) -> None:
        path = write(BAD, "bad.csv")
        result = run("check", path, "--framework", small)
        assert (result.exit_code, result.stdout.splitlines()[0]) == (3, "How it was read")
        assert result.stderr.splitlines() == [
            f"{path}, helth: this column is not known; nearest: health [unknown_column]",
            f"{path}, line 2, income, Alun: 'ten' is not a number [not_a_number]",
            f"{path}, line 3, growth, Bukit: 'inf' is not a number [not_a_number]",
            f"{path}, line 4, Alun: this city stands in the file already, in line 2 [key_twice]",
            "4 problem(s); nothing was scored",
        ]

    def test_in_both_languages(self, run: Run, write: Write, small: Path) -> None:
        path = write("city;income\nAlun;3,48\n", "bad.csv")
        result = run("check", path, "--framework", small, "--lang", "id", "--decimal", "dot")
        assert result.stderr.splitlines() == [
            f"{path}, baris 2, income, Alun: '3,48' memakai koma desimal; tulis titik desimal, misalnya 3.48 "
            "[decimal_comma]",
            "1 masalah; tidak ada yang diberi skor",
        ]

    def test_as_json_on_stdout_for_other_programs(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income\nAlun,ten\n", "bad.csv")
        result = run("check", path, "--framework", small, "--format", "json")
        assert (result.exit_code, result.stderr) == (3, "")
        assert json.loads(result.stdout)["suspicions"] == []
        assert json.loads(result.stdout)["problems"] == [
            {
                "code": "not_a_number",
                "fields": {"found": "ten"},
                "file": str(path),
                "row": 2,
                "column": "income",
                "city": "Alun",
                "indicator": None,
                "sheet": None,
                "cell": None,
                "message": f"{path}, line 2, income, Alun: 'ten' is not a number",
            }
        ]

    def test_all_problems_come_as_json_too(self, run: Run, write: Write, small: Path) -> None:
        result = run("check", write(BAD, "bad.csv"), "--framework", small, "--format", "json", "--lang", "id")
        told = json.loads(result.stdout)["problems"]
        assert {(problem["row"], problem["code"]) for problem in told} == {
            (None, "unknown_column"),
            (2, "not_a_number"),
            (3, "not_a_number"),
            (4, "key_twice"),
        }

    def test_every_framework_tells_its_own(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,crime\nAlun,ten,much\n", "bad.csv")
        other = write('id = "other"\nmembers = [{ id = "crime", rule = { levels = { low = 0, high = 5 } } }]', "o.toml")
        result = run("check", path, "--framework", small, "--framework", other)
        assert result.exit_code == 3
        assert "income, Alun: 'ten' is not a number [not_a_number]" in result.stderr
        assert "crime, Alun: 'much' is not a number [not_a_number]" in result.stderr

    def test_what_two_frameworks_find_alike_is_told_once(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,health\nAlun,1\nAlun,2\n", "bad.csv")
        other = write('id = "other"\nmembers = [{ id = "health", rule = "rank" }]', "other.toml")
        result = run("check", path, "--framework", small, "--framework", other)
        assert result.stderr.splitlines() == [
            f"{path}, line 3, Alun: this city stands in the file already, in line 2 [key_twice]",
            "1 problem(s); nothing was scored",
        ]


class TestWhatCannotBeChecked:
    def test_another_format_is_refused(self, run: Run, wide: Path, small: Path) -> None:
        result = run("check", wide, "--framework", small, "--format", "jsno")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "there is no format 'jsno'; nearest: json [unknown_format]\n"

    def test_a_file_that_is_not_there_is_a_refused_dataset(self, run: Run, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "nothing.csv"
        result = run("check", path, "--framework", small)
        assert result.exit_code == 3
        assert (
            result.stderr.splitlines()[0] == f"{path}: the file cannot be read: No such file or directory "
            "[file_unreadable]"
        )

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [(["--framework", "no_such"], 4), (["--without", "no_such"], 2), (["--year", "2020"], 2)],
    )
    def test_what_was_asked_wrongly_has_its_own_code(
        self, run: Run, wide: Path, arguments: list[str], code: int
    ) -> None:
        result = run("check", wide, *arguments)
        assert (result.exit_code, result.stdout) == (code, "")
        assert result.stderr


class TestHeadingsInTwoRows:
    def test_a_table_that_cannot_be_used_says_that_they_seem_to_be(self, run: Run, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "years.xlsx"
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet("T")
            sheet.write(0, 0, "Income and growth of regions")
            sheet.merge_range(2, 0, 3, 0, "region")
            sheet.merge_range(2, 1, 2, 2, "income")
            sheet.merge_range(2, 3, 2, 4, "growth")
            for row, cells in enumerate([("", 2022, 2023, 2022, 2023), ("Alun", 5, 6, 7, 8), ("Bukit", 6, 7, 8, 9)], 3):
                sheet.write_row(row, 1 if row == 3 else 0, cells[1:] if row == 3 else cells)
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines() == [
            f"{path}, T, line 3: the headings seem to stand in lines 3 and 4 together; write heading = [3, 4] in a "
            "recipe [headings_in_two_rows]",
            f"{path}, T!B4, 2022: the column stands 2 times [column_twice]",
            f"{path}, T!C4, 2023: the column stands 2 times [column_twice]",
            "3 problem(s); nothing was scored",
        ]
        assert run("assess", path, "--framework", small, "--lang", "id").stderr.splitlines()[0] == (
            f"{path}, T, baris 3: judul kolom tampaknya berada di baris 3 dan 4 bersama-sama; tulis heading = [3, 4] "
            "dalam resep [headings_in_two_rows]"
        )

    def test_a_csv_file_says_it_too(self, run: Run, small: Path, write: Write) -> None:
        path = write("Title,,\nRegion,2023,\n,May,June\nAlun,5,6\nBukit,6,7\n", "two.csv")
        result = run("assess", path, "--framework", small)
        assert result.exit_code == 3
        assert [line.removeprefix(f"{path}, ") for line in result.stderr.splitlines()] == [
            "line 2: column 3 has no heading and begins with 'June', '6', '7'; give it a heading, or empty it "
            "[column_unnamed]",
            "line 2: the headings seem to stand in lines 2 and 3 together; write heading = [2, 3] in a recipe "
            "[headings_in_two_rows]",
            'line 3, Region: the city is empty; if the row is no city, --leave-out "" leaves it out [key_empty]',
            "3 problem(s); nothing was scored",
        ]

    def test_so_does_one_without_a_key(self, run: Run, small: Path, write: Write) -> None:
        path = write("Title,,,,\n,,,,\nRegion,2023,,2024,\n,May,June,May,June\nAlun,5,6,7,8\nBukit,6,7,8,9\n", "t.csv")
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stderr.splitlines()) == (
            3,
            [
                f"{path}, line 4: the headings seem to stand in lines 3 and 4 together; write heading = [3, 4] in a "
                "recipe [headings_in_two_rows]",
                "1 problem(s); nothing was scored",
            ],
        )


class TestManyOfOneKind:
    @pytest.fixture
    def many(self, write: Write) -> Path:
        return write("city,income\n" + "".join(f"c{number},ten\n" for number in range(9)), "many.csv")

    def test_people_are_told_one_and_the_way_to_each(self, run: Run, many: Path, small: Path) -> None:
        lines = run("check", many, "--framework", small).stderr.splitlines()
        assert lines[0].endswith(
            "line 2, income, c0: 'ten' is not a number; 8 more of this kind: line 3, line 4, line 5, ... [not_a_number]"
        )
        assert lines[1:] == ["9 problem(s); nothing was scored", "to see each of them: --all, or -o problems.csv"]
        told = run("check", many, "--framework", small, "--format", "markdown", "--lang", "id").stdout
        assert told.count("bukan angka") == 1
        assert "8 lagi yang serupa" in told
        assert told.rstrip().endswith("untuk melihat semuanya satu per satu: --all, atau -o problems.csv")

    def test_all_tells_each(self, run: Run, many: Path, small: Path) -> None:
        lines = run("check", many, "--framework", small, "--all").stderr.splitlines()
        assert [line.endswith("'ten' is not a number [not_a_number]") for line in lines] == [True] * 9 + [False]
        assert run("check", many, "--framework", small, "--all", "--format", "markdown").stdout.count("'ten' is") == 9

    def test_programs_get_each(self, run: Run, many: Path, small: Path, tmp_path: Path) -> None:
        assert run("check", many, "--framework", small, "-o", tmp_path / "p.csv").exit_code == 3
        assert len((tmp_path / "p.csv").read_text().splitlines()) == 10
        assert len(json.loads(run("check", many, "--framework", small, "--format", "json").stdout)["problems"]) == 9

    def test_a_workbook_has_each(self, run: Run, many: Path, small: Path, tmp_path: Path) -> None:
        calamine = pytest.importorskip("python_calamine")
        run("check", many, "--framework", small, "-o", tmp_path / "p.xlsx")
        book = calamine.CalamineWorkbook.from_path(tmp_path / "p.xlsx")
        cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
        assert cells.count("'ten' is not a number") == 9

    def test_assess_names_check(self, run: Run, many: Path, small: Path) -> None:
        assert run("assess", many, "--framework", small).stderr.splitlines()[-1] == (
            "to see each of them: `smartscore check` with --all, or with -o problems.csv"
        )
