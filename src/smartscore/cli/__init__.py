"""The command `smartscore`: its commands are in `commands`, and what they share is here."""

import atexit
import gc
import os
from collections.abc import Collection
from importlib import import_module
from shlex import quote
from traceback import format_exception
from typing import Any

import click

from smartscore import __version__
from smartscore.cli import usage
from smartscore.cli.exits import ending
from smartscore.cli.options import lang, say
from smartscore.cli.streams import with_results_apart
from smartscore.cli.usage.language import language_of
from smartscore.messages import count, message, printable

#: What is said where there are no messages to say anything with, but by `doctor`.
_NO_MESSAGES = "the messages are missing; pesan tidak ada: smartscore doctor"

COMMANDS = (
    *("assess", "check", "compare", "doctor", "example", "explain", "frameworks", "gaps", "minutes", "peers", "plan"),
    *("plugins", "problem", "programmes", "progress", "queue", "recipe", "robustness"),
    *("select", "template"),
)
TRACEBACK = "traceback"
#: The problems of two plugins, either of which can be left out.
CLASHES = ("supplied_twice", "module_twice", "module_twice_in_package")

#: The variable by which a shell asks for completions, which click has named.
COMPLETION = "_SMARTSCORE_COMPLETE"


class Lazy(usage.Group):
    """A group that imports a command only when it is used, and tells the library's errors with their exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return _prepared(import_module(f"smartscore.cli.commands.{cmd_name}").command)

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        with ending():
            return super().make_context(*arguments, **more)

    def main(self, *arguments: Any, **more: Any) -> Any:
        if COMPLETION in os.environ:  # a shell asks, and no command is run
            import_module("smartscore.cli.completion.shells").register()
        return super().main(*arguments, **more)

    def invoke(self, ctx: click.Context) -> object:
        with ending():
            try:
                from smartscore.errors import SmartscoreError
            except ImportError:  # a library is missing, which `doctor` tells
                return super().invoke(ctx)
            try:
                return super().invoke(ctx)
            except SmartscoreError as error:
                language = language_of(ctx)
                for line in [
                    *error.message(language).split("\n"),
                    *_advice(error, language, ctx.meta.get("dataset", ())),
                ]:
                    click.echo(printable(line), err=True)
                if ctx.meta.get(TRACEBACK) and error.__cause__ is not None:
                    click.echo("".join(format_exception(error.__cause__)), err=True, nl=False)
                ctx.exit(error.exit_code)


def _prepared(command: click.Command) -> click.Command:
    """Give a command, or the commands of a group, with what all have.

    That is `--traceback`, and standard output that is kept for results while it runs.
    """
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _prepared(inner)
    elif command.callback and not any(parameter.name == TRACEBACK for parameter in command.params):
        command.params.append(_traceback())
        command.callback = with_results_apart(command.callback)
    return command


def _keep_traceback(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    ctx.meta[TRACEBACK] = value or ctx.meta.get(TRACEBACK, False)


def _traceback() -> click.Option:
    told = say("help_traceback")
    return usage.Option([f"--{TRACEBACK}"], is_flag=True, expose_value=False, callback=_keep_traceback, help=told)


def _advice(error: Exception, language: str, dataset: Collection[str]) -> list[str]:
    """Give what follows the sentences of an error; `dataset` are the files that `check` could look into."""
    from smartscore.errors import DatasetError, ProblemGroup, SmartscoreError, Suspicion, grouped

    problems = error.problems if isinstance(error, SmartscoreError) else ()
    names = {quote(str(problem.fields["plugin"])) for problem in problems if "plugin" in problem.fields}
    pairs = {
        tuple(quote(str(problem.fields[name])) for name in ("first", "second"))
        for problem in problems
        if problem.code in CLASHES
    }
    if names or pairs:
        alone = [message("advice_without", language, plugin=name) for name in sorted(names)]
        return [*alone, *(message("advice_without_one", language, first=one, second=two) for one, two in sorted(pairs))]
    if isinstance(error, DatasetError):
        many = any(isinstance(one, ProblemGroup) and one.file in dataset for one in grouped(error.problems))
        way = [message("problems_each_by_check", language)] if many else []
        suspicions = sum(isinstance(problem, Suspicion) for problem in error.problems)
        if not suspicions:
            return [message("problems_in_all", language, count=len(error.problems)), *way]
        count = len(error.problems) - suspicions
        return [message("suspicions_in_all", language, count=count, suspicions=suspicions), *way]
    return []


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(message("version_told", language_of(ctx), version=__version__))
        ctx.exit()


@click.group("smartscore", cls=Lazy, help=say("help_smartscore"))
@usage.option("--version", is_flag=True, is_eager=True, callback=_show_version, help=say("help_version"))
@lang
@click.pass_context
def main(ctx: click.Context, version: bool, language: str) -> None:  # noqa: ARG001  # which are looked at before
    if not count("en") and ctx.invoked_subcommand != "doctor":
        click.echo(_NO_MESSAGES, err=True)
        ctx.exit(2)
    # Importing pandas makes many objects and no garbage: looking for some, then and at the end, is a fifth of the time.
    gc.set_threshold(500_000)
    atexit.register(gc.freeze)


main.params.insert(0, _traceback())  # before a command as after it
