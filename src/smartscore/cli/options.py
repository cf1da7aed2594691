"""Options that several commands share."""

import os
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from smartscore.messages import LANGUAGES, message, preferred_language

#: What stands for standard input and standard output.
STANDARD = Path("-")
#: The formats of every report, as the help names them.
FORMATS = ("table", "csv", "json", "markdown", "html", "pdf", "xlsx")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def say(code: str, **fields: object) -> str:
    """Give a text of the help in the language of the environment."""
    return message(code, preferred_language(), **fields)


def _keep_language(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    ctx.meta["language"] = value or preferred_language()
    return str(ctx.meta["language"])


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
    """A file, or `-` for a standard stream."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return as_path(value) if isinstance(value, str) else Path(value)


file = _FileOrStandard()


def together(*options: Decorator) -> Decorator:
    """Put options on a command, in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


lang = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), callback=_keep_language, is_eager=True, help=say("help_lang")
)
quiet = click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep_quiet, help=say("help_quiet"))
output = together(click.option("-o", "--output", type=file, help=say("help_output")), quiet)
force = click.option("--force", is_flag=True, help=say("help_force"))
dataset = click.argument("dataset", type=file, nargs=-1, required=True, callback=_keep_files)
framework = click.option(
    "--framework", "frameworks", metavar="ID|FILE", multiple=True, default=("smart-city",), help=say("help_framework")
)
city = click.option("--city", required=True, metavar="KEY|NAME", help=say("help_city"))
by = click.option("--by", metavar="COLUMN", help=say("help_by"))
among = together(
    by,
    click.option("--peers", metavar="nearest:K", help=say("help_peers")),
    click.option("--on", metavar="COLUMN,...", help=say("help_on")),
)
as_of = click.option("--as-of", type=int, metavar="YEAR", help=say("help_as_of"))
depth = click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help=say("help_depth"))
planning = together(
    click.option("--programmes", required=True, type=click.Path(path_type=Path), help=say("help_plan_programmes")),
    click.option("--budget", type=click.FloatRange(0), help=say("help_budget")),
    click.option("--yearly", metavar="N,...", help=say("help_yearly")),
    click.option("--most", type=click.IntRange(0), help=say("help_most")),
    click.option("--staff", type=click.FloatRange(0), help=say("help_staff")),
    click.option("--risk", type=click.IntRange(1, 25), help=say("help_risk")),
    click.option("--at-least", multiple=True, metavar="DIMENSION=N", help=say("help_at_least")),
    click.option("--target", metavar="N|BAND", help=say("help_target")),
    click.option(
        "--years", "horizon", type=click.IntRange(1), default=5, show_default=True, help=say("help_plan_years")
    ),
    click.option("--first-year", type=int, default=1, show_default=True, help=say("help_first_year")),
    click.option(
        "--hope",
        type=click.Choice(("success", "expected", "pessimistic")),
        default="success",
        show_default=True,
        help=say("help_hope"),
    ),
    click.option("--gap", type=click.FloatRange(0, 1), default=0.01, show_default=True, help=say("help_gap")),
    click.option("--quick-win", metavar="NAME=N,...", help=say("help_quick_win")),
)
plugins = together(
    click.option("--without", multiple=True, metavar="NAME", help=say("help_without")),
    click.option("--only", multiple=True, metavar="NAME", help=say("help_only")),
    click.option("--no-plugins", "bundled_only", is_flag=True, help=say("help_no_plugins")),
)
recipe = click.option("--recipe", "recipes", multiple=True, type=click.Path(path_type=Path), help=say("help_recipe"))
reading = together(
    recipe,
    click.option("--id", "id_column", metavar="COLUMN", help=say("help_id")),
    click.option("--decimal", type=click.Choice(("dot", "comma")), help=say("help_decimal")),
    click.option("--missing", multiple=True, metavar="MARK,...", callback=_parted, help=say("help_missing")),
    click.option("--accept", multiple=True, metavar="CODE[:COLUMN]", help=say("help_accept")),
    click.option("--leave-out", multiple=True, metavar="KEY|NAME", help=say("help_leave_out")),
    click.option("--year", "years", metavar="YEAR|FIRST..LAST", help=say("help_year")),
    click.option("--quality", metavar="NAME,...", help=say("help_quality")),
    click.option("--benchmarks", type=click.Path(path_type=Path), help=say("help_benchmarks")),
    click.option("--weights", type=click.Path(path_type=Path), help=say("help_weights")),
)


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
    return click.option("--format", "format_", metavar="|".join(names or FORMATS), help=say("help_format"))


request = gathered("request:Request")
destination = gathered("output:Destination")
#: All that a command takes to score something and to write the report of it.
report = together(formats(), output, plugins, lang, request, destination)
