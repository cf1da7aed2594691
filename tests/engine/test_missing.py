"""What happens where values are missing: the two policies, coverage, optional members, scores that were given."""

from pathlib import Path

import numpy as np
import pytest
from builders import PERCENT, cities, framework, percent
from pandas import DataFrame

import smartscore
from smartscore.aggregates import Geometric, Median, Minimum
from smartscore.engine import Assessment, assess
from smartscore.errors import DatasetError
from smartscore.model import Dimension, Framework, Indicator
from smartscore.rules import Levels, Linear, MinMax

GAP = float("nan")


def index_of(data: DataFrame, small: Framework) -> list[float]:
    return assess(data, small).index.tolist()


def covered(assessment: Assessment, node: str = "index") -> list[float]:
    return assessment.coverage[node].tolist()


def test_a_missing_member_leaves_its_weight_to_the_others() -> None:
    small = framework(*percent("a"), *percent("b", weight=3))
    assert index_of(cities(a=[10.0, GAP, 10], b=[50.0, 50, GAP]), small) == [40, 50, 10]


def test_a_missing_member_may_count_as_the_worst() -> None:
    small = framework(*percent("a", "b"), index={"missing": "worst"})
    assert index_of(cities(a=[10.0, GAP, GAP], b=[50.0, 50, GAP]), small) == [30, 25, 0]


def test_the_worst_is_the_low_end_of_the_scale() -> None:
    levels = [Indicator(name, rule=Levels(1, 5)) for name in "ab"]
    small = framework(*levels, index={"missing": "worst"}, scale=(1, 5))
    found = assess(cities(a=[4, 4, GAP], b=[2, GAP, GAP]), small)
    assert found.index.tolist() == [3, 2.5, 1]
    assert np.isnan(found.scores.loc["B", "b"])  # what is not proved still has no score of its own
    assert covered(found) == [1, 0.5, 0]


def test_a_missing_dimension_counts_as_the_worst_too() -> None:
    lower = Dimension("d", members=percent("a"))
    small = framework(lower, *percent("b"), index={"missing": "worst"})
    assert index_of(cities(a=[GAP], b=[50.0]), small) == [25]


def test_the_worst_makes_a_geometric_mean_0() -> None:
    small = framework(*percent("a", "b"), index={"missing": "worst", "aggregate": Geometric()})
    assert index_of(cities(a=[GAP, 4.0], b=[50.0, 9]), small) == pytest.approx([0, 6])


def test_an_optional_member_that_is_absent_is_not_counted_as_the_worst() -> None:
    small = framework(*percent("a"), *percent("b", optional=True), index={"missing": "worst"})
    assert index_of(cities(a=[40.0, 40, GAP], b=[GAP, 20, 20]), small) == [40, 30, 10]


def test_an_aggregate_that_is_no_mean_takes_the_worst_as_well() -> None:
    for aggregate, expected in ((Minimum(), [0, 0]), (Median(), [10, 5])):
        small = framework(*percent("a", "b", "c"), index={"missing": "worst", "aggregate": aggregate})
        assert index_of(cities(a=[GAP, GAP], b=[10.0, 5], c=[30.0, 7]), small) == expected


def test_a_dimension_without_enough_of_its_weight_has_no_score() -> None:
    small = framework(*percent("a"), *percent("b", weight=3), index={"min_coverage": 0.5})
    found = index_of(cities(a=[10.0, GAP, 10], b=[50.0, 50, GAP]), small)
    assert found[:2] == [40, 50]
    assert np.isnan(found[2])


def test_a_least_coverage_of_1_asks_for_every_member() -> None:
    small = framework(*percent("a"), *percent("b", weight=1e-6), index={"min_coverage": 1})
    found = index_of(cities(a=[10.0, 10], b=[10.0, GAP]), small)
    assert found[0] == pytest.approx(10)
    assert np.isnan(found[1])


def test_by_default_one_member_is_enough_and_none_is_not() -> None:
    found = index_of(cities(a=[10.0, GAP], b=[GAP, GAP]), framework(*percent("a", "b")))
    assert found[0] == 10
    assert np.isnan(found[1])


@pytest.mark.parametrize("weights", [[0.1, 0.7, 0.2], [1 / 3, 1 / 3, 1 / 3], [0.3, 0.6, 0.1], [1, 1, 1]])
@pytest.mark.parametrize("last", [0, 1, 2])
def test_a_share_that_meets_the_least_coverage_but_for_a_floats_last_digit_is_enough(
    weights: list[float], last: int
) -> None:
    members = [Indicator(name, rule=PERCENT, weight=weight) for name, weight in zip("abc", weights, strict=True)]
    share = (sum(weights) - weights[last]) / sum(weights)
    data = cities(**{name: [10.0 if place != last else GAP] for place, name in enumerate("abc")})
    for needed in (share, round(share, 12), min(1.0, share + 1e-12)):
        assert index_of(data, framework(*members, index={"min_coverage": needed})) == pytest.approx([10])
    assert np.isnan(index_of(data, framework(*members, index={"min_coverage": share + 1e-6})))


