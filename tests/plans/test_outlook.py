"""What each programme does alone: gains if it succeeds, as expected, if it fails; cost a point; quick wins; risks."""

import numpy as np
import pytest
from attrs import evolve
from builders import framework
from pandas import DataFrame
from plan_builders import WELL

from smartscore import Assessment, DatasetError, Dimension, Indicator, assess
from smartscore.plans.outlook import Outlook, effects, risk_matrix
from smartscore.plans.programme import Programme, QuickWin
from smartscore.rules import Levels, Linear, Unscored

GAP = float("nan")
MEMBERS = [
    Dimension("live", members=[Indicator("water", rule=Linear(0, 100)), Indicator("waste", rule=Linear(100, 0))]),
    Indicator("plan", rule=Levels(0, 5)),
    Indicator("shown", rule=Unscored()),
]


def city(higher: str = "better", **values: float) -> Assessment:
    data = DataFrame([{"water": 40.0, "waste": 60.0, "plan": 2.0, **values}], index=["Alun"])
    return assess(data, framework(*MEMBERS, higher=higher))


def test_gains_are_points_of_index_and_dimension_if_it_succeeds_or_not() -> None:
    told = effects(Outlook.of(city(), 0, [WELL])).loc["well"]
    assert (told["gain"], told["dimension_gain"]) == (pytest.approx(5), pytest.approx(10))
    assert told["pessimistic"] == pytest.approx(0)  # severity 5 leaves nothing
    assert told["expected"] == pytest.approx(0.85 * 5)  # of likelihood 2 one in seven fails, about
    assert told["cost_per_point"] == pytest.approx(2)


def test_a_programme_for_what_does_not_apply_is_refused() -> None:
    data = DataFrame([{"water": "not applicable", "waste": 60.0, "plan": 2.0}], index=["Alun"])
    found = assess(data, framework(*MEMBERS))
    with pytest.raises(DatasetError) as refused:
        Outlook.of(found, 0, [evolve(WELL, baseline=40.0)])
    assert [problem.code for problem in refused.value.problems] == ["programme_not_applicable"]


def test_a_failure_leaves_what_its_severity_says() -> None:
    told = effects(Outlook.of(city(), 0, [evolve(WELL, severity=1, likelihood=4)])).loc["well"]
    assert told["pessimistic"] == pytest.approx(0.8 * 5)
    assert told["expected"] == pytest.approx((0.5 + 0.5 * 0.8) * 5)


def test_where_lower_is_better_less_is_a_gain_and_where_a_high_index_is_bad_it_is_the_other_way() -> None:
    less = evolve(WELL, indicator="waste", change=-20)
    assert effects(Outlook.of(city(), 0, [less]))["gain"].tolist() == pytest.approx([5])
    bad = effects(Outlook.of(city("worse"), 0, [WELL])).loc["well"]
    assert bad["gain"] == pytest.approx(5)
    assert np.isnan(bad["cost_per_point"])
    assert not bad["quick_win"]


def test_programmes_saturate_where_the_rule_and_the_domain_end() -> None:
    steps = evolve(WELL, id="steps", indicator="plan", change=4)
    assert effects(Outlook.of(city(), 0, [steps, evolve(WELL, change=90)]))["gain"].tolist() == pytest.approx([30, 15])
    both = Outlook.of(city(), 0, [steps, evolve(steps, id="more")])
    assert both.scores(np.array([[True, True], [True, False]]))["index"].tolist() == pytest.approx([70, 70])


def test_what_is_reported_for_the_first_time_stands_apart_from_the_gain() -> None:
    told = effects(Outlook.of(city(plan=GAP), 0, [evolve(WELL, indicator="plan", change=1, baseline=1)])).loc["well"]
    assert told["reporting"] == pytest.approx((40 + 20) / 2 - 40)
    assert told["gain"] == pytest.approx(10)


def test_the_value_of_the_dataset_goes_before_the_baseline() -> None:
    outlook = Outlook.of(city(), 0, [evolve(WELL, baseline=80)])
    assert outlook.baselines == {"water": 40}


def test_effect_and_effort_are_against_the_medians() -> None:
    made = [
        evolve(WELL, id=name, change=change, cost=cost)
        for name, change, cost in (("a", 40, 1), ("b", 30, 9), ("c", 2, 2), ("d", 1, 8))
    ]
    told = effects(Outlook.of(city(), 0, made))
    assert told["quadrant"].to_dict() == {"a": "first", "b": "major", "c": "fill", "d": "last"}


def test_quick_wins_are_by_criteria_that_one_declares() -> None:
    made = [
        evolve(WELL, id="soon", severity=2),
        evolve(WELL, id="slow", months=24, severity=2),
        evolve(WELL, id="risky", likelihood=5, severity=3),
        evolve(WELL, id="dear", cost=99, severity=2),
    ]
    outlook = Outlook.of(city(), 0, made)
    assert effects(outlook)["quick_win"].to_dict() == {"soon": True, "slow": False, "risky": False, "dear": False}
    wider = QuickWin(months=24, risk=25, cost=100)
    assert effects(outlook, wider)["quick_win"].all()
    assert not effects(outlook, QuickWin(gain=6))["quick_win"].any()


def test_the_risk_matrix_lists_programmes_by_likelihood_and_severity() -> None:
    found = risk_matrix([WELL, evolve(WELL, id="pump", likelihood=5, severity=1)])
    assert found.loc[2, 5] == ["well"]
    assert found.loc[5, 1] == ["pump"]
    assert found.map(len).to_numpy().sum() == 2


@pytest.mark.parametrize(
    ("programme", "code"),
    [
        (evolve(WELL, indicator="watr"), "programme_indicator"),
        (evolve(WELL, indicator="shown"), "programme_indicator"),
        (evolve(WELL, indicator="plan", change=0.5), "programme_not_a_level"),
        (evolve(WELL, requires=["other"]), "unknown_programme"),
        (evolve(WELL, excludes=["well"]), "programme_of_itself"),
    ],
)
def test_what_cannot_be_is_refused(programme: Programme, code: str) -> None:
    with pytest.raises(DatasetError) as refused:
        Outlook.of(city(), 0, [programme])
    assert [problem.code for problem in refused.value.problems] == [code]


def test_no_baseline_anywhere_is_refused_and_never_0() -> None:
    with pytest.raises(DatasetError, match="well has no baseline"):
        Outlook.of(city(water=GAP), 0, [WELL])
