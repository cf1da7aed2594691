"""Quotas on several columns, kept together by an integer model: against every set there is, and what is refused."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection_builders import Drawn, agrees, best_sets, bounds_of, cities, draws, judged, names, reasons, refused

from smartscore import Quota, UsageError, select
from smartscore.integer_model import IntegerModel, Row
from smartscore.selection.choice import OUT
from smartscore.selection.integer import best_counts, choose_by_model
from smartscore.selection.places import choose_candidates
from smartscore.selection.quotas import GroupBounds


@given(draws(1))
def test_the_integer_model_gives_the_same_for_one_column(instance: Drawn) -> None:
    tied, groups, top = instance
    if best := best_sets(tied, groups, top):
        agrees(choose_by_model(np.array(tied), bounds_of(groups), top), best)


@given(st.integers(2, 3).flatmap(draws))
def test_the_integer_model_gives_the_best_of_all_sets_for_several_columns(instance: Drawn) -> None:
    tied, groups, top = instance
    if best := best_sets(tied, groups, top):
        agrees(choose_candidates(np.array(tied), bounds_of(groups), top), best)
    else:
        with pytest.raises(UsageError) as refused:
            choose_candidates(np.array(tied), bounds_of(groups), top)
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


def test_large_ties_are_settled_in_blocks_of_their_own() -> None:
    tied = np.repeat(np.arange(4), 300)
    names = np.array(["x", "y"] * 600, dtype=object)
    both = [GroupBounds.of("a", names, Quota(1)), GroupBounds.of("b", np.roll(names, 1), Quota(1, 400))]
    choice = choose_candidates(tied, both, 650)
    assert [int(choice.example[tied == rank].sum()) for rank in range(4)] == [300, 300, 50, 0]
    assert set(choice.places[tied == 2]) == {50}
    assert set(choice.state[tied == 3]) == {OUT}


class TestSeveralColumns:
    def test_are_kept_together(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "x", "y", "y"], kind=["c", "c", "c", "r"]))
        told = select(found, 2, quotas={"isle": 1, "kind": 1})
        assert names(told, "in") == "ps"
        assert reasons(told) == {
            "p": "rank 1 of 4",
            "q": "rank 2 of 4: every other place is kept by quotas",
            "r": "rank 3 of 4: every other place is kept by quotas",
            "s": "kept for its groups: isle y, kind r",
        }

    def test_may_have_at_most(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "y", "x", "y"], kind=["c", "c", "d", "d"]))
        told = select(found, 2, quotas={"isle": Quota(1, 1), "kind": Quota(1, 1)})
        assert names(told, "in") == "ps"
        assert reasons(told)["q"] == "kind c is full (1)"
        assert reasons(told)["r"] == "isle x is full (1)"

    def test_ties_across_several_columns_stay_open(self) -> None:
        found = judged(cities(90, 50, 50, 10, isle=["x", "y", "y", "x"], kind=["c", "d", "d", "c"]))
        told = select(found, 2, quotas={"isle": 1, "kind": 1})
        assert (names(told, "in"), names(told, "open")) == ("p", "qr")
        assert reasons(told)["q"] == "equal scores: 1 place(s) for 2, within the quotas"


class TestWhatIsRefused:
    def test_quotas_that_need_more_places_together(self) -> None:
        found = judged(cities(4, 3, 2, isle=["x", "x", "y"], kind=["c", "d", "c"]))
        assert select(found, 2, quotas={"isle": 1, "kind": 1})["chosen"].tolist() == ["in", "in", "out"]
        found = judged(cities(4, 3, isle=["x", "-"], kind=["-", "d"]))
        assert refused(found, 1, quotas={"isle": 1, "kind": 1}) == [
            "the quotas together need 2 places, and there are 1; possible: 2 places, or lower quotas [quotas_need_more]"
        ]

    def test_quotas_that_let_fewer_in_together(self) -> None:
        found = judged(cities(5, 4, 3, 2, isle=["x", "x", "-", "-"], kind=["-", "-", "c", "c"]))
        assert refused(found, 3, quotas={"isle": Quota(most=1), "kind": Quota(most=1)}) == [
            "the quotas together let 2 places be filled, and there are 3; possible: 2 places, or higher "
            "limits [quotas_leave_less]"
        ]

    def test_quotas_that_contradict_each_other(self) -> None:
        found = judged(cities(5, 4, 3, isle=["x", "x", "-"], kind=["c", "c", "-"]))
        assert refused(found, 2, quotas={"isle": 2, "kind": Quota(most=1)}) == [
            "the quotas cannot all be kept with 2 places; nearest to them (possible/asked): isle x 1/2 "
            "[quotas_conflict]"
        ]


def test_a_solver_that_finds_nothing_where_there_is_something_is_a_fault_and_no_answer() -> None:
    two_of_one = IntegerModel(rows=[Row.total([0], least=2)], low=np.zeros(1), high=np.ones(1))
    with pytest.raises(RuntimeError, match="no set"):
        best_counts(two_of_one, np.ones(1))
