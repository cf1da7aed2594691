"""One change at a time, and one node left out: ranks, scores and correlations by hand."""

from typing import Any

import numpy as np
import pytest
from builders import cities, framework, percent

from smartscore import Assessment, Dimension, Minimum, assess
from smartscore.errors import UsageError
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumptions,
    BoundShift,
    Distribution,
    LeaveOut,
    MeasurementError,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
)
from smartscore.robustness.sensitivity import changes, leave_one_out, one_at_a_time
from smartscore.robustness.sensitivity.changes import one_at_a_time_rows
from smartscore.robustness.sensitivity.trials import option


def four() -> Assessment:
    """Give A to D with ranks 1 to 4: means of two indicators of 80, 70, 50 and 30."""
    return assess(cities(a=[90, 60, 20, 40], b=[70, 80, 80, 20]), framework(*percent("a", "b")))


def nested() -> Assessment:
    members = [Dimension("one", members=percent("a", "b")), Dimension("two", members=percent("c"))]
    table = cities(a=[90, 60, 20, 40], b=[70, 80, 80, 20], c=[10, 50, 60, 90])
    return assess(table, framework(*members))


def test_every_option_with_its_ranks() -> None:
    """By the minimum the indices are 70, 60, 20 and 20, so that C and D share rank 3."""
    same, other = one_at_a_time(four(), Assumptions([Alternatives("index.aggregate", ["arithmetic", "minimum"])]))
    assert (same.changed, same.kind, same.option, same.draws) == ("alternatives", "option", "arithmetic", 1)
    assert (same.mean_rank_change, same.greatest_change, same.row, same.score_change) == (0, 0, None, (0, 0))
    assert same.correlation == pytest.approx(1)
    assert (other.option, other.mean_rank_change, other.mean_rank_change_high) == ("minimum", 0.25, 0.25)
    assert (other.greatest_change, other.row) == (-1, 3)
    assert other.score_change == (-30, -10)
    assert other.correlation == pytest.approx(4.5 / np.sqrt(5 * 4.5))
    assert other.lost == 0


def test_options_that_are_impossible_are_not_tried() -> None:
    alternatives = Alternatives("index.aggregate", ["minimum", "maximum", "median"], probabilities=[0.5, 0, 0.5])
    sets = WeightSets({"first": {"a": 1, "b": 0}, "second": {"a": 0, "b": 1}}, probabilities=[0, 1])
    found = one_at_a_time(four(), Assumptions([alternatives, sets]))
    assert [one.option for one in found] == ["minimum", "median", "second"]
    assert found[2].mean_rank_change == 1.25  # b ranks A to D as 3, 1, 1 and 4
    assert (found[2].greatest_change, found[2].row) == (2, 0)  # A falls by two, C rises by two: A is the first


def test_both_ends_of_a_spread() -> None:
    spread = Spread("a.rule.best", Distribution("uniform", {"low": 80, "high": 120}), id="bound")
    low, high = one_at_a_time(four(), Assumptions([spread]))
    assert [(one.kind, one.option, one.draws) for one in (low, high)] == [("low", 82, 1), ("high", 118, 1)]
    assert low.score_change == pytest.approx(
        ((2000 / 82 - 20) / 2, (6000 / 82 - 60) / 2)
    )  # A, with 90, has the most points already: 100 for 90
    assert high.score_change == pytest.approx(((9000 / 118 - 90) / 2, (2000 / 118 - 20) / 2))


@pytest.mark.parametrize(
    "one",
    [
        WeightNoise(1.0),
        WeightDirichlet(),
        WeightRegion("index", order=["a >= b"]),
        WeightSets({"first": {"a": 9}, "second": {"b": 9}}, mixture=True),
        WeightSets({f"set_{number}": {"a": 1 + number} for number in range(21)}),
        BoundShift(0.5, of=["a"]),
        LeaveOut(),
        MeasurementError(percent=30),
    ],
    ids=lambda one: f"{type(one).__name__}",
)
def test_draws_of_what_is_no_list(one: Any) -> None:
    assumptions = Assumptions([one])
    told: list[tuple[int, int]] = []
    (found,) = one_at_a_time(four(), assumptions, draws=50, progress=lambda *each: told.append(each))
    assert (found.kind, found.option, found.draws) == ("draws", "", 50)
    assert 0 <= found.mean_rank_change <= found.mean_rank_change_high
    assert found.mean_rank_change_high > 0
    assert found.row is not None
    assert abs(found.greatest_change) > 0
    assert found.score_change[0] <= found.score_change[1]
    assert told == [(50, 50)]
    assert one_at_a_time_rows(four(), assumptions, 50) == 50
    assert one_at_a_time(four(), assumptions, draws=50) == (found,)


def test_ends_are_quantiles_of_the_draws() -> None:
    """The share of a is uniform from 0 to 1, so that C, with 20 and 80, is uniform from 20 to 80: 50 +- 27 in 90 %."""
    sets = WeightSets({"a alone": {"b": 0}, "b alone": {"a": 0}}, mixture=True)
    (found,) = one_at_a_time(four(), Assumptions([sets]), draws=400)
    assert found.score_change == pytest.approx((-27, 27), abs=2)


def test_an_indicator_left_out() -> None:
    """Without a the ranks are 3, 1, 1 and 4, without b 1, 2, 4 and 3."""
    first, second = leave_one_out(four())
    assert (first.changed, first.kind, first.mean_rank_change) == ("a", "left_out", 1.25)
    assert (first.greatest_change, first.row) == (2, 0)
    assert (second.changed, second.mean_rank_change, second.greatest_change, second.row) == ("b", 0.5, 1, 2)
    assert second.score_change == (-30, 10)


