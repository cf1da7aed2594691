"""What each node contributes to the index: sums are exact for every aggregate, and the split is the published one."""

import numpy as np
import pytest
from builders import PERCENT, cities, framework, percent
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Array, Assessment, Dimension, Framework, Indicator, assess, discover, load_framework
from smartscore.aggregates import AGGREGATES, Aggregate, Arithmetic, Geometric, Maximum, Median, Minimum, Power, Sum
from smartscore.rules import Levels
from smartscore.views import contributions
from smartscore.views.contributions import sampled

GAP = float("nan")
ALL = [*(made() for name, made in AGGREGATES.items() if name != "power"), Power(0.5), Power(2)]


def second_best(scores: Array, weights: Array, /) -> Array:
    """An aggregate of a plugin: the score of the second best that has weight, or of the only one."""
    ranked = np.sort(scores[weights > 0], axis=0)
    return np.asarray(ranked[-min(2, len(ranked))])


def judged(aggregate: Aggregate, *columns: list[float], **more: object) -> Assessment:
    """Assess cities with a value of each of the members m0, m1, ..."""
    members = [member for number in range(len(columns)) for member in percent(f"m{number}", weight=number + 1)]
    values = {member.id: column for member, column in zip(members, columns, strict=True)}
    return assess(cities(**values), framework(*members, index={"aggregate": aggregate, **more}))


def told(assessment: Assessment, row: int = 0) -> list[float]:
    members = [member.id for member in assessment.framework.index.members]
    return [round(float(value), 9) for value in contributions(assessment)[members].iloc[row]]


def adds_up(assessment: Assessment) -> None:
    found = contributions(assessment)
    whole = assessment.index.notna().to_numpy()
    assert np.allclose(found["index"][whole], assessment.index[whole], rtol=0, atol=1e-9)
    for dimension in assessment.framework.dimensions:
        below = found[[member.id for member in dimension.members]].sum(axis=1, min_count=1)
        own = whole & ~assessment.given[dimension.id].to_numpy()
        assert np.allclose(below[own], found[dimension.id][own], rtol=0, atol=1e-9), dimension.id


class TestTheSplit:
    def test_of_an_arithmetic_mean_is_weight_by_score(self) -> None:
        assert told(judged(Arithmetic(), [30.0], [60.0])) == [10, 40]

    def test_of_a_sum_too(self) -> None:
        assert told(judged(Sum(), [30.0], [60.0])) == [30, 120]

    def test_of_a_geometric_mean_is_by_logarithmic_means(self) -> None:
        members = percent("a", "b")
        index = Dimension("index", members=members, aggregate=Geometric())
        found = assess(DataFrame({"a": [4.0], "b": [9.0]}), Framework("f", index=index))
        assert told(found) == [2.4, 3.6]  # 1 / L(4, 6) to 1 / L(9, 6) is as 3 to 2; 0.6 x 4 and 0.4 x 9

    def test_equal_scores_are_split_by_weight(self) -> None:
        assert told(judged(Geometric(), [50.0], [50.0])) == pytest.approx([50 / 3, 100 / 3])

    def test_a_geometric_mean_with_a_score_of_0_is_made_of_nothing(self) -> None:
        assert told(judged(Geometric(), [0.0], [60.0])) == [0, 0]

    def test_of_a_minimum_is_by_shapley_values(self) -> None:
        assert told(judged(Minimum(), [30.0], [70.0])) == [15, 15]

    def test_of_a_maximum_too(self) -> None:
        assert told(judged(Maximum(), [30.0], [70.0])) == [15, 55]

    def test_what_is_missing_contributes_nothing(self) -> None:
        assert told(judged(Arithmetic(), [GAP], [60.0], [30.0])) == [0, 24, 18]
        assert told(judged(Minimum(), [GAP], [60.0], [30.0])) == [0, 15, 15]

    def test_what_counts_as_worst_contributes_the_lowest_score(self) -> None:
        members = [Indicator(name, rule=Levels(1, 5)) for name in ("a", "b")]
        index = Dimension("index", members=members, missing="worst")
        framework = Framework("f", index=index, scale=(1, 5))
        assert told(assess(DataFrame({"a": [4.0], "b": [GAP], "city": ["Alun"]}), framework)) == [2, 0.5]

    def test_rounding_is_spread_over_the_members(self) -> None:
        assert told(judged(Arithmetic(), [31.0], [60.0], decimals=0)) == pytest.approx([31 / 151 * 50, 120 / 151 * 50])

    def test_without_an_index_there_is_nothing_to_split(self) -> None:
        assert np.isnan(contributions(judged(Arithmetic(), [GAP, 1.0], [GAP, 2.0]))["index"]).tolist() == [True, False]

    def test_it_goes_down_the_tree(self) -> None:
        living = Dimension("living", members=[*percent("a"), *percent("b", weight=3)], weight=3)
        found = contributions(assess(cities(a=[40.0], b=[80.0], c=[20.0]), framework(living, *percent("c"))))
        assert found.iloc[0].round(9).to_dict() == {"index": 57.5, "living": 52.5, "c": 5, "a": 7.5, "b": 45}

    def test_a_score_that_was_given_stays_with_its_dimension(self) -> None:
        living = Dimension("living", members=percent("a"))
        found = contributions(assess(cities(living=[40.0], c=[20.0]), framework(living, *percent("c"))))
        assert found.iloc[0].to_dict() == {"index": 30, "living": 20, "c": 10, "a": 0}

    def test_beyond_eight_members_orders_are_sampled_and_said_so(self) -> None:
        many = judged(Median(), *[[float(score)] for score in range(10, 100, 10)])
        assert sampled(many.framework) == ["index"]
        adds_up(many)
        assert sampled(judged(Median(), *[[1.0]] * 8).framework) == []
        assert sampled(judged(Arithmetic(), *[[1.0]] * 9).framework) == []

    def test_a_sample_comes_near_the_exact_split(self) -> None:
        few, many = ([*range(10, 90, 10)], [*range(10, 90, 10), GAP])
        exact = told(judged(Maximum(), *[[float(score)] for score in few]))
        near = told(judged(Maximum(), *[[float(score)] for score in many]))
        assert near[:8] == exact  # of nine members eight count


