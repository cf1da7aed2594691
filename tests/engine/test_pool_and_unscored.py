"""Pooled means, in which all indicators count alike, and indicators that are shown and not scored."""

import numpy as np
import pytest
from attrs import evolve
from builders import cities, framework, percent, rendered
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore.aggregates import Aggregate, Geometric, Harmonic, Maximum, Median, Minimum, Power, Sum
from smartscore.engine import Assessment, assess
from smartscore.engine.kernel import BLOCK
from smartscore.errors import FrameworkError
from smartscore.model import Confidence, Dimension, Framework, Indicator
from smartscore.rules import Unscored
from smartscore.testing import check_framework

GAP = float("nan")


def shown(*names: str, **fields: object) -> list[Indicator]:
    return [Indicator(name, rule=Unscored(), **fields) for name in names]  # type: ignore[arg-type]


def uneven(missing: str = "pool", **index: object) -> Framework:
    """Give a dimension of three indicators beside one of a single indicator, all pooled unless told otherwise."""
    large = Dimension("large", members=percent("a", "b", "c"), missing=missing)  # type: ignore[arg-type]
    small = Dimension("small", members=percent("d"), missing=missing)  # type: ignore[arg-type]
    return framework(large, small, index={"missing": missing, **index})


def index_of(data: DataFrame, tree: Framework) -> list[float]:
    return assess(data, tree).index.tolist()


def covered(assessment: Assessment, node: str = "index") -> list[float]:
    return assessment.coverage[node].tolist()


