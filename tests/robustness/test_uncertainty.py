"""Intervals of ranks and scores: what holds of them whatever is drawn."""

import signal
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Band, Dimension, Framework, Indicator, Linear, RuleError, UsageError, assess
from smartscore.engine import Assessment
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumptions,
    MeasurementError,
    WeightDirichlet,
    WeightNoise,
)
from smartscore.robustness.uncertainty import Uncertainty, uncertainty
from smartscore.robustness.uncertainty.tally import Ranker
from smartscore.rounding import competition_ranks

NOISE = Assumptions([WeightNoise(0.5)])


def framework(**given: Any) -> Framework:
    members = [Indicator(name, rule=Linear(0, 100)) for name in "abcd"]
    return Framework("four", index=Dimension("index", members=members, **given))


def frame(rows: int = 6, seed: int = 1) -> DataFrame:
    drawn = np.random.default_rng(seed).uniform(0, 100, (rows, 4))
    return DataFrame(drawn, columns=list("abcd"), index=pd.Index([f"City {n}" for n in range(rows)], name="city"))


def drawn(data: DataFrame, **given: Any) -> Uncertainty:
    return uncertainty(assess(data, framework()), NOISE, **{"draws": 600, **given})


def test_equal_seeds_give_equal_bytes_and_others_do_not() -> None:
    one, same, other = drawn(frame()), drawn(frame()), drawn(frame(), seed=2)
    bytes_of = [None if each.counts is None else each.counts.tobytes() for each in (one, same, other)]
    assert bytes_of[0] is not None
    assert bytes_of[0] == bytes_of[1]
    assert bytes_of[0] != bytes_of[2]
    assert {name: kept.tobytes() for name, kept in one.kept.items()} == {n: k.tobytes() for n, k in same.kept.items()}


def test_more_draws_begin_with_the_same_ones() -> None:
    few, many = drawn(frame(), draws=600), drawn(frame(), draws=1500)
    np.testing.assert_array_equal(few.kept["index"], many.kept["index"][:600])


@pytest.mark.parametrize("assumption", [WeightNoise(0.5), MeasurementError(percent=10), WeightDirichlet()])
def test_permuting_cities_permutes_results(assumption: Any) -> None:
    order = [3, 0, 5, 1, 4, 2]
    every = Assumptions([assumption])
    before = uncertainty(assess(frame(), framework()), every, draws=300)
    after = uncertainty(assess(frame().iloc[order], framework()), every, draws=300)
    np.testing.assert_array_equal(after.rank_quantiles, before.rank_quantiles[:, order])
    np.testing.assert_allclose(after.kept["index"], before.kept["index"][:, order], rtol=0, atol=1e-10)
    np.testing.assert_array_equal(after.acceptability, before.acceptability[order])


@settings(max_examples=25, deadline=None)
@given(st.floats(0.5, 8.0), st.floats(1.01, 3.0), st.integers(0, 50))
def test_larger_errors_never_narrow_the_scores_of_a_linear_index(error: float, times: float, seed: int) -> None:
    inside = frame(5, seed) * 0.3 + 30  # where no error reaches a bound
    assessment = assess(inside, framework())
    small, large = (
        uncertainty(assessment, Assumptions([MeasurementError(absolute=size)]), draws=100, seed=3).node_scores("index")
        for size in (error * 0.4, error * 0.4 * times)
    )
    assert ((large[2] - large[0]) >= (small[2] - small[0]) - 1e-9).all()


def test_probabilities_add_up() -> None:
    found = drawn(frame(8), draws=1000)
    np.testing.assert_allclose(found.acceptability.sum(axis=1), 1.0)
    np.testing.assert_allclose(found.top(8), 1.0)
    np.testing.assert_allclose(found.winning + found.winning.T + np.eye(8), 1.0)
    assert (found.rank_quantiles[0] <= found.rank_quantiles[1]).all()
    assert (found.rank_quantiles[1] <= found.rank_quantiles[2]).all()
    nominal = assess(frame(8), framework()).ranks()
    assert ((found.rank_quantiles[0] <= nominal) & (nominal <= found.rank_quantiles[2])).all()


