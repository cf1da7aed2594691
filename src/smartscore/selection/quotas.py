"""Quotas: how many cities of each group of a column are chosen, at least and at most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

import numpy as np
import pandas as pd
from attrs import field, frozen

from smartscore.dataset import Dataset
from smartscore.engine.groups import labels_of
from smartscore.errors import Problem, UsageError
from smartscore.messages import printable

#: What stands for the group of a city that the column says nothing about.
NOTHING = "-"


@frozen
class Quota:
    """How many of each group are chosen: at least `least` or all that it has, and at most `most`, if there is one."""

    least: int = 0
    most: int | None = field(default=None)

    @most.validator
    def _possible(self, _attribute: object, most: int | None) -> None:
        if self.least < 0 or (most is not None and most < max(self.least, 1)):
            raise UsageError(Problem("quota_not_valid", {"found": str(self)}))

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `2` (at least), `..5` (at most) or `2..5`.

        Raises:
            UsageError: for anything else.
        """
        match = re.fullmatch(r"(?P<least>[0-9]+)(\.\.(?P<both>[0-9]+))?|\.\.(?P<most>[0-9]+)", written.strip())
        if match is None:
            raise UsageError(Problem("quota_not_valid", {"found": written}))
        most = match["both"] or match["most"]
        return cls(int(match["least"] or 0), int(most) if most else None)

    def __str__(self) -> str:
        return f"{self.least}" if self.most is None else f"{self.least or ''}..{self.most}"


@frozen(eq=False)
class GroupBounds:
    """The bounds that the quota of one column sets to its groups of candidates, those who may be chosen.

    `group` is the number of each candidate's group: (candidates). `names`, `least` and `most` are by group; the last
    group is of those that the column says nothing about, of whom any number may be chosen.
    """

    column: str
    names: tuple[str, ...]
    group: np.ndarray
    least: np.ndarray
    most: np.ndarray

    @classmethod
    def of(cls, column: str, labels: np.ndarray, quota: Quota) -> Self:
        """Bound the groups of the candidates by their labels: a group needs no more than it has candidates."""
        numbers, names = pd.factorize(labels, sort=True)
        named = [name for name in names if name != NOTHING]
        place = np.array([named.index(name) if name != NOTHING else len(named) for name in names], dtype=int)
        group = place[numbers]
        size = np.bincount(group, minlength=len(named) + 1)
        most = size if quota.most is None else np.minimum(size, quota.most)
        least = np.minimum(size, quota.least)
        least[-1], most[-1] = 0, size[-1]
        return cls(column, (*named, NOTHING), group, least, most)

    @classmethod
    def unbounded(cls, count: int) -> Self:
        """Put all candidates in one group without a bound."""
        return cls.of(NOTHING, np.full(count, NOTHING, dtype=object), Quota())

    @property
    def size(self) -> np.ndarray:
        """How many candidates each group has: (groups)."""
        return np.bincount(self.group, minlength=len(self.names))

    def problems(self, quota: Quota, top: int) -> Iterator[Problem]:
        """Tell why this quota alone cannot be kept with `top` places, and what could be."""
        named = self.size[:-1]
        if (needed := int(self.least.sum())) > top:
            possible = max(n for n in range(quota.least + 1) if np.minimum(named, n).sum() <= top)
            nearest = Quota(possible, quota.most)
            fields = {"column": self.column, "groups": len(named), "needed": needed, "top": top, "nearest": nearest}
            yield Problem("quota_needs_more", fields)
        if quota.most is not None and (room := int(self.most.sum())) < top <= len(self.group):
            rest = int(self.size[-1])
            possible = next(n for n in range(quota.most, top + 1) if np.minimum(named, n).sum() + rest >= top)
            nearest = Quota(quota.least, possible)
            fields = {"column": self.column, "groups": len(named), "room": room, "top": top, "nearest": nearest}
            yield Problem("quota_leaves_less", fields)


def groups_by(dataset: Dataset, columns: Sequence[str]) -> dict[str, np.ndarray]:
    """Give the word of each column for each row, a dash where there is none: (cities) by column.

    Raises:
        UsageError: with every column that the dataset does not have.
    """
    groups: dict[str, np.ndarray] = {}
    problems: list[Problem] = []
    for column in columns:
        try:
            groups[column] = np.array([_word(label) for label in labels_of(dataset, column)], dtype=object)
        except UsageError as error:
            problems += error.problems
    if problems:
        raise UsageError(problems)
    return groups


def _word(label: object) -> str:
    return NOTHING if label is None or label != label else printable(str(label)) or NOTHING  # noqa: PLR0124  # NaN


def bounds_of(
    groups: Mapping[str, np.ndarray], quotas: Mapping[str, int | Quota], rows: np.ndarray, top: int
) -> list[GroupBounds]:
    """Bound the groups of each column among the candidates, who stand in these rows.

    Raises:
        UsageError: for no places, more places than candidates, or a quota that the places cannot keep, with what would
            be possible.
    """
    if top < 1:
        raise UsageError(Problem("select_no_places", {"found": top}))
    limits = [quota if isinstance(quota, Quota) else Quota(quota) for quota in quotas.values()]
    pairs = zip(groups.items(), limits, strict=True)
    bounds = [GroupBounds.of(column, labels[rows], quota) for (column, labels), quota in pairs]
    refuse(bounds, limits, top, len(rows))
    return bounds


def refuse(bounds: Sequence[GroupBounds], quotas: Sequence[Quota], top: int, count: int) -> None:
    """Refuse what cannot be: more places than candidates, or a quota that the places cannot keep.

    Raises:
        UsageError: with the reason for each, and what would be possible.
    """
    problems = [] if count >= top else [Problem("select_too_few", {"top": top, "count": count})]
    for each, quota in zip(bounds, quotas, strict=True):
        problems += each.problems(quota, top)
    if problems:
        raise UsageError(problems)
