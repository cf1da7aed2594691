"""What goes wrong is told on stderr, in the language of the reader, with the exit code of who can mend it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from smartscore import UsageError, __version__
from smartscore.cli import COMMANDS, main
from smartscore.cli.request import Request

Run = Callable[..., Result]
Write = Callable[..., Path]


def run_for_real(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = Path(sys.executable).with_name("smartscore")
    return subprocess.run(  # noqa: S603  # our own command
        [str(command), *(str(word) for word in arguments)],
        env={**os.environ, "SMARTSCORE_LANG": "en", "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestExitCodes:
    def test_0_when_all_is_well(self, run: Run, wide: Path, small: Path) -> None:
        assert run("assess", wide, "--framework", small).exit_code == 0

    def test_1_when_a_threshold_is_not_reached(self, run: Run, wide: Path, small: Path) -> None:
        assert run("assess", wide, "--framework", small, "--fail-under", 60).exit_code == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            ["assess"],
            ["assess", "cities.csv", "--no-such-option"],
            ["no-such-command"],
            ["assess", "cities.doc"],
            ["assess", "cities.csv", "--format", "docx"],
            ["assess", "cities.csv", "--without", "no_such_plugin"],
            ["frameworks", "show"],
            ["plugins", "no-such-command"],
        ],
        ids=" ".join,
    )
    def test_2_when_it_was_asked_wrongly(self, run: Run, arguments: list[str]) -> None:
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr

    def test_3_when_the_dataset_is_refused(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income\nAlun,ten\nBukit,many\n", "bad.csv")
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines() == [
            f"{path}, line 2, income, Alun: 'ten' is not a number [not_a_number]",
            f"{path}, line 3, income, Bukit: 'many' is not a number [not_a_number]",
            "2 problem(s); nothing was scored",
        ]

    def test_3_when_a_given_score_is_not_that_of_the_members(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health,economy\nAlun,10,6,2,70\n", "given.csv")
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines()[0] == (
            f"{path}, line 2, economy, Alun: the score given is 70.0, that of its members is 80; give one of "
            "the two [given_differs]"
        )

    @pytest.mark.parametrize("framework", ["no_such_framework", "nowhere.toml"])
    def test_4_when_the_framework_is_refused(self, run: Run, wide: Path, framework: str) -> None:
        result = run("assess", wide, "--framework", framework)
        assert (result.exit_code, result.stdout) == (4, "")
        assert framework in result.stderr

    def test_4_when_a_rule_cannot_judge_the_values(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,health\nAlun,5\nBukit,5\n", "alike.csv")
        relative = write('id = "relative"\nmembers = [{ id = "health", rule = "minmax" }]', "relative.toml")
        result = run("assess", path, "--framework", relative)
        assert (result.exit_code, result.stdout) == (4, "")
        assert (
            result.stderr == "health: minmax cannot tell cities apart: different values found: 1, needed: 2 "
            "[too_few_different_values]\n"
        )
        assert small.exists()

    def test_no_dimension_is_left(self, run: Run, wide: Path) -> None:
        result = run("assess", wide, "--only", "human_development")
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == "no plugin supplies a dimension, so smart-city is empty [no_dimensions]\n"


class TestRequest:
    """What the options ask for, as a value that other programs can make too."""

    def test_without_a_dataset_there_is_nothing_to_read(self) -> None:
        with pytest.raises(UsageError) as refused:
            Request().read()
        assert str(refused.value) == "no dataset was named [no_dataset]"

    def test_the_default_is_smart_city_in_english(self) -> None:
        assert [framework.id for framework in Request().load()] == ["smart-city"]
        assert Request().language == "en"


class TestLanguage:
    @pytest.mark.parametrize("order", ["before", "after"])
    def test_errors_come_in_the_language_asked_for(self, run: Run, wide: Path, order: str) -> None:
        asked, wrong = ["--lang", "id"], ["--framework", "smartcity"]
        result = run("assess", wide, *([*asked, *wrong] if order == "before" else [*wrong, *asked]))
        assert result.stderr == "tidak ada kerangka 'smartcity'; terdekat: smart-city [unknown_framework]\n"

    def test_else_in_that_of_the_environment(self, run: Run, wide: Path) -> None:
        result = run("assess", wide, "--framework", "smartcity", SMARTSCORE_LANG="id")
        assert result.stderr == "tidak ada kerangka 'smartcity'; terdekat: smart-city [unknown_framework]\n"

    def test_the_number_of_problems_too(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income\nAlun,ten\n", "bad.csv")
        result = run("assess", path, "--framework", small, "--lang", "id")
        assert result.stderr.splitlines() == [
            f"{path}, baris 2, income, Alun: 'ten' bukan angka [not_a_number]",
            "1 masalah; tidak ada yang diberi skor",
        ]

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Score and rank the cities of a dataset."), ("id", "Memberi skor dan peringkat pada daerah")],
    )
    def test_help_is_in_the_language_of_the_environment(self, language: str, said: str) -> None:
        assert said in run_for_real("assess", "--help", SMARTSCORE_LANG=language).stdout


class TestTheInstalledCommand:
    def test_results_and_errors_have_their_own_streams(self, write: Write, small: Path, wide: Path) -> None:
        fine = run_for_real("assess", wide, "--framework", small, "--fail-under", 60)
        assert (fine.returncode, len(fine.stderr.splitlines())) == (1, 2)
        assert fine.stdout.startswith("Small index (small 7")
        refused = run_for_real("assess", write("city,income\nAlun,ten\n", "bad.csv"), "--framework", small)
        assert (refused.returncode, refused.stdout) == (3, "")
        assert "Traceback" not in refused.stderr

    def test_it_writes_utf_8_to_a_pipe(self, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nKutá,1,2,3\n", "named.csv")
        result = run_for_real("assess", path, "--framework", small, "--format", "csv", PYTHONIOENCODING="utf-8")
        assert "Kutá" in result.stdout

    def test_the_width_of_the_terminal_is_that_of_the_environment(self, example: Path) -> None:
        for columns in (60, 80, 120):
            output = run_for_real("assess", example, COLUMNS=str(columns)).stdout
            assert max(len(line) for line in output.splitlines()) <= columns

    def test_it_says_its_version(self) -> None:
        assert run_for_real("--version").stdout == f"smartscore, version {__version__}\n"

    def test_help_lists_every_command(self, run: Run) -> None:
        listed = run("--help").stdout
        assert listed.startswith("Usage: ")
        assert all(f"\n  {command} " in listed for command in COMMANDS)

    @pytest.mark.parametrize("command", [*COMMANDS, "frameworks list", "frameworks show", "frameworks check"])
    def test_every_command_has_help(self, run: Run, command: str) -> None:
        result = run(*command.split(), "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: ")

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_has_help(self, name: str) -> None:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.help
        commands = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
        options = [option for inner in commands for option in inner.params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help] == []
