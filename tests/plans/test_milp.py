"""The integer model of a choice finds what trying every set finds, for the best index and for the least cost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import LIMITS, choose_for_city, city, programme, programmes

from smartscore import UsageError
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Minimum
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask
from smartscore.plans.programme import Programme


@settings(max_examples=60, deadline=None)
@given(made=programmes(), limits=LIMITS, aggregate=st.sampled_from([Arithmetic(), Geometric(), Minimum()]))
def test_the_integer_model_finds_the_same(made: list[Programme], limits: Limits, aggregate: Aggregate) -> None:
    outlook = Outlook.of(city(aggregate), 0, made)
    every = choose(outlook, limits)
    told = choose(outlook, limits, Ask(gap=0, tried=0))
    assert told.method == "milp"
    assert told.index == pytest.approx(every.index, abs=1e-5)
    assert told.bound >= every.index - 1e-6
    if isinstance(aggregate, Arithmetic):
        assert told.gap == pytest.approx(0, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(made=programmes(), limits=LIMITS, aggregate=st.sampled_from([Arithmetic(), Geometric()]), ahead=st.floats(0, 1))
def test_the_cheapest_set_that_reaches_a_target(
    made: list[Programme], limits: Limits, aggregate: Aggregate, ahead: float
) -> None:
    outlook = Outlook.of(city(aggregate), 0, made)
    best = choose(outlook, limits)
    target = best.base + ahead * (best.index - best.base)
    told = choose(outlook, limits, Ask(target=target))
    assert told.index >= target - 1e-6
    assert told.cost <= best.cost + 1e-9
    by_rows = choose(outlook, limits, Ask(target=target, gap=0, tried=0))
    assert by_rows.cost == pytest.approx(told.cost, abs=1e-6)


def test_more_on_one_indicator_than_can_be_laid_out() -> None:
    made = [programme(f"p{number}") for number in range(15)]
    with pytest.raises(UsageError) as refused:
        choose_for_city(made, Limits(budget=3))
    assert refused.value.problems[0].code == "plan_too_many_on_one"