def test_the_least_coverage_counts_members_with_a_score_and_not_their_own_coverage() -> None:
    lower = Dimension("d", members=percent("a", "b"))
    small = framework(lower, *percent("c"), index={"min_coverage": 1})
    assert index_of(cities(a=[10.0], b=[GAP], c=[30.0]), small) == [20]


def test_the_least_coverage_applies_beside_counting_as_the_worst() -> None:
    small = framework(*percent("a", "b"), index={"missing": "worst", "min_coverage": 0.6})
    found = index_of(cities(a=[10.0, 10], b=[30.0, GAP]), small)
    assert found[0] == 20
    assert np.isnan(found[1])


def test_coverage_is_the_nested_share_down_to_the_indicators() -> None:
    lower = Dimension("d", members=percent("a", "b"), weight=3)
    found = assess(cities(a=[1.0, 1, GAP], b=[1.0, GAP, GAP], c=[1.0, 1, 1]), framework(lower, *percent("c")))
    assert covered(found, "d") == [1, 0.5, 0]
    assert covered(found) == [1, 0.625, 0.25]  # (3 x 0.5 + 1) / 4


def test_a_dimension_without_a_score_still_tells_what_it_covers() -> None:
    lower = Dimension("d", members=percent("a", "b"), min_coverage=1)
    found = assess(cities(a=[1.0], b=[GAP], c=[1.0]), framework(lower, *percent("c")))
    assert covered(found, "d") == [0.5]
    assert covered(found) == [0.75]


def test_a_column_that_is_not_there_is_missing_everywhere() -> None:
    found = assess(cities(a=[10.0, 30]), framework(*percent("a", "b")))
    assert found.index.tolist() == [10, 30]
    assert covered(found) == [0.5, 0.5]


def test_an_optional_member_costs_no_coverage_where_it_is_absent() -> None:
    small = framework(*percent("a"), *percent("harbour", optional=True), index={"min_coverage": 1})
    found = assess(cities(a=[10.0, 10, GAP], harbour=[GAP, 30, 30]), small)
    assert found.index.tolist()[:2] == [10, 20]
    assert np.isnan(found.index.iloc[2])
    assert covered(found) == [1, 1, 0.5]


def test_a_dimension_whose_members_are_all_optional_has_no_score_without_them() -> None:
    small = framework(Dimension("d", members=percent("a", optional=True), optional=True), *percent("b"))
    found = assess(cities(a=[GAP, 40.0], b=[20.0, 20]), small)
    assert found.index.tolist() == [20, 30]
    assert covered(found, "d") == [0, 1]
    assert covered(found) == [1, 1]


def test_an_optional_dimension_without_a_score_costs_and_brings_no_coverage() -> None:
    lower = Dimension("d", members=percent("b", "c"), optional=True, min_coverage=0.6)
    found = assess(cities(a=[50.0, 50], b=[10.0, 10], c=[GAP, 30]), framework(*percent("a"), lower))
    assert found.index.tolist() == [50, 35]
    assert covered(found, "d") == [0.5, 1]
    assert covered(found) == [1, 1]


def test_an_optional_dimension_with_a_score_counts_by_what_it_covers() -> None:
    lower = Dimension("d", members=percent("b", "c"), optional=True)
    found = assess(cities(a=[50.0], b=[10.0], c=[GAP]), framework(*percent("a"), lower))
    assert covered(found) == [0.75]


def test_a_member_of_weight_0_is_neither_missed_nor_counted() -> None:
    small = framework(*percent("a"), *percent("b", weight=0), index={"min_coverage": 1})
    found = assess(cities(a=[10.0, 10, GAP], b=[90.0, GAP, 90]), small)
    assert found.index.tolist()[:2] == [10, 10]
    assert np.isnan(found.index.iloc[2])
    assert covered(found) == [1, 1, 0]


def test_a_member_of_weight_0_may_score_0_in_a_geometric_mean() -> None:
    small = framework(*percent("a"), *percent("b", weight=0), index={"aggregate": Geometric()})
    assert index_of(cities(a=[10.0, 10, 10], b=[0.0, 50, GAP]), small) == pytest.approx([10, 10, 10])


LIVING = Dimension("living", members=percent("water", "power"))


