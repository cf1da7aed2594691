"""`--traceback`, before a command or after it: what a sentence leaves out about the code that failed."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from builders import EXAMPLE, run

from smartscore.cli import COMMANDS, main

Install = Callable[..., Path]

FAILING = """
    from smartscore import hookimpl

    def read():
        return {}["token"]

    @hookimpl
    def smartscore_dimensions():
        return read()
"""


@pytest.mark.parametrize(
    "words", [("assess", EXAMPLE, "--traceback"), ("--traceback", "assess", EXAMPLE)], ids=["after", "before"]
)
def test_it_shows_where_the_code_of_a_plugin_failed(install: Install, words: tuple[object, ...]) -> None:
    install("licence", FAILING)
    told = run("assess", EXAMPLE).stderr
    shown = run(*words)
    assert "Traceback" not in told
    assert shown.exit_code == 5
    assert shown.stderr.startswith(f"{told}Traceback (most recent call last):\n")
    assert "in smartscore_dimensions\n    return read()\n" in shown.stderr
    assert shown.stderr.endswith("KeyError: 'token'\n")


def test_of_each_plugin_where_several_fail(install: Install) -> None:
    install("first", "raise ValueError('one')")
    install("second", "raise ValueError('two')")
    shown = run("assess", EXAMPLE, "--traceback").stderr
    assert "ValueError: one" in shown
    assert "ValueError: two" in shown


def test_of_what_is_no_plugin_too(tmp_path: Path) -> None:
    shown = run("assess", EXAMPLE, "--framework", tmp_path / "nowhere.toml", "--traceback")
    assert shown.exit_code == 4
    assert "FileNotFoundError" in shown.stderr


def test_nothing_more_where_nothing_caused_an_error() -> None:
    assert (
        run("assess", EXAMPLE, "--format", "docx", "--traceback").stderr
        == run("assess", EXAMPLE, "--format", "docx").stderr
    )


def test_every_command_has_it_once() -> None:
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert main.get_command(context, name) is command
        commands = command.commands.values() if isinstance(command, click.Group) else [command]
        for one in commands:
            assert one is not None
            assert [option for parameter in one.params for option in parameter.opts].count("--traceback") == 1
