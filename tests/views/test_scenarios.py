"""Thousands of what-ifs at once: each gives what assessing the changed row gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Array, Assessment, Dimension, Framework, Indicator, Nearest, UsageError, assess, scenarios
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Median, Sum
from smartscore.model.nodes import Missing
from smartscore.rules import Linear, PercentileRank

GAP = float("nan")
DATA = DataFrame(
    {"a": [20.0, 60.0, 90.0], "b": [40.0, 40.0, GAP], "c": [60.0, 20.0, 30.0]}, index=["Alun", "Bukit", "Candi"]
)


def framework(
    inner: Aggregate | None = None,
    outer: Aggregate | None = None,
    missing: Missing = "leave_out",
    scale: tuple[float, float] = (0, 100),
    **more: object,
) -> Framework:
    a, b, c = (
        Indicator(name, rule=Linear(0, 100), weight=weight) for name, weight in zip("abc", (1, 2, 3), strict=True)
    )
    below = Dimension("below", members=[a, b], aggregate=inner or Arithmetic(), missing=missing, **more)  # type: ignore[arg-type]
    index = Dimension("index", members=[below, c], aggregate=outer or Arithmetic(), missing=missing)
    return Framework("f", index=index, scale=scale)


def one_by_one(found: Assessment, rows: Array, changed: dict[str, Array]) -> tuple[Array, Array]:
    """Give index and rank of every scenario by changing the data and assessing them again."""
    told = []
    for place, row in enumerate(rows):
        data = found.dataset.frame.copy()
        for name, values in changed.items():
            data.loc[data.index[row], name] = values[place]
        again = assess(data, found.framework)
        told.append((again.index.iloc[row], again.ranks()[row]))
    return tuple(np.array(told).T)


def test_a_scenario_is_a_row_with_index_gain_and_rank() -> None:
    told = scenarios(assess(DATA, framework()), 0, {"a": [20.0, 80.0]})  # below is (20 + 80) / 3, or (80 + 80) / 3
    assert told["index"].round(9).tolist() == pytest.approx([(100 / 3 + 180) / 4, (160 / 3 + 180) / 4])
    assert told["gain"].round(9).tolist() == pytest.approx([0, 5])
    assert told["rank"].tolist() == [1, 1]


def test_rows_may_be_one_or_one_for_each_scenario() -> None:
    found = assess(DATA, framework())
    both = scenarios(found, np.array([0, 1]), {"a": 100.0})
    assert both["index"].tolist() == [scenarios(found, row, {"a": 100.0})["index"].iloc[0] for row in (0, 1)]


def test_ranks_may_be_left_out() -> None:
    assert list(scenarios(assess(DATA, framework()), 0, {"a": 5.0}, ranks=False)) == ["index", "gain"]


def test_ranks_are_those_within_a_group_or_among_the_nearest() -> None:
    found = assess(DATA.assign(island=["Java", "Java", "Bali"], population=[10, 1000, 11]), framework())
    low = {"a": 0.0, "c": 0.0}
    assert scenarios(found, 0, low)["rank"].tolist() == [3]
    assert scenarios(found, 0, low, by="island")["rank"].tolist() == [2]
    assert scenarios(found, 0, low, by=Nearest(1, "population"))["rank"].tolist() == [2]


def test_a_value_may_be_taken_away() -> None:
    assert scenarios(assess(DATA, framework()), 0, {"a": GAP})["index"].tolist() == [(40 + 180) / 4]


def test_an_unknown_indicator_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="'d'"):
        scenarios(assess(DATA, framework()), 0, {"d": 3.0})


@pytest.mark.no_cover
@pytest.mark.parametrize("count", [3, 200])  # few go through the engine row by row, many by planes where they can
@pytest.mark.parametrize("missing", ["leave_out", "worst", "pool"])
@pytest.mark.parametrize("inner", [Arithmetic(), Sum(), Geometric(), Median()])
def test_a_batch_equals_single_assessments(count: int, missing: Missing, inner: Aggregate) -> None:
    inner = Arithmetic() if missing == "pool" else inner
    rng = np.random.default_rng(5)
    found = assess(DATA, framework(inner, missing=missing, scale=(1, 5)))
    rows = rng.integers(0, 3, count)
    changed = {"a": rng.uniform(-10, 120, count), "c": rng.uniform(0, 100, count)}
    told = scenarios(found, rows, changed)
    index, rank = one_by_one(found, rows, changed)
    assert np.abs(told["index"] - index).max() < 1e-12 * 4
    assert told["rank"].tolist() == rank.tolist()


def test_many_scenarios_with_gaps_equal_single_assessments_too() -> None:
    found, rows = assess(DATA, framework()), np.arange(60) % 3
    values = np.where(np.arange(60) % 7 == 0, GAP, np.arange(60.0))
    index, rank = one_by_one(found, rows, {"b": values})
    told = scenarios(found, rows, {"b": values})
    assert np.allclose(told["index"], index, rtol=0, atol=1e-12)
    assert told["rank"].tolist() == rank.tolist()


@given(
    cells=st.lists(st.tuples(*[st.sampled_from([GAP, 0.0, 30.0, 100.0])] * 3), min_size=1, max_size=4),
    outer=st.sampled_from([Arithmetic(), Geometric()]),
    coverage=st.sampled_from([0.0, 0.5, 1.0]),
    value=st.sampled_from([GAP, 0.0, 45.0, 100.0]),
    times=st.sampled_from([1, 30]),
)
def test_so_they_do_whatever_is_missing(
    cells: list[tuple[float, ...]], outer: Aggregate, coverage: float, value: float, times: int
) -> None:
    data = DataFrame(cells, columns=list("abc"), dtype=float)
    found = assess(data, framework(outer=outer, min_coverage=coverage, decimals=None))
    rows = np.tile(np.arange(len(data)), times)
    told = scenarios(found, rows, {"b": value})
    index, rank = one_by_one(found, np.arange(len(data)), {"b": np.full(len(data), value)})
    assert np.allclose(told["index"], np.tile(index, times), rtol=0, atol=1e-10, equal_nan=True)
    assert np.array_equal(told["rank"], np.tile(rank, times), equal_nan=True)


def test_rules_and_scores_given_for_a_dimension_stay_as_they_are() -> None:
    members = [Indicator("a", rule=PercentileRank()), Indicator("b", rule=Linear(0, 100))]
    below = Dimension("below", members=members, rule=PercentileRank())
    index = Dimension("index", members=[below, Indicator("c", rule=Linear(0, 100))])
    data = DataFrame({"a": [1.0, 2.0, 3.0, GAP], "b": [10.0, 5.0, 2.0, GAP], "c": [1.0, 2.0, 3.0, 4.0]})
    found = assess(data.assign(below=[GAP, GAP, GAP, 70.0]), Framework("f", index=index))
    rows, values = np.array([0, 1, 2]), np.array([3.0, 1.0, 2.0])
    told = scenarios(found, rows, {"a": values})
    index_, rank = one_by_one(found, rows, {"a": values})
    assert np.allclose(told["index"], index_)
    assert told["rank"].tolist() == rank.tolist()
