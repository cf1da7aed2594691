"""Breaks between editions of which one repealed the other: their scores do not compare."""

from typing import Self

from attrs import frozen

from smartscore.model.framework import Framework
from smartscore.text import Phrase


@frozen
class Break:
    """A break between two editions, by the names of their frameworks: the `new` one repealed the `old` one.

    `since` is the date or the year of it: when the new one came into force, else when the old one was over; empty
    where neither says. `can_be_bridged` is whether a crosswalk may bridge it.
    """

    old: str
    old_edition: str
    new: str
    new_edition: str
    since: str = ""
    can_be_bridged: bool = False

    @classmethod
    def of(cls, old: Framework, new: Framework) -> Self:
        """Give the break between two frameworks; in one family, with one scale and the same bands it can be bridged."""
        kinds = [(each.family, each.scale, each.bands, each.higher) for each in (old, new)]
        since = _start(new) or _end(old)
        return cls(old.name, old.edition, new.name, new.edition, since, bool(old.family) and kinds[0] == kinds[1])

    @property
    def sentence(self) -> Phrase:
        """The break in words: both editions, and from when."""
        names = {"old": self.old, "new": self.new, "since": self.since}
        editions = {"old_edition": self.old_edition or "-", "new_edition": self.new_edition or "-"}
        return Phrase("edition_break_since" if self.since else "edition_break", **names, **editions)


def break_between(one: Framework, other: Framework) -> Break | None:
    """Give the break between two editions, in whichever order they come; None if neither repealed the other."""
    if repealed(one, other):
        return Break.of(one, other)
    return Break.of(other, one) if repealed(other, one) else None


def repealed(old: Framework, new: Framework) -> bool:
    """Tell whether the old framework was repealed by the new one, as either says."""
    return old.id != new.id and (old.id in new.repeals or old.repealed_by == new.id)


def break_with(framework: Framework, name: str, edition: str) -> Break | None:
    """Give the break between a framework and one of which the name is known alone, such as that of a plan."""
    if name in framework.repeals:
        return Break(name, edition, framework.name, framework.edition, _start(framework))
    if name and name == framework.repealed_by:
        return Break(framework.name, framework.edition, name, edition, _end(framework))
    return None


def _start(framework: Framework) -> str:
    return framework.in_force.first if framework.in_force else ""


def _end(framework: Framework) -> str:
    return framework.in_force.after if framework.in_force else ""
