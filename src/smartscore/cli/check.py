"""`smartscore check`: find what is wrong with a dataset, without scoring it."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("check", help=say("help_check"))
@options.dataset
@options.framework
@options.reading
@options.formats("text", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.findings import findings, present_findings
    from smartscore.cli.request import Request

    request = Request(**asked)
    request.spare(output)
    problems, fine = findings(request)
    present_findings(request, problems, fine, format_, output)