def test_a_city_that_is_better_everywhere_is_always_first() -> None:
    data = frame()
    data.loc["City 2"] = 100.0
    found = drawn(data)
    assert found.rank_quantiles[:, 2].tolist() == [1.0, 1.0, 1.0]
    assert found.above("City 2", "City 0") == 1.0
    assert found.alike("City 2") == []


def test_equal_cities_share_every_rank_and_are_not_told_apart() -> None:
    data = frame()
    data.loc["City 1"] = data.loc["City 4"]
    found = drawn(data)
    np.testing.assert_array_equal(found.rank_quantiles[:, 1], found.rank_quantiles[:, 4])
    assert found.above("City 1", "City 4") == found.above("City 4", "City 1") == 0.0
    assert 4 in found.alike("City 1")


def test_what_has_no_score_has_no_rank() -> None:
    data = frame()
    data.loc["City 3"] = np.nan
    found = drawn(data)
    assert np.isnan(found.rank_quantiles[:, 3]).all()
    assert np.isnan(found.node_scores("index")[:, 3]).all()
    assert found.acceptability[3].sum() == 0
    assert found.alike("City 3") == []
    assert found.rank_quantiles[2, [0, 1, 2, 4, 5]].max() <= 5


def test_years_are_ranked_by_themselves() -> None:
    data = frame(6).reset_index()
    data["city"], data["year"] = ["A", "B", "C"] * 2, [2025] * 3 + [2026] * 3
    found = uncertainty(assess(data, framework()), NOISE, draws=200)
    assert found.acceptability.shape == (6, 3)
    assert np.nanmax(found.rank_quantiles) <= 3
    alone = uncertainty(assess(data[data["year"] == 2026], framework()), NOISE, draws=200)
    np.testing.assert_array_equal(found.rank_quantiles[:, 3:], alone.rank_quantiles)


def test_one_city_is_always_first() -> None:
    found = drawn(frame(1))
    assert found.rank_quantiles.ravel().tolist() == [1.0, 1.0, 1.0]


def test_bands_have_probabilities() -> None:
    members = [Indicator(name, rule=Linear(0, 100)) for name in "ab"]
    bands = [Band("low", start=0), Band("high", start=50)]
    banded = Framework("banded", index=Dimension("index", members=members), bands=bands)
    data = DataFrame({"a": [0.0, 100.0, 40.0], "b": [100.0, 100.0, 40.0]}, index=pd.Index(list("XYZ"), name="city"))
    found = uncertainty(assess(data, banded), Assumptions([WeightDirichlet()]), draws=4000).band_probabilities()
    assert found[1].tolist() == [0.0, 1.0]
    assert found[2].tolist() == [1.0, 0.0]
    assert abs(found[0, 1] - 0.5) < 4 * 0.5 / np.sqrt(4000)  # which of the two weighs more is a coin


def test_precision_stops_the_draws() -> None:
    found = drawn(frame(12), draws=100_000, precision=0.2)
    assert found.settled
    assert found.draws < found.asked == 100_000
    assert not drawn(frame(12), draws=512, precision=1e-6).settled


def test_who_interrupts_is_given_what_is_done() -> None:
    def stop(done: int, _asked: int) -> None:
        if done >= 1024:
            signal.raise_signal(signal.SIGINT)

    found = drawn(frame(), draws=50_000, progress=stop)
    assert found.interrupted
    assert found.draws == 1024
    np.testing.assert_array_equal(found.rank_quantiles, drawn(frame(), draws=1024).rank_quantiles)
    with pytest.raises(KeyboardInterrupt):
        drawn(frame(), draws=50_000, progress=lambda *_: signal.raise_signal(signal.SIGINT), nodes=_Interrupting())


class _Interrupting(list[str]):
    """Nodes that interrupt whoever reads them, before anything is drawn."""

    def __iter__(self) -> Iterator[str]:
        raise KeyboardInterrupt


def test_progress_is_told_after_every_block() -> None:
    told: list[tuple[int, int]] = []
    drawn(frame(), draws=1100, progress=lambda *done: told.append(done))
    assert told == [(512, 1100), (1024, 1100), (1100, 1100)]


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_both_samplers_agree(sampler: Any) -> None:
    found = drawn(frame(9), draws=4096, sampler=sampler)
    other = drawn(frame(9), draws=4096, seed=77)
    assert np.abs(found.rank_quantiles - other.rank_quantiles).max() <= 1


