"""`smartscore peers`: where a city stands among its peers."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("peers", help=say("help_peers_command"))
@options.dataset
@click.option("--city", metavar="KEY|NAME", help=say("help_city"))
@options.framework
@options.reading
@options.among
@click.option("--year-weights", metavar="3:2:1", help=say("help_year_weights"))
@click.option("--letters", metavar="A,B,...", help=say("help_letters"))
@options.depth
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(
    city: str | None,
    year_weights: str | None,
    letters: str | None,
    format_: str | None,
    output: Path | None,
    **asked: Any,
) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.request import Request
    from smartscore.cli.standing import among
    from smartscore.reports.subjects import peers

    request = Request(**asked)
    request.spare(output)
    request.report(format_, output)
    wanted = among(city, request.among, year_weights, letters)
    present(request, peers.document(request.assess(), city, wanted), format_, output)
