"""Programmes by themselves: costs by year, and what does not go together."""

import pytest
from attrs import evolve
from plan_builders import WELL

from smartscore import DatasetError
from smartscore.plans.programme import checked


def test_programmes_that_wait_for_each_other_are_refused_and_one_id_twice() -> None:
    circle = [evolve(WELL, requires=["pump"]), evolve(WELL, id="pump", requires=["well"])]
    with pytest.raises(DatasetError, match="in a circle: pump, well"):
        checked(circle)
    with pytest.raises(DatasetError, match="well"):
        checked([WELL, WELL])


@pytest.mark.parametrize(("months", "spending"), [(6, [10]), (12, [10]), (18, [20 / 3, 10 / 3]), (12.5, [9.6, 0.4])])
def test_costs_are_spread_over_the_months(months: float, spending: list[float]) -> None:
    assert evolve(WELL, months=months).spending() == pytest.approx(spending)
