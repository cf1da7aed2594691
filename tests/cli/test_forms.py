"""`smartscore template -o form.xlsx`: forms as workbooks, read back as the files that they are."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from smartscore import discover, load_framework
from smartscore.evidence.statuses import NO, YES
from smartscore.messages import message
from smartscore.numerals.missing_words import MISSING_WORDS

Run = Callable[..., Result]
Write = Callable[..., Path]
Rows = list[list[object]]

MACHINE = ["indicator", "title", "definition", "unit", "bounds", "value"]
BESIDE = ["value_year", "source", "evidence", "quality", "owner", "note"]
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

STAIRS = """
id = "stairs"
edition = "3"
[[members]]
id = "digital"
title = { en = "Digital", id = "Digital daerah" }
[[members.members]]
id = "open_data"
title = { en = "Open data", id = "Data terbuka" }
rule = { levels = { low = 0, high = 2 } }
criteria = [
  { level = 0, text = "nothing is public" },
  { level = 1, text = { en = "a list", id = "sebuah daftar" }, evidence = "link" },
  { level = 2, text = "owners", evidence = "sworn statement" },
  { level = 2, text = "dates" },
]
[[members.members]]
id = "zone"
rule = { mapping = { categories = { "red, bad" = 0, "green" = 1 } } }
[[members]]
id = "beds"
rule = { linear = { worst = 0, best = 5 } }
domain = "number:0..50"
denominator = "population"
factor = 1000
[[members]]
id = "speed"
unit = "Mbit/s"
rule = { log = { worst = 0.5, best = 20 } }
confidence = { definition = "general-knowledge", worst = "verified-in-source", best = "judgement" }
domain = "number:0..1000"
valid_years = "2022..2024"
"""

FILLED = """code,city,province,population,indicator,value,value_year,source,evidence,quality,owner,note
01,Sampit,Central,1000,open_data:1.1,yes,,portal,link,,Diskominfo,
01,Sampit,Central,1000,open_data:2.1,belum,,,,,,
01,Sampit,Central,1000,zone,green,2023,decree 4,,own_records,Bappeda,
01,Sampit,Central,1000,speed,-0,2023,"=1+1","@SUM",estimated,,"two
lines"
02,Kuala,Central,2000,beds,3,2022,office,,published,Dinas Kesehatan,
02,Kuala,Central,2000,speed,12.5,,,,,../../x,
"""

NOT_NUMBERS = (
    'OR(UPPER(TRIM(F5))="NA",LEFT(UPPER(TRIM(F5)),14)="NOT APPLICABLE",LEFT(UPPER(TRIM(F5)),13)="TIDAK BERLAKU")'
)
BESIDE_IT = "Bila tidak berlaku: tidak berlaku, alasannya pada catatan."
THERE = "the file exists already and was left as it is; --force replaces it [file_exists]"


@pytest.fixture
def stairs(write: Write) -> Path:
    return write(STAIRS, "stairs.toml")


@pytest.fixture
def filled(write: Write) -> Path:
    return write(FILLED.replace("-0,", "7,"), "filled.csv")


@pytest.fixture
def form(run: Run, stairs: Path, tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a form of the framework and gives its path."""

    def form(*arguments: object, framework: object = stairs, name: str = "form.xlsx") -> Path:
        path = tmp_path / name
        path.unlink(missing_ok=True)  # which the command would not replace
        result = run("template", "--framework", framework, "-o", path, *arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        return path

    return form


def sheets(path: Path) -> dict[str, Rows]:
    """Give the cells of every sheet."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def lines(rows: Rows) -> list[dict[str, object]]:
    """Give the lines below the row of names that the reader knows, as the reader finds it."""
    place = next(place for place, row in enumerate(rows) if {"indicator", "value"} <= set(row))
    return [dict(zip(map(str, rows[place]), row, strict=True)) for row in rows[place + 1 :]]


def profile(rows: Rows) -> dict[str, list[object]]:
    place = next(place for place, row in enumerate(rows) if "field" in row)
    return {str(row[0]): row[1:] for row in rows[place:]}


def part(path: Path, name: str) -> ElementTree.Element:
    with ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314  # our own file


def sheet_xml(path: Path, number: int) -> ElementTree.Element:
    return part(path, f"xl/worksheets/sheet{number}.xml")


def validations(path: Path, number: int) -> dict[str, dict[str, str]]:
    """Give the rules of a sheet by their cells: type, formulas, messages."""
    found = {}
    for rule in sheet_xml(path, number).iter(f"{SPACE}dataValidation"):
        formulas = {child.tag.removeprefix(SPACE): child.text or "" for child in rule}
        found[rule.attrib["sqref"]] = {**rule.attrib, **formulas}
    return found


class TestLayout:
    def test_a_guide_and_a_profile_come_before_a_sheet_for_indicators_alone_and_one_a_dimension(
        self, form: Callable[..., Path]
    ) -> None:
        assert list(sheets(form("--lang", "en"))) == ["Guide", "Profile", "Indicators", "Digital"]
        assert list(sheets(form("--lang", "id"))) == ["Panduan", "Profil", "Indikator", "Digital daerah"]

    def test_every_indicator_has_a_line_and_every_criterion_above_level_0_one_below_it(
        self, form: Callable[..., Path]
    ) -> None:
        told = sheets(form())
        assert [line["indicator"] for line in lines(told["Indicators"])] == ["beds", "speed"]
        assert [line["indicator"] for line in lines(told["Digital"])] == [
            *("open_data", "open_data:1.1", "open_data:2.1", "open_data:2.2", "zone")
        ]

    def test_a_line_tells_what_is_asked(self, form: Callable[..., Path]) -> None:
        told = sheets(form())
        speed = lines(told["Indicators"])[1]
        assert {name: speed[name] for name in MACHINE} == {
            "indicator": "speed",
            "title": "speed",
            "definition": "",
            "unit": "Mbit/s",
            "bounds": "worst: 0.5\nbest: 20 (judged)\npossible: 0 to 1000\nvalid for: 2022..2024",
            "value": "",
        }
        data, first, second, _, zone = lines(told["Digital"])
        assert data["definition"] == (
            "0: nothing is public\n"
            "Answer the criteria below; the level follows from them. "
            "Enter a level here only if the criteria stay empty."
        )
        assert [first[name] for name in ("title", "definition", "unit", "bounds")] == [
            *("Level 1, criterion 1", "a list", "yes / no", "evidence: link")
        ]
        assert second["bounds"] == "evidence: sworn statement"
        assert zone["bounds"] == "worst to best: red, bad < green"

    def test_an_amount_over_another_one_is_asked_as_it_is(self, form: Callable[..., Path]) -> None:
        beds = lines(sheets(form("--lang", "id"))["Indikator"])[0]
        assert beds["definition"] == "Isi jumlahnya saja; jumlah itu dibagi dengan population."

    @pytest.mark.parametrize(("language", "headings"), [("en", "Answer"), ("id", "Isian")])
    def test_headings_for_people_stand_above_the_names_for_the_reader(
        self, form: Callable[..., Path], language: str, headings: str
    ) -> None:
        rows = list(sheets(form("--lang", language)).values())[2]
        assert rows[3] == [*MACHINE, *BESIDE]
        assert rows[2][5] == headings
        assert rows[2] == [message(f"heading_{name}", language) for name in rows[3]]

    def test_a_title_stands_below_those_of_its_dimensions(self, form: Callable[..., Path]) -> None:
        first = lines(sheets(form("--lang", "id", framework="smart-city"))["Tata Kelola Cerdas"])[0]
        assert first["title"] == "Pelayanan publik\nKepuasan masyarakat terhadap pelayanan daerah"

    def test_the_guide_has_no_table_that_could_be_read(self, form: Callable[..., Path]) -> None:
        rows = next(iter(sheets(form(framework="smart-city")).values()))
        assert not any({"indicator", "field", "value"} & set(row) for row in rows)

    def test_the_guide_says_which_framework_it_is(self, form: Callable[..., Path], stairs: Path) -> None:
        rows = sheets(form())["Guide"]
        said = {row[1]: row[2] for row in rows}
        assert (said["Name"], said["Edition"]) == ("stairs", "3")
        assert said["Fingerprint"] == load_framework(stairs).fingerprint

    def test_indicators_of_several_frameworks_are_asked_once(self, form: Callable[..., Path], write: Write) -> None:
        other = write(
            'id = "other"\nmembers = [{ id = "speed", rule = "rank" }, { id = "crime", rule = "rank" }]', "o.toml"
        )
        told = sheets(form("--framework", other))
        assert list(told) == ["Guide", "Profile", "Indicators", "Digital", "Indicators (2)"]
        assert [line["indicator"] for line in lines(told["Indicators (2)"])] == ["crime"]

    @pytest.mark.parametrize("framework", ["smart-city", *discover(bundled_only=True).frameworks])
    @pytest.mark.parametrize("language", ["en", "id"])
    def test_any_framework_has_a_form_that_asks_for_all_of_it(
        self, form: Callable[..., Path], framework: str, language: str
    ) -> None:
        ladder, indicators = load_framework(framework).ladder, load_framework(framework).indicators
        first = 2 if ladder is None else 3  # after the sheet that shows levels and index
        found = [
            line["indicator"]
            for rows in list(sheets(form("--lang", language, framework=framework)).values())[first:]
            for line in lines(rows)
        ]
        asked = {name for node in indicators for name in (node.id, *(() if ladder else node.tick_columns.values()))}
        assert ladder is not None or len(found) == len(set(found))
        assert set(found) == asked


class TestCities:
    def test_one_city_has_a_column_value_in_the_profile(self, form: Callable[..., Path]) -> None:
        told = sheets(form("--city", "Sampit"))
        assert profile(told["Profile"]) == {
            "field": ["value"],
            "code": [""],
            "city": ["Sampit"],
            "year": [""],
            "assessor": [""],
            "population": [""],
        }
        assert "city" not in lines(told["Indicators"])[0]

    def test_without_a_name_there_is_one_city_to_name(self, form: Callable[..., Path]) -> None:
        assert profile(sheets(form())["Profile"])["city"] == [""]

    def test_many_cities_have_a_column_each_there_and_lines_of_their_own(self, form: Callable[..., Path]) -> None:
        told = sheets(form("--city", "Sampit", "--city", "Kuala, new", "--city", "Sampit"))
        assert profile(told["Profile"])["field"] == ["Sampit", "Kuala, new"]
        assert profile(told["Profile"])["city"] == ["Sampit", "Kuala, new"]
        assert [(line["city"], line["indicator"]) for line in lines(told["Indicators"])] == [
            ("Sampit", "beds"),
            ("Sampit", "speed"),
            ("Kuala, new", "beds"),
            ("Kuala, new", "speed"),
        ]

    def test_names_of_fields_show_a_title_and_hold_the_name(self, form: Callable[..., Path]) -> None:
        path = form("--lang", "id")
        formats = [found.attrib["formatCode"] for found in part(path, "xl/styles.xml").iter(f"{SPACE}numFmt")]
        assert '"Nama daerah ("@")"' in formats


class TestFrom:
    def test_values_and_what_belongs_to_them_are_there_already(self, form: Callable[..., Path], filled: Path) -> None:
        told = sheets(form("--from", filled, "--city", "Sampit"))
        data, first, second, third, zone = lines(told["Digital"])
        assert [line["value"] for line in (data, first, second, third, zone)] == ["", "yes", "no", "", "green"]
        assert [first[name] for name in BESIDE] == ["", "portal", "link", "", "Diskominfo", ""]
        speed = lines(told["Indicators"])[1]
        assert [speed[name] for name in ("value", *BESIDE)] == [
            *(7.0, 2023.0, "=1+1", "@SUM", "estimated", "", "two\nlines")
        ]

    def test_ticks_have_the_language_of_the_form(self, form: Callable[..., Path], filled: Path) -> None:
        told = sheets(form("--from", filled, "--city", "01", "--lang", "id"))
        assert [line["value"] for line in lines(told["Digital daerah"])][1:3] == ["ya", "tidak"]
        assert {message("word_yes", language) for language in ("en", "id")} <= YES
        assert {message("word_no", language) for language in ("en", "id")} <= NO

    def test_a_denominator_that_is_an_indicator_is_asked_for_once(self, form: Callable[..., Path]) -> None:
        pages = sheets(form("--city", "Alun", framework="iid-2026"))
        assert "innovations" not in profile(pages["Profile"])
        asked = [line["indicator"] for rows in list(pages.values())[2:] for line in lines(rows)]
        assert asked.count("innovations") == 1

    def test_the_profile_has_code_denominators_and_what_else_is_known(
        self, form: Callable[..., Path], filled: Path
    ) -> None:
        assert profile(sheets(form("--from", filled))["Profile"]) == {
            "field": ["Sampit", "Kuala"],
            "code": ["01", "02"],
            "city": ["Sampit", "Kuala"],
            "year": ["", ""],
            "assessor": ["", ""],
            "population": [1000.0, 2000.0],
            "province": ["Central", "Central"],
        }

    def test_cities_may_come_from_a_file_that_has_nothing_else(self, form: Callable[..., Path], write: Write) -> None:
        cities = write("code,city\n01,Gorontalo\n02,Gorontalo\n", "cities.csv")
        told = sheets(form("--from", cities))
        assert profile(told["Profile"])["field"] == ["Gorontalo (01)", "Gorontalo (02)"]
        assert profile(told["Profile"])["city"] == ["Gorontalo", "Gorontalo"]
        assert {line["city"] for line in lines(told["Indicators"])} == {"Gorontalo (01)", "Gorontalo (02)"}

    def test_a_wide_file_has_values_alone(self, form: Callable[..., Path], write: Write) -> None:
        wide = write("city,speed,zone,open_data\nSampit,1005,NA,2\n", "wide.csv")
        framework = write(STAIRS.replace('domain = "number:0..1000"', ""), "free.toml")
        told = sheets(form("--from", wide, framework=framework))
        assert lines(told["Indicators"])[1]["value"] == 1005.0
        assert [line["value"] for line in lines(told["Digital"])] == [2.0, "", "", "", ""]
        assert profile(told["Profile"])["code"] == [""]

    def test_what_does_not_apply_is_there_already_with_its_reason(
        self, form: Callable[..., Path], write: Write, run: Run, stairs: Path
    ) -> None:
        head = "code,city,indicator,value,note,population\n"
        text = (
            "01,Kuala,speed,not applicable,no coast,900\n01,Kuala,zone,tidak berlaku: luas,,900\n01,Kuala,beds,2,,900\n"
        )
        path = form("--from", write(head + text, "lifted.csv"))
        told = sheets(path)
        assert [lines(told["Indicators"])[1][name] for name in ("value", "note")] == ["not applicable", "no coast"]
        assert lines(told["Digital"])[-1]["value"] == "tidak berlaku: luas"
        checked = run("check", path, "--framework", stairs)
        assert checked.stdout.endswith("\nno problems for stairs: 1 rows, 1 of 4 values missing, 2 not applicable\n")

    def test_a_panel_gives_the_last_year_of_each_city(self, form: Callable[..., Path], write: Write) -> None:
        panel = write("city,year,speed\nSampit,2022,1\nSampit,2023,2\nKuala,2022,3\n", "panel.csv")
        told = sheets(form("--from", panel))
        assert profile(told["Profile"])["year"] == [2023.0, 2022.0]
        assert [line["value"] for line in lines(told["Indicators"])] == ["", 2.0, "", 3.0]
        one = sheets(form("--from", panel, "--year", "2022", "--city", "Sampit"))
        assert profile(one["Profile"])["year"] == [2022.0]

    def test_several_rows_of_a_city_in_one_year_are_more_than_a_form_holds(
        self, run: Run, stairs: Path, write: Write, tmp_path: Path
    ) -> None:
        path = write("city,assessor,speed\nSampit,a,1\nSampit,b,2\nKuala,a,2\n", "two.csv")
        result = run("template", "--framework", stairs, "--from", path, "-o", tmp_path / "form.xlsx")
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines()[0] == (
            f"{path}, line 2, Sampit: 2 rows in the last year of this city, of which a form can hold one [form_rows]"
        )
        assert not (tmp_path / "form.xlsx").exists()

    def test_one_assessor_is_in_the_profile(self, form: Callable[..., Path], write: Write) -> None:
        told = sheets(form("--from", write("city,assessor,speed\nSampit,a,1\n", "one.csv")))
        assert profile(told["Profile"])["assessor"] == ["a"]

    def test_what_is_wrong_is_refused_and_nothing_is_written(
        self, run: Run, stairs: Path, write: Write, tmp_path: Path
    ) -> None:
        wrong = write("city,speed,beds,zone\nSampit,5000,y,blue\n", "wrong.csv")
        result = run("template", "--framework", stairs, "--from", wrong, "-o", tmp_path / "form.xlsx")
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines() == [
            f"{wrong}, line 2, beds, Sampit: 'y' is not a number [not_a_number]",
            f"{wrong}, line 2, speed, Sampit: 5000 is not possible; expected a number between 0 and 1000 "
            "[outside_domain]",
            f"{wrong}, line 2, zone, Sampit: 'blue' is none of the categories; nearest: green, red, bad "
            "[unknown_category]",
            "3 problem(s); nothing was scored",
        ]
        assert not (tmp_path / "form.xlsx").exists()

    def test_a_city_that_is_not_there_is_refused(self, run: Run, stairs: Path, filled: Path, tmp_path: Path) -> None:
        asked = ("--framework", stairs, "--from", filled, "--city", "Kuale", "-o", tmp_path / "form.xlsx")
        result = run("template", *asked)
        assert result.exit_code == 2
        assert result.stderr == f"{filled}: there is no city 'Kuale'; nearest: Kuala [no_such_city]\n"


class TestEntering:
    def test_a_criterion_takes_yes_and_no_in_the_language_of_the_form(self, form: Callable[..., Path]) -> None:
        rule = validations(form("--lang", "id"), 4)["F6:F8"]
        assert (rule["type"], rule["formula1"]) == ("list", '"ya,tidak,tidak berlaku"')
        assert rule["error"] == (
            "ya bila dapat dibuktikan, selain itu tidak. Bila tidak berlaku: tidak berlaku, alasannya pada catatan."
        )

    def test_a_level_takes_the_levels_and_na(self, form: Callable[..., Path]) -> None:
        rule = validations(form(), 4)["F5"]
        assert (rule["type"], rule["formula1"]) == ("list", '"0,1,2,NA,not applicable"')
        assert rule["error"] == (
            "A whole number: 0 to 2. Without data: empty or NA. Does not apply: not applicable, and why in the note."
        )

    def test_a_word_takes_those_of_the_guide(self, form: Callable[..., Path]) -> None:
        path = form()
        rule = validations(path, 4)["F9"]
        assert rule["type"] == "list"
        first, last = map(int, re.fullmatch(r"Guide!\$C\$(\d+):\$C\$(\d+)", rule["formula1"]).groups())  # type: ignore[union-attr]
        assert [row[2] for row in sheets(path)["Guide"][first - 1 : last]] == [*("red, bad", "green", "not applicable")]

    def test_a_number_takes_what_is_possible_and_na(self, form: Callable[..., Path]) -> None:
        rules = validations(form("--lang", "id"), 3)
        assert rules["F6"]["formula1"] == f"IF(ISNUMBER(F6),AND(F6>=0,F6<=1000),{NOT_NUMBERS})".replace("F5", "F6")
        assert rules["F6"]["error"] == f"Bilangan: 0 sampai 1000. Tanpa data: kosong atau NA. {BESIDE_IT}"
        assert rules["F6"]["prompt"] == f"{rules['F6']['error']} Satuan: Mbit/s."
        assert rules["F5"]["prompt"] == f"Bilangan: 0 atau lebih. Tanpa data: kosong atau NA. {BESIDE_IT}"
        assert rules["F5"]["formula1"] == f"IF(ISNUMBER(F5),AND(F5>=0),{NOT_NUMBERS})"
        assert "na" in MISSING_WORDS

    @pytest.mark.parametrize(
        ("domain", "condition"),
        [
            ("number:..", "TRUE"),
            ("number:-2.5..", "AND(F5>=-2.5)"),
            ("levels:1..100", "AND(F5>=1,F5<=100,F5=INT(F5))"),
        ],
    )
    def test_open_ends_and_many_levels_are_checked_as_numbers(
        self, form: Callable[..., Path], write: Write, domain: str, condition: str
    ) -> None:
        framework = write(f'id = "own"\nmembers = [{{ id = "x", rule = "rank", domain = "{domain}" }}]', "own.toml")
        (rule,) = [rule for cells, rule in validations(form(framework=framework), 3).items() if cells == "F5"]
        assert rule["formula1"] == f"IF(ISNUMBER(F5),{condition},{NOT_NUMBERS})"

    def test_an_indicator_that_applies_to_every_city_offers_nothing_else(
        self, form: Callable[..., Path], write: Write
    ) -> None:
        text = STAIRS.replace('id = "speed"', 'id = "speed"\nnot_applicable = false')
        text = text.replace('id = "open_data"', 'id = "open_data"\nnot_applicable = false')
        path = form(framework=write(text, "strict.toml"))
        assert validations(path, 3)["F6"]["formula1"] == 'IF(ISNUMBER(F6),AND(F6>=0,F6<=1000),UPPER(TRIM(F6))="NA")'
        assert validations(path, 3)["F6"]["error"] == "A number: 0 to 1000. Without data: empty or NA."
        assert validations(path, 4)["F5"]["formula1"] == '"0,1,2,NA"'
        assert validations(path, 4)["F6:F8"]["formula1"] == '"yes,no"'

    def test_the_guide_says_what_to_write(self, form: Callable[..., Path]) -> None:
        said = {row[1]: row[2] for row in sheets(form())["Guide"]}
        assert said["not applicable"] == (
            "Write this where the question does not apply here at all (no sea, no port), and why in the note. It costs "
            "nothing: the weight goes to the other indicators. What applies but is not known stays empty."
        )

    def test_years_are_those_for_which_the_indicator_is_valid(self, form: Callable[..., Path]) -> None:
        rules = validations(form(), 3)
        assert [(rules[cell]["formula1"], rules[cell]["formula2"]) for cell in ("G5", "G6")] == [
            ("1900", "2100"),
            ("2022", "2024"),
        ]
        assert validations(form(), 2)["B7"]["type"] == "whole"

    def test_qualities_are_offered_and_others_are_let_be(self, form: Callable[..., Path]) -> None:
        rule = validations(form(), 3)["J5:J6"]
        assert rule["formula1"] == '"published,own_records,estimated,illustrative"'
        assert "showErrorMessage" not in rule

    def test_a_unit_with_letters_that_no_file_can_hold_does_no_harm(
        self, form: Callable[..., Path], write: Write
    ) -> None:
        framework = write('id = "own"\nmembers = [{ id = "x", unit = "a\\u0001b\\uFFFFc", rule = "rank" }]', "own.toml")
        (rule,) = [rule for cells, rule in validations(form(framework=framework), 3).items() if cells == "F5"]
        assert rule["prompt"].endswith("Unit: a b c.")

    def test_one_rule_serves_an_indicator_in_all_cities(self, form: Callable[..., Path]) -> None:
        cells = validations(form("--city", "Sampit", "--city", "Kuala"), 3)
        assert {"G5 G7", "G6 G8", "K5:K8"} <= cells.keys()


class TestPrint:
    def test_headings_stay_in_sight_and_on_every_page(self, form: Callable[..., Path]) -> None:
        path = form("--lang", "id")
        pane = sheet_xml(path, 3).find(f".//{SPACE}pane")
        assert pane is not None
        assert (pane.attrib["xSplit"], pane.attrib["ySplit"], pane.attrib["state"]) == ("2", "4", "frozen")
        names = {
            found.attrib["name"]: found.text
            for found in part(path, "xl/workbook.xml").iter(f"{SPACE}definedName")
            if found.attrib["localSheetId"] == "2"
        }
        assert names["_xlnm.Print_Titles"] == "Indikator!$3:$4"

    def test_pages_are_a4_and_as_wide_as_the_sheet(self, form: Callable[..., Path]) -> None:
        sheet = sheet_xml(form("--lang", "id"), 3)
        setup = sheet.find(f"{SPACE}pageSetup")
        assert setup is not None
        assert (setup.attrib["paperSize"], setup.attrib["orientation"]) == ("9", "landscape")
        assert setup.attrib["fitToHeight"] == "0"
        footer = sheet.find(f"{SPACE}headerFooter/{SPACE}oddFooter")
        assert footer is not None
        assert footer.text == "&L&8smartscore&R&8Halaman &P dari &N"

    def test_a_profile_of_many_cities_takes_several_pages_side_by_side(self, form: Callable[..., Path]) -> None:
        path = form(*(word for number in range(12) for word in ("--city", f"City {number}")))
        setup = sheet_xml(path, 2).find(f"{SPACE}pageSetup")
        assert setup is not None
        assert setup.attrib["fitToWidth"] == "2"

    def test_nothing_is_protected_or_hidden(self, form: Callable[..., Path]) -> None:
        path = form(framework="smart-city")
        with ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if "sheet" in name or name == "xl/workbook.xml"]
        assert not any(b"sheetProtection" in told or b'state="hidden"' in told for told in parts)
        assert not any(b'hidden="1"' in told for told in parts if b"<worksheet" in told)

    def test_cells_to_fill_in_are_yellow_and_turn_green(self, form: Callable[..., Path]) -> None:
        sheet = sheet_xml(form(), 3)
        (green,) = sheet.iter(f"{SPACE}conditionalFormatting")
        assert green.attrib["sqref"] == "F5:L6"

    def test_every_row_is_as_high_as_its_texts(self, form: Callable[..., Path]) -> None:
        path = form("--lang", "id", framework="smart-city")
        high = {row.attrib["r"]: float(row.attrib.get("ht", 15)) for row in sheet_xml(path, 3).iter(f"{SPACE}row")}
        assert high["5"] > 5 * 12  # a definition of six lines
        assert high["6"] < high["5"]

    def test_two_processes_write_the_same_bytes(
        self, form: Callable[..., Path], stairs: Path, filled: Path, tmp_path: Path
    ) -> None:
        first = form("--from", filled, "--lang", "en")
        again = tmp_path / "again.xlsx"
        command = [str(Path(sys.executable).with_name("smartscore")), "template"]
        options = ["--framework", str(stairs), "--from", str(filled), "-o", str(again), "--lang", "en"]
        subprocess.run([*command, *options], check=True, env={"PYTHONHASHSEED": "7"})  # noqa: S603  # our own command
        assert first.read_bytes() == again.read_bytes()


class TestSplit:
    def test_every_owner_has_a_file_with_its_lines_and_cities_alone(
        self, run: Run, stairs: Path, filled: Path, tmp_path: Path
    ) -> None:
        asked = ("--framework", stairs, "--from", filled, "--split", "owner", "-o", tmp_path / "a" / "forms")
        assert run("template", *asked).exit_code == 0
        folder = tmp_path / "a" / "forms"
        assert sorted(path.name for path in folder.iterdir()) == [
            *("Bappeda.xlsx", "Dinas Kesehatan.xlsx", "Diskominfo.xlsx", "other.xlsx", "x.xlsx")
        ]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "filled.csv", "stairs.toml"]
        told = sheets(folder / "Diskominfo.xlsx")
        assert list(told) == ["Guide", "Profile", "Digital"]
        assert [line["indicator"] for line in lines(told["Digital"])] == [
            *("open_data", "open_data:1.1", "open_data:2.1", "open_data:2.2")
        ]
        assert profile(told["Profile"])["city"] == ["Sampit"]
        assert told["Guide"][1][0] == "For: Diskominfo"
        rest = sheets(folder / "other.xlsx")
        assert [(line["city"], line["indicator"]) for line in lines(rest["Indicators"])] == [
            ("Sampit", "beds"),
            ("Sampit", "speed"),
        ]

    def test_all_files_together_ask_for_everything_once(
        self, run: Run, stairs: Path, filled: Path, tmp_path: Path
    ) -> None:
        asked = ("--framework", stairs, "--from", filled, "--lang", "id")
        run("template", *asked, "--split", "owner", "-o", tmp_path / "forms")
        assert (tmp_path / "forms" / "lainnya.xlsx").exists()
        found = []
        for path in (tmp_path / "forms").iterdir():
            told = sheets(path)
            (city, *_) = profile(told["Profil"])["city"]
            found += [
                (line.get("city", city), line["indicator"]) for rows in list(told.values())[2:] for line in lines(rows)
            ]
        assert len(found) == len(set(found)) == 14  # seven lines of two cities

    def test_owners_with_names_of_devices_or_alike_never_share_a_file(
        self, run: Run, stairs: Path, write: Write, tmp_path: Path
    ) -> None:
        owners = ["CON", "con", "Other", "../../x", "x"]
        written = "".join(f"City {n},speed,{n},{owner}\n" for n, owner in enumerate(owners))
        path = write(f"city,indicator,value,owner\n{written}", "owners.csv")
        run("template", "--framework", stairs, "--from", path, "--split", "owner", "-o", tmp_path / "forms")
        names = sorted(found.name for found in (tmp_path / "forms").iterdir())
        assert names == ["CON_.xlsx", "Other-2.xlsx", "con_-2.xlsx", "other.xlsx", "x-2.xlsx", "x.xlsx"]

    def test_a_form_that_is_there_is_left_as_it_is_and_no_other_is_written(
        self, run: Run, stairs: Path, filled: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "forms"
        folder.mkdir()
        (folder / "Bappeda.xlsx").write_bytes(b"filled in")
        result = run("template", "--framework", stairs, "--from", filled, "--split", "owner", "-o", folder)
        assert result.exit_code == 2
        assert result.stderr == f"{folder / 'Bappeda.xlsx'}: {THERE}\n"
        assert [path.name for path in folder.iterdir()] == ["Bappeda.xlsx"]

    def test_a_folder_that_cannot_be_made_is_told(self, run: Run, stairs: Path, filled: Path) -> None:
        result = run("template", "--framework", stairs, "--from", filled, "--split", "owner", "-o", stairs / "forms")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{stairs / 'forms'}: the file cannot be written: ")

    def test_a_name_that_cannot_be_written_leaves_none_of_the_others(
        self, run: Run, stairs: Path, filled: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "forms"
        (folder / "x.xlsx").mkdir(parents=True)  # in the place of the last file
        result = run("template", "--framework", stairs, "--from", filled, "--split", "owner", "-o", folder)
        assert result.exit_code == 2
        assert [path.name for path in folder.iterdir()] == ["x.xlsx"]

    def test_a_file_without_owners_is_refused(self, run: Run, stairs: Path, write: Write, tmp_path: Path) -> None:
        path = write("city,speed\nSampit,5\n", "none.csv")
        result = run("template", "--framework", stairs, "--from", path, "--split", "owner", "-o", tmp_path / "forms")
        assert result.exit_code == 2
        assert result.stderr.startswith("no value of the dataset has an owner: ")


class TestUsage:
    @pytest.mark.parametrize("name", ["form.ods", "form.xls", "form.pdf"])
    def test_another_ending_is_refused(self, run: Run, stairs: Path, tmp_path: Path, name: str) -> None:
        result = run("template", "--framework", stairs, "-o", tmp_path / name)
        assert result.exit_code == 2
        assert (
            result.stderr == f"{tmp_path / name}: a form ends in .csv or .xlsx, not {Path(name).suffix} [form_ending]\n"
        )

    def test_a_csv_is_not_pre_filled(self, run: Run, stairs: Path, filled: Path, tmp_path: Path) -> None:
        for output in ([], ["-o", tmp_path / "form.csv"]):
            result = run("template", "--framework", stairs, "--from", filled, *output)
            assert (result.exit_code, result.stdout) == (2, "")
            assert "--from and --items fill in a workbook: they need -o with a file that ends in .xlsx" in result.stderr

    def test_split_forms_need_owners_and_a_folder(self, run: Run, stairs: Path, filled: Path, tmp_path: Path) -> None:
        for more in (
            ["-o", tmp_path / "a"],
            ["--from", filled],
            ["--from", filled, "-o", tmp_path / "a.xlsx"],
        ):
            result = run("template", "--framework", stairs, "--split", "owner", *more)
            assert result.exit_code == 2
            expected = "--split needs a dataset in --from, or items in --items, and in -o a folder to write to"
            assert expected in result.stderr

    def test_the_dataset_is_not_written_over(self, run: Run, stairs: Path, filled: Path, tmp_path: Path) -> None:
        linked = tmp_path / "linked.xlsx"
        linked.hardlink_to(filled)
        result = run("template", "--framework", stairs, "--from", filled, "-o", linked)
        assert (result.exit_code, filled.read_text()) == (2, FILLED.replace("-0,", "7,"))

    def test_without_xlsxwriter_one_sentence_says_how_to_get_it(self, stairs: Path, tmp_path: Path) -> None:
        code = "import sys; sys.modules['xlsxwriter'] = None; from smartscore.cli import main; main(sys.argv[1:])"
        asked = ["template", "--framework", str(stairs), "-o", str(tmp_path / "form.xlsx"), "--lang", "en"]
        done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=False)  # noqa: S603
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            done.stderr == 'this needs a package that is not installed: pip install "smartscore[excel]" '
            "[missing_extra]\n"
        )
        assert not (tmp_path / "form.xlsx").exists()


class TestHostileTexts:
    HOSTILE = (
        *('=HYPERLINK("http://x","y")', "@SUM", "+1+1", "</script><script>", '"><img onerror=', "_x0041_"),
        *("a\u2028b", "\u200f" + "x" * 300, "&P &amp; ]]>"),
    )

    def framework(self) -> str:
        """Give a framework with an indicator of words for each text, which is its title, unit, definition and word."""
        written = [text.replace('"', '\\"') for text in self.HOSTILE]
        head = f'id = "h"\ntitle = "{written[0]}"\nsource = "{written[0]}"\n'
        members = [
            f'{{ id = "x{n}", title = "{text}", unit = "{text}", description = "{text}", '
            f'rule = {{ mapping = {{ categories = {{ "{text}" = 0, b = 1 }} }} }} }}'
            for n, text in enumerate(written)
        ]
        return f'{head}[[members]]\nid = "d"\ntitle = "{written[0]}"\nmembers = [{", ".join(members)}]\n'

    def test_none_becomes_a_formula_a_link_or_a_broken_file(self, form: Callable[..., Path], write: Write) -> None:
        quoted = ['"' + text.replace('"', '""') + '"' for text in self.HOSTILE]
        written = "".join(f"{text},x{n},{','.join([text] * 5)}\n" for n, text in enumerate(quoted))
        dataset = write(f"city,indicator,value,source,evidence,owner,note\n{written}", "h.csv")
        path = form("--from", dataset, framework=write(self.framework(), "h.toml"))
        with ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(mark in told for told in parts for mark in (b"<f>", b"<f ", b"hyperlink"))
        told = sheets(path)
        shown = [" ".join(text.replace("\u2028", " ").replace("\u200f", "").split()) for text in self.HOSTILE]
        assert [str(cell).strip() for cell in profile(told["Profile"])["city"]] == shown
        (rows,) = [rows for name, rows in told.items() if name not in ("Guide", "Profile")]
        filled = [line for line in lines(rows) if line["value"]]
        for name in ("city", "value", "source", "evidence", "owner", "note", "title", "unit", "definition"):
            assert [str(line[name]).strip() for line in filled] == shown
