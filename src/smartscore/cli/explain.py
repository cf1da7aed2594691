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
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(city: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.request import Request
    from smartscore.reports.subjects import explanation

    request = Request(**asked)
    request.spare(output)
    request.report(format_, output)
    document = explanation.document(request.assess(), city, request.among, request.as_of)
    present(request, document, format_, output)