def test_ranks_of_other_nodes() -> None:
    inner = [Dimension(n, members=[Indicator(f"{n}{k}", rule=Linear(0, 100)) for k in "xy"]) for n in ("p", "q")]
    tree = Framework("tree", index=Dimension("index", members=inner))
    data = frame().set_axis(["px", "py", "qx", "qy"], axis=1)
    found = uncertainty(assess(data, tree), NOISE, draws=300)
    summary = found.summary("p")
    assert (summary["rank_low"] <= summary["rank_high"]).all()
    assert (summary["score_low"] <= summary["score_median"]).all()
    np.testing.assert_array_equal(summary["rank"], assess(data, tree).ranks(node="p"))
    fixed = found.summary("p0" if "p0" in tree.nodes else "q")
    assert len(fixed) == 6


def test_counts_and_kept_draws_give_the_same_ranks() -> None:
    found = drawn(frame(7), draws=512)
    assert found.counts is not None
    ranks = found.ranker.ranks(found.kept["index"])
    for city in range(7):
        assert np.bincount(ranks[:, city].astype(int), minlength=8)[1:].tolist() == found.counts[city].tolist()


def test_too_many_cities_to_count_are_ranked_by_the_draws_that_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = drawn(frame(7), draws=512)
    monkeypatch.setattr("smartscore.robustness.uncertainty.run.BUDGET", 8 * 7 * 5 * 600)
    kept = drawn(frame(7), draws=512)
    assert kept.counts is not None
    monkeypatch.setattr("smartscore.robustness.uncertainty.run.BUDGET", 8 * 7 * 6)
    few = drawn(frame(7), draws=512, nodes=["index"])
    assert few.counts is None
    assert few.kept_draws == 6
    assert (few.rank_quantiles[1] >= 1).all()
    np.testing.assert_array_equal(counted.rank_quantiles, kept.rank_quantiles)


def halves(scores: Any, weights: Any) -> Any:
    """Average along the last axis but one, for one draw or many."""
    shares = weights / weights.sum(axis=-1, keepdims=True)
    return np.matmul(shares[..., None, :], scores)[..., 0, :]


def flat_only(scores: Any, weights: Any) -> Any:
    """Average the members of one draw alone."""
    if scores.ndim != 2:
        raise ValueError("one draw at a time")
    return weights @ scores / weights.sum()


@pytest.mark.parametrize(("aggregate", "singly"), [(halves, ()), (flat_only, ("index",))])
def test_aggregates_of_others(aggregate: Any, singly: tuple[str, ...]) -> None:
    found = uncertainty(assess(frame(), framework(aggregate=aggregate)), NOISE, draws=100)
    assert found.singly == singly
    np.testing.assert_allclose(found.kept["index"], drawn(frame(), draws=100).kept["index"], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("given", "code"), [({"draws": 0}, "draws_not_positive"), ({"nodes": ["indx"]}, "not_a_member")]
)
def test_what_is_not_possible_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        drawn(frame(), **given)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_ranks_are_those_of_the_engine() -> None:
    rng = np.random.default_rng(3)
    index = np.round(rng.uniform(0, 10, (40, 9)), 0)
    index[rng.random(index.shape) < 0.1] = np.nan
    ranker = Ranker.of(np.array([0, 0, 1, 1, 1, 0, 0, 1, 1]), (0.0, 10.0))
    assessment: Assessment = assess(frame(9), framework())
    groups = np.array([0, 0, 1, 1, 1, 0, 0, 1, 1])
    assert len(assessment.rows) == 9
    for row, ranks in zip(index, ranker.ranks(index), strict=True):
        np.testing.assert_array_equal(ranks, competition_ranks(row, (0.0, 10.0), groups))


def test_an_undefined_draw_is_refused_by_name() -> None:
    z_scores = Framework(
        "z", index=Dimension("index", members=[Indicator(n, rule=Linear(40, 60, clip="none")) for n in "ab"])
    )
    every = Assumptions([Alternatives("index.aggregate", ["arithmetic", "geometric"])])
    with pytest.raises(RuleError, match="index"):
        uncertainty(assess(frame(), z_scores), every, draws=100)