class TestPool:
    def test_all_indicators_below_count_alike_and_not_all_dimensions(self) -> None:
        data = cities(a=[10.0], b=[20.0], c=[30.0], d=[100.0])
        assert index_of(data, uneven()) == [40]  # 160 of 4
        assert index_of(data, uneven("leave_out")) == [60]  # the mean of 20 and 100

    def test_the_dimensions_themselves_score_as_they_would_without(self) -> None:
        found = assess(cities(a=[10.0], b=[20.0], c=[GAP], d=[100.0]), uneven())
        assert found.scores.loc["A", ["large", "small"]].tolist() == [15, 100]

    def test_a_missing_indicator_leaves_its_place_to_all_the_others(self) -> None:
        data = cities(a=[10.0, 10.0, GAP], b=[20.0, GAP, GAP], c=[GAP, GAP, GAP], d=[90.0, 90.0, 90.0])
        assert index_of(data, uneven()) == [40, 50, 90]  # 120 of 3, 100 of 2, 90 of 1

    def test_without_gaps_in_dimensions_of_one_size_it_is_the_mean_of_means(self) -> None:
        two = [
            Dimension(name, members=percent(*members), missing="pool") for name, members in (("x", "ab"), ("y", "cd"))
        ]
        pooled = framework(*two, index={"missing": "pool"})
        assert index_of(cities(a=[10.0], b=[30.0], c=[50.0], d=[70.0]), pooled) == [40]

    def test_it_is_enough_that_the_dimension_on_top_pools(self) -> None:
        large = Dimension("large", members=percent("a", "b", "c"))
        small = Dimension("small", members=percent("d"))
        data = cities(a=[10.0, 10.0], b=[20.0, GAP], c=[30.0, GAP], d=[100.0, 90.0])
        assert index_of(data, framework(large, small, index={"missing": "pool"})) == [40, 50]

    def test_a_dimension_may_pool_below_one_that_does_not(self) -> None:
        inner = [Dimension("x", members=percent("a", "b", "c")), Dimension("y", members=percent("d"))]
        tree = framework(Dimension("both", members=inner, missing="pool"), *percent("e"))
        assert index_of(cities(a=[10.0], b=[20.0], c=[30.0], d=[100.0], e=[20.0]), tree) == [30]

    def test_it_reaches_down_through_all_levels(self) -> None:
        deep = Dimension("deep", members=percent("a", "b", "c"), missing="pool")
        middle = Dimension("middle", members=[deep, *percent("d")], missing="pool")
        tree = framework(middle, *percent("e"), index={"missing": "pool"})
        data = cities(a=[10.0, 10.0], b=[10.0, GAP], c=[10.0, GAP], d=[30.0, 30.0], e=[90.0, 50.0])
        assert index_of(data, tree) == [30, 30]  # 150 of 5, 90 of 3

    def test_the_weight_of_an_indicator_counts_and_that_of_a_dimension_does_not(self) -> None:
        large = Dimension("large", members=[*percent("a", weight=3), *percent("b")], missing="pool", weight=7)
        small = Dimension("small", members=percent("d"), missing="pool")
        data = cities(a=[10.0], b=[30.0], d=[90.0])
        assert index_of(data, framework(large, small, index={"missing": "pool"})) == [30]  # (30 + 30 + 90) / 5

    def test_a_geometric_mean_pools_as_well(self) -> None:
        members = [Dimension("x", members=percent("a", "b"), aggregate=Geometric(), missing="pool"), *percent("c")]
        pooled = framework(*members, index={"missing": "pool", "aggregate": Geometric()})
        data = cities(a=[1.0, 4.0, 0.0], b=[8.0, GAP, 8.0], c=[27.0, 9.0, 27.0])
        assert index_of(data, pooled) == pytest.approx([6, 6, 0])  # the third root of 216, the root of 36

    @pytest.mark.parametrize(
        ("mean", "values", "expected"),
        [(Harmonic(), [60.0, 30, 20], 30), (Power(2), [2.0, 10, 14], 10)],  # 3 / 0.1 and the root of 300 / 3
        ids=repr,
    )
    def test_so_does_every_other_mean(self, mean: Aggregate, values: list[float], expected: float) -> None:
        members = [Dimension("x", members=percent("a", "b"), aggregate=mean, missing="pool"), *percent("c")]
        pooled = framework(*members, index={"missing": "pool", "aggregate": mean})
        data = cities(**{name: [value] for name, value in zip("abc", values, strict=True)})
        assert index_of(data, pooled) == pytest.approx([expected])

    @pytest.mark.parametrize("aggregate", [Median(), Minimum(), Maximum(), Sum()], ids=repr)
    def test_what_is_no_mean_cannot_pool_and_the_dimension_is_named(self, aggregate: Aggregate) -> None:
        with pytest.raises(FrameworkError, match='missing = "pool" needs a mean as aggregate') as refused:
            assess(cities(a=[10.0], b=[20.0], c=[30.0], d=[40.0]), uneven(aggregate=aggregate))
        assert "index" in refused.value.message()

    def test_a_member_of_weight_0_does_not_count_even_where_a_mean_has_no_room_for_its_0(self) -> None:
        members = [*percent("a", "b"), *percent("zero", weight=0)]
        pooled = framework(*members, index={"missing": "pool", "aggregate": Geometric()})
        assert index_of(cities(a=[4.0], b=[9.0], zero=[0.0]), pooled) == pytest.approx([6])

    def test_an_optional_member_counts_where_it_is_there(self) -> None:
        large = Dimension("large", members=[*percent("a", "b"), *percent("harbour", optional=True)], missing="pool")
        pooled = framework(large, *percent("d"), index={"missing": "pool", "min_coverage": 1})
        found = assess(cities(a=[10.0, 10], b=[20.0, 20], harbour=[GAP, 90.0], d=[60.0, 80]), pooled)
        assert found.index.tolist() == [30, 50]  # 90 of 3, 200 of 4
        assert covered(found) == [1, 1]

    def test_a_given_score_counts_as_much_as_the_indicators_it_stands_for(self) -> None:
        found = assess(cities(large=[20.0, GAP], a=[GAP, 10.0], b=[GAP, 10.0], d=[100.0, 40]), uneven())
        assert found.index.tolist() == [40, 20]  # (3 x 20 + 100) / 4, (10 + 10 + 40) / 3
        assert found.given["large"].tolist() == [True, False]

    def test_scores_may_be_given_for_all_the_dimensions(self) -> None:
        assert index_of(cities(large=[20.0], small=[100.0]), uneven()) == [40]

    def test_min_coverage_takes_the_score_of_a_dimension_and_with_it_its_indicators(self) -> None:
        large = Dimension("large", members=percent("a", "b", "c"), missing="pool", min_coverage=0.5)
        pooled = framework(large, *percent("d"), index={"missing": "pool"})
        data = cities(a=[10.0, 10.0], b=[20.0, GAP], c=[GAP, GAP], d=[90.0, 90.0])
        found = assess(data, pooled)
        assert found.scores["large"].tolist() == pytest.approx([15, GAP], nan_ok=True)
        assert found.index.tolist() == [40, 90]

    def test_min_coverage_1_asks_for_every_member(self) -> None:
        found = assess(cities(a=[10.0, 10], b=[20.0, 20], c=[30.0, 30], d=[100.0, GAP]), uneven(min_coverage=1))
        assert found.index.tolist() == pytest.approx([40, GAP], nan_ok=True)
        reason = found.reason(1)
        assert reason is not None
        assert reason.code == "coverage_too_low"

    def test_coverage_is_the_share_of_the_indicators_that_have_a_value(self) -> None:
        data = cities(a=[10.0, 10, GAP, GAP], b=[20.0, GAP, GAP, GAP], c=[30.0, GAP, GAP, GAP], d=[40.0, 40, 40, GAP])
        found = assess(data, uneven())
        assert covered(found, "large") == pytest.approx([1, 1 / 3, 0, 0])
        assert covered(found) == pytest.approx([1, 2 / 4, 1 / 4, 0])

    def test_a_city_without_any_value_has_no_score_and_a_reason(self) -> None:
        found = assess(cities(a=[10.0, GAP], d=[20.0, GAP]), uneven())
        assert found.index.tolist() == pytest.approx([15, GAP], nan_ok=True)
        reason = found.reason(1)
        assert reason is not None
        assert reason.code == "no_member_scored"

    def test_every_indicator_has_the_same_nominal_share_of_the_index(self) -> None:
        shares = uneven().shares
        assert [shares[name] for name in "abcd"] == pytest.approx([0.25] * 4)
        assert (shares["large"], shares["small"]) == pytest.approx((0.75, 0.25))

    def test_what_rests_on_judgement_is_counted_in_these_shares(self) -> None:
        tree = framework(
            Dimension("large", members=percent("a", "b", "c", confidence=Confidence("judgement", "judgement"))),
            *percent("d", confidence=Confidence("verified-in-source", "verified-in-source")),
            index={"missing": "pool"},
        )
        found = assess(cities(a=[1.0], b=[1.0], c=[1.0], d=[1.0]), tree)
        assert found.share_by_confidence() == pytest.approx({"judgement": 0.75, "verified-in-source": 0.25})

    def test_a_pooled_framework_has_a_fingerprint_of_its_own(self) -> None:
        assert len({uneven(word).fingerprint for word in ("pool", "leave_out", "worst")}) == 3

    def test_each_block_of_cities_is_pooled_by_itself(self) -> None:
        count = BLOCK + 2
        row = {"a": 10.0, "b": 20.0, "c": 30.0, "d": 100.0}
        data = DataFrame({name: np.full(count, value) for name, value in row.items()})
        data.loc[count - 1, ["a", "b", "c"]] = [20.0, GAP, GAP]
        assert index_of(data, uneven())[-2:] == [40, 60]

    @given(st.lists(st.one_of(st.integers(0, 100).map(float), st.just(GAP)), min_size=4, max_size=4))
    def test_it_is_the_plain_mean_of_all_the_scores_there_are(self, values: list[float]) -> None:
        there = [value for value in values if not np.isnan(value)]
        found = index_of(cities(**{name: [value] for name, value in zip("abcd", values, strict=True)}), uneven())
        assert found == pytest.approx([np.mean(there) if there else GAP], nan_ok=True)


