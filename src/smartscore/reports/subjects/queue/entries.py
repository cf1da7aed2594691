"""A queue as an agenda: an entry for each item that has a date."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

from smartscore.messages import printable
from smartscore.reports.agenda import Agenda, Entry
from smartscore.reports.document import Figure
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.reports.subjects.queue.columns import Listing
from smartscore.text import Phrase, Sentence


def agenda_of(listing: Listing, today: date, said: Sequence[Sentence], aid: Sequence[Sentence]) -> Agenda:
    """Give the agenda of the items that are listed, as of a day, with what its readers must know.

    `aid` says that levels which follow from items are an aid, with each entry too, since it may be seen alone.
    """
    entries = [*_entries(listing, aid)]
    undated = len(listing.frame) - len(entries)
    left_out = [Phrase("queue_undated_left_out", count=undated)] if undated else []
    title = Phrase("queue_calendar", title=listing.assessment.framework.title)
    return Agenda(title=title, written=today, entries=entries, said=[*aid, *said, *left_out], undated=undated)


def _entries(listing: Listing, aid: Sequence[Sentence]) -> Iterator[Entry]:
    frame, framework = listing.frame, listing.assessment.framework
    for place, (node, day) in enumerate(zip(listing.nodes, listing.days, strict=True)):
        if day:
            city, item = row_label(listing.assessment, int(listing.rows[place])), listing.items[place]
            fields = {"title": framework.nodes[node].title, "item": item}
            yield Entry(
                uid=_uid(
                    framework.id, *map(str, frame.index[place]), frame["level"].iloc[place], frame["item"].iloc[place]
                ),
                day=date.fromisoformat(day),
                title=Phrase("queue_entry_city", city=city, **fields)
                if listing.several
                else Phrase("queue_entry", **fields),
                said=[*_lines(listing, place, city), *aid],
                group=frame["office"].iloc[place],
                link=frame["link"].iloc[place],
            )


def _uid(*parts: object) -> str:
    """Give what an entry is known by each time the calendar is written."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32] + "@smartscore"


def _lines(listing: Listing, place: int, city: str) -> Iterator[Sentence]:
    """Say of an item all that the table says, a line each."""
    cells, decimals = listing.frame.iloc[place], decimals_of(listing.assessment)
    told: dict[str, Sentence] = {
        "column_city": city,
        "column_title": listing.assessment.framework.nodes[listing.nodes[place]].title,
        "column_level": str(cells["level"]),
        "column_status": Phrase(f"item_status_{cells['status']}"),
        "column_office": printable(cells["office"]),
        "column_owner": printable(cells["owner"]),
        "column_gain": Figure(float(cells["gain"]), "score", decimals),
        "column_needed": str(cells["needed"]),
        "column_note": printable(cells["note"]),
        "column_recommendation": printable(cells["recommendation"]),
        "column_link": printable(cells["link"]),
        "column_remark": listing.remarks[place],
    }
    for code, value in told.items():
        if value:
            yield Phrase("queue_line", name=Phrase(code), value=value)
