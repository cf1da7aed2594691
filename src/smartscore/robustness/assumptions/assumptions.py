"""All assumptions of an analysis, and the uniform numbers that each of them needs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Self

import numpy as np
from attrs import evolve, field, frozen

from smartscore.errors import Problem, UsageError
from smartscore.robustness.assumptions.base import Assumption, Nominal, Realisation
from smartscore.robustness.assumptions.overlaps import said_twice
from smartscore.rules import Array


def _all(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    return tuple(assumptions)


@frozen
class Assumptions:
    """Assumptions that hold at the same time, independently of each other; `file` is where they were written."""

    items: tuple[Assumption, ...] = field(converter=_all)
    file: str = ""
    digest: str = ""

    def __iter__(self) -> Iterator[Assumption]:
        return iter(self.items)

    def require(self, nominal: Nominal) -> None:
        """Refuse what does not apply to a framework and its data, all of it at once.

        Raises:
            UsageError: with every problem, each with the assumption's id as its column.
        """
        if problems := list(self.problems(nominal)):
            raise UsageError(evolve(problem, file=problem.file or self.file or None) for problem in problems)

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        """Find everything that does not apply to a framework and its data."""
        found = [evolve(p, column=p.column or one.id) for one in self.items for p in one.problems(nominal)]
        counted = Counter(one.id for one in self.items)
        found += [Problem("id_twice", {"found": name}) for name, count in counted.items() if count > 1]
        if not self.items:
            found.append(Problem("no_assumptions", {}))
        yield from found or said_twice(self.items, nominal)

    def groups(self) -> dict[str, list[Assumption]]:
        """Give the inputs of an analysis of sensitivity: the assumptions of each group, one by itself without any."""
        found: dict[str, list[Assumption]] = {}
        for one in self.items:
            found.setdefault(one.group or one.id, []).append(one)
        return found

    def places(self, nominal: Nominal) -> dict[str, np.ndarray]:
        """Give the columns of each assumption in a design, by its id."""
        found, start = {}, 0
        for one in self.items:
            count = one.columns(nominal)
            found[one.id] = np.arange(start, start + count)
            start += count
        return found

    def realise(self, design: Array, nominal: Nominal) -> list[Realisation]:
        """Say what each assumption means in each draw of a design: (draws, columns)."""
        places = self.places(nominal)
        return [one.realise(design[:, places[one.id]], nominal) for one in self.items]

    def without(self, *ids: str) -> Self:
        """Give the assumptions but for some."""
        return evolve(self, items=[one for one in self.items if one.id not in ids])
