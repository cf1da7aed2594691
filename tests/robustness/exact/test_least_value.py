"""The least change of one indicator: in raw units, for any framework, and as assessing it anew says."""

import math

import numpy as np
import pytest
from builders import cities, framework, percent
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, UsageError, assess, what_if
from smartscore.aggregates import Geometric
from smartscore.model import Domain
from smartscore.robustness.exact import ValueChange, least_value_changes
from smartscore.rules import Levels, Linear, MinMax, Target, Unscored

#: Kuala (B) has 40, Sampit (A) 55 and Raya (C) 60.
DATA = cities(a=[50, 40, 70], b=[60, 40, 50])


def changes(assessment: Assessment, city: object, top: int | None = None) -> dict[str, ValueChange]:
    return {each.indicator: each for each in least_value_changes(assessment, city, top=top)}  # type: ignore[arg-type]


def rank_with(assessment: Assessment, city: str, change: ValueChange) -> float:
    """Give the rank of a city after a change, by assessing it anew with the rules as they are fitted."""
    assert change.new is not None
    again = what_if(assessment, [(city, change.indicator, change.new)])
    return float(again.ranks()[again.dataset.row_of(city)])


def test_a_city_passes_the_next_one_by_just_more_than_lacks() -> None:
    """B has 40 and A 55: 15 points of the index are 30 of an indicator that is half of it."""
    found = assess(DATA, framework(*percent("a", "b")))
    told = changes(found, "B")
    assert [told[name].value for name in "ab"] == [40, 40]
    assert [told[name].change for name in "ab"] == pytest.approx([30, 30], abs=1e-6)
    for change in told.values():
        assert change.change is not None
        assert change.change > 30
        assert (change.rank, rank_with(found, "B", change)) == (2, 2)


def test_a_shared_place_is_among_the_first() -> None:
    """To be first B needs 20 points, 40 of one indicator; 41 would be too many."""
    found = assess(DATA, framework(*percent("a", "b")))
    told = changes(found, "B", top=1)
    assert [told[name].change for name in "ab"] == pytest.approx([40, 40], abs=1e-6)
    assert [rank_with(found, "B", each) for each in told.values()] == [1, 1]


def test_where_the_best_value_does_not_suffice_there_is_none() -> None:
    found = assess(DATA, framework(*percent("a", weight=4), *percent("b", weight=1)))
    told = changes(found, "B")  # 40 to 52: a needs 15, b would need 60 and can have 60 at most, which is level
    assert told["a"].change == pytest.approx(15, abs=1e-6)
    assert (told["b"].new, told["b"].change) == (None, None)
    assert told["b"].index == pytest.approx(52)
    assert told["b"].rank == 2


def test_who_is_first_or_among_the_first_changes_nothing() -> None:
    found = assess(DATA, framework(*percent("a", "b")))
    assert [each.change for each in changes(found, "C").values()] == [0, 0]
    assert [each.change for each in changes(found, "A", top=2).values()] == [0, 0]
    assert [each.change for each in changes(found, "A", top=7).values()] == [0, 0]


def test_a_lower_value_may_be_better_and_a_target_lies_between() -> None:
    poverty = Indicator("a", rule=Linear(40, 0))
    density = Indicator("b", rule=Target(50, 50))
    found = assess(cities(a=[20, 30], b=[70, 80]), framework(poverty, density))  # 50 and 60: 55; 25 and 40: 32.5
    told = changes(found, "B")
    assert told["a"].change == pytest.approx(-18, abs=1e-6)  # 45 points of 2.5 each
    assert told["b"].change == pytest.approx(-22.5, abs=1e-6)  # 45 points of 2 each, down to 57.5
    assert [rank_with(found, "B", each) for each in told.values()] == [1, 1]


