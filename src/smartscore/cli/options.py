"""Options that several commands share."""

import os
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from smartscore.cli.usage import Choice, Number, Whole, argument, option
from smartscore.cli.usage.language import language_of
from smartscore.messages import LANGUAGES

#: What stands for standard input and standard output.
STANDARD = Path("-")
#: The formats of every report, as the help names them.
FORMATS = ("table", "csv", "json", "markdown", "html", "pdf", "xlsx")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def say(code: str) -> str:
    """Mark a text of the help, which is told in the language of the reader when it is shown."""
    return code


def _language(ctx: click.Context, _parameter: click.Parameter, _value: str | None) -> str:
    """Give the language that was looked for in all of the command line; click has checked the value."""
    return language_of(ctx)


def _keep_quiet(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    ctx.meta["quiet"] = value


def _parted(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Give what stands between commas in all that was given."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _keep_files(ctx: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    ctx.meta["dataset"] = frozenset(map(str, value))
    return value


def as_path(written: str) -> Path:
    """Give a path, `-` as what stands for a standard stream, and `./-` as the file of that name."""
    path = Path(written)
    return Path.cwd() / path if path == STANDARD and written != str(STANDARD) else path


class _FileOrStandard(click.Path):
    """A file, or `-` for a standard stream; who reads it says what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "file"

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return as_path(value) if isinstance(value, str) else Path(value)


file = _FileOrStandard()


def together(*options: Decorator) -> Decorator:
    """Put options on a command, in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for put in reversed(options):
            function = put(function)
        return function

    return decorate


lang = option("--lang", "language", type=Choice(LANGUAGES), callback=_language, is_eager=True, help=say("help_lang"))
quiet = option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep_quiet, help=say("help_quiet"))
output = together(option("-o", "--output", type=file, help=say("help_output")), quiet)
force = option("--force", is_flag=True, help=say("help_force"))
dataset = argument("dataset", type=file, nargs=-1, required=True, callback=_keep_files)
framework = option(
    "--framework", "frameworks", metavar="ID|FILE", multiple=True, default=("smart-city",), help=say("help_framework")
)
city = option("--city", required=True, metavar="KEY|NAME", help=say("help_city"))
by = option("--by", metavar="COLUMN", help=say("help_by"))
among = together(
    by,
    option("--peers", metavar="nearest:K", help=say("help_peers")),
    option("--on", metavar="COLUMN,...", help=say("help_on")),
)
as_of = option("--as-of", type=Whole(), metavar="YEAR", help=say("help_as_of"))
depth = option("--depth", type=Whole(0), default=1, show_default=True, help=say("help_depth"))
planning = together(
    option("--programmes", required=True, type=file, help=say("help_plan_programmes")),
    option("--budget", type=Number(0), help=say("help_budget")),
    option("--yearly", metavar="N,...", help=say("help_yearly")),
    option("--most", type=Whole(0), help=say("help_most")),
    option("--staff", type=Number(0), help=say("help_staff")),
    option("--risk", type=Whole(1, 25), help=say("help_risk")),
    option("--at-least", multiple=True, metavar="DIMENSION=N", help=say("help_at_least")),
    option("--target", metavar="N|BAND", help=say("help_target")),
    option("--years", "horizon", type=Whole(1), default=5, show_default=True, help=say("help_plan_years")),
    option("--first-year", type=Whole(), default=1, show_default=True, help=say("help_first_year")),
    option(
        "--hope",
        type=Choice(("success", "expected", "pessimistic")),
        default="success",
        show_default=True,
        help=say("help_hope"),
    ),
    option("--gap", type=Number(0, 1), default=0.01, show_default=True, help=say("help_gap")),
    option("--quick-win", metavar="NAME=N,...", help=say("help_quick_win")),
)
plugins = together(
    option("--without", multiple=True, metavar="PLUGIN", help=say("help_without")),
    option("--only", multiple=True, metavar="PLUGIN", help=say("help_only")),
    option("--no-plugins", "bundled_only", is_flag=True, help=say("help_no_plugins")),
)
recipe = option("--recipe", "recipes", multiple=True, type=file, help=say("help_recipe"))
reading = together(
    recipe,
    option("--id", "id_column", metavar="COLUMN", help=say("help_id")),
    option("--decimal", type=Choice(("dot", "comma")), help=say("help_decimal")),
    option("--missing", multiple=True, metavar="MARK,...", callback=_parted, help=say("help_missing")),
    option("--accept", multiple=True, metavar="CODE[:COLUMN]", help=say("help_accept")),
    option("--leave-out", multiple=True, metavar="KEY|NAME", help=say("help_leave_out")),
    option("--year", "years", metavar="YEAR|FIRST..LAST", help=say("help_year")),
    option("--quality", metavar="NAME,...", help=say("help_quality")),
    option("--benchmarks", type=file, help=say("help_benchmarks")),
    option("--weights", type=file, help=say("help_weights")),
    option("--provisional", is_flag=True, help=say("help_provisional")),
)

consolidate = option("--consolidate", metavar="RULE", help=say("help_consolidate"))


def gathered(place: str) -> Decorator:
    """Give a command the options that are fields of a class as one value of it, before what else it takes.

    `place` names the class by module and name, which is imported when the command runs and not for its help.
    """
    module, _, name = place.partition(":")

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*values: Any, **options: Any) -> Any:
            from attrs import fields  # which the help does without

            kind = getattr(import_module(f"smartscore.cli.{module}"), name)
            own = {field.name: options.pop(field.name) for field in fields(kind) if field.name in options}
            return function(*values, kind(**own), **options)

        return call

    return decorate


def formats(*names: str) -> Decorator:
    """Give the option for the format, which names those of every report if no others; a plugin may bring more."""
    return option("--format", "format_", metavar="|".join(names or FORMATS), help=say("help_format"))


request = gathered("request:Request")
destination = gathered("output:Destination")
#: All that a command takes to score something and to write the report of it.
report = together(formats(), output, plugins, lang, request, destination)
