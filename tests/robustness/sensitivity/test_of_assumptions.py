"""Shares of variance of assumptions: figures that can be worked out by hand, groups, chunks, and interruption."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from builders import cities, framework, percent
from pandas import DataFrame

from smartscore import Assessment, Dimension, Indicator, Linear, MinMax, assess
from smartscore.errors import UsageError
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumptions,
    BoundShift,
    Distribution,
    MeasurementError,
    Nominal,
    Spread,
    WeightNoise,
    WeightSets,
)
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling import uniform_draws
from smartscore.robustness.sensitivity import (
    COINR,
    of_assumptions,
    saltelli_design,
    sensitivities,
    sensitivity,
    sensitivity_of_all,
)
from smartscore.robustness.world import World


def two() -> Assessment:
    """Give A, B and C with two dimensions of equal weights, the members of both of which are two."""
    members = [Dimension("one", members=percent("a", "b")), Dimension("two", members=percent("c", "d"))]
    table = cities(a=[80, 20, 55], b=[30, 60, 50], c=[10, 90, 52], d=[70, 40, 45])
    return assess(table, framework(*members))


def bounds(first: float, second: float) -> Assumptions:
    """Let the worst bounds of a and b be uniform from so far below 0 up to 0, each by itself."""
    spread = [
        Spread(f"{name}.rule.worst", Distribution("uniform", {"low": -size, "high": 0}), id=name)
        for name, size in (("a", first), ("b", second))
    ]
    return Assumptions(spread)


def test_shares_of_an_additive_score_are_those_of_the_variances_of_its_parts() -> None:
    """A has the values 0, so that its scores are as far above 0 as the worst bounds are below: variances are 4 to 1."""
    table = cities(a=[0.0, 50.0], b=[0.0, 20.0])
    assessment = assess(table, framework(*percent("a", "b")))
    _, score, rank = sensitivity(assessment, bounds(0.02, 0.01), base=256, sampler="sobol", city="A")
    np.testing.assert_allclose(score.first, [0.8, 0.2], atol=0.03)
    np.testing.assert_allclose(score.total, [0.8, 0.2], atol=0.03)
    assert (score.output, score.inputs, score.count, score.runs) == ("score", ("a", "b"), 256, 4 * 256)
    assert [verdict.codes for verdict in rank.verdicts] == [("constant",)] * 2


def test_outputs_are_those_of_the_runs_of_the_design() -> None:
    assessment = two()
    assumptions = Assumptions([WeightNoise(1.0), Alternatives("index.aggregate", ["arithmetic", "minimum"], id="mean")])
    nominal = Nominal(assessment)
    widths = [one.columns(nominal) for one in assumptions]
    design = saltelli_design(
        uniform_draws(70, 2 * sum(widths), 5), [np.arange(widths[0]), np.arange(widths[0], sum(widths))]
    )
    world = World.of(assumptions, design, nominal)
    replay = Replay(nominal)
    rows = [replay.assessed(world, draw) for draw in range(len(design))]
    change = [np.abs(one.ranks() - assessment.ranks()).mean() for one in rows]
    expected = np.array([[c, one.index["B"], one.ranks()[1]] for c, one in zip(change, rows, strict=True)]).reshape(
        4, 70, 3
    )
    found = sensitivity(assessment, assumptions, base=70, seed=5, city="B")
    by_hand = sensitivities(
        (expected[0], expected[1], expected[2:]), ["weights", "mean"], [one.output for one in found], seed=5
    )
    for ours, theirs in zip(found, by_hand, strict=True):
        np.testing.assert_allclose(ours.first, theirs.first, atol=1e-9)
        np.testing.assert_allclose(ours.total_interval, theirs.total_interval, atol=1e-9)


def test_assumptions_of_a_group_are_one_input() -> None:
    parts = [WeightNoise(0.5, id="first", of=["one", "two"], group="weights"), WeightNoise(0.5, id="top", of=["index"])]
    apart = sensitivity(two(), Assumptions([evolve(one, group="") for one in parts]), base=64)[0]
    assert apart.inputs == ("first", "top")
    both = Assumptions([*(evolve(one, group="weights") for one in parts), BoundShift(0.2, of=["a"])])
    found = sensitivity(two(), both, base=64, city="C")
    assert {one.inputs for one in found} == {("weights", "bounds")}
    assert found[0].runs == 4 * 64


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_results_do_not_depend_on_how_many_runs_are_made_together(
    monkeypatch: pytest.MonkeyPatch, sampler: Any
) -> None:
    assumptions = Assumptions([WeightNoise(0.9), MeasurementError(percent=20)])
    at_once = sensitivity(two(), assumptions, base=100, sampler=sampler, city="A")
    monkeypatch.setattr(of_assumptions, "_ROWS", 28)
    told: list[tuple[int, int]] = []
    parts = sensitivity(
        two(), assumptions, base=100, sampler=sampler, city="A", progress=lambda *each: told.append(each)
    )
    for one, other in zip(at_once, parts, strict=True):
        np.testing.assert_array_equal(one.first, other.first)
        np.testing.assert_array_equal(one.total_interval, other.total_interval)
    assert told == [(28 * part, 400) for part in range(1, 15)] + [(400, 400)]


def test_results_do_not_depend_on_the_order_of_the_cities() -> None:
    assumptions = Assumptions([WeightNoise(0.9), MeasurementError(percent=20)])
    one = two()
    other = assess(one.dataset.frame.iloc[::-1], one.definition)
    for mine, theirs in zip(
        sensitivity(one, assumptions, base=64, city="B"),
        sensitivity(other, assumptions, base=64, city="B"),
        strict=True,
    ):
        np.testing.assert_allclose(mine.total, theirs.total, atol=1e-9)


def interrupting(after: int) -> Callable[[int, int], None]:
    """Give a progress that is interrupted as soon as so many runs are done."""

    def progress(done: int, _total: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    return progress


def test_an_interrupted_analysis_gives_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_assumptions, "_ROWS", 30)  # ten draws of three runs
    assumptions, assessment = Assumptions([WeightNoise(0.9)]), two()
    (found,) = sensitivity(assessment, assumptions, base=200, progress=interrupting(3 * 70))
    (fewer,) = sensitivity(assessment, assumptions, base=70)
    assert (found.count, found.asked, found.interrupted) == (70, 200, True)
    assert (fewer.count, fewer.asked, fewer.interrupted) == (70, 70, False)
    np.testing.assert_array_equal(found.total, fewer.total)
    everywhere = sensitivity_of_all(assessment, assumptions, base=200, progress=interrupting(3 * 70))
    assert (everywhere.count, everywhere.asked, everywhere.interrupted) == (70, 200, True)


def test_too_few_runs_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_assumptions, "_ROWS", 30)
    with pytest.raises(KeyboardInterrupt):
        sensitivity(two(), Assumptions([WeightNoise(0.9)]), base=200, progress=interrupting(3 * 60))


def test_the_indices_of_all_cities_are_those_of_each() -> None:
    assessment = two()
    assumptions = Assumptions([WeightNoise(1.0), BoundShift(0.3, of=["a", "c"])])
    every = sensitivity_of_all(assessment, assumptions, base=128, resamples=100)
    assert every.first.shape == every.total.shape == (3, 2)
    bare = sensitivity_of_all(assessment, assumptions, base=128)
    np.testing.assert_array_equal(bare.total, every.total)
    assert bare.of(0) is None
    assert bare.first_interval is None
    for row, city in enumerate("ABC"):
        rank, own = sensitivity(assessment, assumptions, base=128, city=city)[2], every.of(row)
        assert own is not None
        np.testing.assert_allclose(own.first, rank.first, atol=1e-12)
        np.testing.assert_allclose(own.total, rank.total, atol=1e-12)
        assert own.variance == pytest.approx(rank.variance)
        assert own.output == "rank"
        assert own.verdicts[0].codes[0] == rank.verdicts[0].codes[0]


def test_a_city_without_a_rank_is_unknown_and_one_that_stays_is_constant() -> None:
    table = cities(a=[90.0, 50.0, 49.9, np.nan], b=[95.0, 50.0, 50.2, np.nan])
    assessment = assess(table, framework(*percent("a", "b")))
    every = sensitivity_of_all(assessment, Assumptions([WeightNoise(0.9)]), base=64, resamples=50)
    assert [one.verdicts[0].codes for row in (0, 3) if (one := every.of(row)) is not None] == [
        ("constant",),
        ("unknown",),
    ]
    assert np.isfinite(every.total[1]).all()
    assert np.isnan(every.total[[0, 3]]).all()
    assert every.variance[0] == 0
    assert np.isnan(every.variance[3])


def test_groups_of_a_column_are_ranked_by_themselves() -> None:
    table = cities(a=[90, 50, 49, 10], b=[10, 51, 52, 85], region=["north", "north", "south", "south"])
    assessment = assess(table, framework(*percent("a", "b")))
    every = sensitivity_of_all(assessment, Assumptions([WeightNoise(1.0)]), base=64, by="region")
    assert (np.nan_to_num(every.variance) <= 0.26).all()  # of ranks 1 and 2 it is at most 1/4


def test_what_is_not_possible_is_refused() -> None:
    assumptions = Assumptions([WeightNoise(0.9)])
    with pytest.raises(UsageError) as refused:
        sensitivity(two(), assumptions, base=0)
    assert refused.value.problems[0].code == "draws_not_positive"
    with pytest.raises(UsageError) as refused:
        sensitivity(two(), Assumptions([WeightNoise(0.9, of=["ones"])]))
    assert refused.value.problems[0].code == "not_a_dimension"
    with pytest.raises(UsageError):
        sensitivity(two(), assumptions, city="Z")
    with pytest.raises(UsageError):
        sensitivity_of_all(two(), assumptions, by="region")


def test_an_estimator_may_be_named() -> None:
    assumptions = Assumptions([WeightNoise(1.0), BoundShift(0.3, of=["a", "c"])])
    own = sensitivity(two(), assumptions, base=64, city="A")[1]
    bare = sensitivity(two(), assumptions, base=64, city="A", estimator=COINR)[1]
    np.testing.assert_allclose(own.total, bare.total)
    assert np.abs(own.first - bare.first).max() > 1e-6


def test_relative_rules_stay_as_they_are_where_nobody_fits_them_again() -> None:
    members = [Indicator("a", rule=MinMax()), Indicator("b", rule=Linear(0, 100))]
    table = DataFrame(cities(a=[1.0, 2.0, 4.0], b=[90.0, 60.0, 20.0]))
    assessment = assess(table, framework(*members))
    errors = Assumptions([MeasurementError(of=["a"], percent=30), WeightSets({"one": {"a": 2}, "two": {"b": 2}})])
    again = sensitivity(assessment, errors, base=64, city="B")[1]
    frozen = sensitivity(assessment, errors, base=64, city="B", refit=False)[1]
    assert again.variance != pytest.approx(frozen.variance)