def test_a_score_may_be_given_for_a_dimension_whose_members_are_absent() -> None:
    found = assess(cities(living=[70.0, 20], a=[30.0, 40]), framework(LIVING, *percent("a")))
    assert found.scores["living"].tolist() == [70, 20]
    assert found.index.tolist() == [50, 30]
    assert found.given["living"].tolist() == [True, True]
    assert not found.given["index"].any()
    assert covered(found) == covered(found, "living") == [1, 1]


def test_a_score_is_given_city_by_city() -> None:
    data = cities(living=[70.0, GAP, GAP], water=[GAP, 10.0, GAP], power=[GAP, 30.0, GAP])
    found = assess(data, framework(LIVING, *percent("a"), index={"min_coverage": 0.5}))
    assert found.scores["living"].tolist()[:2] == [70, 20]
    assert found.given["living"].tolist() == [True, False, False]
    assert covered(found, "living") == [1, 1, 0]
    assert np.isnan(found.index.iloc[2])


def test_the_index_itself_may_be_given() -> None:
    found = assess(cities(index=[55.0, GAP], a=[GAP, 20.0]), framework(*percent("a")))
    assert found.index.tolist() == [55, 20]
    assert found.given["index"].tolist() == [True, False]


def test_a_given_score_takes_part_in_what_is_relative_above_it() -> None:
    top = Dimension("top", members=[LIVING], rule=MinMax())
    found = assess(cities(living=[20.0, 40, 60]), framework(top))
    assert found.scores["top"].tolist() == pytest.approx([0, 50, 100])


def test_a_given_score_is_the_dimensions_own_and_passes_no_rule() -> None:
    living = Dimension("living", members=percent("water"), rule=Linear(20, 40), decimals=0)
    found = assess(cities(living=[GAP, 33.3], water=[30.0, GAP]), framework(living))
    assert found.scores["living"].tolist() == [50, 33.3]


def test_a_given_score_stands_in_for_a_member_counted_as_the_worst() -> None:
    proof = Dimension("proof", members=percent("water", "power"), missing="worst")
    data = cities(proof=[70.0, GAP, GAP], water=[GAP, 10.0, GAP], power=[GAP, GAP, GAP])
    found = assess(data, framework(proof))
    assert found.scores["proof"].tolist() == [70, 5, 0]
    assert found.given["proof"].tolist() == [True, False, False]


def test_a_given_score_stands_in_for_dimensions_of_which_nothing_is_proved() -> None:
    proof = Dimension("proof", members=percent("water", "power"), missing="worst")
    data = cities(top=[70.0, GAP], water=[GAP, 10.0], power=[GAP, GAP])
    found = assess(data, framework(Dimension("top", members=[proof])))
    assert found.scores["proof"].tolist() == [0, 5]
    assert found.scores["top"].tolist() == [70, 5]
    assert found.coverage["top"].tolist() == [1, 0.5]


def test_a_given_score_may_stand_beside_members_that_agree_as_it_is_printed() -> None:
    # the members give 20.04 and 33.35; 20.0 and 33.4 are how they would be printed, 33.3 within half a digit of it
    data = cities(living=[20.0, 33.4], water=[20.04, 33.35], power=[20.04, 33.35])
    found = assess(data, framework(LIVING))
    assert found.scores["living"].tolist() == pytest.approx([20.04, 33.35])
    assert not found.given["living"].any()


def test_a_given_score_that_disagrees_with_the_members_is_a_problem_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_text("city,living,water,power\nAmbon,20,20,20\nBima,71,60,80\nCiamis,71.2,60,80\n", encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        assess(smartscore.read_dataset(path), framework(LIVING))
    problems = refused.value.problems
    assert [(problem.file, problem.row, problem.column, problem.city) for problem in problems] == [
        (str(path), 3, "living", "Bima"),
        (str(path), 4, "living", "Ciamis"),
    ]
    assert problems[0].to("en").endswith("the score given is 71.0, that of its members is 70; give one of the two")


def test_half_of_the_last_printed_digit_is_the_limit() -> None:
    members = {"water": [20.04], "power": [20.04]}
    assert index_of(cities(living=[20.0], **members), framework(LIVING)) == pytest.approx([20.04])
    for given in (20.1, 19.9, 20.05, 20.045, 20.02):
        with pytest.raises(DatasetError, match="the score given"):
            assess(cities(living=[given], **members), framework(LIVING))


def test_some_members_beside_a_given_score_must_agree_as_well() -> None:
    with pytest.raises(DatasetError, match=r"the score given is 70\.0"):
        assess(cities(living=[70.0], water=[10.0]), framework(LIVING))


def test_a_given_score_stands_in_for_members_that_are_not_enough() -> None:
    living = Dimension("living", members=percent("water", "power"), min_coverage=1)
    found = assess(cities(living=[70.0], water=[10.0]), framework(living))
    assert found.scores["living"].tolist() == [70]
    assert found.given["living"].tolist() == [True]
