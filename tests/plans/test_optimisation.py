"""The best set of programmes equals trying every set, what is foretold comes true, and refusals say what could be."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from plan_builders import LIMITS, VALUES, choose_for_city, city, programme, programmes

from smartscore import UsageError, assess
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Median, Minimum
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask
from smartscore.plans.programme import Programme


def brute(outlook: Outlook, limits: Limits) -> tuple[float, float]:
    """Give index and cost of the best set: every set tried, and its values assessed as data."""
    sign = -1 if outlook.framework.higher == "worse" else 1
    programmes = outlook.programmes
    sets = [[one for one, there in zip(programmes, taken, strict=True) if there] for taken in TAKEN[len(programmes)]]
    kept = [chosen for chosen in sets if keeps(chosen, limits)]
    rows = []
    for chosen in kept:
        values = dict(VALUES)
        for one in chosen:
            values[one.indicator] += one.change
        rows.append({**values, "d": min(max(values["d"], 0), 5)})
    index = sign * assess(DataFrame(rows), outlook.assessment.framework).index.to_numpy().round(7)
    cost = np.array([sum(one.cost for one in chosen) for chosen in kept])
    best = np.lexsort((cost, -index))[0]
    return sign * float(index[best]), float(cost[best])


TAKEN = {count: list(product((False, True), repeat=count)) for count in range(15)}


def keeps(chosen: Sequence[Programme], limits: Limits) -> bool:
    names = {one.id for one in chosen}
    if any(set(one.requires) - names or set(one.excludes) & names for one in chosen):
        return False
    if limits.budget is not None and sum(one.cost for one in chosen) > limits.budget:
        return False
    return (limits.count is None or len(chosen) <= limits.count) and not too_late(chosen, limits.years)


def too_late(chosen: Sequence[Programme], years: int) -> bool:
    known = {one.id: one for one in chosen}

    def end(one: Programme) -> int:
        return one.years + max((end(known[other]) for other in one.requires if other in known), default=0)

    return any(end(one) > years for one in chosen)


@settings(max_examples=60, deadline=None)
@given(
    made=programmes(),
    limits=LIMITS,
    aggregate=st.sampled_from([Arithmetic(), Geometric(), Minimum(), Median()]),
    higher=st.sampled_from(["better", "worse"]),
)
def test_trying_every_set_is_trying_every_set(
    made: list[Programme], limits: Limits, aggregate: Aggregate, higher: str
) -> None:
    outlook = Outlook.of(city(aggregate, higher=higher), 0, made)
    told = choose(outlook, limits)
    index, cost = brute(outlook, limits)
    assert told.method == "all sets"
    assert (told.index, told.cost) == (pytest.approx(index, abs=1e-6), pytest.approx(cost))
    assert (told.bound, told.gap) == (told.index, 0)


@settings(max_examples=30, deadline=None)
@given(made=programmes(), less=st.sampled_from([0.0, 2.0, 5.0]), more=st.sampled_from([0.0, 3.0, 30.0]))
def test_more_budget_never_lowers_the_index(made: list[Programme], less: float, more: float) -> None:
    outlook = Outlook.of(city(Geometric()), 0, made)
    small, large = (choose(outlook, Limits(budget=budget)) for budget in (less, less + more))
    assert large.index >= small.index - 1e-9


@settings(max_examples=30, deadline=None)
@given(made=programmes(), aggregate=st.sampled_from([Arithmetic(), Geometric()]))
def test_the_index_that_is_foretold_is_that_of_the_changed_data(made: list[Programme], aggregate: Aggregate) -> None:
    found = city(aggregate)
    outlook = Outlook.of(found, 0, made)
    told = choose(outlook, Limits(budget=10))
    values = outlook.values(np.array([[one.id in told.chosen for one in outlook.programmes]]))
    data = DataFrame([{**VALUES, **{name: float(value[0]) for name, value in values.items()}}], index=["Alun"])
    assert assess(data, found.framework).index.iloc[0] == pytest.approx(told.index, abs=1e-12)


class TestRefusals:
    def test_too_few_of_a_dimension(self) -> None:
        with pytest.raises(UsageError, match="inner"):
            choose_for_city([programme("x")], Limits(at_least={"inner": 2}))

    def test_what_must_be_in_it_costs_more_than_there_is(self) -> None:
        made = [programme("x", cost=5), programme("y", "b", -5, 7)]
        for ask in (Ask(), Ask(tried=0)):
            with pytest.raises(UsageError) as refused:
                choose_for_city(made, Limits(budget=4, at_least={"inner": 1}), ask)
            (problem,) = refused.value.problems
            assert (problem.code, problem.fields) == ("plan_over_budget", {"cost": "5", "programmes": "x"})

    def test_a_target_out_of_reach_is_told_with_the_best_that_is_not(self) -> None:
        for ask in (Ask(target=99), Ask(target=99, tried=0)):
            with pytest.raises(UsageError) as refused:
                choose_for_city([programme("x", change=30)], Limits(budget=4), ask)
            (problem,) = refused.value.problems
            assert problem.code == "plan_target_out_of_reach"
            assert (
                problem.fields["index"]
                == f"{choose(Outlook.of(city(), 0, [programme('x', change=30)]), Limits()).index:.2f}"
            )

    def test_exclusions_and_demands_that_contradict_each_other(self) -> None:
        made = [programme("x"), programme("y", excludes=["x"])]
        for tried in (14, 0):
            with pytest.raises(UsageError) as refused:
                choose_for_city(made, Limits(at_least={"inner": 2}), Ask(tried=tried))
            (problem,) = refused.value.problems
            assert (problem.code, problem.fields) == ("plan_impossible", {"hint": "inner=1"})
