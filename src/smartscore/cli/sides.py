"""The two sides of `compare`: a file each, and of its rows perhaps one year or assessor."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.cli.options import as_path
from smartscore.cli.output import spare
from smartscore.cli.request import Request
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint


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
            told = [assessment.rows.get_level_values(level).astype(str) for level in levels]
            of_level = next((names for names in told if pick in names), None)
            if of_level is None:
                known = sorted({name for names in told for name in names})
                raise UsageError(
                    Problem("no_such_side", {"found": pick, "hint": hint(pick, known)}, file=str(self.file))
                )
            kept &= np.asarray(of_level == pick)
        if not kept.any():
            raise UsageError(Problem("no_such_side", {"found": "@".join(self.picks), "hint": "-"}, file=str(self.file)))
        return assessment.only(np.flatnonzero(kept))


@frozen
class Sides:
    """What is compared: before and after, each with its request."""

    sides: tuple[Side, Side]
    requests: tuple[Request, Request]

    @classmethod
    def of(cls, before: str, after: str, frameworks: Sequence[str], **asked: Any) -> "Sides":
        """Read what was asked for; of two frameworks the first judges the first file, the second the second.

        Raises:
            UsageError: for more than two frameworks.
        """
        if len(frameworks) > 2:
            raise UsageError(Problem("frameworks_too_many", {"found": len(frameworks)}))
        sides = Side.parse(before), Side.parse(after)
        first, second = (
            Request(dataset=side.file, frameworks=(name,), **asked)
            for side, name in zip(sides, (frameworks[0], frameworks[-1]), strict=True)
        )
        return cls(sides, (first, second))

    def spare(self, output: Path | None, *files: Path | None) -> None:
        """Refuse to write over a file that is read."""
        for request in self.requests:
            request.spare(output)
        spare(output, *files)

    def assess(self) -> tuple[Assessment, Assessment]:
        """Judge both; one file by one framework once, so that relative rules are fitted to all of it."""
        first, second = self.requests
        (before,) = first.assess()
        same = first.dataset == second.dataset and first.frameworks == second.frameworks
        after = before if same else second.assess()[0]
        return self.sides[0].of(before), self.sides[1].of(after)
