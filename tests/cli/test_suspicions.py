"""Suspicions on the command line: refused alike by every command, accepted, left out, and told in every result."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import Result
from python_calamine import CalamineWorkbook

Run = Callable[..., Result]
Write = Callable[..., Path]

TOTAL = "city,a,b\nSampit,10,80\nKuala,20,70\nJumlah,30,150\n"
TOLD = "Jumlah (line 4): the name 'Jumlah' says so, the sum of the others in a, b"


@pytest.fixture
def minmax(write: Write) -> Path:
    return write('id = "mm"\nmembers = [{ id = "a", rule = "minmax" }, { id = "b", rule = "minmax" }]', "mm.toml")


@pytest.fixture
def total(write: Write) -> Path:
    return write(TOTAL, "total.csv")


@pytest.fixture
def percent(write: Write) -> Path:
    rule = "rule = { linear = { worst = 0, best = 100 } }"
    members = ", ".join(f'{{ id = "{name}", unit = "%", {rule} }}' for name in ("poverty", "water"))
    return write(f'id = "p"\nmembers = [{members}]', "p.toml")


class TestRefused:
    @pytest.mark.parametrize(
        "words",
        [
            ["assess"],
            ["check"],
            ["explain", "--city", "Sampit"],
            ["gaps", "--city", "Sampit"],
            ["peers", "--city", "Sampit"],
            ["select", "--top", "1"],
            ["template", "--format", "csv"],
        ],
    )
    def test_every_command_that_scores_ends_with_3(
        self, run: Run, total: Path, minmax: Path, tmp_path: Path, words: list[str]
    ) -> None:
        if words[0] == "template":
            result = run("template", "--from", total, "--framework", minmax, "-o", tmp_path / "form.xlsx")
        else:
            result = run(words[0], total, "--framework", minmax, *words[1:])
        assert (result.exit_code, result.stdout.startswith("How it was read")) == (3, words[0] == "check")
        assert TOLD in result.stderr

    def test_comparing_refuses_it_too(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("compare", total, total, "--framework", minmax)
        assert (result.exit_code, result.stdout) == (3, "")
        assert TOLD in result.stderr

    def test_problems_and_suspicions_are_told_at_once(self, run: Run, write: Write, minmax: Path) -> None:
        file = write(TOTAL.replace("Kuala,20", "Kuala,twenty"), "both.csv")
        result = run("assess", file, "--framework", minmax)
        lines = result.stderr.splitlines()
        assert result.exit_code == 3
        assert lines[0] == f"{file}, line 3, a, Kuala: 'twenty' is not a number [not_a_number]"
        assert "Jumlah (line 4): the name 'Jumlah' says so" in lines[1]
        assert lines[2:] == ["1 problem(s), 1 suspicion(s); nothing was scored"]

    def test_in_indonesian(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("assess", total, "--framework", minmax, "--lang", "id")
        assert result.stderr.splitlines()[-1] == "0 masalah, 1 kecurigaan; tidak ada yang diberi skor"


class TestLeftOut:
    def test_the_others_are_scored(self, run: Run, total: Path, minmax: Path) -> None:
        told = json.loads(
            run("assess", total, "--framework", minmax, "--leave-out", "Jumlah", "--format", "json").stdout
        )
        assert {city["city"]: city["index"] for city in told["assessments"][0]["cities"]} == {"Sampit": 50, "Kuala": 50}

    def test_a_row_that_is_none_is_refused_with_the_nearest(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("assess", total, "--framework", minmax, "--leave-out", "Jumla")
        assert result.exit_code == 2
        assert "Jumlah" in result.stderr

    def test_what_was_wrong_with_the_row_goes_with_it(self, run: Run, write: Write, minmax: Path) -> None:
        file = write(TOTAL + "Jumlah,x,151\n", "twice.csv")
        assert run("assess", file, "--framework", minmax, "--leave-out", "Jumlah").exit_code == 0


class TestAccepted:
    def test_it_is_scored_and_stands_below_the_table(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("assess", total, "--framework", minmax, "--accept", "total_row")
        assert result.exit_code == 0
        assert "Accepted as right: rows that may be totals are ranked as units (Jumlah)." in result.stdout
        result = run("assess", total, "--framework", minmax, "--accept", "total_row", "--lang", "id")
        assert "Diterima sebagai benar: baris yang mungkin berupa jumlah diperingkat sebagai satuan (Jumlah)." in (
            result.stdout
        )

    @pytest.mark.parametrize("format_", ["table", "markdown", "html"])
    @pytest.mark.parametrize("command", ["assess", "explain", "gaps", "peers"])
    def test_it_stands_in_every_result(self, run: Run, total: Path, minmax: Path, command: str, format_: str) -> None:
        city = [] if command == "assess" else ["--city", "Sampit"]
        result = run(command, total, "--framework", minmax, *city, "--accept", "total_row", "--format", format_)
        assert result.exit_code == 0
        assert "rows that may be totals are ranked as units (Jumlah)" in " ".join(result.stdout.split())

    @pytest.mark.parametrize("command", ["assess", "explain", "gaps", "peers", "select"])
    def test_it_stands_in_json(self, run: Run, total: Path, minmax: Path, command: str) -> None:
        more = {"assess": [], "select": ["--top", "1"]}.get(command, ["--city", "Sampit"])
        result = run(command, total, "--framework", minmax, *more, "--accept", "total_row", "--format", "json")
        told = json.loads(result.stdout)
        (first,) = told["assessments"] if command == "assess" else told
        (one,) = first["suspicions"]
        assert (one["code"], one["column"], one["accepted"], one["refuses"]) == ("total_row", None, True, True)
        assert one["fields"]["rows"] == TOLD

    def test_it_stands_in_the_note_of_each_row_of_csv(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("assess", total, "--framework", minmax, "--accept", "total_row", "--format", "csv")
        notes = {row["note"] for row in csv.DictReader(result.stdout.splitlines())}
        assert notes == {"Accepted as right: rows that may be totals are ranked as units (Jumlah)."}
        result = run("assess", total, "--framework", minmax, "--leave-out", "Jumlah", "--format", "csv")
        assert {row["note"] for row in csv.DictReader(result.stdout.splitlines())} == {""}

    def test_it_stands_in_a_workbook(self, run: Run, total: Path, minmax: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.xlsx"
        assert run("assess", total, "--framework", minmax, "--accept", "total_row", "-o", out).exit_code == 0
        book = CalamineWorkbook.from_path(out)
        cells = [
            cell for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row
        ]
        assert "Accepted as right: rows that may be totals are ranked as units (Jumlah)." in cells

    def test_by_code_and_column_the_other_columns_are_refused_still(
        self, run: Run, write: Write, percent: Path
    ) -> None:
        file = write("city,poverty,water\nA,0.1,0.8\nB,0.2,0.7\n", "share.csv")
        result = run("assess", file, "--framework", percent, "--accept", "share_scale:poverty")
        assert result.exit_code == 3
        assert result.stderr.splitlines()[0].startswith(f"{file}, water: all 2 values lie between 0 and 1")
        both = ("--accept", "share_scale:poverty", "--accept", "share_scale:water")
        assert run("assess", file, "--framework", percent, *both).exit_code == 0
        assert run("assess", file, "--framework", percent, "--accept", "share_scale").exit_code == 0

    def test_a_kind_that_there_is_not_is_refused_with_the_nearest(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("assess", total, "--framework", minmax, "--accept", "total_rows")
        assert (result.exit_code, result.stderr) == (
            2,
            "'total_rows' is no kind of suspicion; nearest: total_row [unknown_suspicion]\n",
        )


def test_in_a_workbook_the_cell_is_named(run: Run, percent: Path, tmp_path: Path) -> None:
    file = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate([["city", "poverty", "water"], ["A", -999, 80], ["B", 12, 70], ["C", -999, 60]]):
            sheet.write_row(row, 0, cells)
    result = run("assess", file, "--framework", percent)
    assert "-999 stands in 2 cell(s), far from all else: A (Data!B2, -999), C (Data!B4, -999)." in result.stderr


def test_missing_reads_placeholders_as_missing(run: Run, write: Write, percent: Path) -> None:
    file = write("city,poverty,water\nA,-999,80\nB,9999,70\n", "nul.csv")
    result = run("assess", file, "--framework", percent, "--missing", "-999,9999", "--format", "json")
    cities = json.loads(result.stdout)["assessments"][0]["cities"]
    assert [(city["city"], city["index"]) for city in cities] == [("A", 80), ("B", 70)]


class TestCheck:
    def test_it_says_what_is_a_suspicion(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("check", total, "--framework", minmax)
        assert result.stderr.splitlines()[0].startswith(f"suspicion: {total}, line 4, Jumlah: 1 row(s) may be no unit")
        assert result.stderr.splitlines()[1:] == ["0 problem(s), 1 suspicion(s); nothing was scored"]

    def test_what_was_accepted_is_told_and_ends_with_0(self, run: Run, total: Path, minmax: Path) -> None:
        result = run("check", total, "--framework", minmax, "--accept", "total_row")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-2].startswith("accepted: ")
        assert result.stdout.splitlines()[-1] == "no problems for mm: 3 rows, 0 of 6 values missing"

    def test_what_refuses_nothing_is_a_remark(self, run: Run, write: Write, percent: Path) -> None:
        file = write("city,poverty,water\nA,7,80\nB,7,70\nC,7,60\n", "alike.csv")
        result = run("check", file, "--framework", percent)
        assert (result.exit_code, result.stdout.splitlines()[-2][:8]) == (0, "remark: ")
        result = run("assess", file, "--framework", percent)
        assert "Stands out, and counts as it is (see check): poverty is 7 everywhere." in result.stdout

    def test_as_a_table_and_json(self, run: Run, total: Path, minmax: Path) -> None:
        table = run("check", total, "--framework", minmax, "--format", "csv")
        assert table.exit_code == 3
        assert table.stdout.splitlines()[0] == "file,row,city,kind,problem,code"
        told = json.loads(run("check", total, "--framework", minmax, "--format", "json").stdout)
        assert told["problems"] == []
        assert [(one["code"], one["row"], one["accepted"]) for one in told["suspicions"]] == [("total_row", 4, False)]


class TestImpossibleSigns:
    def test_a_denominator_below_0_is_refused(self, run: Run, write: Write) -> None:
        rule = 'denominator = "people", rule = { linear = { worst = 0, best = 5 } }'
        framework = write(f'id = "d"\nmembers = [{{ id = "beds", {rule} }}]', "d.toml")
        file = write("city,beds,people\nA,10,-100\nB,20,0\nC,5,10\n", "d.csv")
        result = run("assess", file, "--framework", framework)
        assert result.exit_code == 3
        assert result.stderr.splitlines() == [
            f"{file}, line 2, people, A: the denominator people is -100; it must be above 0 [denominator_negative]",
            f"{file}, line 3, people, B: the denominator people is 0 [denominator_zero]",
            "2 problem(s); nothing was scored",
        ]
        told = run("assess", file, "--framework", framework, "--lang", "id").stderr
        assert "baris 2, people, A: penyebut people bernilai -100; seharusnya di atas 0 [denominator_negative]" in told

    @pytest.mark.parametrize("rule", ["log", "power"])
    def test_so_is_a_value_below_0_under_a_curve(self, run: Run, write: Write, rule: str) -> None:
        rules = f"rule = {{ {rule} = {{ worst = 1, best = 100 }} }}"
        framework = write(f'id = "l"\nmembers = [{{ id = "income", {rules} }}]', "l.toml")
        file = write("city,income\nA,-3.5\nB,0\nC,50\n", "l.csv")
        result = run("assess", file, "--framework", framework)
        assert result.stderr.splitlines() == [
            f"{file}, line 2, income, A: -3.5 is below 0, for which the rule has no curve (a logarithm or a "
            "power) [sign_impossible]",
            "1 problem(s); nothing was scored",
        ]
        assert (
            "-3.5 di bawah 0, sedangkan kurva aturannya (logaritma atau pangkat) tidak terdefinisi di sana "
            "[sign_impossible]" in run("assess", file, "--framework", framework, "--lang", "id").stderr
        )

    def test_a_placeholder_outside_the_domain_names_the_way_out(self, run: Run, write: Write) -> None:
        rule = 'domain = "number:0..100", rule = { linear = { worst = 0, best = 100 } }'
        framework = write(f'id = "o"\nmembers = [{{ id = "share", {rule} }}]', "o.toml")
        file = write("city,share\nA,-999\nB,20\n", "o.csv")
        result = run("assess", file, "--framework", framework)
        assert result.stderr.splitlines()[0] == (
            f"{file}, line 2, share, A: -999 is not possible; expected a number between 0 and 100; "
            "if it means “not known”, --missing -999 reads it so [outside_domain_placeholder]"
        )
        assert "jika artinya “tidak diketahui”, gunakan --missing -999" in (
            run("assess", file, "--framework", framework, "--lang", "id").stderr
        )
