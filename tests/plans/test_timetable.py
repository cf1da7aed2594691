"""Budgets of single years: programmes wait, and the best is that of all timetables."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_builders import choose_for_city, city, programme, programmes

from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask
from smartscore.plans.programme import Programme


def fits(made: list[Programme], starts: Sequence[int | None], money: float) -> bool:
    """Tell whether a timetable over three years keeps to its money, order and exclusions."""
    begin = {one.id: start for one, start in zip(made, starts, strict=True) if start is not None}
    spent = np.zeros(9)
    for one in made:
        if one.id in begin:
            if begin[one.id] + one.years > 3 or set(one.excludes) & begin.keys():
                return False
            for other in one.requires:
                needed = next(each for each in made if each.id == other)
                if other not in begin or begin[other] + needed.years > begin[one.id]:
                    return False
            for year, cost in enumerate(one.spending()):
                spent[begin[one.id] + year] += cost
    return bool((spent <= money + 1e-9).all())


def test_years_have_budgets_and_programmes_wait() -> None:
    made = [programme(name, indicator, change, 4) for name, indicator, change in (("x", "a", 30), ("y", "c", 90))]
    told = choose_for_city(made, Limits(yearly=(4,)))
    assert told.chosen == ("x", "y")
    assert sorted(told.starts) != [0, 0]
    assert choose_for_city(made, Limits(yearly=(4,), years=1)).chosen == ("y",)


@settings(max_examples=25, deadline=None)
@given(made=programmes(most=3), money=st.sampled_from([2.0, 4.0, 8.0]))
def test_yearly_budgets_equal_trying_every_timetable(made: list[Programme], money: float) -> None:
    limits = Limits(yearly=(money,), years=3)
    outlook = Outlook.of(city(), 0, made)
    told = choose(outlook, limits, Ask(gap=0))
    best = -np.inf
    for starts in product((None, 0, 1, 2), repeat=len(made)):
        if fits(made, starts, money):
            taken = np.array([[start is not None for start in starts]])
            best = max(best, float(outlook.scores(taken)["index"][0]))
    assert told.index == pytest.approx(best, abs=1e-5)
