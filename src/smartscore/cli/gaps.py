"""`smartscore gaps`: what a city lacks to what is wanted, and what closing each gap brings."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("gaps", help=say("help_gaps"))
@options.dataset
@options.city
@click.option(
    "--to", "to", default="target", show_default=True, metavar="target|best|peers|band|FILE", help=say("help_to")
)
@options.framework
@options.reading
@options.among
@options.formats("table", "json")
@options.output
@options.plugins
@options.lang
def command(city: str, to: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put, spare
    from smartscore.cli.standing import wanted_values
    from smartscore.reports.catalogue import required_format
    from smartscore.reports.gaps_report import told_gaps

    request = Request(**asked)
    request.spare(output)
    spare(output, Path(to))
    wanted = wanted_values(to, request.view.among)
    put(told_gaps(request.assess(), city, wanted, request.view, required_format(format_)), output)