def test_a_node_left_out_is_what_assessing_without_it_gives() -> None:
    assessment = nested()
    told: list[tuple[int, int]] = []
    found = leave_one_out(assessment, progress=lambda *each: told.append(each))
    assert sorted(one.changed for one in found) == ["a", "b", "c", "one", "two"]
    assert told == [(5, 5)]
    for one in found:
        out = "two" if one.changed == "c" else one.changed  # of which nothing is left
        without = assess(assessment.dataset, assessment.definition.reweigh({out: 0}))
        assert one.mean_rank_change == pytest.approx(np.abs(without.ranks() - assessment.ranks()).mean())
    assert [one.mean_rank_change for one in found] == sorted((one.mean_rank_change for one in found), reverse=True)


def test_a_node_that_is_all_of_the_index_or_nothing_of_it_is_not_left_out() -> None:
    whole = assess(cities(a=[90, 60], b=[70, 80]), framework(Dimension("only", members=percent("a", "b"))))
    assert {one.changed for one in leave_one_out(whole)} == {"a", "b"}
    light = assess(cities(a=[90, 60], b=[70, 80]), framework(*percent("a"), *percent("b", weight=0)))
    assert leave_one_out(light) == ()


def test_nodes_may_be_named_at_any_depth() -> None:
    found = leave_one_out(nested(), ["a", "two"])
    assert {one.changed for one in found} == {"a", "two"}
    with pytest.raises(UsageError) as refused:
        leave_one_out(nested(), ["a", "tow", "on"])
    assert [problem.code for problem in refused.value.problems] == ["not_a_member"] * 2
    assert [problem.fields["hint"] for problem in refused.value.problems] == ["two", "one"]


def test_runs_are_split_where_they_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = leave_one_out(nested())
    monkeypatch.setattr(changes, "_BUDGET", 8)
    monkeypatch.setattr(changes, "_FEWEST", 2)
    told: list[int] = []
    assert leave_one_out(nested(), progress=lambda done, _: told.append(done)) == at_once
    assert told == [2, 4, 5]
    assert one_at_a_time(four(), Assumptions([WeightNoise(0.5)]))[0].draws == 2


def test_a_city_that_loses_its_score_is_counted() -> None:
    """B has a alone: without it, there is nothing to score."""
    assessment = assess(cities(a=[90, 60, 20], b=[70, np.nan, 80]), framework(*percent("a", "b")))
    found = {one.changed: one for one in leave_one_out(assessment)}
    assert (found["a"].lost, found["b"].lost) == (1, 0)
    assert found["a"].mean_rank_change == 1.5  # A goes from 1 to 2, and C from 3 to 1
    assert found["a"].score_change == (-10, 30)


def test_without_any_rank_nothing_can_be_told() -> None:
    assessment = assess(cities(a=[np.nan, np.nan], b=[np.nan, np.nan]), framework(*percent("a", "b")))
    (found, _) = leave_one_out(assessment)
    assert np.isnan([found.mean_rank_change, found.greatest_change, found.correlation, *found.score_change]).all()
    assert (found.row, found.lost) == (None, 0)


def test_one_city_keeps_its_rank_and_has_no_correlation() -> None:
    (found, _) = leave_one_out(assess(cities(a=[90], b=[70]), framework(*percent("a", "b"))))
    assert (found.mean_rank_change, found.greatest_change, found.row) == (0, 0, None)
    assert np.isnan(found.correlation)


def test_groups_of_a_column_are_ranked_by_themselves() -> None:
    table = cities(a=[90, 60, 20, 40], b=[70, 80, 80, 20], region=["n", "n", "s", "s"])
    first, _ = leave_one_out(assess(table, framework(*percent("a", "b"))), by="region")
    assert (first.changed, first.mean_rank_change) == ("a", 0.5)  # A and B change places, C and D do not


def test_results_do_not_depend_on_the_order_of_the_cities() -> None:
    one = four()
    other = assess(one.dataset.frame.iloc[::-1], one.definition)
    assumptions = Assumptions([WeightNoise(0.9), Alternatives("index.aggregate", ["minimum"], id="mean")])
    for mine, theirs in zip(
        (*leave_one_out(one), *one_at_a_time(one, assumptions)),
        (*leave_one_out(other), *one_at_a_time(other, assumptions)),
        strict=True,
    ):
        assert mine.changed == theirs.changed
        assert mine.mean_rank_change == pytest.approx(theirs.mean_rank_change)
        assert mine.greatest_change == pytest.approx(theirs.greatest_change)
        assert None not in (mine.row, theirs.row)
        assert one.keys[mine.row or 0] == other.keys[theirs.row or 0]


def test_what_is_not_possible_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        one_at_a_time(four(), Assumptions([WeightNoise(0.5)]), draws=0)
    assert refused.value.problems[0].code == "draws_not_positive"
    with pytest.raises(UsageError) as refused:
        one_at_a_time(four(), Assumptions([Spread("e.weight", Distribution("uniform", {"low": 1, "high": 2}))]))
    assert refused.value.problems[0].code == "address_unknown"


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        ("minmax", "minmax"),
        (0.5, 0.5),
        (3, 3),
        (True, "true"),
        ({"zscore": {"mean": 1 / 11, "sd": 0.2}}, "zscore(mean=0.0909091, sd=0.2)"),
        ({"power": {"exponent": 2, "kind": "x"}}, "power(exponent=2, kind=x)"),
        ({"cap": 5}, "cap(5)"),
        (Minimum(), str(Minimum())),
    ],
)
def test_a_choice_in_short(choice: Any, written: str | float) -> None:
    assert option(choice) == written
