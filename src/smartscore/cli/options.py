"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from smartscore.messages import LANGUAGES, message, preferred_language

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def say(code: str, **fields: object) -> str:
    """Give a text of the help in the language of the environment."""
    return message(code, preferred_language(), **fields)


def _keep_language(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    ctx.meta["language"] = value or preferred_language()
    return str(ctx.meta["language"])


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
output = click.option("-o", "--output", type=click.Path(path_type=Path), help=say("help_output"))
dataset = click.argument("dataset", type=click.Path(path_type=Path), nargs=-1, required=True)
framework = click.option(
    "--framework", "frameworks", metavar="ID|FILE", multiple=True, default=("smart-city",), help=say("help_framework")
)
city = click.option("--city", required=True, metavar="KEY|NAME", help=say("help_city"))
by = click.option("--by", metavar="COLUMN", help=say("help_by"))
depth = click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help=say("help_depth"))
plugins = together(
    click.option("--without", multiple=True, metavar="NAME", help=say("help_without")),
    click.option("--only", multiple=True, metavar="NAME", help=say("help_only")),
    click.option("--no-plugins", "bundled_only", is_flag=True, help=say("help_no_plugins")),
)
reading = together(
    click.option("--id", "id_column", metavar="COLUMN", help=say("help_id")),
    click.option("--decimal", type=click.Choice(("dot", "comma")), help=say("help_decimal")),
    click.option("--year", "years", metavar="YEAR|FIRST..LAST", help=say("help_year")),
    click.option("--quality", metavar="NAME,...", help=say("help_quality")),
    click.option("--benchmarks", type=click.Path(path_type=Path), help=say("help_benchmarks")),
    click.option("--weights", type=click.Path(path_type=Path), help=say("help_weights")),
)


def formats(*names: str) -> Decorator:
    """Give the option for the format; a report plugin may bring more."""
    return click.option("--format", "format_", metavar="|".join(names), help=say("help_format"))
