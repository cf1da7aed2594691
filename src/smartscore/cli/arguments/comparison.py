"""The two sides of `compare`: a file each, and of its rows perhaps one year or assessor."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from attrs import evolve, field, frozen

from smartscore.api import read_recipes
from smartscore.cli.options import as_path
from smartscore.cli.request import Request
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.reports.document import Document


@frozen
class Side:
    """A file, and the years or assessors that were picked of its rows: `FILE@2018@self`."""

    file: Path
    picks: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> "Side":
        """Read `FILE[@YEAR][@ASSESSOR]`; a file whose name has an @ goes before."""
        if Path(written).exists():
            return cls(as_path(written))
        file, *picks = written.split("@")
        return cls(as_path(file), tuple(picks))

    def of(self, assessment: Assessment) -> Assessment:
        """Give the rows that are picked.

        Raises:
            UsageError: for what is neither a year nor an assessor of the dataset.
        """
        kept, levels = np.ones(len(assessment.rows), dtype=bool), range(1, assessment.rows.nlevels)
        for pick in self.picks:
            names_by_level = [assessment.rows.get_level_values(level).astype(str) for level in levels]
            of_level = next((names for names in names_by_level if pick in names), None)
            if of_level is None:
                known = sorted({name for names in names_by_level for name in names})
                raise UsageError(
                    Problem("no_such_side", {"found": pick, "hint": hint(pick, known)}, file=str(self.file))
                )
            kept &= np.asarray(of_level == pick)
        if not kept.any():
            raise UsageError(Problem("no_such_side", {"found": "@".join(self.picks), "hint": "-"}, file=str(self.file)))
        return assessment.only(np.flatnonzero(kept))


def _side(written: str) -> Side:
    return Side.parse(written)


@frozen
class Sides:
    """The two sides of a comparison: before and after."""

    before: Side = field(converter=_side)
    after: Side = field(converter=_side)

    def requests(self, request: Request) -> tuple[Request, Request]:
        """Give the request of each side; of two frameworks or recipes the first is for the first file.

        Raises:
            UsageError: for more than two frameworks or recipes.
        """
        recipes = list(zip(request.recipes, read_recipes(request.recipes), strict=True))
        named = [path for path, recipe in recipes if recipe.file]
        others = [path for path, recipe in recipes if not recipe.file]
        if len(others) > 2:
            raise UsageError(Problem("recipes_not_as_many", {"found": len(others), "expected": 2}))
        if len(request.frameworks) > 2:
            raise UsageError(Problem("frameworks_too_many", {"found": len(request.frameworks)}))
        sides = ((self.before, slice(0, 1)), (self.after, slice(-1, None)))
        both = request.beside(self.before.file, self.after.file)
        before, after = (
            evolve(both, dataset=side.file, frameworks=request.frameworks[own], recipes=[*others[own], *named])
            for side, own in sides
        )
        return before, after

    def assess(self, first: Request, second: Request) -> tuple[Assessment, Assessment]:
        """Judge both; one file by one framework once, so that relative rules are fitted to all of it."""
        (before,) = first.assess()
        same = all(getattr(first, name) == getattr(second, name) for name in ("dataset", "frameworks", "recipes"))
        after = before if same else second.assess()[0]
        return self.before.of(before), self.after.of(after)

    def document(
        self, first: Request, second: Request, crosswalk: Mapping[str, str] | None, city: str | None
    ) -> Document:
        """Judge both and tell what differs, or over a break between editions give both series side by side."""
        from smartscore.model import break_between
        from smartscore.reports.subjects import comparison
        from smartscore.reports.subjects.over_breaks import series
        from smartscore.views import compare, side_by_side

        before, after = self.assess(first, second)
        if crosswalk is None and break_between(before.definition, after.definition):
            return series.document(side_by_side(before, after, second.by), city)
        return comparison.document(compare(before, after, crosswalk, second.by), city)
