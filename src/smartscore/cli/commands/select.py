"""`smartscore select`: who joins a programme."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.arguments.selection import Selecting
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("select", help=say("help_select"))
@options.dataset
@usage.option("--top", type=usage.Whole(1), required=True, metavar="N", help=say("help_top"))
@usage.option("--by", "node", default="index", metavar="NODE|FRAMEWORK", help=say("help_select_by"))
@usage.option("--quota", "quotas", multiple=True, metavar="COLUMN=2|..5|2..5", help=say("help_quota"))
@usage.option("--min-coverage", type=usage.Number(0, 1), default=0.0, help=say("help_min_coverage"))
@usage.option("--lowest", is_flag=True, help=say("help_lowest"))
@usage.option("--no-robust", "without_draws", is_flag=True, help=say("help_no_robust_choice"))
@usage.option("--framework", "frameworks", metavar="ID|FILE", multiple=True, help=say("help_framework"))
@options.reading
@options.consolidate
@options.report
@options.gathered("arguments.selection:Selecting")
def command(request: "Request", destination: "Destination", selecting: "Selecting") -> None:
    from smartscore.cli.delivery import present
    from smartscore.reports.subjects import selection

    request = selecting.request(request)
    call = selecting.call()
    request.prepare(destination)
    present(request, selection.document(selecting.ranked(request.assess()), call), destination)
