"""`smartscore explain`: what makes the score of a city."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("explain", help=say("help_explain"))
@options.dataset
@options.city
@options.framework
@options.reading
@options.among
@options.depth
@options.as_of
@options.formats("table", "json")
@options.output
@options.plugins
@options.lang
def command(city: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put
    from smartscore.reports.catalogue import required_format
    from smartscore.reports.explanation import explained

    request = Request(**asked)
    request.spare(output)
    put(explained(request.assess(), city, request.view, required_format(format_)), output)
