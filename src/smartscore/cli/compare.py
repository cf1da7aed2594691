"""`smartscore compare`: what differs between two years, assessors, datasets or frameworks."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("compare", help=say("help_compare"))
@click.argument("before", metavar="BEFORE[@YEAR|@ASSESSOR]")
@click.argument("after", metavar="AFTER[@YEAR|@ASSESSOR]")
@click.option("--city", metavar="KEY|NAME", help=say("help_compare_city"))
@options.framework
@click.option("--crosswalk", type=click.Path(path_type=Path), help=say("help_crosswalk"))
@options.reading
@options.by
@options.depth
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(city: str | None, crosswalk: Path | None, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.api import read_names
    from smartscore.cli.delivery import present
    from smartscore.cli.sides import Sides
    from smartscore.reports.subjects import comparison
    from smartscore.views import compare

    sides = Sides.of(**asked)
    sides.spare(output, crosswalk)
    request = sides.requests[1]
    request.report(format_, output)
    names = None if crosswalk is None else read_names(crosswalk, "from", "to")
    compared = compare(*sides.assess(), names, request.by)
    present(request, comparison.document(compared, city), format_, output)
