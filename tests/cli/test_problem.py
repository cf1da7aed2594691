"""`smartscore problem`: what a problem means, in the language of the reader, as text and as JSON."""

import json
from collections.abc import Callable

from click.testing import Result

from smartscore.cli.problem_page import list_problems, tell_problem
from smartscore.problems import AREAS, entries

Run = Callable[..., Result]


def test_it_tells_the_sentence_the_meaning_an_example_and_the_remedy(run: Run) -> None:
    entry = entries()["not_a_number"]
    lines = run("problem", "not_a_number").stdout.splitlines()
    assert lines[0] == "[not_a_number] … is not a number"
    assert "    Sampit,high,12" in lines
    assert "    $ smartscore check words.csv --framework water.toml" in lines
    assert "    words.csv, line 2, access, Sampit: 'high' is not a number [not_a_number]" in lines
    assert " ".join(entry.remedy.to("en").split()) == " ".join(lines[lines.index("What to do:") + 2 :])


def test_it_tells_it_in_indonesian(run: Run) -> None:
    told = run("problem", "not_a_number", "--lang", "id").stdout
    assert told.startswith("[not_a_number] … bukan angka\n")
    assert "words.csv, baris 2, access, Sampit: 'high' bukan angka [not_a_number]" in told


def test_a_code_may_be_taken_with_its_brackets(run: Run) -> None:
    assert run("problem", "[no_rows]").stdout == run("problem", "no_rows").stdout


def test_an_unknown_code_is_refused_with_the_nearest(run: Run) -> None:
    result = run("problem", "no_row")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "there is no problem 'no_row'; nearest: no_rows [unknown_problem]\n"


def test_without_a_code_it_lists_all_by_area(run: Run) -> None:
    lines = run("problem").stdout.splitlines()
    titles = [title.to("en") for area, title in AREAS.items() if any(e.area == area for e in entries().values())]
    assert [line for line in lines[:-1] if line and not line.startswith(" ")] == titles
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(entries())


def test_variables_of_the_environment_stand_before_the_command(run: Run) -> None:
    line = "SMARTSCORE_MAX_ROWS='50 million' smartscore check cities.csv --framework water.toml"
    assert f"    $ {line}" in run("problem", "limit_not_valid").stdout.splitlines()
    assert json.loads(run("problem", "limit_not_valid", "--format", "json").stdout)["example"]["commands"] == [line]


def test_a_workbook_is_shown_with_the_letters_and_numbers_of_a_spreadsheet(run: Run) -> None:
    told = run("problem", "sheets_unread").stdout
    assert (
        """
  cities.xlsx, sheet Older:
       A       B       C
    1  city    access  poverty
    2  Sampit      80       14
"""
        in told
    )


def test_several_commands_of_an_example_stand_below_each_other(run: Run) -> None:
    lines = run("problem", "form_exists").stdout.splitlines()
    place = lines.index("  On the command line:")
    assert [line[:30] for line in lines[place + 1 : place + 3]] == [
        "    $ smartscore template --fr",
        "    $ smartscore assess cities",
    ]


def test_code_in_a_sentence_is_not_broken_into_two_lines() -> None:
    told = tell_problem(entries()["sheets_unread"], "en", width=60)
    lines = told.splitlines()
    assert max(len(line) for line in lines[2:5]) <= 60
    assert sum('`sheet = ["A", "B"]`' in line for line in lines) == 1


def test_a_list_for_a_terminal_goes_on_below_its_sentences() -> None:
    whole, broken = (list_problems(list(entries().values()), "en", width=width) for width in (None, 80))
    assert max(map(len, broken.splitlines()[:-1])) <= 80 < max(map(len, whole.splitlines()))
    assert broken.split() == whole.split()
    narrow = list_problems(list(entries().values()), "en", width=30)
    assert narrow == whole


def test_as_json(run: Run) -> None:
    told = json.loads(run("problem", "not_a_number", "--format", "json").stdout)
    assert list(told) == ["code", "area", "sentence", "meaning", "remedy", "example"]
    assert list(told["example"]) == [*("files", "workbooks", "plugin", "before", "commands", "python", "prints")]
    assert told["example"]["commands"] == ["smartscore check words.csv --framework water.toml"]
    assert [one["code"] for one in json.loads(run("problem", "--format", "json").stdout)] == list(entries())


def test_another_format_is_refused(run: Run) -> None:
    assert (
        run("problem", "no_rows", "--format", "jsn").stderr
        == "there is no format 'jsn'; nearest: json [unknown_format]\n"
    )
