"""When an edition of a framework is in force, what it repealed, and breaks between editions."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, Self

from attrs import field, frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.messages import message
from smartscore.text import Phrase

if TYPE_CHECKING:
    from smartscore.model.framework import Framework

#: Whether a framework is an official instrument: read in the official text, our own or somebody else's,
#: or built from transcriptions and general knowledge of an official instrument, whose own text was not read.
Official = Literal["yes", "no", "transcribed"]

_END = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2}))?", re.ASCII)


def _end(_instance: object, _attribute: object, value: str) -> None:
    if value:
        _day(value, last=False)


@frozen
class Period:
    """From `first` to `last`, both included: each is a date (`2026-06-05`), a year (`2020`), or empty for an open end.

    A year says that the day in it is not known, and counts whole.

    Raises:
        FrameworkError: for what is neither, a day that no calendar has, no end at all, or a last end before the first.
    """

    first: str = field(default="", validator=_end)
    last: str = field(default="", validator=_end)

    def __attrs_post_init__(self) -> None:
        if not (self.first or self.last) or self.starts > self.ends:
            raise _malformed(str(self))

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2026-06-05..`, `2020..2026-06-04` or `2018..2020`.

        Raises:
            FrameworkError: for anything else.
        """
        first, dots, last = (part.strip() for part in written.partition(".."))
        if not dots:
            raise _malformed(written)
        try:
            return cls(first, last)
        except FrameworkError:
            raise _malformed(written) from None

    @property
    def starts(self) -> date:
        """The first day."""
        return _day(self.first, last=False) if self.first else date.min

    @property
    def ends(self) -> date:
        """The last day."""
        return _day(self.last, last=True) if self.last else date.max

    @property
    def after(self) -> str:
        """When it is over: the day after the last, the year itself where the last end is a year; empty for an open end."""
        return self.last if len(self.last) <= len("2020") else str(self.ends + timedelta(days=1))

    def on(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    def to(self, language: str) -> str:
        """Say it in words of a language: from 2026-06-05."""
        code = "period_between" if self.first and self.last else "period_from" if self.first else "period_until"
        return message(code, language, first=self.first, last=self.last)


def _day(written: str, *, last: bool) -> date:
    found = _END.fullmatch(written)
    if found is None:
        raise _malformed(written)
    year, month, day = found.groups(default="")
    try:
        return date(int(year), int(month or (12 if last else 1)), int(day or (31 if last else 1)))
    except ValueError:
        raise _malformed(written) from None


def _malformed(written: str) -> FrameworkError:
    return FrameworkError(Problem("period_malformed", {"found": written}))


def end_of(framework: "Framework") -> Phrase | None:
    """Give the sentence that an edition is no longer in force: repealed, since when and by what; nothing if it is."""
    since = framework.in_force.after if framework.in_force else ""
    fields = {"name": framework.id, "edition": framework.edition or "-", "since": since, "by": framework.repealed_by}
    if framework.repealed_by:
        return Phrase("edition_repealed_since" if since else "edition_repealed", **fields)
    return Phrase("edition_ended", **fields, last=framework.in_force.last) if since and framework.in_force else None


@frozen
class Break:
    """A break between two editions of which the `new` one repealed the `old` one: their scores do not compare.

    `since` is the date or the year of it, empty where neither says.
    """

    old: "Framework"
    new: "Framework"

    @property
    def since(self) -> str:
        """When the new edition came into force, else when the old one was over."""
        began = self.new.in_force.first if self.new.in_force else ""
        return began or (self.old.in_force.after if self.old.in_force else "")

    @property
    def sentence(self) -> Phrase:
        """The break in words: both editions, and from when."""
        names = {"old": self.old.full_name, "new": self.new.full_name, "since": self.since}
        return Phrase("edition_break_since" if self.since else "edition_break", **names)

    @property
    def can_be_bridged(self) -> bool:
        """Whether a crosswalk may bridge it: one family, and the same scale, bands and better end."""
        kinds = [(each.family, each.scale, each.bands, each.higher) for each in (self.old, self.new)]
        return bool(self.old.family) and kinds[0] == kinds[1]


def break_between(one: "Framework", other: "Framework") -> Break | None:
    """Give the break between two editions, in whichever order they come; nothing if neither repealed the other."""
    if _repealed(one, other):
        return Break(one, other)
    return Break(other, one) if _repealed(other, one) else None


def _repealed(old: "Framework", new: "Framework") -> bool:
    return old.id != new.id and (old.id in new.repeals or old.repealed_by == new.id)
