"""What a reader sees of an example, part by part."""

import tomllib

from smartscore.problems import Example, Part, parts_of
from smartscore.text import Text


def test_an_example_is_its_files_what_is_typed_and_what_it_says() -> None:
    example = Example(files={"a.csv": "city\n"}, command="check a.csv", prints=Text({"en": "a.csv: wrong [x]"}))
    assert list(parts_of(example, "en")) == [
        Part("a.csv", "city"),
        Part("On the command line", "$ smartscore check a.csv\na.csv: wrong [x]", "console"),
    ]


def test_python_is_apart_from_what_it_says_and_after_what_prepares_it() -> None:
    example = Example(before="x = 1", python="print(x)", prints=Text({"en": "1 [x]"}))
    assert list(parts_of(example, "en")) == [
        Part("In Python, first, in the folder of the example", "x = 1", "python"),
        Part("In Python", "print(x)", "python"),
        Part("What it says", "1 [x]"),
    ]


def test_variables_stand_before_the_command() -> None:
    example = Example(command="check a.csv", environment={"LIMIT": "1 MB"})
    assert example.commands == ["LIMIT='1 MB' smartscore check a.csv"]


def test_an_empty_file_is_said_to_be_empty() -> None:
    (file, _) = parts_of(Example(files={"a.csv": ""}, command="check a.csv"), "id")
    assert file == Part("a.csv, berkas kosong")


def test_a_plugin_comes_with_the_file_by_which_pip_installs_it() -> None:
    example = Example(
        plugin="bad", files={"bad.py": "", "worse.py": "", "a.csv": ""}, before="x", command="check a.csv"
    )
    *_, installation, before, _ = parts_of(example, "en")
    assert installation.label == "pyproject.toml, by which `pip install .` installs bad.py as the plugin bad"
    assert tomllib.loads(installation.text) == {
        "project": {"name": "bad", "version": "1.0", "entry-points": {"smartscore": {"bad": "bad"}}},
        "tool": {"setuptools": {"py-modules": ["bad", "worse"]}},
    }
    assert before.label == "In Python, first, in the folder into which the plugin is installed"


def test_a_plugin_whose_files_say_how_it_is_installed_has_no_second_one() -> None:
    assert not Example(plugin="bad", files={"pyproject.toml": ""}).installation


def test_a_sheet_is_shown_as_a_spreadsheet_shows_it() -> None:
    example = Example(workbooks={"a.xlsx": {"One": [["city", "a\nb"], ["Sampit", 1.5, True]]}}, command="check a.xlsx")
    sheet = next(iter(parts_of(example, "en")))
    assert sheet.label == "a.xlsx, sheet One"
    assert sheet.cells == [["", "A", "B", "C"], ["1", "city", "a↵b", ""], ["2", "Sampit", "1.5", "TRUE"]]