@pytest.mark.parametrize("name", ["smart-city", "ipm", "hdi", "spbe-2020", "cpi", "kominfo-2022"])
def test_it_adds_up_for_the_bundled_frameworks(name: str) -> None:
    plugins = discover(bundled_only=True)
    framework = load_framework(name, plugins=plugins)
    rng = np.random.default_rng(4)
    columns = {}
    for node in framework.indicators:
        low, high = (node.possible.low, node.possible.high) if node.possible else (0.0, 100.0)
        low = max(low, 0.0)
        high = min(high, low + 100)
        drawn = rng.uniform(low, high, 30)
        columns[node.id] = np.rint(drawn) if node.possible and node.possible.whole else drawn
        if node.denominator:
            columns[node.denominator] = np.full(30, 1000.0)
    table = DataFrame(columns).mask(rng.random((30, len(columns))) < 0.05)
    table = table.assign(**{node.denominator: 1000.0 for node in framework.indicators if node.denominator})
    adds_up(assess(table, framework))


SCORES = st.one_of(st.just(GAP), st.just(0.0), st.floats(0.001, 100), st.just(50.0))


@given(
    inner=st.sampled_from([*ALL, second_best]),
    outer=st.sampled_from([*ALL, second_best]),
    missing=st.sampled_from(["leave_out", "worst"]),
    cells=st.lists(st.tuples(*[SCORES] * 5), min_size=1, max_size=4),
    weights=st.tuples(*[st.floats(0.1, 10)] * 5),
)
def test_it_adds_up_for_every_aggregate_and_any_gaps(
    inner: Aggregate,
    outer: Aggregate,
    missing: str,
    cells: list[tuple[float, ...]],
    weights: tuple[float, ...],
) -> None:
    a, b, c, d, e = (Indicator(n, rule=PERCENT, weight=w) for n, w in zip("abcde", weights, strict=True))
    below = Dimension("below", members=[a, b, c], aggregate=inner, missing=missing)  # type: ignore[arg-type]
    index = Dimension("index", members=[below, d, e], aggregate=outer, missing=missing)  # type: ignore[arg-type]
    adds_up(assess(DataFrame(cells, columns=list("abcde"), dtype=float), Framework("f", index=index)))


@given(cells=st.lists(st.tuples(*[SCORES] * 4), min_size=1, max_size=4))
def test_it_adds_up_where_indicators_are_pooled(cells: list[tuple[float, ...]]) -> None:
    below = Dimension("below", members=[*percent("a"), *percent("b", weight=3)], missing="pool")
    index = Dimension("index", members=[below, *percent("c", "d")], missing="pool")
    adds_up(assess(DataFrame(cells, columns=list("abcd"), dtype=float), Framework("f", index=index)))
