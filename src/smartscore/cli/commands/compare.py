"""`smartscore compare`: what differs between two years, assessors, datasets or frameworks."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.arguments.comparison import Sides
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("compare", help=say("help_compare"))
@usage.argument("before", metavar="BEFORE[@YEAR|@ASSESSOR]")
@usage.argument("after", metavar="AFTER[@YEAR|@ASSESSOR]")
@usage.option("--city", metavar="KEY|NAME", help=say("help_compare_city"))
@options.framework
@usage.option("--crosswalk", type=options.file, help=say("help_crosswalk"))
@options.reading
@options.by
@options.depth
@options.report
@options.gathered("arguments.comparison:Sides")
def command(
    request: "Request", destination: "Destination", sides: "Sides", city: str | None, crosswalk: Path | None
) -> None:
    from smartscore.api import read_names
    from smartscore.cli.delivery import present

    request.spare(destination.output)
    first, second = sides.requests(request.beside(*filter(None, [crosswalk])))
    second.prepare(destination, *first.inputs)
    names = None if crosswalk is None else read_names(crosswalk, "from", "to", second.read_tables)
    present(second, sides.document(first, second, names, city), destination)
