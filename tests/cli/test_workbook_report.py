"""`smartscore assess -o results.xlsx`: results as a workbook, read back as the file that it is."""

import hashlib
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from smartscore import load_framework

Run = Callable[..., Result]
Write = Callable[..., Path]
Rows = list[list[object]]

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COMMAND = str(Path(sys.executable).with_name("smartscore"))
SHEETS = ["Ranking", "Scores", "Coverage", "Raw values", "Treated values", "Ranges", "Framework", "Notes"]


@pytest.fixture
def results(run: Run, small: Path, wide: Path, tmp_path: Path) -> Callable[..., Path]:
    """Give a function that assesses a dataset into a workbook and gives its path."""

    def results(*arguments: object, dataset: Path = wide, framework: object = small) -> Path:
        path = tmp_path / "results.xlsx"
        result = run("assess", dataset, "--framework", framework, "-o", path, "--no-robust", *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        return path

    return results


def sheets(path: Path) -> dict[str, Rows]:
    """Give the cells of every sheet."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def table(rows: Rows) -> Rows:
    """Give the cells below the two lines of headings."""
    return rows[4:]


def xml(path: Path, number: int) -> ElementTree.Element:
    with ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314  # our own file


def looks(path: Path, number: int, cell: str) -> tuple[str, str]:
    """Give the format of the numbers of a cell, and the colour behind it."""
    with ZipFile(path) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    (found,) = [each for each in xml(path, number).iter(f"{SPACE}c") if each.attrib["r"] == cell]
    style = list(next(styles.iter(f"{SPACE}cellXfs")))[int(found.attrib["s"])]
    formats = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iter(f"{SPACE}numFmt")}
    colour = list(next(styles.iter(f"{SPACE}fills")))[int(style.attrib["fillId"])].find(f".//{SPACE}fgColor")
    return formats.get(style.attrib["numFmtId"], ""), "" if colour is None else colour.attrib["rgb"]


class TestSheets:
    def test_there_are_eight_in_the_language_of_the_reader(self, results: Callable[..., Path]) -> None:
        assert list(sheets(results())) == SHEETS
        assert list(sheets(results("--lang", "id"))) == [
            *("Peringkat", "Skor", "Cakupan", "Nilai mentah", "Nilai terolah", "Rentang", "Kerangka", "Catatan")
        ]

    def test_the_ranking_has_numbers_and_says_why_a_city_has_none(self, results: Callable[..., Path]) -> None:
        rows = sheets(results())["Ranking"]
        assert rows[2] == [
            "Rank",
            "City",
            "Index",
            "Band",
            "Least possible",
            "Greatest possible",
            "Economy",
            "Living",
            "Coverage",
            "Reason",
        ]
        assert rows[3] == [
            *("rank", "", "index", "band", "index_least", "index_greatest", "economy", "living", "coverage", "reason"),
        ]
        reason = "only 50% of the weight has a score, 60% is needed; missing: Economy"
        assert table(rows) == [
            [1.0, "Desa", 95.0, "high", 95.0, 95.0, 90.0, 100.0, 1.0, ""],
            [2.0, "Bukit", 70.0, "high", 70.0, 70.0, 50.0, 90.0, 1.0, ""],
            [3.0, "Alun", 50.0, "low", 50.0, 50.0, 80.0, 20.0, 1.0, ""],
            ["", "Candi", "", "", 15.0, 65.0, "", 30.0, 0.5, reason],
        ]

    def test_scores_are_those_of_every_node_in_the_order_of_the_tree(self, results: Callable[..., Path]) -> None:
        rows = sheets(results("--depth", "0"))["Scores"]
        assert rows[3] == ["", "index", "economy", "income", "growth", "living", "health"]
        assert table(rows)[:2] == [
            ["Desa", 95.0, 90.0, 100.0, 80.0, 100.0, 100.0],
            ["Bukit", 70.0, 50.0, 50.0, 50.0, 90.0, 90.0],
        ]

    def test_scores_are_not_rounded_but_shown_with_two_decimals(
        self, results: Callable[..., Path], write: Write
    ) -> None:
        path = results(dataset=write("city,income,growth,health\nAlun,1,1,1.23456\n", "fine.csv"))
        assert table(sheets(path)["Scores"])[0][6] == 12.3456
        assert looks(path, 2, "G5")[0] == "0.00_)"

    def test_coverage_is_that_of_every_dimension(self, results: Callable[..., Path]) -> None:
        rows = sheets(results())["Coverage"]
        assert rows[3] == ["", "index", "economy", "living"]
        assert table(rows)[3] == ["Candi", 0.5, 0.0, 1.0]

    def test_values_have_their_units_and_what_was_held_at_a_bound_is_marked(self, results: Callable[..., Path]) -> None:
        path = results()
        told = sheets(path)
        assert told["Raw values"][2] == ["City", "Income\n(rupiah)", "Growth", "Health"]
        assert (
            table(told["Raw values"])
            == table(told["Treated values"])
            == [
                ["Desa", 12.0, 8.0, 10.0],
                ["Bukit", 5.0, 5.0, 9.0],
                ["Alun", 10.0, 6.0, 2.0],
                ["Candi", "", "", 3.0],
            ]
        )
        assert [looks(path, 5, cell)[1] for cell in ("B5", "B6")] == ["FFFCE4D6", ""]

    def test_what_a_step_filled_in_is_in_the_treated_values_alone_and_marked(
        self, results: Callable[..., Path], write: Write
    ) -> None:
        framework = write(
            'id = "own"\nmembers = [{ id = "x", rule = "rank" }, { id = "y", rule = "rank" }]\n'
            '[[steps]]\nimpute = { method = "median" }\n',
            "own.toml",
        )
        path = results(framework=framework, dataset=write("city,x,y\nA,1,1\nB,3,2\nC,,9\n", "gap.csv"))
        told = sheets(path)
        assert sorted(table(told["Raw values"])) == [["A", 1.0, 1.0], ["B", 3.0, 2.0], ["C", "", 9.0]]
        assert sorted(table(told["Treated values"])) == [["A", 1.0, 1.0], ["B", 3.0, 2.0], ["C", 2.0, 9.0]]
        row = 5 + [line[0] for line in table(told["Treated values"])].index("C")
        assert looks(path, 5, f"B{row}")[1] == "FFDDEBF7"

    def test_what_is_too_old_is_marked_in_the_raw_values(self, results: Callable[..., Path], write: Write) -> None:
        framework = write(
            'id = "own"\n[[members]]\nid = "x"\nmax_age = 1\nrule = { linear = { worst = 0, best = 10 } }\n', "own.toml"
        )
        dataset = write("city,indicator,value,value_year\nA,x,5,2020\nB,x,4,2024\n", "old.csv")
        path = results("--as-of", "2024", framework=framework, dataset=dataset)
        assert [looks(path, 4, cell)[1] for cell in ("B5", "B6")] == ["FFE7E6E6", ""]

    def test_words_stand_for_values_that_are_words(self, results: Callable[..., Path], write: Write) -> None:
        framework = write(
            'id = "own"\n[[members]]\nid = "zone"\nrule = { mapping = { categories = { red = 0, green = 1 } } }\n',
            "o.toml",
        )
        path = results(framework=framework, dataset=write("city,zone\nA,green\nB,red\nC,\n", "zones.csv"))
        assert table(sheets(path)["Raw values"]) == [["A", "green"], ["B", "red"], ["C", ""]]

    def test_an_indicator_without_a_column_has_empty_cells(self, results: Callable[..., Path], write: Write) -> None:
        path = results(dataset=write("city,income,health\nAlun,5,5\n", "less.csv"))
        assert table(sheets(path)["Raw values"]) == [["Alun", 5.0, "", 5.0]]

    def test_a_minus_stays_a_number(self, results: Callable[..., Path], write: Write) -> None:
        path = results(dataset=write("city,income,growth,health\nAlun,-5,5,5\n", "minus.csv"))
        assert table(sheets(path)["Raw values"]) == [["Alun", -5.0, 5.0, 5.0]]

    def test_bounds_that_the_data_gave_are_told(self, results: Callable[..., Path], write: Write) -> None:
        framework = write(
            'id = "own"\nmembers = [{ id = "health", rule = "minmax" }, { id = "growth", rule = "rank" }]', "own.toml"
        )
        rows = table(sheets(results(framework=framework))["Framework"])
        assert [row[6:8] for row in rows[1:]] == [
            ["minmax", "worst: 2\nbest: 10"],
            ["rank", "compared with the other cities"],
        ]

    def test_the_framework_is_a_tree_with_all_that_is_judged_by(self, results: Callable[..., Path]) -> None:
        rows = sheets(results())["Framework"]
        assert rows[3] == [
            *("title", "node", "official", "weight", "share", "definition", "rule", "bounds", "unit", "source"),
            *("grade_definition", "grade_worst", "grade_best"),
        ]
        assert [line[:5] for line in table(rows)] == [
            ["Small index", "index", "", 1.0, 1.0],
            ["Economy", "economy", "ECO", 1.0, 0.5],
            ["Income", "income", "", 1.0, 0.25],
            ["Growth", "growth", "", 1.0, 0.25],
            ["Living", "living", "LIV", 1.0, 0.5],
            ["Health", "health", "", 1.0, 0.5],
        ]
        assert table(rows)[2][6:9] == ["linear worst=0, best=10", "worst: 0\nbest: 10", "rupiah"]

    def test_sources_and_confidence_stand_there_too(self, results: Callable[..., Path], example: Path) -> None:
        (line,) = [
            row
            for row in sheets(results(dataset=example, framework="smart-city"))["Framework"]
            if row[1] == "spbe_index"
        ]
        assert "kalteng.bpk.go.id" in str(line[9])
        assert line[10:] == ["verified-in-source", "verified-in-source", "verified-in-source"]

    def test_each_end_of_a_rule_has_its_confidence(self, results: Callable[..., Path], example: Path) -> None:
        rows = sheets(results(dataset=example, framework="smart-city-2026"))["Framework"]
        (line,) = [row for row in rows if row[1] == "disaster_risk_index"]
        assert line[7] == "worst: 189.8\nbest: 85 (judged)\npossible: 0 to 250"
        assert line[10:] == ["verified-in-source", "verified-in-source", "judgement"]

    def test_the_notes_say_what_the_result_was_made_of(
        self, results: Callable[..., Path], wide: Path, small: Path
    ) -> None:
        rows = sheets(results("--only", "economy"))["Notes"]
        said = {row[1]: row[2] for row in rows if row[1]}
        sentences = [str(row[0]) for row in rows]
        assert said["Fingerprint"] == load_framework(small).fingerprint
        assert said["SHA-256"] == hashlib.sha256(wide.read_bytes()).hexdigest()
        assert (said["File"], said["Rows"], said["Edition"]) == (str(wide), "4", "7")
        assert {"smartscore", "python", "numpy", "pandas", "economy"} <= said.keys()
        assert "Missing: 2 of 12 values. Beyond a bound and held there: 1." in sentences
        assert any(sentence.startswith("Not ranked: Candi: ") for sentence in sentences)


class TestRows:
    def test_a_code_stands_beside_the_name_as_text(self, results: Callable[..., Path], write: Write) -> None:
        path = results(dataset=write("code,city,income,growth,health\n01,Alun,5,5,5\n", "codes.csv"))
        assert [rows[4][:2] for rows in list(sheets(path).values())[1:5]] == [["Alun", "01"]] * 4

    def test_a_panel_has_years_and_changes(self, results: Callable[..., Path], panel: Path) -> None:
        path = results(dataset=panel)
        rows = sheets(path)["Ranking"]
        assert rows[3][:6] == ["rank", "", "year", "index", "band", "change"]
        assert table(rows)[-1][:6] == [1.0, "Alun", 2022.0, 80.0, "high", 30.0]
        assert looks(path, 1, "F5")[0] == "+0.00_);-0.00_);0.00_)"

    def test_assessors_have_a_column(self, results: Callable[..., Path], write: Write) -> None:
        path = results(dataset=write("city,assessor,income,growth,health\nAlun,a,5,5,5\nAlun,b,6,6,6\n", "two.csv"))
        assert [row[:3] for row in table(sheets(path)["Scores"])] == [["Alun", "a", 50.0], ["Alun", "b", 60.0]]

    def test_ranks_within_groups_have_the_group_before_the_city(self, results: Callable[..., Path]) -> None:
        rows = table(sheets(results("--by", "province"))["Ranking"])
        assert [row[:3] for row in rows] == [
            [1.0, "West", "Desa"],
            [2.0, "West", "Alun"],
            [1.0, "East", "Bukit"],
            ["", "West", "Candi"],
        ]

    def test_what_if_stands_beside_the_index(self, results: Callable[..., Path]) -> None:
        path = results("--set", "Alun", "health", "10")
        rows = sheets(path)["Ranking"]
        assert rows[3][:8] == [*("rank", "", "index", "band", "index_least", "index_greatest", "difference", "move")]
        assert [row[1:8] for row in table(rows)[:2]] == [
            ["Desa", 95.0, "high", 95.0, 95.0, 0.0, 0.0],
            ["Alun", 90.0, "high", 90.0, 90.0, 40.0, 1.0],
        ]
        assert any("Alun" in str(row[0]) and "10" in str(row[0]) for row in sheets(path)["Notes"])

    def test_several_frameworks_have_their_sheets_each(self, results: Callable[..., Path], write: Write) -> None:
        other = write('id = "other"\nmembers = [{ id = "health", rule = "rank" }]', "other.toml")
        names = list(sheets(results("--framework", other)))
        settled = [name for name in SHEETS if name != "Ranges"]  # health is known everywhere
        assert names == [*(f"{name} small" for name in SHEETS), *(f"{name} other" for name in settled)]

    def test_a_high_index_that_is_bad_is_shaded_otherwise(self, results: Callable[..., Path], write: Write) -> None:
        framework = write('id = "own"\nhigher = "worse"\nmembers = [{ id = "health", rule = "rank" }]', "own.toml")
        colours = [each.attrib["rgb"] for each in xml(results(framework=framework), 2).iter(f"{SPACE}color")]
        assert colours[-1] == "FFF4B084"


class TestUse:
    def test_headings_stay_in_sight_and_rows_can_be_filtered(self, results: Callable[..., Path]) -> None:
        path = results()
        for number, fixed in ((1, "2"), (2, "1"), (6, "1")):
            pane, filters = xml(path, number).find(f".//{SPACE}pane"), xml(path, number).find(f"{SPACE}autoFilter")
            assert pane is not None
            assert (pane.attrib["xSplit"], pane.attrib["ySplit"]) == (fixed, "4")
            assert filters is not None
        assert xml(path, 1).find(f"{SPACE}autoFilter").attrib["ref"] == "A4:J8"  # type: ignore[union-attr]

    def test_a_wide_sheet_takes_several_pages_side_by_side(self, results: Callable[..., Path], example: Path) -> None:
        path = results(dataset=example, framework="smart-city")
        widths = [xml(path, number).find(f"{SPACE}pageSetup").attrib.get("fitToWidth", "1") for number in (1, 2)]  # type: ignore[union-attr]
        assert widths == ["1", "5"]

    def test_two_processes_write_the_same_bytes(
        self, results: Callable[..., Path], small: Path, wide: Path, tmp_path: Path
    ) -> None:
        first, again = results().read_bytes(), tmp_path / "again.xlsx"
        options = [str(wide), "--framework", str(small), "-o", str(again), "--lang", "en", "--no-robust"]
        subprocess.run([COMMAND, "assess", *options], check=True, env={"PYTHONHASHSEED": "7"})  # noqa: S603  # our own command
        assert first == again.read_bytes()

    def test_it_goes_to_a_pipe_but_not_to_a_terminal(self, run: Run, small: Path, wide: Path) -> None:
        asked = ["assess", str(wide), "--framework", str(small), "--format", "xlsx", "--lang", "en"]
        assert run(*asked).stdout_bytes.startswith(b"PK")
        ours, theirs = pty.openpty()
        done = subprocess.run([COMMAND, *asked], stdout=theirs, stderr=subprocess.PIPE, check=False)  # noqa: S603
        os.close(theirs)
        os.close(ours)
        assert (done.returncode, done.stderr) == (
            2,
            b"this is no text for a terminal: name a file with -o [needs_file]\n",
        )

    def test_without_xlsxwriter_one_sentence_says_how_to_get_it(self, small: Path, wide: Path, tmp_path: Path) -> None:
        code = "import sys; sys.modules['xlsxwriter'] = None; from smartscore.cli import main; main(sys.argv[1:])"
        asked = ["assess", str(wide), "--framework", str(small), "-o", str(tmp_path / "r.xlsx"), "--lang", "en"]
        done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=False)  # noqa: S603
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            done.stderr == 'this needs a package that is not installed: pip install "smartscore[excel]" '
            "[missing_extra]\n"
        )

    def test_other_formats_do_not_load_it(self, small: Path, wide: Path) -> None:
        code = (
            "import sys; from smartscore.cli import main; main(sys.argv[1:], standalone_mode=False);"
            "print(sorted({name.partition('.')[0] for name in sys.modules} & {'xlsxwriter', 'python_calamine'}))"
        )
        asked = ["assess", str(wide), "--framework", str(small)]
        done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True)  # noqa: S603
        assert done.stdout.splitlines()[-1] == "[]"


HOSTILE = ('=HYPERLINK("http://x","y")', "@SUM", "+1+1", "-cmd|' /C calc'!A0", "</script><script>", "x" * 300)


class TestHostileTexts:
    @pytest.fixture
    def named(self, write: Write) -> Path:
        quoted = ['"' + text.replace('"', '""') + '"' for text in HOSTILE]
        return write(
            "city,province,income,growth,health\n" + "".join(f"{name},{name},5,5,-5\n" for name in quoted), "h.csv"
        )

    def test_none_becomes_a_formula_or_a_link(self, results: Callable[..., Path], named: Path) -> None:
        path = results("--by", "province", dataset=named)
        with ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(mark in told for told in parts for mark in (b"<f>", b"<f ", b"hyperlink"))
        rows = table(sheets(path)["Ranking"])
        assert sorted(str(row[2]) for row in rows) == sorted(str(row[1]) for row in rows) == sorted(HOSTILE)
        assert {row[3] for row in table(sheets(path)["Raw values"])} == {-5.0}

    def test_in_csv_they_have_an_apostrophe_and_numbers_none(self, run: Run, small: Path, named: Path) -> None:
        lines = run("assess", named, "--framework", small, "--format", "csv").stdout.splitlines()[1:]
        assert [line.startswith(("'", "\"'")) for line in lines] == [True] * 4 + [False] * 2
        assert lines[1].startswith("'@SUM,'@SUM,small,")

    def test_a_city_called_minus_5_stays_a_number_there(self, run: Run, small: Path, write: Write) -> None:
        path = write("city,income,growth,health\n-5,5,5,5\nb,5,5,5\n", "minus.csv")
        assert run("assess", path, "--framework", small, "--format", "csv").stdout.splitlines()[1].startswith("-5,-5,")

    def test_titles_and_units_of_a_csv_template_are_harmless_too(self, run: Run, write: Write) -> None:
        framework = write('id = "h"\nmembers = [{ id = "x", title = "=1+1", unit = "@SUM", rule = "rank" }]', "h.toml")
        assert run("template", "--framework", framework, "--long", "--city", "=A").stdout.splitlines()[1] == (
            "=A,x,'=1+1,'@SUM,,,,,,"
        )