def test_levels_rise_by_whole_ones() -> None:
    members = [Indicator("a", rule=Levels(0, 5)), *percent("b")]
    found = assess(cities(a=[3, 1], b=[50, 50]), framework(*members))
    assert changes(found, "B")["a"].new == 4
    assert changes(found, "B", top=1)["a"].new == 3
    top = assess(cities(a=[5, 5], b=[50, 40]), framework(*members))
    assert changes(top, "B")["a"].new is None


def test_scores_that_go_on_beyond_a_bound_are_followed_to_the_end_of_what_is_possible() -> None:
    endless = Indicator("a", rule=Linear(0, 50, clip="none"), domain=Domain(0, 100))
    found = assess(cities(a=[50, 50], b=[100, 60]), framework(endless, *percent("b")))
    assert changes(found, "B")["a"].new == pytest.approx(70, abs=1e-6)
    held = Indicator("a", rule=Linear(0, 50), domain=Domain(0, 100))
    assert changes(assess(found.dataset, framework(held, *percent("b"))), "B")["a"].new is None


def test_where_a_high_index_is_bad_the_city_goes_down() -> None:
    found = assess(DATA, framework(*percent("a", "b"), higher="worse"))
    told = changes(found, "C")  # 60 to less than 55
    assert [each.change for each in told.values()] == pytest.approx([-10, -10], abs=1e-6)
    assert [each.rank for each in told.values()] == [2, 2]


def test_what_has_no_value_no_score_or_no_best_is_left_out() -> None:
    shown = Indicator("shown", rule=Unscored())
    turned = Dimension("turned", members=percent("c"), rule=Target(50, 50))
    found = assess(
        DATA.assign(shown=1.0, c=[10.0, 20.0, 90.0], b=[60.0, np.nan, 50.0]),
        framework(*percent("a", "b"), shown, turned),
    )
    assert [each.indicator for each in least_value_changes(found, "B")] == ["a"]
    bare = assess(cities(c=[10.0, 90.0]), framework(turned))
    assert least_value_changes(bare, "A") == ()


def test_a_city_without_an_index_and_no_place_at_all_are_refused() -> None:
    found = assess(cities(a=[10.0, np.nan]), framework(*percent("a")))
    with pytest.raises(UsageError, match="B: lacks scores"):
        least_value_changes(found, "B")
    with pytest.raises(UsageError, match="first place"):
        least_value_changes(found, "A", top=0)


def test_only_those_count_that_a_city_is_compared_with() -> None:
    found = assess(DATA.assign(island=["x", "y", "y"]), framework(*percent("a", "b")))
    (first, _) = least_value_changes(found, "B", by="island")
    assert first.change == pytest.approx(40, abs=1e-6)
    assert least_value_changes(found, "A", by="island")[0].change == 0


def curved() -> Framework:
    below = Dimension("below", members=percent("a", "b"), aggregate=Geometric(), missing="worst")
    relative = Indicator("c", rule=MinMax(), weight=2)
    return framework(below, relative, Indicator("d", rule=Linear(100, 0)), index={"decimals": 2})


@settings(max_examples=25)
@given(st.integers(0, 1000), st.sampled_from([None, 1, 3]))
def test_it_is_enough_and_no_less_is_in_any_framework(seed: int, top: int | None) -> None:
    rng = np.random.default_rng(seed)
    data = DataFrame(rng.integers(1, 100, (6, 4)).astype(float), columns=list("abcd"), index=list("ABCDEF"))
    found = assess(data, curved())
    before, index = found.ranks()[0], found.index.to_numpy()
    next_one = index[index > index[0]].min(initial=np.inf)
    for change in least_value_changes(found, "A", top=top):
        if change.new is not None and change.change:
            rank = rank_with(found, "A", change)
            assert rank == change.rank
            assert rank < before if top is None else rank <= top
            less = change.value + change.change * (1 - 1e-6)
            short = what_if(found, [("A", change.indicator, less)])
            assert short.index.iloc[0] <= next_one + 1e-6 if top is None else short.ranks()[0] > top
        assert change.new is None or math.isfinite(change.new)
