"""What every timetable of programmes must keep to, as rows of a mixed integer programme.

Its variables are whether a programme starts in a year: programme by programme, year by year.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Self, TypeAlias

import numpy as np
from attrs import define, field
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_array

from smartscore.plans.limits import Limits, allowed, sums
from smartscore.plans.programme import Programme

#: A sum of variables between two ends: factors by variable, the least and the most.
Row: TypeAlias = tuple[Mapping[int, float], float, float]


@define(eq=False)
class Timetable:
    """The variables and the rows that hold them: each row is a sum between two ends."""

    programmes: Sequence[Programme]
    limits: Limits
    rows: list[Row] = field(factory=list)

    @classmethod
    def of(cls, programmes: Sequence[Programme], limits: Limits) -> Self:
        """Write down the limits, the order of what is required, and what excludes each other."""
        table = cls(programmes, limits)
        for row in (*table._sums(), *table._by_year(), *table._orders(), *table._apart()):
            table.rows.append(row)
        return table

    @property
    def size(self) -> int:
        return len(self.programmes) * self.limits.years

    def start(self, programme: int, year: int) -> int:
        """Give the variable that says whether a programme starts in a year."""
        return programme * self.limits.years + year

    def taken(self, programme: int) -> dict[int, float]:
        """Give the sum of the variables that says whether a programme is chosen."""
        return {self.start(programme, year): 1.0 for year in range(self.limits.years)}

    def hold(self, row: Mapping[int, float], least: float, most: float) -> None:
        self.rows.append((row, least, most))

    def constraint(self, size: int, more: Sequence[Row] = ()) -> LinearConstraint:
        """Give all rows, and more of them, over so many variables."""
        rows = [*self.rows, *more]
        data = [value for row, _, _ in rows for value in row.values()]
        columns = [column for row, _, _ in rows for column in row]
        starts = np.cumsum([0, *(len(row) for row, _, _ in rows)])
        matrix = csr_array((data, columns, starts), shape=(len(rows), size))
        return LinearConstraint(matrix, np.array([row[1] for row in rows]), np.array([row[2] for row in rows]))

    def bounds(self, size: int) -> Bounds:
        """Give 0 to 1 for every variable, and 0 for starts that are too late, too risky or not the fixed one."""
        high = np.ones(size)
        may = allowed(self.programmes, self.limits)
        for number, programme in enumerate(self.programmes):
            for year in range(self.limits.years):
                fixed = programme.start is not None and programme.start - self.limits.first_year != year
                if not may[number] or fixed or year + programme.years > self.limits.years:
                    high[self.start(number, year)] = 0
        return Bounds(np.zeros(size), high)

    def _sums(self) -> Iterator[Row]:
        """Give limits of sums: one start each, money in all, hands, number, and how many a dimension must have."""
        each = {number: self.taken(number) for number in range(len(self.programmes))}
        for row in each.values():
            yield row, 0, 1
        for most, of_each in sums(self.programmes, self.limits):
            yield {variable: float(of_each[n]) for n, row in each.items() for variable in row}, -np.inf, most
        for dimension, least in self.limits.at_least.items():
            mine = [number for number, programme in enumerate(self.programmes) if programme.dimension == dimension]
            yield {variable: 1.0 for n in mine for variable in each[n]}, least, np.inf

    def _by_year(self) -> Iterator[Row]:
        """Give what is spent in each year, where years have budgets."""
        for year in range(self.limits.years) if self.limits.yearly is not None else ():
            spent = {
                self.start(number, begin): programme.spending()[year - begin]
                for number, programme in enumerate(self.programmes)
                for begin in range(max(0, year - programme.years + 1), year + 1)
            }
            yield spent, -np.inf, self.limits.of_year(year)

    def _orders(self) -> Iterator[Row]:
        """Give for each requirement and year: started by then, less what it requires and was done, at most 0."""
        place = {programme.id: number for number, programme in enumerate(self.programmes)}
        for number, programme in enumerate(self.programmes):
            for other in map(place.__getitem__, programme.requires):
                for year in range(self.limits.years):
                    started = {self.start(number, begin): 1.0 for begin in range(year + 1)}
                    last = year - self.programmes[other].years
                    yield {**started, **{self.start(other, begin): -1.0 for begin in range(last + 1)}}, -np.inf, 0

    def _apart(self) -> Iterator[Row]:
        """Give the pairs of programmes that exclude each other."""
        place = {programme.id: number for number, programme in enumerate(self.programmes)}
        for programme in self.programmes:
            for other in programme.excludes:
                if other in place:
                    yield {**self.taken(place[programme.id]), **self.taken(place[other])}, 0, 1
