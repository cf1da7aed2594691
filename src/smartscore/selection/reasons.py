"""Why each candidate is in, open or out: a code with fields each."""

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from smartscore.errors import Problem
from smartscore.rounding import competition_ranks
from smartscore.selection.candidates import Candidates
from smartscore.selection.choice import IN, OPEN, Choice
from smartscore.selection.quotas import GroupBounds


@frozen(eq=False)
class _QuotaColumn:
    """What the quota of a column decides in one best set: (candidates) each.

    `kept` are those whose group has no more than is kept for it, `full` those whose group has as many as it may;
    `place` is the place in the group, and `count` how many candidates it has.
    """

    bounds: GroupBounds
    kept: np.ndarray
    full: np.ndarray
    place: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, bounds: GroupBounds, choice: Choice, tied: np.ndarray) -> "_QuotaColumn":
        """Compare the counts of each group in one best set with its bounds."""
        counts = np.bincount(bounds.group, weights=choice.example, minlength=len(bounds.names))
        kept = (bounds.least > 0) & (counts <= bounds.least)
        full = (counts >= bounds.most) & (bounds.most < bounds.size)
        place = competition_ranks(-1.0 * tied, (0.0, 1.0), bounds.group)
        return cls(bounds, kept[bounds.group], full[bounds.group], place, bounds.size[bounds.group])

    def fields(self, candidate: int) -> dict[str, object]:
        """Name column and group of a candidate."""
        return {"column": self.bounds.column, "group": self.bounds.names[self.bounds.group[candidate]]}


def reasons(choice: Choice, candidates: Candidates, bounds: Sequence[GroupBounds]) -> Iterator[Problem]:
    """Say of every candidate, in their order, why it is in, open or out.

    Of those in for whom no group keeps a place, the last is the cut. Whoever is out and before the cut is in a full
    group: otherwise the two could change places, and the ranks would be better. Whoever is out and after it is below
    the cut. Where there is no cut, every place is kept.
    """
    tied = candidates.tied
    columns = [_QuotaColumn.of(each, choice, tied) for each in bounds]
    kept = np.any([column.kept for column in columns], axis=0) if columns else np.zeros(len(tied), dtype=bool)
    cut = int(tied[choice.example & ~kept].max(initial=-1))
    broken = int(tied[choice.state != IN].min(initial=len(tied)))  # before it all are in
    upto = np.cumsum(np.bincount(tied))[tied]
    by_rank = (tied < broken) | ((tied <= cut) & (upto <= choice.example.sum()))
    scores, ranks = candidates.score[candidates.rows], candidates.place[candidates.rows]
    count = int((~np.isnan(candidates.place)).sum())
    for place, state in enumerate(choice.state.tolist()):
        ranked = {"rank": int(ranks[place]), "count": count}
        if state == OPEN:
            yield _reason_open(choice, columns, place)
        elif state == IN and by_rank[place]:
            yield Problem("select_rank", ranked)
        elif state == IN:
            yield _reason_in([] if tied[place] < cut else columns, place, ranked)
        elif 0 <= cut < tied[place]:
            yield Problem("select_below", {**ranked, "last": float(scores[tied == cut][0])})
        else:
            yield _reason_out(columns, place, ranked)


def _reason_open(choice: Choice, columns: Sequence[_QuotaColumn], place: int) -> Problem:
    shared = {"places": int(choice.places[place]), "rivals": int(choice.rivals[place])}
    if choice.within[place] and columns:
        return Problem("select_open_group", {**shared, **columns[0].fields(place)})
    return Problem("select_open_quotas" if columns else "select_open", shared)


def _reason_in(columns: Sequence[_QuotaColumn], place: int, ranked: dict[str, int]) -> Problem:
    """Name the columns that keep the place, if any of these do."""
    keeping = [column for column in columns if column.kept[place]]
    if not keeping:
        return Problem("select_moved_up", ranked)
    own, *others = keeping
    if others:
        named = [f"{fields['column']} {fields['group']}" for fields in (column.fields(place) for column in keeping)]
        return Problem("select_kept_together", {"groups": ", ".join(named), **ranked})
    size = {"place": int(own.place[place]), "size": int(own.count[place])}
    return Problem("select_kept", {**own.fields(place), **size, **ranked})


def _reason_out(columns: Sequence[_QuotaColumn], place: int, ranked: dict[str, int]) -> Problem:
    """Name the column whose group is full, rather one of which better ones have all the places."""
    full = [(column, int(column.bounds.most[column.bounds.group[place]])) for column in columns if column.full[place]]
    if not full:
        return Problem("select_all_kept", ranked)
    own, most = min(full, key=lambda pair: pair[0].place[place] <= pair[1])
    return Problem("select_full", {**own.fields(place), "most": most, **ranked})
