"""`smartscore explain`: what makes the score of a city."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("explain", help=say("help_explain"))
@options.dataset
@options.city
@options.framework
@options.reading
@options.consolidate
@options.among
@options.depth
@options.as_of
@options.report
def command(request: "Request", destination: "Destination", city: str) -> None:
    from smartscore.cli.delivery import present
    from smartscore.reports.subjects import explanation

    request.prepare(destination)
    present(request, explanation.document(request.assess(), city, request.among, request.as_of), destination)
