"""`smartscore peers`: where a city stands among its peers."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("peers", help=say("help_peers_command"))
@options.dataset
@usage.option("--city", metavar="KEY|NAME", help=say("help_city"))
@options.framework
@options.reading
@options.consolidate
@options.among
@usage.option("--year-weights", metavar="3:2:1", help=say("help_year_weights"))
@usage.option("--letters", metavar="A,B,...", help=say("help_letters"))
@options.depth
@options.report
def command(
    request: "Request", destination: "Destination", city: str | None, year_weights: str | None, letters: str | None
) -> None:
    from smartscore.cli.arguments.peers import read_peer_options
    from smartscore.cli.delivery import present
    from smartscore.reports.subjects import peers

    request.prepare(destination)
    peer_options = read_peer_options(city, request.among, year_weights, letters)
    present(request, peers.document(request.assess(), city, peer_options), destination)
