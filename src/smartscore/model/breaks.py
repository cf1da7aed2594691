"""Breaks between editions of which one repealed the other: their scores do not compare."""

from attrs import frozen

from smartscore.model.framework import Framework
from smartscore.text import Phrase


@frozen
class Break:
    """A break between two editions of which the `new` one repealed the `old` one."""

    old: Framework
    new: Framework

    @property
    def since(self) -> str:
        """The date or year of it: when the new one came into force, else when the old one was over; may be empty."""
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


def break_between(one: Framework, other: Framework) -> Break | None:
    """Give the break between two editions, in whichever order they come; None if neither repealed the other."""
    if _repealed(one, other):
        return Break(one, other)
    return Break(other, one) if _repealed(other, one) else None


def _repealed(old: Framework, new: Framework) -> bool:
    return old.id != new.id and (old.id in new.repeals or old.repealed_by == new.id)
