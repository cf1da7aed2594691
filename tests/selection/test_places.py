"""Who gets a place: filling from above and the integer programme against every set there is."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore import Quota, UsageError
from smartscore.selection.integer import choose_by_programme
from smartscore.selection.places import IN, OPEN, OUT, Choice, choose, fill
from smartscore.selection.quotas import Limits, refuse

Asked = tuple[list[int], list[tuple[list[str], Quota]], int]


@st.composite
def asked(draw: st.DrawFn, columns: int) -> Asked:
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


def limits_of(groups: Sequence[tuple[list[str], Quota]]) -> list[Limits]:
    return [
        Limits.of(f"c{place}", np.array(labels, dtype=object), quota) for place, (labels, quota) in enumerate(groups)
    ]


def keeping(groups: Sequence[tuple[list[str], Quota]], chosen: tuple[int, ...]) -> bool:
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
    stands = [sum(place in chosen for chosen in best) for place in range(count)]
    return [IN if times == len(best) else OPEN if times else OUT for times in stands]


def agrees(choice: Choice, best: list[tuple[int, ...]]) -> None:
    assert choice.state.tolist() == expected(best, len(choice.state))
    assert tuple(np.flatnonzero(choice.example).tolist()) in best
    for place in np.flatnonzero(choice.state == OPEN):
        assert 0 < choice.places[place] < choice.rivals[place]


@given(asked(1))
def test_filling_from_above_gives_the_best_of_all_sets(instance: Asked) -> None:
    tied, groups, top = instance
    best, (limits,) = best_sets(tied, groups, top), limits_of(groups)
    if best:
        agrees(fill(np.array(tied), limits, top), best)
    else:
        with pytest.raises(UsageError):
            refuse([limits], [groups[0][1]], top, len(tied))


@given(asked(1))
def test_the_programme_gives_the_same_for_one_column(instance: Asked) -> None:
    tied, groups, top = instance
    if best := best_sets(tied, groups, top):
        agrees(choose_by_programme(np.array(tied), limits_of(groups), top), best)


@given(st.integers(2, 3).flatmap(asked))
def test_the_programme_gives_the_best_of_all_sets_for_several_columns(instance: Asked) -> None:
    tied, groups, top = instance
    if best := best_sets(tied, groups, top):
        agrees(choose(np.array(tied), limits_of(groups), top), best)
    else:
        with pytest.raises(UsageError) as refused:
            choose(np.array(tied), limits_of(groups), top)
        says_what_can_be(refused.value, groups, len(tied), top)


def says_what_can_be(error: UsageError, groups: Sequence[tuple[list[str], Quota]], count: int, top: int) -> None:
    """Hold what a refusal names against all sets of every size."""
    (problem,) = error.problems
    no_least = [(labels, Quota(0, quota.most)) for labels, quota in groups]
    if problem.code == "quotas_need_more":
        sizes = [size for size in range(1, count + 1) if best_sets([0] * count, groups, size)]
        assert problem.fields["needed"] == min(sizes) > top
    elif problem.code == "quotas_leave_less":
        sizes = [size for size in range(count + 1) if best_sets([0] * count, no_least, size)]
        assert problem.fields["room"] == max(sizes) < top
    else:
        assert problem.code == "quotas_conflict"
        assert problem.fields["nearest"]
        assert best_sets([0] * count, no_least, top)


@given(asked(1))
def test_open_places_are_as_many_as_stay_when_those_in_have_theirs(instance: Asked) -> None:
    tied, groups, top = instance
    if best_sets(tied, groups, top):
        choice = fill(np.array(tied), limits_of(groups)[0], top)
        pools = {(tied[at], choice.within[at] and groups[0][0][at]): at for at in np.flatnonzero(choice.state == OPEN)}
        assert sum(choice.places[at] for at in pools.values()) + (choice.state == IN).sum() == top


def test_large_ties_are_settled_in_blocks_of_their_own() -> None:
    tied = np.repeat(np.arange(4), 300)
    names = np.array(["x", "y"] * 600, dtype=object)
    both = [Limits.of("a", names, Quota(1)), Limits.of("b", np.roll(names, 1), Quota(1, 400))]
    choice = choose(tied, both, 650)
    assert [int(choice.example[tied == rank].sum()) for rank in range(4)] == [300, 300, 50, 0]
    assert set(choice.places[tied == 2]) == {50}
    assert set(choice.state[tied == 3]) == {OUT}
