"""The constraints of every timetable of programmes, as rows of an integer model.

Its variables are whether a programme starts in a year: programme by programme, year by year.
"""

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from attrs import define, field

from smartscore.integer_model import IntegerModel, Row
from smartscore.plans.limits import Limits, allowed, sums
from smartscore.plans.programme import Programme
from smartscore.rules import Array


@define(eq=False)
class Timetable:
    """The variables for the start of each programme in each year, and the rows that bound them."""

    programmes: Sequence[Programme]
    limits: Limits
    rows: list[Row] = field(factory=list)

    @classmethod
    def of(cls, programmes: Sequence[Programme], limits: Limits) -> Self:
        """Make the rows of the limits, the requirements and the exclusions of programmes."""
        table = cls(programmes, limits)
        table.hold(*table._limits_on_sums(), *table._yearly_budgets(), *table._requirements(), *table._exclusions())
        return table

    @property
    def size(self) -> int:
        return len(self.programmes) * self.limits.years

    def start(self, programme: int, year: int) -> int:
        """Give the variable that says whether a programme starts in a year."""
        return programme * self.limits.years + year

    def starts(self, programme: int) -> range:
        """Give the variables whose sum says whether a programme is chosen."""
        return range(self.start(programme, 0), self.start(programme + 1, 0))

    def hold(self, *rows: Row) -> None:
        """Bound the variables by more rows."""
        self.rows.extend(rows)

    @property
    def high(self) -> Array:
        """The upper bound of each variable: 0 for starts that are too late, too risky or not the fixed one, else 1."""
        high = np.ones(self.size)
        is_allowed = allowed(self.programmes, self.limits)
        for number, programme in enumerate(self.programmes):
            for year in range(self.limits.years):
                fixed = programme.start is not None and programme.start - self.limits.first_year != year
                if not is_allowed[number] or fixed or year + programme.years > self.limits.years:
                    high[self.start(number, year)] = 0
        return high

    @property
    def model(self) -> IntegerModel:
        """The model of the timetable alone."""
        return IntegerModel(self.rows, np.zeros(self.size), self.high)

    def _limits_on_sums(self) -> Iterator[Row]:
        """Give limits of sums: one start each, budget, staff, count, and the least programmes of a dimension."""
        each = [self.starts(number) for number in range(len(self.programmes))]
        for starts in each:
            yield Row.total(starts, 0, 1)
        for most, of_each in sums(self.programmes, self.limits):
            yield Row({start: float(of_each[n]) for n, starts in enumerate(each) for start in starts}, most=most)
        for dimension, least in self.limits.at_least.items():
            members = [number for number, programme in enumerate(self.programmes) if programme.dimension == dimension]
            yield Row.total((start for number in members for start in each[number]), least)

    def _yearly_budgets(self) -> Iterator[Row]:
        """Give what is spent in each year, where years have budgets."""
        for year in range(self.limits.years) if self.limits.yearly is not None else ():
            spent = {
                self.start(number, begin): programme.spending()[year - begin]
                for number, programme in enumerate(self.programmes)
                for begin in range(max(0, year - programme.years + 1), year + 1)
            }
            yield Row(spent, most=self.limits.of_year(year))

    def _requirements(self) -> Iterator[Row]:
        """Give for each requirement and year: started by then, less what it requires and was done, at most 0."""
        place = {programme.id: number for number, programme in enumerate(self.programmes)}
        for number, programme in enumerate(self.programmes):
            for other in map(place.__getitem__, programme.requires):
                for year in range(self.limits.years):
                    started = {self.start(number, begin): 1.0 for begin in range(year + 1)}
                    last = year - self.programmes[other].years
                    yield Row({**started, **{self.start(other, begin): -1.0 for begin in range(last + 1)}}, most=0)

    def _exclusions(self) -> Iterator[Row]:
        """Give the pairs of programmes that exclude each other."""
        place = {programme.id: number for number, programme in enumerate(self.programmes)}
        for programme in self.programmes:
            for other in programme.excludes:
                if other in place:
                    yield Row.total([*self.starts(place[programme.id]), *self.starts(place[other])], 0, 1)
