"""`smartscore template`: an empty CSV, or a workbook as a form, to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartscore.cli import options
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.request import Request


@click.command("template", help=say("help_template"))
@options.framework
@click.option("--long/--wide", "long", default=False, help=say("help_long"))
@click.option("--city", "cities", multiple=True, metavar="NAME", help=say("help_template_city"))
@click.option("--from", "dataset", multiple=True, type=options.file, help=say("help_from"))
@options.reading
@click.option("--split", type=click.Choice(["owner"]), help=say("help_split"))
@options.output
@options.force
@options.plugins
@options.lang
@options.request
def command(request: "Request", long: bool, split: str | None, output: Path | None, force: bool) -> None:
    from smartscore.cli.forms import put_template

    request.spare(output)
    put_template(request, output, split, long=long, force=force)
