"""A city of four indicators and programmes for it, as the tests of plans choose them."""

from typing import Any

from builders import framework
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Dimension, Indicator, assess
from smartscore.aggregates import Aggregate, Arithmetic
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask, Portfolio
from smartscore.plans.programme import Programme
from smartscore.rules import Levels, Linear, Log

#: The values of the city.
VALUES = {"a": 20.0, "b": 60.0, "c": 5.0, "d": 2.0}

#: A programme that raises one indicator, with every field that effects need.
WELL = Programme(
    id="well",
    title="A well",
    dimension="live",
    indicator="water",
    change=20,
    cost=10,
    months=6,
    likelihood=2,
    severity=5,
)


def city(aggregate: Aggregate | None = None, higher: str = "better") -> Assessment:
    """Assess the city Alun by a framework of a dimension `inner` of a and b, beside c and d."""
    members = [
        Indicator("a", rule=Linear(0, 100)),
        Indicator("b", rule=Linear(100, 0), weight=2),
        Indicator("c", rule=Log(1, 100)),
        Indicator("d", rule=Levels(0, 5)),
    ]
    inner = Dimension("inner", members=members[:2])
    tree = framework(inner, *members[2:], index={"aggregate": aggregate or Arithmetic()}, higher=higher)
    return assess(DataFrame([VALUES], index=["Alun"]), tree)


def programme(name: str, indicator: str = "a", change: float = 10, cost: float = 1, **more: Any) -> Programme:
    """Give a programme of twelve months, unless told otherwise."""
    fields = {"months": 12, **more}
    return Programme(id=name, title=name, dimension="inner", indicator=indicator, change=change, cost=cost, **fields)


@st.composite
def programmes(draw: st.DrawFn, most: int = 14) -> list[Programme]:
    """Draw programmes on all four indicators, some of which wait for an earlier one or exclude it."""
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


#: Budgets, numbers and years that leave something out.
LIMITS = st.builds(
    Limits,
    budget=st.sampled_from([None, 0.0, 3.0, 8.0, 20.0]),
    count=st.sampled_from([None, 2]),
    years=st.sampled_from([2, 5]),
)


def choose_for_city(made: list[Programme], limits: Limits, ask: Ask | None = None) -> Portfolio:
    """Choose among programmes for the city."""
    return choose(Outlook.of(city(), 0, made), limits, ask)
