"""`smartscore progress`: how far a city has come on its plan."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("progress", help=say("help_progress"))
@options.dataset
@usage.option("--city", metavar="KEY|NAME", help=say("help_progress_city"))
@usage.option("--plan", "plan_file", required=True, type=options.file, help=say("help_progress_plan"))
@options.framework
@options.reading
@options.as_of
@usage.option("--programmes", type=options.file, help=say("help_assess_programmes"))
@options.report
def command(request: "Request", destination: "Destination", city: str | None, plan_file: Path) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.streams import results
    from smartscore.cli.usage.terminal import decorated
    from smartscore.plans.progress import read_plan
    from smartscore.reports.subjects import progress

    request.prepare(destination, plan_file)
    plan, colour = read_plan(plan_file, city), destination.standard and decorated(results())
    assessment = request.assess_one()
    assessment.dataset.rows_of(plan.city if city is None else city)  # which says if several cities have that name
    document = progress.document(assessment, plan, request.completion, request.as_of)
    present(request, document, destination, colour=colour)
