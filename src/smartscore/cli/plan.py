"""`smartscore plan`: which programmes a city should choose, when, and what they bring."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("plan", help=say("help_plan"))
@options.dataset
@options.city
@options.framework
@options.reading
@options.planning
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def command(city: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.output import spare
    from smartscore.cli.planning import Planning
    from smartscore.cli.request import Request
    from smartscore.cli.watching import busy
    from smartscore.reports.subjects import plan

    planning = Planning.taken_from(asked)
    request = Request(**asked)
    request.spare(output)
    spare(output, planning.programmes)
    request.report(format_, output)
    with busy("working_plan", request.language):
        road = planning.road(request.assess_one(), city)
    present(request, plan.document(road, planning.quick), format_, output)
