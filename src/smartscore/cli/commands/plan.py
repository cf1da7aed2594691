"""`smartscore plan`: which programmes a city should choose, when, and what they bring."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.arguments.plan import Planning
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("plan", help=say("help_plan"))
@options.dataset
@options.city
@options.framework
@options.reading
@options.planning
@usage.option("--no-robust", "without_draws", is_flag=True, help=say("help_no_robust_choice"))
@options.gathered("arguments.plan:Planning")
@options.report
def command(planning: "Planning", request: "Request", destination: "Destination", city: str) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.progress_bar import busy
    from smartscore.reports.subjects import plan

    request = request.beside(planning.programmes)
    request.prepare(destination)
    with busy("working_plan", request.language):
        road = planning.road(request.assess_one(), city, request.read_tables)
        document = plan.document(road, planning.quick, robust=not planning.without_draws)
    present(request, document, destination)
