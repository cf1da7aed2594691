"""`smartscore template`: an empty CSV to fill in."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("template", help=say("help_template"))
@options.framework
@click.option("--long/--wide", "long", default=False, help=say("help_long"))
@click.option("--city", "cities", multiple=True, metavar="NAME", help=say("help_template_city"))
@options.output
@options.plugins
@options.lang
def command(long: bool, cities: tuple[str, ...], output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put
    from smartscore.reports.template import template

    put(template(Request(**asked).load(), cities, long=long, language=asked["language"]), output)
