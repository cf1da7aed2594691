"""`smartscore gaps`: what a city lacks to what is wanted, and what closing each gap brings."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("gaps", help=say("help_gaps"))
@options.dataset
@options.city
@click.option("--to", "to", default="best", show_default=True, metavar="best|peers|band|FILE", help=say("help_to"))
@options.framework
@options.reading
@options.by
@options.formats("table", "json")
@options.output
@options.plugins
@options.lang
def command(city: str, to: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put, spare
    from smartscore.reports.catalogue import required_format
    from smartscore.reports.gaps_report import told_gaps

    request = Request(**asked)
    request.spare(output)
    spare(output, Path(to))
    told = told_gaps(request.assess(), city, request.wanted(to), request.view, required_format(format_))
    put(told, output)
