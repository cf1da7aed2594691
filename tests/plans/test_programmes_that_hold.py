"""In how many draws a programme is chosen again: held against planning in each draw by hand, and against chances."""

from collections.abc import Sequence

import numpy as np
import pytest
from attrs import evolve
from builders import framework, percent
from pandas import DataFrame
from plan_builders import city, programme

from smartscore import Assessment, Indicator, assess, plan
from smartscore.plans import Ask, Limits, Outlook, Programme, choose, holding
from smartscore.robustness.choices import Drawn
from smartscore.rules import MinMax

MADE = [
    programme("p", "a", 30, 3),
    programme("q", "b", -20, 2),
    programme("r", "c", 30, 4),
    programme("s", "d", 2, 3),
    programme("t", "a", 15, 2, excludes=["p"]),
    programme("u", "d", 1, 1, requires=["q"]),
]


def even(**more: list[float]) -> Assessment:
    """Assess cities by the mean of two indicators, the first city with 50 in both."""
    columns = {"a": [50.0, 20.0], "b": [50.0, 90.0], **more}
    return assess(DataFrame(columns, index=["Alun", "Bukit"]), framework(*percent(*columns)))


def outlook(made: Sequence[Programme] = MADE, assessment: Assessment | None = None) -> Outlook:
    return Outlook.of(city() if assessment is None else assessment, "Alun", made)


def by_hand(seen: Outlook, limits: Limits, ask: Ask, count: int) -> list[float]:
    """Plan in each draw by its framework, as anybody would."""
    drawn = Drawn.of(seen.assessment, count, 1)
    there = [evolve(seen, assessment=drawn.replay.assessed(drawn.world, draw)) for draw in range(count)]
    chosen = [choose(each, limits, ask).chosen for each in there]
    return [sum(one.id in names for names in chosen) / count for one in seen.programmes]


class TestChances:
    def test_a_programme_that_is_better_in_every_way_holds_always(self) -> None:
        made = [programme("more", "a", 30), programme("less", "a", 10, excludes=["more"])]
        told = holding(outlook(made, even()), Limits())
        assert (told.shares.tolist(), told.holds.tolist()) == ([1.0, 0.0], [True, False])
        assert (told.draws, told.seed, told.impossible) == (100, 1, 0)

    def test_two_whose_gains_trade_places_where_weights_pass_equality_have_half_each(self) -> None:
        told = holding(outlook([programme("p", "a"), programme("q", "b")], even()), Limits(count=1))
        assert told.shares.sum() == pytest.approx(1)
        assert abs(told.shares[0] - 0.5) < 4 * np.sqrt(0.25 / 100)
        assert not told.holds.any()

    def test_a_target_that_is_out_of_reach_in_a_draw_chooses_nothing(self) -> None:
        """The index is 56 with equal weights; the target is reached where the weight of a is at least as large."""
        seen = outlook([programme("p", "a", 12)], even())
        told = holding(seen, Limits(), Ask(target=56.0), draws=200)
        assert told.shares[0] == pytest.approx(1 - told.impossible / 200)
        assert 0 < told.impossible < 200

    def test_limits_that_no_set_keeps_choose_nothing(self) -> None:
        told = holding(outlook(), Limits(count=1, at_least={"inner": 2}), draws=3)
        assert (told.shares.tolist(), told.impossible) == ([0.0] * 6, 3)


class TestAgainstPlanningByHand:
    @pytest.mark.parametrize(
        ("limits", "ask"),
        [
            (Limits(budget=8), Ask()),
            (Limits(budget=6, count=2), Ask(hope="expected")),
            (Limits(), Ask(target=40.0)),
            (Limits(budget=7), Ask(tried=0, gap=0.0)),
            (Limits(yearly=(4.0, 2.0), years=3), Ask(gap=0.0)),
        ],
        ids=["budget", "count", "target", "model", "years"],
    )
    def test_it_is_the_same(self, limits: Limits, ask: Ask) -> None:
        assert holding(outlook(), limits, ask, draws=8).shares.tolist() == by_hand(outlook(), limits, ask, 8)

    def test_it_is_the_same_where_scores_depend_on_other_cities(self) -> None:
        leaves = [Indicator(name, rule=MinMax()) for name in "abc"]
        values = {"a": [10.0, 0, 30, 50], "b": [5.0, 1, 9, 7], "c": [3.0, 9, 2, 6]}
        found = assess(DataFrame(values, index=["Alun", "Bukit", "Candi", "Desa"]), framework(*leaves))
        made = [programme("p", "a", 10, 2), programme("q", "b", 2, 2), programme("r", "c", 3, 3)]
        told = holding(outlook(made, found), Limits(budget=5))
        assert (told.draws, [one.id for one in told.assumptions]) == (30, ["weights", "normalisation", "left_out"])
        assert told.shares.tolist() == by_hand(outlook(made, found), Limits(budget=5), Ask(), 30)

    def test_it_is_the_same_where_programmes_start_from_their_own_baseline(self) -> None:
        found = even(c=[np.nan, 40.0], d=[np.nan, 10.0])
        made = [programme("p", "a", 9), programme("q", "c", 10, baseline=20.0), programme("r", "b", 8)]
        told = holding(outlook(made, found), Limits(count=1), draws=20)
        assert told.shares.tolist() == by_hand(outlook(made, found), Limits(count=1), Ask(), 20)
        assert 0 < told.shares[0] < 1

    def test_trying_every_set_and_the_model_agree(self) -> None:
        tried = holding(outlook(), Limits(budget=8), draws=20)
        solved = holding(outlook(), Limits(budget=8), Ask(tried=0, gap=0.0), draws=20)
        assert solved.shares.tolist() == tried.shares.tolist()


def test_the_order_of_rows_changes_nothing() -> None:
    found = even(c=[30.0, 40.0])
    made = [programme("p", "a"), programme("q", "b", 12), programme("r", "c", 11)]
    turned = assess(found.dataset.frame.iloc[::-1], found.definition)
    first, second = (holding(outlook(made, each), Limits(count=2)).shares for each in (found, turned))
    assert first.tolist() == second.tolist()


class TestWhereItTakesLong:
    def test_an_integer_model_has_fewer_draws(self) -> None:
        seen = outlook([programme("p", "a"), programme("q", "b")], even())
        assert holding(seen, Limits(yearly=(1.0,), years=2)).draws == 30

    def test_large_ones_have_none_unless_they_are_asked_for(self) -> None:
        seen = outlook([programme("p", "a"), programme("q", "b")], even())
        told = holding(seen, Limits(yearly=(1.0,), years=21))
        assert (told.draws, bool(np.isnan(told.shares).all()), len(told.assumptions.items)) == (0, True, 2)
        assert holding(seen, Limits(yearly=(1.0,), years=21), draws=2).draws == 2


class TestARoadmap:
    def test_it_is_held_against_what_it_was_asked_for(self) -> None:
        road = plan(city(), MADE, city="Alun", target=40.0, gap=0.0, limits=Limits(years=4))
        asked = holding(road.outlook, road.limits, Ask(target=40.0, gap=0.0))
        assert road.holding.shares.tolist() == asked.shares.tolist()
        assert (road.target, road.gap) == (40.0, 0.0)
        assert road.holding is road.holding

    def test_it_is_worked_out_when_it_is_asked_for(self) -> None:
        road = plan(city(), MADE, city="Alun")
        assert "holding" not in vars(road)
        assert len(road.holding.shares) == len(MADE)
        assert "holding" in vars(road)
