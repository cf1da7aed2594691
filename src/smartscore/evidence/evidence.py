"""The lines of a table that are items of evidence, each with its city, indicator, level and status."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from attrs import evolve, field, frozen
from pandas import DataFrame

from smartscore.evidence.statuses import STATUSES
from smartscore.read_only import lent, taken
from smartscore.tables.table import place_of

#: What a line says of an item beside its indicator, level and status.
ITEM_FIELDS = ("office", "owner", "due", "link", "note", "recommendation", "source", "quality", "evidence", "follow_up")


@frozen(eq=False, slots=False)
class Evidence:
    """Items of evidence: a row an item.

    The columns of `frame` are `row` (the position of its city in the dataset), `indicator` (an id, or as it is
    written), `level` (a whole number), `item` (what it is), `status` (its place in `STATUSES`), and each of
    `ITEM_FIELDS` as text, empty where nothing is said; `line` is where it stands. `is_stated` is whether a status is
    written: an empty one is none, and gives way to what another table says.
    """

    _frame: DataFrame = field(alias="frame", converter=taken)

    @property
    def frame(self) -> DataFrame:
        """The items: a row an item."""
        return lent(self._frame)

    def __len__(self) -> int:
        return len(self._frame)

    @cached_property
    def of_indicators(self) -> Mapping[str, np.ndarray]:
        """The positions of the items of each indicator, in their order."""
        codes, names = pd.factorize(self._frame["indicator"])
        order = np.argsort(codes, kind="stable")
        ends = np.cumsum(np.bincount(codes, minlength=len(names)))
        return dict(zip(map(str, names), np.split(order, ends[:-1]), strict=True)) if len(names) else {}

    @cached_property
    def columns(self) -> Mapping[str, np.ndarray]:
        """The columns of the frame as arrays."""
        return {str(name): self._frame[name].to_numpy() for name in self._frame}

    def at(self, rows: np.ndarray) -> Self:
        """Give the items of the cities at these positions, which become 0, 1, ... in this order."""
        places = DataFrame({"row": np.asarray(rows, dtype=int), "to": np.arange(len(rows))})
        moved = places.merge(self._frame, on="row", how="inner", sort=False)
        return evolve(self, frame=moved.drop(columns="row").rename(columns={"to": "row"}))

    def renamed(self, names: Mapping[str, str]) -> Self:
        """Give the items with other names for some indicators."""
        if not names.keys() & self.of_indicators.keys():
            return self
        return evolve(self, frame=self._frame.assign(indicator=self._frame["indicator"].replace(dict(names))))

    def with_statuses(self, statuses: np.ndarray) -> Self:
        """Give the same items with these statuses, as places in `STATUSES`: (items)."""
        codes = np.asarray(statuses, dtype=np.int8)
        is_stated = self._frame["is_stated"] | (codes != self._frame["status"])
        return evolve(self, frame=self._frame.assign(status=codes, is_stated=is_stated))

    def place(self, item: int, file: str | None, column: str | None = None) -> dict[str, Any]:
        """Say where an item stands, as the fields of a `Problem`."""
        return place_of(self._frame["line"].iloc[item], file, column)

    @property
    def status_names(self) -> list[str]:
        """The status of each item by its name."""
        return [STATUSES[status] for status in self._frame["status"]]
