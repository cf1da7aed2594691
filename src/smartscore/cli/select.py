"""`smartscore select`: who joins a programme."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("select", help=say("help_select"))
@options.dataset
@click.option("--top", type=click.IntRange(1), required=True, metavar="N", help=say("help_top"))
@click.option("--by", default="index", metavar="NODE|FRAMEWORK", help=say("help_select_by"))
@click.option("--quota", "quotas", multiple=True, metavar="COLUMN=2|..5|2..5", help=say("help_quota"))
@click.option("--min-coverage", type=click.FloatRange(0, 1), default=0.0, help=say("help_min_coverage"))
@click.option("--lowest", is_flag=True, help=say("help_lowest"))
@click.option("--framework", "frameworks", metavar="ID|FILE", multiple=True, help=say("help_framework"))
@options.reading
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(by: str, quotas: tuple[str, ...], format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.selecting import ranked, requested
    from smartscore.reports.subjects import selection

    request, call = requested(by, quotas, **asked)
    request.spare(output)
    request.report(format_, output)
    present(request, selection.document(ranked(request.assess(), by), call), format_, output)
