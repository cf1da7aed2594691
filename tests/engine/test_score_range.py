"""The least and the greatest score that missing values allow: figures that can be done in the head."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from builders import cities, framework, percent

from smartscore import Assessment, Band, Dimension, Impute, Indicator, assess
from smartscore.aggregates import Geometric, Harmonic, Maximum, Median, Minimum, Sum
from smartscore.model import Framework
from smartscore.rules import Array, Better, Categories, Classes, Domain, Levels, Linear, Log, MinMax, Target, ZScore

GAP = float("nan")
INF = float("inf")


def ends(assessment: Assessment, node: str = "index") -> list[tuple[float, float]]:
    """Give both ends of a node by city."""
    reach = assessment.score_range
    return [*zip(reach.least[node].tolist(), reach.greatest[node].tolist(), strict=True)]


def of_index(members: Any, index: Mapping[str, Any], **columns: list[Any]) -> tuple[float, float]:
    """Give both ends of the index of one city."""
    return ends(assess(cities(**columns), framework(*members, index=index)))[0]


class TestOneDimension:
    def test_a_gap_goes_from_the_worst_to_the_best(self) -> None:
        judged = assess(cities(a=[50.0, 50.0], b=[GAP, 30.0]), framework(*percent("a", "b")))
        assert ends(judged) == [(25.0, 75.0), (40.0, 40.0)]
        assert ends(judged, "b") == [(0.0, 100.0), (30.0, 30.0)]
        assert judged.score_range.missing.tolist() == [1, 0]
        assert judged.score_range.is_open().tolist() == [True, False]

    @pytest.mark.parametrize("missing", ["leave_out", "worst", "pool"])
    def test_how_gaps_are_treated_does_not_matter_once_they_are_filled(self, missing: str) -> None:
        judged = assess(cities(a=[80.0], b=[GAP]), framework(*percent("a", "b"), index={"missing": missing}))
        assert ends(judged) == [(40.0, 90.0)]
        assert judged.index.tolist() == [40.0 if missing == "worst" else 80.0]

    def test_without_enough_coverage_there_is_a_range_and_no_score(self) -> None:
        judged = assess(cities(a=[80.0], b=[GAP]), framework(*percent("a", "b"), index={"min_coverage": 1.0}))
        assert np.isnan(judged.index).all()
        assert ends(judged) == [(40.0, 90.0)]

    @pytest.mark.parametrize(
        ("aggregate", "expected"),
        [
            (Geometric(), (0, 10 * 64**0.5)),
            (Harmonic(), (0, 2 / (1 / 64 + 1 / 100))),
            (Minimum(), (0, 64)),
            (Maximum(), (64, 100)),
            (Median(), (32, 82)),
            (Sum(), (64, 164)),
        ],
    )
    def test_every_aggregate_rises_with_its_members(self, aggregate: Any, expected: tuple[float, float]) -> None:
        assert of_index(percent("a", "b"), {"aggregate": aggregate}, a=[64.0], b=[GAP]) == pytest.approx(expected)

    def test_what_has_no_weight_does_not_widen(self) -> None:
        members = [*percent("a"), *percent("b", weight=0)]
        judged = assess(cities(a=[50.0], b=[GAP]), framework(*members))
        assert (ends(judged), ends(judged, "b")) == ([(50.0, 50.0)], [(0.0, 100.0)])
        assert judged.score_range.missing.tolist() == [0]

    def test_decimals_round_both_ends(self) -> None:
        assert of_index(percent("a", "b", "c"), {"decimals": 1}, a=[50.0], b=[0.0], c=[GAP]) == (16.7, 50.0)

    def test_without_any_column_everything_is_open(self) -> None:
        assert of_index(percent("a", "b"), {}, a=[GAP]) == (0.0, 100.0)


class TestWhatMayStayAbsent:
    def test_what_is_optional_may_come_in_or_stay_out(self) -> None:
        members = [*percent("a"), *percent("b", optional=True)]
        assert of_index(members, {}, a=[80.0], b=[GAP]) == (40.0, 90.0)

    def test_one_that_could_only_bring_the_index_nearer_stays_out(self) -> None:
        """From 0 to 20 only: the greatest is without it."""
        optional = Indicator("b", rule=Linear(0, 100), domain=Domain(0, 20), optional=True)
        assert of_index([*percent("a"), optional], {}, a=[80.0], b=[GAP]) == (40.0, 80.0)

    def test_of_several_the_worst_alone_come_in(self) -> None:
        narrow = [
            Indicator(n, rule=Linear(0, 100), domain=Domain(v, v), optional=True) for n, v in (("b", 10), ("c", 60))
        ]
        assert of_index([*percent("a"), *narrow], {}, a=[80.0], b=[GAP], c=[GAP]) == (45.0, 80.0)

    def test_a_minimum_may_do_without_them(self) -> None:
        members = [*percent("a"), *percent("b", optional=True)]
        assert of_index(members, {"aggregate": Minimum()}, a=[80.0], b=[GAP]) == (0.0, 80.0)

    def test_what_does_not_apply_is_not_missing(self) -> None:
        judged = assess(cities(a=[80.0, 80.0], b=["not applicable", None]), framework(*percent("a", "b")))
        assert ends(judged) == [(80.0, 80.0), (40.0, 90.0)]
        assert np.isnan(ends(judged, "b")[0]).all()

    def test_a_dimension_of_optional_ones_counts_as_worst_where_gaps_do(self) -> None:
        part = Dimension("part", members=percent("a", optional=True))
        judged = assess(cities(a=[GAP], b=[50.0]), framework(part, *percent("b"), index={"missing": "worst"}))
        assert (ends(judged), judged.index.tolist()) == ([(25.0, 75.0)], [25.0])

    def test_pooled_ones_count_by_the_indicators_that_come_in(self) -> None:
        part = Dimension("part", members=[*percent("a"), *percent("b", optional=True)])
        judged = assess(cities(a=[50.0], b=[GAP], c=[50.0]), framework(part, *percent("c"), index={"missing": "pool"}))
        assert ends(judged) == [pytest.approx((100 / 3, 200 / 3))]
        assert judged.score_range.exact == {"index": False, "part": True, "c": True, "a": True, "b": True}


class TestRules:
    @pytest.mark.parametrize(
        ("rule", "domain", "expected"),
        [
            (Linear(100, 0), None, (0, 100)),
            (Linear(0, 100), Domain(20, 60), (20, 60)),
            (Linear(60, 10), Domain(20, 40), (40, 80)),
            (Target(50, 25), Domain(30, 100), (0, 100)),
            (Target(50, 25), Domain(60, 65), (40, 60)),
            (Log(1, 100), Domain(10, 100), (50, 100)),
            (Log(100, 1, zero="best"), None, (0, 100)),
            (Levels(0, 5), None, (0, 100)),
            (Classes((10, 20), (0.1, 0.9, 0.3)), None, (10, 90)),
            (Classes((10, 20), (0.1, 0.9, 0.3)), Domain(20, 50), (30, 30)),
            (Categories({"poor": 0.2, "good": 0.7}), None, (20, 70)),
            (Linear(0, 100, clip="none"), None, (-INF, INF)),
            (Linear(0, 100, clip="worst"), None, (0, INF)),
            (Linear(0, 100, clip="none"), Domain(-50, 200), (-50, 200)),
            (Target(2.5, 1), Domain(0, 5, whole=True), (0, 50)),
        ],
    )
    def test_the_ends_are_those_of_the_rule_within_the_domain(
        self, rule: Any, domain: Domain | None, expected: tuple[float, float]
    ) -> None:
        judged = assess(cities(a=[GAP], b=[1.0]), framework(Indicator("a", rule=rule, domain=domain), *percent("b")))
        assert ends(judged, "a") == [pytest.approx(expected)]
        assert judged.score_range.exact["a"]

    def test_a_dimension_whose_rule_falls_turns_the_ends(self) -> None:
        part = Dimension("part", members=percent("a", "b"), rule=Linear(100, 0))
        judged = assess(cities(a=[20.0], b=[GAP], c=[50.0]), framework(part, *percent("c")))
        assert [*ends(judged, "part"), *ends(judged)] == [pytest.approx((40, 90)), pytest.approx((45, 70))]
        assert judged.score_range.exact["index"]

    def test_one_that_is_best_in_the_middle_has_its_peak_within_and_is_approximate(self) -> None:
        part = Dimension("part", members=percent("a", "b"), rule=Target(50, 50))
        judged = assess(cities(a=[50.0], b=[GAP]), framework(part))
        assert ends(judged) == [(50.0, 100.0)]
        assert not judged.score_range.exact["index"]

    def test_a_high_index_that_is_bad_has_its_ends_by_number(self) -> None:
        judged = assess(cities(a=[50.0], b=[GAP]), framework(*percent("a", "b"), higher="worse"))
        assert ends(judged) == [(25.0, 75.0)]


class TestWhatIsApproximate:
    def test_bounds_that_the_data_gave_are_held(self) -> None:
        judged = assess(cities(a=[0.0, 10.0, GAP]), framework(Indicator("a", rule=MinMax())))
        assert ends(judged) == [(0, 0), (100, 100), (0, 100)]
        assert not judged.score_range.exact["index"]

    def test_where_nothing_is_missing_they_are_exact(self) -> None:
        judged = assess(cities(a=[0.0, 10.0]), framework(Indicator("a", rule=MinMax())))
        assert judged.score_range.exact["index"]

    def test_standard_scores_have_no_limits(self) -> None:
        judged = assess(cities(a=[0.0, 10.0, GAP]), framework(Indicator("a", rule=ZScore())))
        assert ends(judged)[2] == (-INF, INF)

    def test_an_imputed_value_is_not_known(self) -> None:
        own = framework(*percent("a", "b"), steps=[Impute("median")])
        judged = assess(cities(a=[50.0, 50.0], b=[40.0, GAP]), own)
        assert judged.index.tolist() == [45.0, 45.0]
        assert ends(judged) == [(45.0, 45.0), (25.0, 75.0)]
        assert judged.score_range.exact["index"] is False

    def test_an_aggregate_of_somebody_else_is_taken_to_rise(self) -> None:
        judged = assess(cities(a=[50.0], b=[GAP]), framework(*percent("a", "b"), index={"aggregate": Middle()}))
        assert ends(judged) == [(25.0, 75.0)]
        assert judged.score_range.exact == {"index": False, "a": True, "b": True}

    def test_a_rule_of_somebody_else_may_give_anything(self) -> None:
        members = [Indicator(n, rule=Half(), domain=d) for n, d in (("a", Domain(0, 50)), ("b", None))]
        judged = assess(cities(c=[50.0]), framework(*members, *percent("c")))
        assert (ends(judged, "a"), ends(judged, "b")) == ([(0.0, 100.0)], [(0.0, 100.0)])
        assert judged.score_range.exact == {"index": False, "a": False, "b": False, "c": True}

    def test_two_values_over_one_denominator_depend_on_each_other(self) -> None:
        members = [Indicator(n, rule=Linear(0, 1), denominator="people") for n in "ab"]
        judged = assess(cities(a=[1.0], b=[1.0], people=[GAP]), framework(*members))
        assert ends(judged) == [(0.0, 100.0)]
        assert not judged.score_range.exact["index"]

    def test_so_do_a_value_and_the_indicator_that_it_is_over(self) -> None:
        members = [
            Indicator("a", rule=Linear(0, 1), denominator="n"),
            Indicator("b", aliases=("n",), rule=Linear(0, 100)),
        ]
        gap = assess(cities(a=[50.0], n=[GAP]), framework(*members))
        assert ends(gap) == [(0.0, 100.0)]  # n = 100 gives 75, and n = 1 gives 50.5
        assert gap.score_range.exact == {"index": False, "a": False, "b": True}
        amount_missing = assess(cities(a=[GAP], n=[40.0]), framework(*members))
        assert ends(amount_missing) == [(20.0, 70.0)]
        assert set(amount_missing.score_range.exact.values()) == {True}


class Middle:
    """The mean, as somebody else writes it."""

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return np.asarray(weights @ scores / weights.sum())


class Half:
    """Half of the value, in percent."""

    better: Better = "higher"

    def __call__(self, values: Array, /) -> Array:
        return np.asarray((values / 200).clip(0, 1))


class TestGivenScores:
    OWN = framework(Dimension("part", members=percent("a", "b")), *percent("c"))

    def test_a_given_score_is_known_though_its_members_are_not(self) -> None:
        judged = assess(cities(part=[60.0], c=[GAP]), self.OWN)
        assert (ends(judged, "part"), ends(judged)) == ([(60.0, 60.0)], [(30.0, 80.0)])
        assert ends(judged, "a") == [(0.0, 100.0)]
        assert judged.score_range.missing.tolist() == [1]


class TestBands:
    BANDED: Framework = framework(*percent("a", "b"), bands=[Band("low", 0), Band("middle", 40), Band("high", 70)])

    def test_the_bands_of_both_ends(self) -> None:
        judged = assess(cities(a=[50.0, 50.0, 90.0], b=[GAP, 50.0, GAP]), self.BANDED)
        assert judged.band_range.tolist() == [[0, 1, 1], [2, 1, 2]]
        assert judged.band_numbers.tolist() == [1, 1, 2]

    def test_years_stand_for_themselves(self) -> None:
        frame = cities(year=[2023, 2024], a=[50.0, 50.0], b=[GAP, 50.0]).set_axis(["A", "A"], axis=0)
        judged = assess(frame.rename_axis("city").reset_index(), self.BANDED)
        assert ends(judged) == [(25.0, 75.0), (50.0, 50.0)]
