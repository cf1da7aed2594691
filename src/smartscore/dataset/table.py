"""A table as somebody wrote it, before it is a dataset."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen
from pandas import DataFrame

from smartscore.errors import Problem


@frozen(eq=False)
class Table:
    """A frame with the line of each row, the file and its SHA-256, and what was found wrong so far.

    What is wrong is told together with what a check finds, so that the user sees it all at once.
    """

    frame: DataFrame
    lines: Sequence[int] | None = None
    file: str | None = None
    digest: str | None = None
    problems: tuple[Problem, ...] = field(default=())

    def at(self, row: int) -> dict[str, Any]:
        """Say where a row stands, as fields of a `Problem`."""
        return {"file": self.file, "row": None if self.lines is None else self.lines[row]}

    def line(self, row: int) -> int:
        """Give the line of a row, or its number where there are no lines."""
        return row if self.lines is None else self.lines[row]