class TestUnscored:
    def test_its_values_are_shown_and_never_scored(self) -> None:
        found = assess(cities(a=[10.0, 30], people=[5.0, 1e9]), framework(*percent("a"), *shown("people")))
        assert found.index.tolist() == [10, 30]
        assert found.values["people"].tolist() == [5, 1e9]
        assert found.scores["people"].isna().all()

    @pytest.mark.parametrize("people", [5.0, GAP])
    def test_it_costs_no_coverage_whether_it_is_there_or_not(self, people: float) -> None:
        tree = framework(*percent("a"), *shown("people", weight=9), index={"min_coverage": 1})
        found = assess(cities(a=[10.0], people=[people]), tree)
        assert found.index.tolist() == [10]
        assert covered(found) == [1]

    def test_a_real_gap_beside_it_still_costs_coverage(self) -> None:
        tree = framework(*percent("a", "b"), *shown("people"))
        assert covered(assess(cities(a=[10.0], b=[GAP], people=[5.0]), tree)) == [0.5]

    def test_it_may_have_no_column_at_all(self) -> None:
        assert index_of(cities(a=[10.0]), framework(*percent("a"), *shown("people"))) == [10]

    @pytest.mark.parametrize("aggregate", [Geometric(), Minimum(), Median(), Sum()], ids=repr)
    def test_no_aggregate_minds_it(self, aggregate: Aggregate) -> None:
        tree = framework(*percent("a"), *shown("people"), index={"aggregate": aggregate})
        alone = framework(*percent("a"), index={"aggregate": aggregate})
        data = cities(a=[25.0], people=[5.0])
        found = index_of(data, tree)
        assert found == pytest.approx([25 * (2 if aggregate == Sum() else 1)])
        assert index_of(data, alone) == pytest.approx([25])

    def test_it_never_counts_as_the_worst(self) -> None:
        tree = framework(*percent("a", "b"), *shown("people"), index={"missing": "worst"})
        assert index_of(cities(a=[10.0], b=[GAP], people=[GAP]), tree) == [5]

    def test_it_has_no_part_in_a_pool(self) -> None:
        large = Dimension("large", members=[*percent("a"), *shown("people", "area")], missing="pool")
        tree = framework(large, *percent("d"), index={"missing": "pool"})
        found = assess(cities(a=[10.0], people=[5.0], area=[7.0], d=[30.0]), tree)
        assert found.index.tolist() == [20]
        assert covered(found) == [1]

    def test_a_dimension_of_unscored_ones_alone_has_no_score_and_costs_nothing(self) -> None:
        about = Dimension("about", members=shown("people", "area"), weight=5, min_coverage=1)
        tree = framework(*percent("a"), about, index={"min_coverage": 1})
        found = assess(cities(a=[10.0], people=[5.0], area=[7.0]), tree)
        assert found.index.tolist() == [10]
        assert covered(found) == [1]
        assert found.scores["about"].isna().all()

    def test_a_dimension_of_such_dimensions_costs_nothing_either(self) -> None:
        about = Dimension("about", members=[Dimension("inner", members=shown("people"))])
        found = assess(cities(a=[10.0], people=[5.0]), framework(*percent("a"), about, index={"min_coverage": 1}))
        assert (found.index.tolist(), covered(found)) == ([10], [1])

    def test_a_score_may_be_given_for_such_a_dimension(self) -> None:
        about = Dimension("about", members=shown("people"))
        found = assess(cities(a=[10.0, 10], about=[50.0, GAP], people=[5.0, 5]), framework(*percent("a"), about))
        assert found.index.tolist() == [30, 10]
        assert covered(found) == [1, 1]

    def test_where_nothing_is_scored_there_is_no_index_and_a_reason(self) -> None:
        found = assess(cities(people=[5.0]), framework(*shown("people", "area")))
        assert found.index.isna().all()
        assert np.isnan(found.ranks()).all()
        reason = found.reason(0)
        assert reason is not None
        assert reason.to("en") == "none of its 2 members has a score"

    def test_the_reason_is_not_that_there_is_no_value_where_there_is_one(self) -> None:
        reason = assess(cities(a=[10.0], people=[5.0]), framework(*percent("a"), *shown("people"))).reason(0, "people")
        assert reason is not None
        assert reason.code != "no_value"
        assert "scored" in reason.message("en")

    def test_it_has_no_share_of_the_index(self) -> None:
        judged, verified = Confidence("judgement", "judgement"), Confidence("verified-in-source", "verified-in-source")
        about = Dimension("about", members=shown("area", confidence=judged))
        tree = framework(*percent("a", confidence=verified), *shown("people", weight=3, confidence=judged), about)
        assert [tree.shares[name] for name in ("a", "people", "about", "area")] == [1, 0, 0, 0]
        share = assess(cities(a=[10.0], people=[5.0]), tree).share_by_confidence()
        assert {grade: part for grade, part in share.items() if part} == {"verified-in-source": 1}

    def test_results_count_it_apart_and_not_among_the_missing_values(self) -> None:
        tree = framework(*percent("a", "b"), *shown("people", "area"))
        printed = rendered("table", assess(cities(a=[10.0], b=[GAP], people=[5.0]), tree))
        assert "Missing: 1 of 2 values." in str(printed)
        assert "Indicators shown and not scored: 2." in str(printed)

    def test_results_say_nothing_of_it_where_all_is_scored(self) -> None:
        printed = rendered("table", assess(cities(a=[10.0]), framework(*percent("a"))))
        assert "not scored" not in str(printed)

    def test_the_check_for_authors_passes_a_framework_that_has_one(self) -> None:
        check_framework(framework(*percent("a"), *shown("people")))

    def test_a_scored_indicator_has_another_fingerprint(self) -> None:
        tree = framework(*percent("a"), *shown("people"))
        scored = framework(*percent("a", "people"))
        assert tree.fingerprint != scored.fingerprint
        assert tree.fingerprint == evolve(tree, title="other").fingerprint
