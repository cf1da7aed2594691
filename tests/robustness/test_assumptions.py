"""What assumptions make of uniform numbers, and what does not apply to a framework or its data, which is refused."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame, Index

from smartscore import (
    Categories,
    Dimension,
    Framework,
    FrameworkError,
    Impute,
    Indicator,
    Linear,
    MinMax,
    Power,
    Target,
    Unscored,
    UsageError,
    assess,
)
from smartscore.dataset import Dataset
from smartscore.engine import Assessment
from smartscore.messages import LANGUAGES
from smartscore.model.about import Confidence
from smartscore.robustness.assumptions import (
    Address,
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
from smartscore.robustness.assumptions.parameters import picked
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.sobol import sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.world import World
from smartscore.rules import Levels

MANY = 40_000


def framework(**given: Any) -> Framework:
    """Give a framework of two levels: economy (income, poverty), living (acidity, service), visitors of weight 0."""
    economy: list[Dimension | Indicator] = [
        Indicator("income", rule=Linear(0, 100), weight=3, confidence=Confidence("judgement", "judgement")),
        Indicator("poverty", rule=Linear(40, 0)),
    ]
    living = [
        Indicator("acidity", rule=Target(7, tolerance=2)),
        Indicator("service", rule=Categories({"bad": 0, "good": 1})),
    ]
    members: list[Dimension | Indicator] = [
        Dimension("economy", members=economy, weight=2),
        Dimension("living", members=living),
        Dimension("alone", members=[Indicator("growth", rule=MinMax())]),
        Indicator("visitors", rule=Linear(0, 50), weight=0),
    ]
    return Framework("some", index=Dimension("index", members=members), **given)


VALUES = {
    "income": [80.0, 30.0, 55.0],
    "poverty": [12.0, 30.0, 0.0],
    "acidity": [6.5, 8.0, 7.0],
    "service": ["good", "bad", "good"],
    "growth": [1.0, 2.0, 5.0],
    "visitors": [10.0, 20.0, 5.0],
    "income_se": [1.0, 2.0, 3.0],
    "gaps_se": [1.0, np.nan, 3.0],
    "below_se": [1.0, -2.0, 3.0],
    "words_se": ["small", "large", "large"],
}
CITIES = ["Cempaka", "Alun", "Bukit"]


def nominal_of(frame: DataFrame | None = None, **given: Any) -> Nominal:
    rows = DataFrame(VALUES, index=Index(CITIES, name="city")) if frame is None else frame
    return Nominal(assess(rows, framework(**given)))


NOMINAL = nominal_of()


def problems(*items: Assumption, nominal: Nominal = NOMINAL) -> list[tuple[str, dict[str, Any]]]:
    """Give the codes and fields of what is refused, and hold that both languages have words for each."""
    with pytest.raises(UsageError) as error:
        Assumptions(items, file="a.toml").require(nominal)
    for problem in error.value.problems:
        for language in LANGUAGES:
            assert problem.code not in problem.sentence(language)
        assert problem.file == "a.toml"
    return [(problem.code, dict(problem.fields)) for problem in error.value.problems]


def codes(*items: Assumption, nominal: Nominal = NOMINAL) -> list[str]:
    return [code for code, _ in problems(*items, nominal=nominal)]


def realised(one: Assumption, nominal: Nominal = NOMINAL, draws: int = MANY) -> Any:
    Assumptions([one]).require(nominal)
    return one.realise(uniform_draws(draws, one.columns(nominal), 4), nominal)


class TestDistributions:
    def test_noise_stays_within_its_share_and_is_uniform(self) -> None:
        factors = realised(WeightNoise(0.25, of="economy")).factors["economy"]
        assert factors.shape == (MANY, 2)
        assert 0.75 <= factors.min() < 0.7501
        assert 1.2499 < factors.max() <= 1.25
        assert np.abs(factors.mean(axis=0) - 1).max() < 4 * 0.25 / np.sqrt(3 * MANY)
        assert abs(np.corrcoef(factors.T)[0, 1]) < 4 / np.sqrt(MANY)

    def test_a_level_is_that_of_the_members(self) -> None:
        assert [d.id for d in WeightNoise(0.1, level=1).dimensions(NOMINAL)] == ["index"]
        assert [d.id for d in WeightNoise(0.1, level=2).dimensions(NOMINAL)] == ["economy", "living"]
        assert [d.id for d in WeightNoise(0.1).dimensions(NOMINAL)] == ["index", "economy", "living"]

    def test_the_mean_of_a_dirichlet_is_the_nominal_share(self) -> None:
        weights = realised(WeightDirichlet(20, of="economy")).weights["economy"]
        assert np.abs(weights.sum(axis=1) - 1).max() < 1e-12
        variance = 0.75 * 0.25 / 21  # s (1 - s) / (concentration + 1)
        assert abs(weights[:, 0].mean() - 0.75) < 4 * np.sqrt(variance / MANY)
        assert abs(weights[:, 0].var() / variance - 1) < 0.05

    def test_where_nothing_is_known_members_are_alike_and_what_has_no_weight_keeps_none(self) -> None:
        weights = realised(WeightDirichlet(of="index")).weights["index"]
        assert np.abs(weights[:, :3].mean(axis=0) - 1 / 3).max() < 0.01
        assert not weights[:, 3].any()

    def test_sets_come_as_often_as_their_probabilities_say(self) -> None:
        sets = {"equal": {"economy": 1}, "survey": {"economy": 5, "visitors": 1}}
        weights = realised(WeightSets(sets, probabilities=[0.2, 0.8])).weights
        assert list(weights) == ["index"]
        assert {tuple(row) for row in weights["index"].tolist()} == {(1, 1, 1, 0), (5, 1, 1, 1)}
        assert abs((weights["index"][:, 0] == 5).mean() - 0.8) < 4 * np.sqrt(0.16 / MANY)

    def test_judges_are_mixed_between_their_weights(self) -> None:
        judges = WeightSets({"anna": {"income": 3, "poverty": 1}, "budi": {"income": 1, "poverty": 3}}, mixture=True)
        weights = realised(judges).weights["economy"]
        assert 0.25 <= weights[:, 0].min() < 0.26
        assert 0.74 < weights[:, 0].max() <= 0.75
        assert abs(weights[:, 0].mean() - 0.5) < 4 * 0.5 / np.sqrt(12 * MANY)

    def test_an_order_is_kept(self) -> None:
        weights = realised(WeightRegion("index", order=["living >= economy"], between={"alone": (0.1, 0.3)})).weights
        assert (weights["index"][:, 1] >= weights["index"][:, 0]).all()
        assert 0.1 <= weights["index"][:, 2].min() <= weights["index"][:, 2].max() <= 0.3

    def test_alternatives_come_as_often_as_their_probabilities_say(self) -> None:
        choices = ["arithmetic", "geometric", "harmonic"]
        keys = realised(Alternatives("index.aggregate", choices, probabilities=[0.5, 0.0, 0.5])).keys
        assert set(keys.tolist()) == {0, 2}
        assert abs((keys == 2).mean() - 0.5) < 4 * 0.5 / np.sqrt(MANY)
        alike = realised(Alternatives("index.aggregate", choices)).keys
        assert np.abs(np.bincount(alike) / MANY - 1 / 3).max() < 0.01

    def test_the_last_alternative_without_probability_never_comes(self) -> None:
        assert picked(np.array([0.0, 0.35, 1 - 2**-53]), np.array([0.1] * 10 + [0.0])).tolist() == [0, 3, 9]

    @given(st.floats(0, 1, exclude_max=True), st.floats(-50, 50), st.floats(0.1, 50), st.floats(0, 1))
    def test_quantiles_are_those_of_the_closed_forms(self, u: float, low: float, width: float, at: float) -> None:
        high, mode = low + width, low + at * width
        assert Distribution("uniform", {"low": low, "high": high}).at(np.array([u]))[0] == pytest.approx(
            low + u * width
        )
        drawn = Distribution("triangular", {"low": low, "mode": mode, "high": high}).at(np.array([u]))[0]
        assert low - 1e-9 <= drawn <= high + 1e-9
        if drawn <= mode and mode > low:  # its cumulated probability, from either side
            assert (drawn - low) ** 2 / (width * (mode - low)) == pytest.approx(u, abs=1e-9)
        elif mode < high:
            assert 1 - (high - drawn) ** 2 / (width * (high - mode)) == pytest.approx(u, abs=1e-9)

    def test_normal_quantiles(self) -> None:
        drawn = Distribution("normal", {"mean": 10.0, "sd": 2.0}).at(np.array([0.0, 0.025, 0.5, 0.975]))
        assert drawn[1:].tolist() == pytest.approx([10 - 2 * 1.959963984540054, 10, 10 + 2 * 1.959963984540054])
        assert drawn[0] == pytest.approx(10 + 2 * NormalDist().inv_cdf(1e-12))

    def test_bounds_move_within_their_share_each_by_itself(self) -> None:
        moves = realised(BoundShift(0.1)).moves
        assert list(moves) == ["income"]
        assert moves["income"].shape == (2, MANY)
        assert -0.1 <= moves["income"].min() < -0.0999
        assert abs(np.corrcoef(moves["income"])[0, 1]) < 4 / np.sqrt(MANY)

    def test_one_is_left_out_at_a_time_or_none(self) -> None:
        kept = realised(LeaveOut()).kept
        out = np.stack([~kept["economy"][:, 0], ~kept["economy"][:, 1], ~kept["living"][:, 0]])
        assert set((~kept["economy"]).sum(axis=1).tolist()) == {0, 1}
        assert np.abs(out.mean(axis=1) - 1 / 6).max() < 0.01  # five indicators with a share, or none
        many = realised(LeaveOut(of=["income", "living"], probability=0.3)).kept
        assert abs((~many["economy"][:, 0]).mean() - 0.3) < 0.01
        assert abs((~many["economy"][:, 0] & ~many["index"][:, 1]).mean() - 0.09) < 0.01

    def test_a_weight_varies_beside_noise(self) -> None:
        spread = Spread("income.weight", Distribution("uniform", {"low": 1, "high": 5}))
        realisation = realised(spread)
        assert realisation.keys is None
        drawn = realisation.factors["economy"] * [3, 1]
        assert 1 <= drawn[:, 0].min() < 1.01
        assert 4.99 < drawn[:, 0].max() <= 5
        assert (drawn[:, 1] == 1).all()
        both = Assumptions([spread, WeightNoise(0.5, of="economy")])
        both.require(NOMINAL)
        design = uniform_draws(100, 3, 1)
        weights = World.of(both, design, NOMINAL).weights["economy"]
        np.testing.assert_allclose(weights[:, 0], (1 + 4 * design[:, 0]) * (0.5 + design[:, 1]))

    def test_the_bounds_of_linear_rules_differ_within_one_framework(self) -> None:
        spread = Spread(["poverty.rule.worst", "index.min_coverage"], Distribution("uniform", {"low": 0.1, "high": 1}))
        assert realised(spread).keys is not None
        spread = Spread("poverty.rule.worst", Distribution("uniform", {"low": 30, "high": 50}))
        every = Assumptions([spread, Spread("income.weight", Distribution("uniform", {"low": 1, "high": 2}), id="w")])
        every.require(NOMINAL)
        design = np.array([[0.0, 0.5], [0.5, 0.5], [0.75, 0.5]])
        world, replay = World.of(every, design, NOMINAL), Replay(NOMINAL, nodes=("poverty",))
        assert world.changing == ()
        assert world.moves["poverty"].tolist() == [[0.25, 0.0, -0.125], [0.0, 0.0, 0.0]]  # of 40 to 0, towards better
        scores: dict[int, Any] = {}
        replay.run(world, lambda places, taken: scores.update(zip(places.tolist(), taken["poverty"], strict=True)))
        assert [scores[draw][0] for draw in range(3)] == pytest.approx([60.0, 70.0, 100 * (1 - 12 / 45)])
        assert replay.assessed(world, 2).framework.nodes["poverty"].rule == Linear(45, 0)

    def test_weights_among_alternatives(self) -> None:
        realisation = realised(
            Alternatives(["income.weight", "index.min_coverage"], [0.5, 1], probabilities=[0.5, 0.5])
        )
        assert set((realisation.factors["economy"][:, 0] * 3).tolist()) == {0.5, 1.0}
        assert set(realisation.keys.tolist()) == {0, 1}


class TestErrors:
    def test_errors_are_standard_normal_in_the_unit_that_is_said(self) -> None:
        noise = realised(MeasurementError(of=["income", "growth"], absolute=2.0), draws=20_000).noise
        assert list(noise) == ["income", "growth"]
        assert noise["income"].shape == (20_000, 3)
        assert np.abs(noise["income"].std(axis=0) / 2 - 1).max() < 0.03
        assert np.abs(noise["income"].mean(axis=0)).max() < 4 * 2 / np.sqrt(20_000)
        fields = np.concatenate([noise["income"], noise["growth"]], axis=1)
        assert np.abs(np.corrcoef(fields.T) - np.eye(6)).max() < 4.5 / np.sqrt(20_000)

    def test_sizes(self) -> None:
        sizes = MeasurementError(percent=10).standard_errors(NOMINAL)
        assert list(sizes) == ["visitors", "income", "poverty", "acidity", "growth"]  # numbers, not words
        assert sizes["income"].tolist() == [8.0, 3.0, 5.5]
        assert sizes["poverty"].tolist() == pytest.approx([1.2, 3.0, 0.0])
        columns = MeasurementError(of=["income"], column="income_se").standard_errors(NOMINAL)
        assert columns["income"].tolist() == [1.0, 2.0, 3.0]
        quality = MeasurementError(quality={"survei": 5, "perkiraan": 20}).standard_errors(noted())
        assert quality["income"].tolist() == [0.05 * 80, 0.2 * 30, 0.0]
        assert quality["poverty"].tolist() == [0.0, 0.0, 0.0]

    def test_the_error_of_a_city_does_not_depend_on_its_row(self) -> None:
        error = MeasurementError(percent=10)
        frame = DataFrame(VALUES, index=Index(CITIES, name="city"))
        turned = nominal_of(frame.iloc[[2, 0, 1]])
        here, there = realised(error, draws=50).noise, realised(error, turned, draws=50).noise
        for name, noise in here.items():
            assert noise[:, [2, 0, 1]].tolist() == there[name].tolist()

    def test_two_assumptions_have_errors_of_their_own_by_the_same_number(self) -> None:
        uniform = uniform_draws(20_000, 1, 2)
        first, second = (
            MeasurementError(of="income", absolute=1.0, id=name).realise(uniform, NOMINAL).noise["income"][:, 0]
            for name in ("survey", "register")
        )
        assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(20_000)

    def test_numbers_of_a_sobol_sequence_are_fair_seeds(self) -> None:
        pytest.importorskip("scipy")
        uniform = sobol_draws(16_384, 1, 3)
        assert len(set((uniform[:, 0] * 2**53).astype(np.int64).tolist())) == 16_384
        noise = MeasurementError(of="income", absolute=1.0).realise(uniform, NOMINAL).noise["income"]
        assert np.abs(noise.mean(axis=0)).max() < 4 / np.sqrt(16_384)
        assert np.abs(noise.std(axis=0) - 1).max() < 0.03
        in_order = noise[np.argsort(uniform[:, 0]), 0]  # neighbours in the unit interval have nothing in common
        assert abs(np.corrcoef(in_order[1:], in_order[:-1])[0, 1]) < 4 / np.sqrt(16_384)

    def test_the_same_number_gives_the_same_errors(self) -> None:
        error = MeasurementError(percent=5)
        twice = error.realise(np.array([[0.25], [0.5], [0.25]]), NOMINAL).noise["income"]
        assert twice[0].tolist() == twice[2].tolist() != twice[1].tolist()


def noted(**words: list[str]) -> Nominal:
    """Give the nominal assessment of a dataset with notes on quality."""
    frame = DataFrame(VALUES, index=Index(CITIES, name="city"))
    notes = DataFrame({"income": ["survei", "perkiraan", "resmi"], **words}, index=frame.index)
    return Nominal(assess(Dataset(frame, notes={"quality": notes}), framework()))


@frozen
class Odd:
    """A rule of somebody else, whose parameter may be anything but large."""

    size: Any = 1.0
    better = "higher"

    def __attrs_post_init__(self) -> None:
        if self.size > 5:
            raise ValueError("too large")

    def __call__(self, values: np.ndarray) -> np.ndarray:
        return np.asarray(np.clip(values / 100 / self.size, 0, 1))


REFUSED: list[tuple[Assumption, str, dict[str, Any]]] = [
    (WeightNoise(0.1, of="econmy"), "not_a_dimension", {"found": "econmy", "hint": "economy"}),
    (WeightNoise(0.1, of="income"), "not_a_dimension", {"found": "income", "hint": "alone, economy, index, living"}),
    (WeightNoise(0.1, of="alone"), "dimension_of_one", {"found": "alone"}),
    (WeightNoise(0.1, level=3), "no_such_level", {"found": 3, "deepest": 2}),
    (WeightDirichlet(level=0), "no_such_level", {"found": 0, "deepest": 2}),
    (WeightNoise(0.1, of="index", level=1), "assumption_said_twice", {"first": "of", "second": "level"}),
    (WeightDirichlet(0.0), "bound_not_positive", {"name": "concentration", "found": 0.0}),
    (WeightDirichlet(np.inf), "bound_not_positive", {"name": "concentration", "found": np.inf}),
    (WeightSets({}), "no_alternatives", {"id": "weights"}),
    (WeightSets({"a": {"income": 1}}), "one_alternative", {"id": "weights"}),
    (WeightSets({"a": {"incme": 1}, "b": {"income": 1}}), "not_a_member", {"found": "incme", "hint": "income"}),
    (WeightSets({"a": {"growth": 1}, "b": {"income": 1}}), "dimension_of_one", {"found": "alone"}),
    (WeightSets({"a": {"income": -1}, "b": {"income": 1}}), "weight_not_valid", {"found": -1}),
    (WeightSets({"a": {"income": 0, "poverty": 0}, "b": {"income": 1}}), "weights_all_zero", {"node": "economy"}),
    (
        WeightSets({"a": {"income": 3}, "b": {"income": 6, "poverty": 2}}),
        "alternatives_alike",
        {"id": "weights"},
    ),
    (
        WeightSets({"a": {"income": 1}, "b": {"income": 2}}, probabilities=[1]),
        "probabilities_count",
        {"id": "weights", "found": 1, "expected": 2},
    ),
    (
        WeightSets({"a": {"income": 1}, "b": {"income": 2}}, probabilities=[0.5, 0.5], mixture=True),
        "assumption_said_twice",
        {"first": "mixture", "second": "probabilities"},
    ),
    (WeightRegion("indx"), "not_a_dimension", {"found": "indx", "hint": "index"}),
    (WeightRegion("alone"), "dimension_of_one", {"found": "alone"}),
    (WeightRegion("economy", between={"income": (0.4, 0.4)}), "region_of_one", {"of": "economy"}),
    (WeightRegion("economy", between={"incme": (0.4, 0.5)}), "not_a_member", {"found": "incme", "hint": "income"}),
    (WeightRegion("economy", between={"income": (0.4,)}), "range_not_two", {"name": "income", "found": 1}),
    (BoundShift(0.1, of="incme"), "not_a_member", {"found": "incme", "hint": "income"}),
    (BoundShift(0.1, of="growth"), "no_bounds_to_move", {"node": "growth"}),
    (BoundShift(0.1, of="service"), "no_bounds_to_move", {"node": "service"}),
    (BoundShift(0.5, of="income"), "bounds_meet", {"node": "income", "found": 0.5, "limit": "0.5"}),
    (BoundShift(0.1, grades="judgment"), "parameter_not_allowed", {"name": "grades", "found": "'judgment'"}),
    (Alternatives("income.rule.best", [0, 50]), "alternative_refused", {"found": "0", "nodes": "income"}),
    (Alternatives("acidity.rule", ["minmax", {"rank": {"best": "low"}}]), "alternative_loses_target", {}),
    (BoundShift(0.1, grades="general-knowledge"), "no_judged_bounds", {"grades": "general-knowledge"}),
    (LeaveOut(of="incme"), "not_a_member", {"found": "incme", "hint": "income"}),
    (LeaveOut(of="index"), "not_a_member", {"found": "index"}),
    (LeaveOut(of="visitors"), "left_out_no_share", {"node": "visitors"}),
    (LeaveOut(probability=0), "probability_not_between", {"found": 0}),
    (MeasurementError(), "error_sizes", {"id": "errors", "found": 0}),
    (MeasurementError(percent=5, absolute=2), "error_sizes", {"id": "errors", "found": 2}),
    (MeasurementError(of="incme", percent=5), "not_a_member", {"found": "incme", "hint": "income"}),
    (MeasurementError(of="service", percent=5), "error_of_words", {"node": "service"}),
    (
        MeasurementError(of=["income", "growth"], column="income_se"),
        "error_columns",
        {"id": "errors", "found": 1, "expected": 2},
    ),
    (MeasurementError(of="income", column="incme_se"), "column_missing", {"found": "incme_se", "hint": "income_se"}),
    (MeasurementError(of="income", column="below_se"), "error_column_not_numbers", {"found": "below_se"}),
    (MeasurementError(of="income", column="words_se"), "error_column_not_numbers", {"found": "words_se"}),
    (
        MeasurementError(of="income", column="gaps_se"),
        "error_column_gaps",
        {"found": "gaps_se", "node": "income", "count": 1},
    ),
    (MeasurementError(quality={"survei": 5}), "no_quality_notes", {"id": "errors"}),
    (Alternatives("index.aggregate", []), "no_alternatives", {"id": "alternatives"}),
    (Alternatives("index.aggregate", ["geometric"]), "one_alternative", {"id": "alternatives"}),
    (
        Alternatives("index.aggregate", ["geometric", "arithmetic"], probabilities=[1, 0]),
        "one_alternative",
        {"id": "alternatives"},
    ),
    (Alternatives("index.aggregate", ["median", "median"]), "alternatives_alike", {"id": "alternatives"}),
    (
        Alternatives("index.aggregate", ["geometric", "arithmetic"], probabilities=[0.5, 0.6]),
        "probabilities_sum",
        {"id": "alternatives", "found": "1.1"},
    ),
    (Alternatives("icome.rule", ["rank", "minmax"]), "address_unknown", {"found": "icome", "hint": "income"}),
    (
        Alternatives("econmy/indicators.rule", ["rank", "minmax"]),
        "address_unknown",
        {"found": "econmy/indicators", "hint": "economy/indicators"},
    ),
    (Alternatives("income/indicators.rule", ["rank", "minmax"]), "address_unknown", {}),
    (
        Alternatives("economy/dimensions.aggregate", ["median", "minimum"]),
        "address_of_none",
        {"address": "economy/dimensions.aggregate"},
    ),
    (
        Alternatives("income.aggregate", ["median", "minimum"]),
        "address_no_part",
        {"found": "aggregate", "address": "income.aggregate", "nodes": "income", "hint": "decimals, rule, weight"},
    ),
    (
        Spread("indicators.rule.bets", Distribution("uniform", {"low": 1, "high": 2})),
        "address_no_part",
        {"nodes": "visitors, income, poverty, acidity, service, ...", "hint": "best"},
    ),
    (
        Spread("indicators.rule.worst", Distribution("uniform", {"low": 1, "high": 2})),
        "address_no_part",
        {"found": "worst", "nodes": "acidity, service, growth"},
    ),
    (
        Spread("dimensions.rule.best", Distribution("uniform", {"low": 1, "high": 2})),
        "address_no_part",
        {"nodes": "index, economy, living, alone", "hint": "-"},
    ),
    (Alternatives("index.weight", [1, 2]), "address_no_part", {"found": "weight", "nodes": "index"}),
    (Alternatives("steps.1", [True, False]), "address_no_part", {"found": "1", "address": "steps.1", "hint": "-"}),
    (Alternatives("visitors.weight", [1, 2]), "weight_of_none", {"node": "visitors"}),
    (
        Alternatives("income.weight", [1, "2"]),
        "alternative_refused",
        {"id": "alternatives", "found": "2", "nodes": "income"},
    ),
    (Alternatives("index.decimals", [1, 1.5]), "alternative_refused", {"found": "1.5", "nodes": "index"}),
    (
        Alternatives("economy/indicators.rule", ["minmax", {"linear": {"worst": 1}}]),
        "alternative_refused",
        {"found": "{linear = {worst = 1}}", "nodes": "income, poverty"},
    ),
    (
        Alternatives(["income.rule", "growth.rule"], ["rank", True]),
        "alternative_refused",
        {"found": "true", "nodes": "income"},
    ),
    (Alternatives("income.rule", ["rank", {"mapping": {"categories": {"a": 1}}}]), "alternative_of_words", {}),
    (Alternatives("acidity.rule", ["minmax", "rank"]), "alternative_loses_target", {"nodes": "acidity"}),
    (
        Alternatives("indicators.rule", [{"minmax": {"best": "high"}}, {"rank": {"best": "high"}}]),
        "alternative_turns",
        {"found": "minmax", "nodes": "poverty"},
    ),
    (Spread("income.rule.best", Distribution("beta", {})), "parameter_not_allowed", {"name": "spread"}),
    (
        Spread("income.rule.best", Distribution("normal", {"mean": 1})),
        "distribution_parameters",
        {"id": "spread", "kind": "normal", "expected": "mean, sd"},
    ),
    (
        Spread("income.rule.best", Distribution("triangular", {"low": 3, "mode": 2, "high": 5})),
        "distribution_not_rising",
        {"id": "spread", "kind": "triangular", "found": "3, 2, 5"},
    ),
    (
        Spread("income.rule.best", Distribution("normal", {"mean": 3, "sd": 0})),
        "distribution_not_rising",
        {"found": "3, 0"},
    ),
    (
        Spread("income.rule.best", Distribution("uniform", {"low": -10, "high": 90})),
        "spread_turns",
        {"address": "income.rule.best", "node": "income", "id": "spread"},
    ),
    (
        Spread("index.min_coverage", Distribution("uniform", {"low": 0.5, "high": 1.5})),
        "alternative_refused",
        {"found": "1.5", "nodes": "index"},
    ),
    (
        Spread("income.weight", Distribution("normal", {"mean": 1, "sd": 0.5})),
        "alternative_refused",
        {"nodes": "income"},
    ),
    *(
        (Spread(address, Distribution("uniform", {"low": 1, "high": 2})), "spread_not_a_number", {"address": address})
        for address in ("index.decimals", "index.missing", "index.aggregate", "income.rule", "income.rule.clip")
    ),
]


class TestRefusals:
    @pytest.mark.parametrize(
        ("one", "code", "fields"), REFUSED, ids=lambda given: given if isinstance(given, str) else ""
    )
    def test_what_does_not_apply_is_refused(self, one: Assumption, code: str, fields: dict[str, Any]) -> None:
        found = [given for told, given in problems(one) if told == code]
        assert found
        assert {name: found[0][name] for name in fields} == fields

    def test_notes_on_quality(self) -> None:
        wrong = MeasurementError(quality={"survey": 5, "resmi": 0})
        assert problems(wrong, nominal=noted()) == [
            ("no_such_quality", {"found": "survey", "hint": "survei"}),
            ("bound_not_positive", {"name": "quality > resmi", "found": 0}),
        ]
        without = MeasurementError(of=["income", "poverty"], quality={"survei": 5})
        assert problems(without, nominal=noted()) == [("error_without_size", {"node": "poverty"})]

    def test_values_that_are_not_there_or_0(self) -> None:
        frame = DataFrame({**VALUES, "poverty": 0.0, "income": np.nan}, index=Index(CITIES, name="city"))
        nominal = nominal_of(frame)
        assert problems(MeasurementError(of="income", percent=5), nominal=nominal) == [
            ("error_no_values", {"node": "income"})
        ]
        assert codes(MeasurementError(of="poverty", percent=5), nominal=nominal) == ["error_without_size"]
        words = Framework(
            "w", index=Dimension("index", members=[Indicator("service", rule=Categories({"bad": 0, "good": 1}))])
        )
        only = Nominal(assess(DataFrame({"service": ["bad"]}, index=Index(["Alun"], name="city")), words))
        assert problems(MeasurementError(percent=5), nominal=only) == [("no_errors", {"id": "errors"})]
        assert "no_weights_to_move" in codes(WeightNoise(0.1), nominal=only)
        assert problems(LeaveOut(), nominal=only) == [("left_out_all", {"node": "service"})]

    def test_bounds_where_a_rule_has_no_values(self) -> None:
        members = [Indicator("a", rule=Power(1, 100)), Indicator("b", rule=Power(1, 100))]
        roots = Nominal(
            assess(
                DataFrame({"a": [4.0, 9.0], "b": [4.0, 9.0]}, index=Index(["Alun", "Bukit"], name="city")),
                Framework("roots", index=Dimension("index", members=members)),
            )
        )
        assert problems(BoundShift(0.3, of="a"), nominal=roots) == [("move_refused", {"node": "a", "found": 0.3})]
        Assumptions([BoundShift(0.1, of="a")]).require(roots)

    def test_levels_have_one_bound_or_none(self) -> None:
        assert codes(BoundShift(0.1, of="a"), nominal=of_one_rule(Levels(0, 5))) == ["no_bounds_to_move"]

    def test_what_others_refuse_is_told_in_their_words(self) -> None:
        nominal = of_one_rule(Odd())
        ((code, fields),) = problems(Alternatives("a.rule.size", [2.0, 9.0]), nominal=nominal)
        assert (code, fields["found"], str(fields["reason"])) == ("alternative_refused", "9", "too large")
        Assumptions([Spread("a.rule.size", Distribution("uniform", {"low": 1, "high": 2}))]).require(nominal)

    def test_a_step_that_is_none(self) -> None:
        nominal = nominal_of(steps=[Impute("median")])
        ((code, fields),) = problems(Alternatives("steps.1", [True, {"impute": {"method": "mode"}}]), nominal=nominal)
        assert (code, fields["nodes"]) == ("alternative_refused", "steps.1")
        assert codes(Alternatives("steps.1.methud", ["median", "mean"]), nominal=nominal) == ["address_no_part"]
        spread = Spread("steps.1", Distribution("uniform", {"low": 0, "high": 1}))
        assert codes(spread, nominal=nominal) == ["spread_not_a_number"]
        by_parameter = Alternatives("steps.1.by", ["city", 3])
        assert codes(by_parameter, nominal=nominal) == ["alternative_refused"]

    def test_ids_and_an_empty_list(self) -> None:
        assert problems() == [("no_assumptions", {})]
        assert problems(WeightNoise(0.1), LeaveOut(id="weights")) == [("id_twice", {"found": "weights"})]
        with pytest.raises(FrameworkError) as error:
            LeaveOut(id="Left Out")
        assert error.value.problems[0].code == "id_malformed"

    def test_everything_is_told_at_once_with_the_assumption_as_its_place(self) -> None:
        with pytest.raises(UsageError) as error:
            Assumptions([WeightNoise(0.1, of="x"), LeaveOut(of=["y", "z"])]).require(NOMINAL)
        told = [(problem.code, problem.column) for problem in error.value.problems]
        assert told == [("not_a_dimension", "weights"), ("not_a_member", "left_out"), ("not_a_member", "left_out")]

    def test_shares_of_movements(self) -> None:
        for make in (WeightNoise, BoundShift):
            for wrong in (0, -0.1, 1.1, np.nan):
                with pytest.raises(FrameworkError) as error:
                    make(wrong)
                assert error.value.problems[0].code == "share_not_positive"
        with pytest.raises(FrameworkError) as error:
            MeasurementError(percent=np.inf)
        assert error.value.problems[0].fields == {"name": "percent", "found": np.inf}


def of_one_rule(rule: Any) -> Nominal:
    frame = DataFrame({"a": [1, 2], "b": [4.0, 9.0]}, index=Index(["Alun", "Bukit"], name="city"))
    members = [Indicator("a", rule=rule), Indicator("b", rule=Linear(0, 10))]
    return Nominal(assess(frame, Framework("one", index=Dimension("index", members=members))))


class TestOverlaps:
    def test_two_that_give_the_same_part(self) -> None:
        rule = Alternatives("economy/indicators.rule", ["minmax", "rank"], id="normalisation")
        bound = Spread("poverty.rule.worst", Distribution("uniform", {"low": 30, "high": 50}))
        expected = {"address": "poverty.rule.worst", "first": "normalisation", "second": "spread"}
        assert problems(rule, bound) == [("address_set_twice", expected)]
        again = evolve(bound, id="again")
        assert problems(bound, again)[0] == (
            "address_set_twice",
            {"address": "poverty.rule.worst", "first": "spread", "second": "again"},
        )
        other = Spread("poverty.rule.best", Distribution("uniform", {"low": -5, "high": 5}), id="other")
        Assumptions([bound, other]).require(NOMINAL)

    def test_weights_that_two_give(self) -> None:
        all_of_them, sets = (
            WeightDirichlet(of="economy", id="all"),
            WeightSets({"a": {"income": 1}, "b": {"income": 2}}),
        )
        single = Spread("income.weight", Distribution("uniform", {"low": 1, "high": 2}))
        another = Spread("poverty.weight", Distribution("uniform", {"low": 1, "high": 2}), id="another")
        for first, second in ((all_of_them, sets), (all_of_them, single), (single, all_of_them)):
            expected = {"node": "economy", "first": first.id, "second": second.id}
            assert problems(first, second) == [("weights_set_twice", expected)]
        Assumptions([single, another, WeightNoise(0.1)]).require(NOMINAL)

    def test_steps_keep_their_numbers_where_one_is_left_out(self) -> None:
        steps = [Impute("constant", value=50), Impute("median")]
        frame = DataFrame(VALUES, index=Index(CITIES, name="city")).assign(income=[80.0, np.nan, 20.0])
        nominal = nominal_of(frame, steps=steps)
        every = Assumptions([
            Alternatives("steps.1", [True, False], id="first"),
            Alternatives("steps.2", [True, False, {"impute": {"method": "constant", "value": 0}}], id="second"),
        ])  # fmt: skip
        every.require(nominal)
        design = np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.5], [0.9, 0.9]])
        world, replay = World.of(every, design, nominal), Replay(nominal)
        taken = [replay.assessed(world, draw) for draw in range(4)]
        assert [income(one) for one in taken[:2]] == [50.0, 50.0]
        assert np.isnan(income(taken[2]))
        assert income(taken[3]) == 0.0
        frame = frame.assign(income=[80.0, np.nan, 60.0])
        assert income(replay_of(nominal_of(frame, steps=steps), [0.9, 0.1])) == 70.0


def replay_of(nominal: Nominal, row: list[float]) -> Assessment:
    every = Assumptions([
        Alternatives("steps.1", [True, False], id="first"), Alternatives("steps.2", [True, False], id="second")
    ])  # fmt: skip
    return Replay(nominal).assessed(World.of(every, np.array([row]), nominal), 0)


def income(assessment: Assessment) -> float:
    return float(assessment.columns["income"][1])


class TestAddresses:
    def test_many_nodes(self) -> None:
        some = framework()
        assert [node.id for node in Address.parse("indicators.rule").nodes(some)] == [
            *("visitors", "income", "poverty", "acidity", "service", "growth")
        ]
        assert [node.id for node in Address.parse("index/dimensions.rule").nodes(some)] == [
            "economy",
            "living",
            "alone",
        ]
        assert [node.id for node in Address.parse("dimensions.weight").nodes(some)] == ["economy", "living", "alone"]
        assert [node.id for node in Address.parse("economy/indicators.rule").nodes(some)] == ["income", "poverty"]

    def test_what_is_no_address(self) -> None:
        for wrong in ("income", "a.b.c.d", "a..b", "", "steps.first", "."):
            with pytest.raises(FrameworkError) as error:
                Address.parse(wrong)
            assert error.value.problems[0].fields == {"found": wrong}

    def test_unscored_indicators_are_not_among_all(self) -> None:
        shown = [Indicator("a", rule=Linear(0, 1)), Indicator("b", rule=Unscored())]
        some = Framework("some", index=Dimension("index", members=shown))
        assert [node.id for node in Address.parse("indicators.rule").nodes(some)] == ["a"]

    def test_a_relative_rule_takes_the_direction_of_the_one_before(self) -> None:
        one = Alternatives("economy/indicators.rule", ["minmax", {"zscore": {"mean": 0.5, "sd": 0.2}}])
        nodes = one.variant(NOMINAL.definition, 0, NOMINAL).nodes
        assert (nodes["income"].rule, nodes["poverty"].rule) == (MinMax("high"), MinMax("low"))
