"""A plan by year: programmes after what they require, spending, targets, and where the index should be."""

import pytest
from attrs import evolve
from plan_builders import city, programme

from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.roadmap import Roadmap
from smartscore.plans.schedule import scheduled

MADE = [
    programme("first", "a", 10, 12, months=18),
    programme("next", "a", 20, 6, months=6, requires=["first"]),
    programme("plan", "d", 1, 3, months=12),
]


def roadmap() -> Roadmap:
    outlook, limits = Outlook.of(city(), 0, MADE), Limits(first_year=2026)
    return Roadmap(outlook, limits, scheduled(outlook, limits, choose(outlook, limits)))


def test_programmes_start_after_what_they_require_is_done() -> None:
    spans = roadmap().spans[["start", "end"]]
    assert spans.T.to_dict("list") == {"plan": [2026, 2026], "first": [2026, 2027], "next": [2028, 2028]}


def test_costs_are_spread_over_the_months() -> None:
    spending = roadmap().spending
    assert spending.loc["first", [2026, 2027]].tolist() == [8, 4]
    assert spending.sum().tolist() == [11, 4, 6, 0, 0]


def test_indicators_have_targets_in_their_unit_each_year() -> None:
    targets = roadmap().targets
    assert targets["a"].tolist() == [20, 20, 30, 50, 50, 50]
    assert targets["d"].tolist() == [2, 3, 3, 3, 3, 3]


def test_the_trajectory_ends_at_the_index_that_was_foretold() -> None:
    road = roadmap()
    assert list(road.trajectory) == ["index", "inner", "c", "d"]
    assert road.trajectory["index"].iloc[-1] == pytest.approx(road.portfolio.index)
    assert road.trajectory["index"].iloc[0] == pytest.approx(road.portfolio.base)
    assert road.trajectory["index"].is_monotonic_increasing


def test_a_fixed_start_is_kept_and_one_that_is_too_early_is_not_chosen() -> None:
    outlook = Outlook.of(city(), 0, [evolve(MADE[0], start=2028), MADE[1]])
    told = choose(outlook, Limits(first_year=2026, years=4))
    assert dict(zip(told.chosen, told.starts, strict=True)) == {"first": 2}
    early = Outlook.of(city(), 0, [MADE[0], evolve(MADE[1], start=2026)])
    assert choose(early, Limits(first_year=2026)).chosen == ("first",)
