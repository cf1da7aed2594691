"""The best set of programmes equals trying every set, by both ways; what is foretold comes true; plans repeat."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, UsageError, assess
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Median, Minimum
from smartscore.plans.limits import Limits
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask, Portfolio, choose
from smartscore.plans.programme import Programme
from smartscore.plans.roadmap import Roadmap
from smartscore.plans.schedule import scheduled
from smartscore.rules import Levels, Linear, Log

VALUES = {"a": 20.0, "b": 60.0, "c": 5.0, "d": 2.0}


def framework(aggregate: Aggregate, higher: str = "better") -> Framework:
    members = [
        Indicator("a", rule=Linear(0, 100)),
        Indicator("b", rule=Linear(100, 0), weight=2),
        Indicator("c", rule=Log(1, 100)),
        Indicator("d", rule=Levels(0, 5)),
    ]
    inner = Dimension("inner", members=members[:2])
    index = Dimension("index", members=[inner, *members[2:]], aggregate=aggregate)
    return Framework("f", index=index, higher=higher)  # type: ignore[arg-type]


def city(aggregate: Aggregate | None = None, **more: str) -> Assessment:
    return assess(DataFrame([VALUES], index=["Alun"]), framework(aggregate or Arithmetic(), **more))


def programme(name: str, indicator: str = "a", change: float = 10, cost: float = 1, **more: object) -> Programme:
    told = {"months": 12, **more}
    return Programme(  # type: ignore[arg-type]
        id=name, title=name, dimension="inner", indicator=indicator, change=change, cost=cost, **told
    )


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


@st.composite
def programmes(draw: st.DrawFn, most: int = 14) -> list[Programme]:
    count = draw(st.integers(1, most))
    made = []
    for number in range(count):
        indicator = draw(st.sampled_from("abcd"))
        change = draw(st.integers(1, 3)) if indicator == "d" else draw(st.sampled_from([-15.0, 5.0, 12.5, 40.0]))
        if indicator == "c":
            change = abs(change)
        earlier = [f"p{other}" for other in range(number)]
        made.append(
            programme(
                f"p{number}",
                indicator,
                change,
                draw(st.sampled_from([1.0, 2.0, 3.5, 7.0])),
                months=draw(st.sampled_from([6, 12, 18, 30])),
                requires=draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else [],
                excludes=draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else [],
            )
        )
    return made


LIMITS = st.builds(
    Limits,
    budget=st.sampled_from([None, 0.0, 3.0, 8.0, 20.0]),
    count=st.sampled_from([None, 2]),
    years=st.sampled_from([2, 5]),
)


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


@settings(max_examples=60, deadline=None)
@given(made=programmes(), limits=LIMITS, aggregate=st.sampled_from([Arithmetic(), Geometric(), Minimum()]))
def test_the_mixed_integer_programme_finds_the_same(
    made: list[Programme], limits: Limits, aggregate: Aggregate
) -> None:
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


def chosen(made: list[Programme], limits: Limits, ask: Ask | None = None) -> Portfolio:
    return choose(Outlook.of(city(), 0, made), limits, ask)


class TestLimits:
    def test_risk_and_staff_and_time_hold_programmes_out(self) -> None:
        made = [
            programme("risky", likelihood=5, severity=5),
            programme("big", "b", -10, staff=9),
            programme("slow", "c", 20, months=72),
            programme("good", "d", 1),
        ]
        assert chosen(made, Limits(risk=12, staff=8)).chosen == ("good",)
        assert chosen(made, Limits(risk=12, staff=8, years=6)).chosen == ("slow", "good")

    def test_a_dimension_may_be_asked_for(self) -> None:
        made = [programme("dear", cost=9, change=1), evolve(programme("other", "c", 20, 1), dimension="other")]
        assert chosen(made, Limits(count=1)).chosen == ("other",)
        assert chosen(made, Limits(count=1, at_least={"inner": 1})).chosen == ("dear",)

    def test_years_have_budgets_and_programmes_wait(self) -> None:
        made = [programme(name, indicator, change, 4) for name, indicator, change in (("x", "a", 30), ("y", "c", 90))]
        told = chosen(made, Limits(yearly=(4,)))
        assert told.chosen == ("x", "y")
        assert sorted(told.starts) != [0, 0]
        assert chosen(made, Limits(yearly=(4,), years=1)).chosen == ("y",)

    @settings(max_examples=25, deadline=None)
    @given(made=programmes(most=3), money=st.sampled_from([2.0, 4.0, 8.0]))
    def test_yearly_budgets_equal_trying_every_timetable(self, made: list[Programme], money: float) -> None:
        limits = Limits(yearly=(money,), years=3)
        outlook = Outlook.of(city(), 0, made)
        told = choose(outlook, limits, Ask(gap=0))
        best = -np.inf
        for starts in product((None, 0, 1, 2), repeat=len(made)):
            if fits(made, starts, money):
                taken = np.array([[start is not None for start in starts]])
                best = max(best, float(outlook.scores(taken)["index"][0]))
        assert told.index == pytest.approx(best, abs=1e-5)

    def test_the_ones_that_bring_most_start_first(self) -> None:
        made = [programme("little", "a", 1, 4), programme("much", "c", 90, 4)]
        outlook, limits = Outlook.of(city(), 0, made), Limits(yearly=(4,))
        told = scheduled(outlook, limits, choose(outlook, limits))
        assert dict(zip(told.chosen, told.starts, strict=True)) == {"little": 1, "much": 0}


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


class TestRefusals:
    def test_too_few_of_a_dimension(self) -> None:
        with pytest.raises(UsageError, match="inner"):
            chosen([programme("x")], Limits(at_least={"inner": 2}))

    def test_what_must_be_in_it_costs_more_than_there_is(self) -> None:
        made = [programme("x", cost=5), programme("y", "b", -5, 7)]
        for ask in (Ask(), Ask(tried=0)):
            with pytest.raises(UsageError) as refused:
                chosen(made, Limits(budget=4, at_least={"inner": 1}), ask)
            (problem,) = refused.value.problems
            assert (problem.code, problem.fields) == ("plan_over_budget", {"cost": "5", "programmes": "x"})

    def test_a_target_out_of_reach_is_told_with_the_best_that_is_not(self) -> None:
        for ask in (Ask(target=99), Ask(target=99, tried=0)):
            with pytest.raises(UsageError) as refused:
                chosen([programme("x", change=30)], Limits(budget=4), ask)
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
                chosen(made, Limits(at_least={"inner": 2}), Ask(tried=tried))
            (problem,) = refused.value.problems
            assert (problem.code, problem.fields) == ("plan_impossible", {"hint": "inner=1"})

    def test_more_on_one_indicator_than_can_be_laid_out(self) -> None:
        made = [programme(f"p{number}") for number in range(15)]
        with pytest.raises(UsageError) as refused:
            chosen(made, Limits(budget=3))
        assert refused.value.problems[0].code == "plan_too_many_on_one"


MADE = [
    programme("first", "a", 10, 12, months=18),
    programme("next", "a", 20, 6, months=6, requires=["first"]),
    programme("plan", "d", 1, 3, months=12),
]


class TestRoadmap:
    def road(self) -> Roadmap:
        outlook, limits = Outlook.of(city(), 0, MADE), Limits(first_year=2026)
        return Roadmap(outlook, limits, scheduled(outlook, limits, choose(outlook, limits)))

    def test_programmes_start_after_what_they_require_is_done(self) -> None:
        spans = self.road().spans[["start", "end"]]
        assert spans.T.to_dict("list") == {"plan": [2026, 2026], "first": [2026, 2027], "next": [2028, 2028]}

    def test_costs_are_spread_over_the_months(self) -> None:
        spending = self.road().spending
        assert spending.loc["first", [2026, 2027]].tolist() == [8, 4]
        assert spending.sum().tolist() == [11, 4, 6, 0, 0]

    def test_indicators_have_targets_in_their_unit_each_year(self) -> None:
        targets = self.road().targets
        assert targets["a"].tolist() == [20, 20, 30, 50, 50, 50]
        assert targets["d"].tolist() == [2, 3, 3, 3, 3, 3]

    def test_the_trajectory_ends_at_the_index_that_was_foretold(self) -> None:
        road = self.road()
        assert list(road.trajectory) == ["index", "inner", "c", "d"]
        assert road.trajectory["index"].iloc[-1] == pytest.approx(road.portfolio.index)
        assert road.trajectory["index"].iloc[0] == pytest.approx(road.portfolio.base)
        assert road.trajectory["index"].is_monotonic_increasing

    def test_a_fixed_start_is_kept_and_one_that_is_too_early_is_not_chosen(self) -> None:
        outlook = Outlook.of(city(), 0, [evolve(MADE[0], start=2028), MADE[1]])
        told = choose(outlook, Limits(first_year=2026, years=4))
        assert dict(zip(told.chosen, told.starts, strict=True)) == {"first": 2}
        early = Outlook.of(city(), 0, [MADE[0], evolve(MADE[1], start=2026)])
        assert choose(early, Limits(first_year=2026)).chosen == ("first",)


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
