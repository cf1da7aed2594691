"""`smartscore gaps`: the gaps of a city to its targets, and the gain of closing each."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("gaps", help=say("help_gaps"))
@options.dataset
@options.city
@usage.option(
    "--to", "to", default="target", show_default=True, metavar="target|best|peers|band|FILE", help=say("help_to")
)
@options.framework
@options.reading
@options.consolidate
@options.among
@options.report
def command(request: "Request", destination: "Destination", city: str, to: str) -> None:
    from smartscore.cli.arguments.peers import targets_by_name
    from smartscore.cli.delivery import present
    from smartscore.reports.subjects import gaps

    request = request.beside(Path(to))
    request.prepare(destination)
    targets = targets_by_name(to, request.among, request.read_tables)
    present(request, gaps.document(request.assess(), city, targets, request.among), destination)
