"""What is to be done by which day, for formats that are calendars."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from smartscore.text import Sentence


@frozen(eq=False, kw_only=True)
class Entry:
    """Something to be done by a day: `uid` is the same each time it is written, `said` are lines about it."""

    uid: str
    day: date
    title: Sentence
    said: Sequence[Sentence] = field(repr=False)
    group: str = ""
    link: str = ""


@frozen(eq=False, kw_only=True)
class Agenda:
    """Entries under a title, with what a reader of all of them must know; `written` is the day that it is as of.

    `undated` is how many things have no day and are left out.
    """

    title: Sentence
    written: date
    entries: Sequence[Entry] = field(repr=False)
    said: Sequence[Sentence] = field(default=(), repr=False)
    undated: int = 0
