"""`smartscore minutes`: the minutes of the assessment of a city, ready to be signed."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request
    from smartscore.reports.subjects.evidence.minutes import Meeting


@usage.command("minutes", help=say("help_minutes"))
@options.dataset
@options.city
@options.framework
@usage.option("--self", "own", metavar="ASSESSOR", help=say("help_self"))
@usage.option("--assessor", metavar="ASSESSOR", help=say("help_assessor"))
@usage.option("--place", metavar="TEXT", help=say("help_place"))
@usage.option("--date", metavar="DATE", help=say("help_date"))
@usage.option("--for-government", metavar="NAME,POSITION", help=say("help_for_government"))
@usage.option("--for-assessor", metavar="NAME,POSITION", help=say("help_for_assessor"))
@options.reading
@options.report
@options.gathered("arguments.minutes:Meeting")
def command(request: "Request", destination: "Destination", meeting: "Meeting", city: str) -> None:
    from smartscore.cli.delivery import present
    from smartscore.reports.subjects.evidence import minutes

    request.prepare(destination)
    present(request, minutes.document(request.assess_one(), city, meeting), destination)
