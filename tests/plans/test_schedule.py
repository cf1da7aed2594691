"""When programmes start: those first that bring most, at fixed years, and the same again."""

import numpy as np
from plan_builders import city, programme

from smartscore.aggregates import Geometric
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.schedule import scheduled


def test_the_ones_that_bring_most_start_first() -> None:
    made = [programme("little", "a", 1, 4), programme("much", "c", 90, 4)]
    outlook, limits = Outlook.of(city(), 0, made), Limits(yearly=(4,))
    told = scheduled(outlook, limits, choose(outlook, limits))
    assert dict(zip(told.chosen, told.starts, strict=True)) == {"little": 1, "much": 0}


def test_a_plan_made_twice_is_the_same() -> None:
    rng = np.random.default_rng(6)
    made = [
        programme(f"p{n}", str(rng.choice(list("abc"))), float(rng.uniform(1, 9)), float(rng.uniform(1, 9)))
        for n in range(20)
    ]
    outlook, limits = Outlook.of(city(Geometric()), 0, made), Limits(budget=40, yearly=(12,))
    first, second = (scheduled(outlook, limits, choose(outlook, limits)) for _ in range(2))
    assert first == second
    assert first.gap <= 0.01
