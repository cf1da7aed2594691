"""Cities to select from, what `select` gives in short, and every set of candidates against which it is held."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from builders import framework, percent
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Quota, UsageError, assess, read_dataset, select
from smartscore.selection.choice import IN, OPEN, OUT, Choice
from smartscore.selection.quotas import GroupBounds


def judged(data: DataFrame, **more: Any) -> Assessment:
    """Assess cities by one indicator, whose score is its value."""
    return assess(read_dataset(data), framework(*percent("a"), **more))


def cities(*scores: float, **columns: object) -> DataFrame:
    """Give a table of the cities p, q, r, ... with these scores and columns."""
    return DataFrame({"city": list("pqrstuvwxy")[: len(scores)], "a": scores, **columns})


def names(selected: DataFrame, chosen: str) -> str:
    """Give the cities that are in, open or out, in their order."""
    return "".join(selected.loc[selected["chosen"] == chosen, "name"])


def reasons(selected: DataFrame) -> dict[str, str]:
    """Give the sentence of each city."""
    return {name: reason.to("en") for name, reason in zip(selected["name"], selected["reason"], strict=True)}


def refused(*arguments: Any, **more: Any) -> list[str]:
    """Give the sentences with which a selection is refused."""
    with pytest.raises(UsageError) as error:
        select(*arguments, **more)
    return [problem.message() for problem in error.value.problems]


#: Candidates by rank, groups and quota of each column, and the number of places.
Drawn = tuple[list[int], list[tuple[list[str], Quota]], int]


@st.composite
def draws(draw: st.DrawFn, columns: int) -> Drawn:
    """Draw up to eight candidates with ties, the groups and the quota of each column, and the places."""
    count = draw(st.integers(1, 8))
    steps = draw(st.lists(st.booleans(), min_size=count - 1, max_size=count - 1))
    tied = np.cumsum([0, *steps]).tolist()
    groups = []
    for _ in range(columns):
        labels = draw(st.lists(st.sampled_from(["x", "y", "z", "-"]), min_size=count, max_size=count))
        least = draw(st.integers(0, 2))
        most = draw(st.one_of(st.none(), st.integers(max(least, 1), 4)))
        groups.append((labels, Quota(least, most)))
    return tied, groups, draw(st.integers(1, count))


def bounds_of(groups: Sequence[tuple[list[str], Quota]]) -> list[GroupBounds]:
    """Give the bounds of quotas on columns."""
    return [GroupBounds.of(f"c{n}", np.array(labels, dtype=object), quota) for n, (labels, quota) in enumerate(groups)]


def keeping(groups: Sequence[tuple[list[str], Quota]], chosen: tuple[int, ...]) -> bool:
    """Tell whether a set of candidates keeps the quotas."""
    for labels, quota in groups:
        for name in set(labels) - {"-"}:
            had = sum(labels[place] == name for place in chosen)
            if had < min(quota.least, labels.count(name)) or had > (len(labels) if quota.most is None else quota.most):
                return False
    return True


def best_sets(tied: list[int], groups: Sequence[tuple[list[str], Quota]], top: int) -> list[tuple[int, ...]]:
    """Go through all sets that keep the quotas; the best have the most of the first rank, then of the second, ..."""
    kept = [chosen for chosen in combinations(range(len(tied)), top) if keeping(groups, chosen)]
    told = [tuple(sum(tied[place] == rank for place in chosen) for rank in range(tied[-1] + 1)) for chosen in kept]
    return [chosen for chosen, counts in zip(kept, told, strict=True) if counts == max(told)]


def expected(best: list[tuple[int, ...]], count: int) -> list[int]:
    """Give who is in, out or open where these sets are the best."""
    stands = [sum(place in chosen for chosen in best) for place in range(count)]
    return [IN if times == len(best) else OPEN if times else OUT for times in stands]


def agrees(choice: Choice, best: list[tuple[int, ...]]) -> None:
    """Hold a choice against the best sets."""
    assert choice.state.tolist() == expected(best, len(choice.state))
    assert tuple(np.flatnonzero(choice.example).tolist()) in best
    for place in np.flatnonzero(choice.state == OPEN):
        assert 0 < choice.places[place] < choice.rivals[place]
