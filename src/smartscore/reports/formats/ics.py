"""Agendas as calendars of RFC 5545: an entry that lasts the day by which something is to be done.

The same agenda gives the same bytes: entries are stamped with the day that it is as of, and not with the clock.
"""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from smartscore.reports.agenda import Agenda, Entry
from smartscore.reports.document import Document, Style
from smartscore.reports.formats.cells import plain, sentences
from smartscore.reports.formats.extras import require

if TYPE_CHECKING:
    from icalendar import Event

_WRITER = "-//smartscore//queue//EN"
_WEB = ("http://", "https://")


def render(document: Document, style: Style) -> bytes:
    """Give the calendar of the agendas that the chapters of a document are made of.

    Raises:
        UsageError: if icalendar is not installed.
    """
    require("calendar", "icalendar")
    from icalendar import Calendar, vText

    agendas = [chapter.source for chapter in document.whole if isinstance(chapter.source, Agenda)]
    calendar = Calendar()
    calendar.add("prodid", _WRITER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    titles = dict.fromkeys(plain(each.title, style.language) for each in agendas)
    calendar.add("x-wr-calname", vText("; ".join(titles)))
    said = dict.fromkeys(text for each in agendas for text in sentences(each.said, style.language))
    calendar.add("x-wr-caldesc", vText("\n".join(said)))
    for agenda in agendas:
        for entry in agenda.entries:
            calendar.add_component(_event(agenda, entry, style.language))
    return bytes(calendar.to_ical())


def _event(agenda: Agenda, entry: Entry, language: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(agenda.written, time(), UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", plain(entry.title, language))
    event.add("description", "\n".join(sentences(entry.said, language)))
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    if entry.group:
        event.add("categories", [plain(entry.group, language)])
    if entry.link.startswith(_WEB) and entry.link.isprintable():
        event.add("url", entry.link)
    return event
