"""What holds programmes out of a plan: risk, people, time, and what a dimension must have."""

from attrs import evolve
from plan_builders import choose_for_city, programme

from smartscore.plans.limits import Limits


def test_risk_and_staff_and_time_hold_programmes_out() -> None:
    made = [
        programme("risky", likelihood=5, severity=5),
        programme("big", "b", -10, staff=9),
        programme("slow", "c", 20, months=72),
        programme("good", "d", 1),
    ]
    assert choose_for_city(made, Limits(risk=12, staff=8)).chosen == ("good",)
    assert choose_for_city(made, Limits(risk=12, staff=8, years=6)).chosen == ("slow", "good")


def test_a_dimension_may_be_asked_for() -> None:
    made = [programme("dear", cost=9, change=1), evolve(programme("other", "c", 20, 1), dimension="other")]
    assert choose_for_city(made, Limits(count=1)).chosen == ("other",)
    assert choose_for_city(made, Limits(count=1, at_least={"inner": 1})).chosen == ("dear",)
