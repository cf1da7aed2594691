"""A draw is what assessing its framework and values by hand gives, on every framework and in every policy for gaps."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from attrs import evolve
from pandas import DataFrame

from smartscore import (
    Dimension,
    Framework,
    Geometric,
    Impute,
    Indicator,
    Linear,
    Log,
    Maximum,
    Median,
    Minimum,
    MinMax,
    PercentileRank,
    Power,
    PowerMean,
    Rank,
    Ratio,
    ZScore,
    assess,
)
from smartscore.aggregates import Harmonic
from smartscore.api import frameworks
from smartscore.engine import Assessment
from smartscore.plugins import discover
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    Distribution,
    LeaveOut,
    MeasurementError,
    Nominal,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
)
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.world import World
from smartscore.rules import answers

CITIES, DRAWS = 7, 12
TOLERANCE = 1e-9  # of the scale


def made_up(framework: Framework, gaps: float = 0.0, seed: int = 1) -> DataFrame:
    """Give possible values of every indicator, with gaps."""
    rng = np.random.default_rng(seed)
    columns: dict[str, Any] = {"city": [f"City {n}" for n in range(CITIES)]}
    for node in framework.indicators:
        low, high = (node.possible.low, node.possible.high) if node.possible else (1.0, 90.0)
        low, high = (max(low, 0.5) if low <= 0 < high else low), min(high, 400.0)
        values = rng.uniform(low, high, CITIES)
        whole = node.possible is not None and node.possible.whole
        if words := answers.words(node.rule):
            columns[node.id] = np.where(rng.random(CITIES) < gaps, None, rng.choice(words, CITIES))
            continue
        columns[node.id] = np.where(rng.random(CITIES) < gaps, np.nan, np.rint(values) if whole else values)
        if node.denominator:
            columns[node.denominator] = 1.0
    return DataFrame(columns)


def drawn_alike(assessment: Assessment, assumptions: list[Assumption], *, refit: bool = True) -> dict[str, np.ndarray]:
    """Score draws at once, hold them against assessments of each, and give their scores by node."""
    nominal, nodes = Nominal(assessment), tuple(assessment.framework.nodes)
    every = Assumptions(assumptions)
    every.require(nominal)
    design = uniform_draws(DRAWS, sum(one.columns(nominal) for one in every), 3)
    world, replay = World.of(every, design, nominal), Replay(nominal, refit, nodes)
    folded = np.full((DRAWS, len(assessment.rows)), np.inf)

    def take_index(places: np.ndarray, scores: Any) -> None:
        folded[places] = scores["index"]

    Replay(nominal, refit).run(world, take_index)
    drawn = {name: np.full((DRAWS, len(assessment.rows)), np.inf) for name in nodes}

    def take(places: np.ndarray, scores: Any) -> None:
        for name in nodes:
            drawn[name][places] = scores[name]

    replay.run(world, take)
    low, high = assessment.framework.scale
    np.testing.assert_allclose(folded, drawn["index"], rtol=0, atol=TOLERANCE * (high - low))
    for draw in range(DRAWS):
        by_hand = replay.assessed(world, draw)
        for name in nodes:
            expected = by_hand.scores[name].to_numpy()
            np.testing.assert_allclose(drawn[name][draw], expected, rtol=0, atol=TOLERANCE * (high - low), err_msg=name)
        np.testing.assert_array_equal(
            evolve(by_hand, scores=DataFrame({n: drawn[n][draw] for n in nodes}, index=by_hand.rows)).ranks(),
            by_hand.ranks(),
        )
    return drawn


PLUGINS = discover(bundled_only=True)
SOURCES = frameworks.framework_sources(PLUGINS)


def bundled(name: str) -> Framework:
    return SOURCES[name].load()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("missing", ["leave_out", "worst", "pool"])
def test_weights_of_every_bundled_framework(name: str, missing: Any) -> None:
    framework = bundled(name)
    means = all(type(d.aggregate).__name__ in ("Arithmetic", "Geometric") for d in framework.dimensions)
    if missing == "pool" and not means:
        missing = "leave_out"
    if missing != "pool":
        changed = {d.id for d in framework.dimensions}
    else:
        changed = {d.id for d in framework.dimensions if d.rule is None}
    from smartscore.robustness.assumptions.addresses import mapped

    index = mapped(
        framework.index, changed, lambda d: evolve(d, missing=missing, min_coverage=min(d.min_coverage, 0.5))
    )
    framework = evolve(framework, index=index)
    assessment = assess(made_up(framework, 0.15), framework)
    drawn_alike(assessment, [WeightNoise(0.5)])


def small(**given: Any) -> Framework:
    """Give a framework of two levels with relative and fixed rules and several aggregates."""
    first = [Indicator("a", rule=MinMax(), weight=2), Indicator("b", rule=MinMax("low")), Indicator("c", rule=ZScore())]
    second = [Indicator("d", rule=Linear(0, 100)), Indicator("e", rule=Linear(90, 10)), Indicator("f", rule=Rank())]
    members = [
        Dimension("one", members=first),
        Dimension("two", members=second, **given),
        Indicator("g", rule=Linear(0, 50)),
    ]
    return Framework("small", index=Dimension("index", members=members))


def values(rows: int = CITIES, gaps: float = 0.0) -> DataFrame:
    rng = np.random.default_rng(5)
    drawn = rng.uniform(5, 95, (rows, 7))
    drawn[rng.random(drawn.shape) < gaps] = np.nan
    return DataFrame(drawn, columns=list("abcdefg"), index=pd.Index([f"City {n}" for n in range(rows)], name="city"))


ASSUMPTIONS: dict[str, list[Assumption]] = {
    "noise": [WeightNoise(0.25)],
    "noise of one level": [WeightNoise(1.0, of=["index"])],
    "simplex": [WeightDirichlet()],
    "concentrated": [WeightDirichlet(30.0, of=["one", "two"])],
    "sets": [WeightSets({"first": {"a": 3, "b": 0}, "second": {"one": 2, "a": 1}}, probabilities=[0.3, 0.7])],
    "judges": [WeightSets({"first": {"one": 3, "two": 1}, "second": {"one": 1, "two": 5}}, mixture=True)],
    "order": [WeightRegion("index", order=["one >= two", "two >= g"])],
    "aggregates": [Alternatives("two.aggregate", ["arithmetic", {"power": {"exponent": 0.5}}, "median", "minimum"])],
    "normalisation": [Alternatives("one/indicators.rule", ["minmax", {"zscore": {"mean": 0.5, "sd": 0.2}}, "rank"])],
    "bound": [Spread("d.rule.best", Distribution("triangular", {"low": 60, "mode": 90, "high": 120}))],
    "weight": [Spread("two.weight", Distribution("normal", {"mean": 2, "sd": 0.1}))],
    "coverage": [Alternatives("two.min_coverage", [0.0, 0.5, 1.0])],
    "missing": [Alternatives("dimensions.missing", ["leave_out", "worst", "pool"])],
    "bounds": [BoundShift(0.2, of=["d", "e", "g"])],
    "one out": [LeaveOut()],
    "many out": [LeaveOut(probability=0.5)],
    "dimensions out": [LeaveOut(of=["one", "two", "g"], probability=0.6)],
    "errors": [MeasurementError(percent=10)],
    "absolute errors": [MeasurementError(of=["a", "d"], absolute=4.0)],
    "everything": [
        WeightNoise(0.25),
        Alternatives("indicators.rule", ["minmax", {"zscore": {"mean": 0.5, "sd": 0.2}}], id="normalisation"),
        Alternatives("index.aggregate", ["arithmetic", "maximum"], id="aggregation"),
        BoundShift(0.1, of=["d", "e"]),
        LeaveOut(),
        MeasurementError(percent=5),
    ],
}


@pytest.mark.parametrize("refit", [True, False])
@pytest.mark.parametrize("gaps", [0.0, 0.2])
@pytest.mark.parametrize("kind", ASSUMPTIONS)
def test_a_draw_of_every_assumption(kind: str, gaps: float, refit: bool) -> None:
    assessment = assess(values(gaps=gaps), small())
    drawn = drawn_alike(assessment, ASSUMPTIONS[kind], refit=refit)
    assert np.nanmax(np.nanstd(drawn["index"], axis=0)) > 0 or (kind in ("missing", "coverage") and not gaps)


@pytest.mark.parametrize("aggregate", [Geometric(), Harmonic(), Median(), Minimum(), Maximum()])
@pytest.mark.parametrize("missing", ["leave_out", "worst"])
def test_aggregates_with_gaps(aggregate: Any, missing: Any) -> None:
    framework = small(aggregate=aggregate, missing=missing, min_coverage=0.4)
    drawn_alike(assess(values(gaps=0.3), framework), [WeightNoise(0.9), LeaveOut(probability=0.3)])


@pytest.mark.parametrize("refit", [True, False])
def test_rules_on_dimensions_and_decimals(refit: bool) -> None:
    for rule in (PercentileRank(), MinMax("low"), ZScore(mean=0.5, sd=0.1), Linear(20, 80)):
        framework = small(rule=rule, decimals=2)
        drawn_alike(assess(values(gaps=0.2), framework), [WeightNoise(0.9), MeasurementError(percent=5)], refit=refit)


def test_an_exponent_that_is_not_known() -> None:
    spread = Spread("two.aggregate.exponent", Distribution("uniform", {"low": 0.2, "high": 3.0}))
    drawn_alike(assess(values(gaps=0.2), small(aggregate=PowerMean(0.5))), [spread, WeightNoise(0.2)])


@pytest.mark.parametrize("rule", [
    Linear(10, 90, clip="worst"), Linear(80, 20, clip="none"), Log(5, 80), Log(80, 5, zero="best"),
    Log(5, 80, clip="none"), Power(20, 90), Power(90, 60, exponent=2.0, zero="best", clip="worst"), Ratio(70),
    Ratio(30, clip="none"),
])  # fmt: skip
def test_bounds_of_every_rule_that_has_them(rule: Any) -> None:
    frame = values()
    frame.loc["City 3", "g"] = 0.0
    framework = evolve(
        small(), index=Dimension("index", members=[Indicator("g", rule=rule), Indicator("d", rule=Rank())])
    )
    drawn_alike(assess(frame, framework), [BoundShift(0.3, of=["g"]), MeasurementError(of=["d"], percent=10)])
    drawn_alike(assess(frame, framework), [BoundShift(0.3, of=["g"]), MeasurementError(of=["g"], percent=10)])


def test_steps_are_taken_again_where_values_move() -> None:
    framework = evolve(small(), steps=[Impute("median")])
    for refit in (True, False):
        drawn_alike(assess(values(gaps=0.2), framework), [MeasurementError(percent=20), WeightNoise(0.3)], refit=refit)
    drawn_alike(assess(values(gaps=0.2), framework), [Alternatives("steps.1", [True, False])])


def test_panels_given_scores_and_what_does_not_apply() -> None:
    frame = values(6, gaps=0.2).reset_index()
    frame["year"] = [2024, 2025, 2026] * 2
    frame["city"] = ["P", "P", "P", "Q", "Q", "Q"]
    drawn_alike(assess(frame, small()), [WeightNoise(0.5)])
    given = values(gaps=0.0)
    given.loc["City 2", ["d", "e", "f"]] = np.nan
    given["two"] = [np.nan, np.nan, 61.0, *[np.nan] * 4]
    drawn_alike(assess(given, small()), [WeightNoise(0.5)])
    applies = values().astype(object)
    applies.loc["City 1", ["d", "e", "f"]] = "not applicable: no coast"
    for missing in ("leave_out", "worst", "pool"):
        drawn_alike(assess(applies, small(missing=missing)), [WeightNoise(0.5), LeaveOut(probability=0.2)])


def test_one_city_alone() -> None:
    fixed = Framework("one", index=Dimension("index", members=[Indicator(n, rule=Linear(0, 100)) for n in "ab"]))
    drawn_alike(assess(values(1)[["a", "b"]], fixed), [WeightNoise(0.5), MeasurementError(percent=5)])
