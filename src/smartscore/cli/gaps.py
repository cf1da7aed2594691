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
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(city: str, to: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.output import spare
    from smartscore.cli.request import Request
    from smartscore.cli.standing import wanted_values
    from smartscore.reports.subjects import gaps

    request = Request(**asked)
    request.spare(output)
    spare(output, Path(to))
    request.report(format_, output)
    wanted = wanted_values(to, request.among)
    present(request, gaps.document(request.assess(), city, wanted, request.among), format_, output)
