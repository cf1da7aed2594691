"""`smartscore queue`: which items of evidence are next, and what they bring."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.arguments.queue import Queueing
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("queue", help=say("help_queue"))
@options.dataset
@usage.option("--city", metavar="KEY|NAME", help=say("help_queue_city"))
@usage.option("--office", multiple=True, metavar="OFFICE", help=say("help_office"))
@usage.option("--owner", multiple=True, metavar="OWNER", help=say("help_owner"))
@usage.option("--until", type=usage.Day(), metavar="DATE", help=say("help_until"))
@usage.option("--top", type=usage.Whole(1), metavar="N", help=say("help_queue_top"))
@usage.option("--overdue-first", is_flag=True, help=say("help_overdue_first"))
@usage.option("--today", type=usage.Day(), metavar="DATE", help=say("help_today"))
@usage.option("--by-ladder", is_flag=True, help=say("help_by_ladder"))
@options.framework
@options.reading
@options.consolidate
@options.formats(*options.FORMATS, "ics")
@options.output
@options.plugins
@options.lang
@options.request
@options.destination
@options.gathered("arguments.queue:Queueing")
def command(request: "Request", destination: "Destination", queueing: "Queueing", city: str | None) -> None:
    from attrs import evolve  # which the help does without

    from smartscore.cli.arguments.queue import tell_left_out
    from smartscore.cli.delivery import present
    from smartscore.reports import CALENDAR
    from smartscore.reports.subjects import queue

    request = evolve(request, own_reports=(CALENDAR,))
    request.prepare(destination)
    document = queue.document(request.assess(), city, queueing.call())
    present(request, document, destination)
    tell_left_out(request, document, destination)
