"""When an edition of a framework is in force, and the sentence that it is over."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, Self, get_args

from attrs import field, frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.messages import message
from smartscore.text import Phrase

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
        """When it is over: the day after the last, the year itself where that is a year; empty for an open end."""
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


def edition_faults(official: str | None, in_force: Period | None, repealed_by: str) -> Iterator[Problem]:
    """Find a word that `official` does not know, and an edition that is repealed and yet in force without an end."""
    if official not in (None, *get_args(Official)):
        fields = {"name": "official", "found": repr(official), "allowed": ", ".join(get_args(Official))}
        yield Problem("parameter_not_allowed", fields)
    if repealed_by and in_force and not in_force.last:
        yield Problem("repealed_in_force", {"found": str(in_force), "by": repealed_by})


def end_sentence(name: str, edition: str, in_force: Period | None, repealed_by: str) -> Phrase | None:
    """Give the sentence that an edition is over: repealed since when and by what, or until when; None if it is not."""
    since = in_force.after if in_force else ""
    fields = {"name": name, "edition": edition or "-", "since": since, "by": repealed_by}
    if repealed_by:
        return Phrase("edition_repealed_since" if since else "edition_repealed", **fields)
    return Phrase("edition_ended", **fields, last=in_force.last) if since and in_force else None
