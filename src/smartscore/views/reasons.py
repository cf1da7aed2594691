"""Why each candidate is in, open or out: a code with fields each."""

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from smartscore.errors import Problem
from smartscore.rounding import competition_ranks
from smartscore.rules import Array
from smartscore.views.places import IN, OPEN, OUT, Choice
from smartscore.views.quotas import Limits


@frozen(eq=False)
class _Column:
    """What the quota of a column did, from one best set: (candidates) each.

    `kept` are those whose group has no more than is kept for it, `full` those whose group has as many as it may;
    `place` is the place in the group, and `count` how many candidates it has.
    """

    limits: Limits
    kept: np.ndarray
    full: np.ndarray
    place: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, limits: Limits, choice: Choice, tied: np.ndarray) -> "_Column":
        had = np.bincount(limits.group, weights=choice.example, minlength=len(limits.names))
        kept = (limits.least > 0) & (had <= limits.least)
        full = (had >= limits.most) & (limits.most < limits.size)
        place = competition_ranks(-1.0 * tied, (0.0, 1.0), limits.group)
        return cls(limits, kept[limits.group], full[limits.group], place, limits.size[limits.group])

    def fields(self, candidate: int) -> dict[str, object]:
        """Name column and group of a candidate."""
        return {"column": self.limits.column, "group": self.limits.names[self.limits.group[candidate]]}


def reasons(
    choice: Choice, tied: np.ndarray, limits: Sequence[Limits], ranks: Array, scores: Array, count: int
) -> list[Problem]:
    """Say of every candidate why it is in, open or out; `ranks` are among `count` with a score: (candidates).

    Of those in, the last who is not there for its group alone is the cut. Whoever is out and before it is in a full
    group, or with it the quotas could not be kept; whoever is out and after it is below the cut.
    """
    columns = [_Column.of(each, choice, tied) for each in limits]
    kept = np.any([column.kept for column in columns], axis=0) if columns else np.zeros(len(tied), dtype=bool)
    cut = int(tied[choice.example & ~kept].max(initial=-1))
    unbroken = int(tied[choice.state == OUT].min(initial=len(tied)))  # down to there all are in
    top = int(choice.example.sum())
    last = float(scores[tied == cut][0]) if cut >= 0 else float("nan")
    upto = np.cumsum(np.bincount(tied))[tied]
    by_rank = (tied <= max(cut, unbroken)) & ((upto <= top) | (tied <= unbroken))
    return list(_told(choice, columns, {"rank": ranks, "tied": tied, "by_rank": by_rank}, (cut, last, count)))


def _told(
    choice: Choice, columns: Sequence[_Column], known: dict[str, np.ndarray], bounds: tuple[int, float, int]
) -> Iterator[Problem]:
    cut, last, count = bounds
    for place, state in enumerate(choice.state.tolist()):
        ranked = {"rank": int(known["rank"][place]), "count": count}
        if state == OPEN:
            yield _open(choice, columns, place)
        elif state == IN:
            yield _in(columns, place, ranked, by_rank=bool(known["by_rank"][place]), before=known["tied"][place] <= cut)
        elif cut >= 0 and known["tied"][place] > cut:
            yield Problem("select_below", {**ranked, "last": last})
        else:
            yield _held_back(columns, place, ranked, free=cut >= 0)


def _open(choice: Choice, columns: Sequence[_Column], place: int) -> Problem:
    shared = {"places": int(choice.places[place]), "rivals": int(choice.rivals[place])}
    if choice.within[place] and columns:
        return Problem("select_open_group", {**shared, **columns[0].fields(place)})
    return Problem("select_open_quotas" if columns else "select_open", shared)


def _in(columns: Sequence[_Column], place: int, ranked: dict[str, int], *, by_rank: bool, before: bool) -> Problem:
    if by_rank:
        return Problem("select_rank", ranked)
    keeping = [] if before else [column for column in columns if column.kept[place]]
    if not keeping:
        return Problem("select_moved_up", ranked)
    own = keeping[0]
    return Problem(
        "select_kept", {**own.fields(place), "place": int(own.place[place]), "size": int(own.count[place]), **ranked}
    )


def _held_back(columns: Sequence[_Column], place: int, ranked: dict[str, int], *, free: bool) -> Problem:
    for column in columns:
        if column.full[place]:
            most = int(column.limits.most[column.limits.group[place]])
            return Problem("select_full", {**column.fields(place), "most": most, **ranked})
    return Problem("select_displaced" if free else "select_all_kept", ranked)
