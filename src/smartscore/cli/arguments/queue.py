"""Options of `queue`: whose items, until when, how many, and as of which day."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from smartscore.cli.output import Destination, tell_written
from smartscore.cli.request import Request
from smartscore.reports import CALENDAR, Document
from smartscore.reports.agenda import Agenda
from smartscore.reports.subjects.queue import Call


@frozen(kw_only=True)
class Queueing:
    """The options of `queue`."""

    office: Sequence[str] = ()
    owner: Sequence[str] = ()
    until: date | None = None
    today: date | None = None
    overdue_first: bool = False
    top: int | None = None
    by_ladder: bool = False

    def call(self) -> Call:
        """Give the options as one value; where no day is named it is today, which the report says."""
        return Call(
            office=tuple(self.office),
            owner=tuple(self.owner),
            until=self.until,
            today=self.today or date.today(),
            overdue_first=self.overdue_first,
            top=self.top,
            by_ladder=self.by_ladder,
        )


def tell_left_out(request: Request, document: Document, destination: Destination) -> None:
    """Say how many items a calendar leaves out since they have no date."""
    agendas = [chapter.source for chapter in document.whole if isinstance(chapter.source, Agenda)]
    if request.report(destination).id == CALENDAR.id and (count := sum(agenda.undated for agenda in agendas)):
        tell_written("queue_undated_left_out", count=count)
