"""What one can ask of an assessment: ranks, bands, reasons, and what was held, filled in or merely judged."""

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from attrs import evolve
from builders import PERCENT, cities, framework, percent
from pandas import DataFrame

from smartscore.dataset import arrange
from smartscore.engine import Assessment, assess
from smartscore.errors import UsageError
from smartscore.model import Band, Confidence, Criterion, Dimension, Framework, Indicator
from smartscore.model.about import Grade
from smartscore.rules import Array, Levels, Linear, Log, MinMax, PercentileRank, Target
from smartscore.steps import Impute

GAP = float("nan")


SMALL = framework(*percent("a"))


def flags(found: Mapping[str, Iterable[bool]]) -> dict[str, list[bool]]:
    """Give flags by indicator as lists, of a frame or of arrays by name."""
    return {str(name): [bool(flag) for flag in column] for name, column in found.items()}


def told(assessment: Assessment, city: int, node: str = "index", language: str = "en") -> str:
    reason = assessment.reason(city, node)
    assert reason is not None
    return reason.to(language)


def test_cities_are_ranked_by_their_index_and_ties_share_the_better_rank() -> None:
    ranking = assess(cities(a=[10.0, 40, 30, 30, 20]), SMALL).ranking()
    assert ranking.columns.tolist() == ["rank", "name", "score", "band", "coverage"]
    assert ranking.index.tolist() == ["B", "C", "D", "E", "A"]
    assert ranking["rank"].tolist() == [1, 2, 2, 4, 5]
    assert ranking["score"].tolist() == [40, 30, 30, 20, 10]
    assert ranking["coverage"].tolist() == [1] * 5
    assert ranking["name"].tolist() == ["B", "C", "D", "E", "A"]


def test_a_city_without_a_score_stands_last_and_has_no_rank() -> None:
    ranking = assess(cities(a=[GAP, 40.0, GAP, 30]), SMALL).ranking()
    assert ranking.index.tolist() == ["B", "D", "A", "C"]
    assert ranking["rank"].tolist()[:2] == [1, 2]
    assert ranking["rank"].isna().tolist() == [False, False, True, True]


def test_scores_that_differ_by_a_floats_last_digit_share_a_rank() -> None:
    members = percent("a", "b", "c")
    found = assess(cities(a=[0.1, 0.3, 0.2], b=[0.2, 0.2, 0.3], c=[0.3, 0.1, 0.1]), framework(*members))
    assert found.ranking()["rank"].tolist() == [1, 1, 1]


def test_cities_are_ranked_within_groups() -> None:
    data = cities(island=["Java", "Java", "Bali", "Bali", "Java"], a=[10.0, 40, 30, 5, 20])
    ranking = assess(data, SMALL).ranking(by="island")
    assert ranking["rank"].loc[list("ABCDE")].tolist() == [3, 1, 1, 2, 2]
    assert ranking.index.tolist() == ["B", "C", "D", "E", "A"]


def test_years_and_assessors_are_ranked_apart() -> None:
    data = DataFrame(
        {
            "city": ["A", "B", "A", "B", "A", "B"],
            "year": [2023, 2023, 2024, 2024, 2024, 2024],
            "assessor": ["self", "self", "self", "self", "ministry", "ministry"],
            "a": [10.0, 20, 40, 30, 5, 5],
        }
    )
    found = assess(data, SMALL)
    assert found.rows.names == ["city", "year", "assessor"]
    assert found.ranking()["rank"].loc[found.rows].tolist() == [2, 1, 1, 2, 1, 1]
    of_years = assess(data.drop(columns="assessor").iloc[:4], SMALL)
    assert of_years.ranking()["rank"].loc[of_years.rows].tolist() == [2, 1, 1, 2]


def test_groups_are_taken_within_each_year() -> None:
    data = DataFrame(
        {
            "city": list("ABCABC"),
            "year": [2023] * 3 + [2024] * 3,
            "island": ["Java", "Java", "Bali"] * 2,
            "a": [10.0, 20, 30, 9, 8, 7],
        }
    )
    found = assess(data, SMALL)
    assert found.ranking(by="island")["rank"].loc[found.rows].tolist() == [2, 1, 1, 1, 2, 1]


def test_any_node_can_be_ranked() -> None:
    small = framework(Dimension("d", members=percent("a")), *percent("b"))
    found = assess(cities(a=[10.0, 20, GAP], b=[9.0, 1, 5]), small)
    of_dimension = found.ranking(node="d")
    assert of_dimension.index.tolist() == ["B", "A", "C"]
    assert of_dimension["coverage"].tolist() == [1, 1, 0]
    assert of_dimension["band"].tolist() == ["", "", ""]
    of_indicator = found.ranking(node="b")
    assert of_indicator["rank"].tolist() == [1, 2, 3]
    assert of_indicator["score"].tolist() == [9, 5, 1]
    assert found.ranking(node="a")["coverage"].tolist() == [1, 1, 0]


def test_an_indicator_without_a_column_ranks_nobody() -> None:
    ranking = assess(cities(a=[10.0, 20]), framework(*percent("a", "b"))).ranking(node="b")
    assert ranking["rank"].isna().all()
    assert ranking["coverage"].tolist() == [0, 0]


def test_ranking_refuses_a_column_or_a_node_that_is_not_there() -> None:
    found = assess(cities(island=["Java"], a=[1.0]), SMALL)
    with pytest.raises(UsageError) as refused:
        found.ranking(by="iland")
    assert refused.value.problems[0].to("en") == "there is no column 'iland'; nearest: island"
    with pytest.raises(UsageError) as refused:
        found.ranking(node="idex")
    assert refused.value.problems[0].to("en") == "there is no 'idex' in it; nearest: index"


def test_names_stand_beside_codes() -> None:
    data = DataFrame({"code": ["01", "02"], "name": ["Ambon", "Bima"], "a": [1.0, 2]})
    ranking = assess(data, SMALL).ranking()
    assert ranking.index.tolist() == ["02", "01"]
    assert ranking["name"].tolist() == ["Bima", "Ambon"]


def banded(index: list[float], *bands: Band, decimals: int | None = None) -> list[str]:
    found = assess(cities(a=index), framework(*percent("a"), index={"decimals": decimals}, bands=bands))
    assert found.ranking()["band"].loc[found.rows].tolist() == found.bands().tolist()
    return found.bands().tolist()


def test_a_band_begins_with_its_start() -> None:
    bands = [Band("low", 0), Band("middle", 50), Band("high", 75)]
    assert banded([0.0, 49.999, 50, 74.999, 75, 100], *bands) == ["low", "low", "middle", "middle", "high", "high"]


def test_an_open_band_begins_just_above_its_start() -> None:
    bands = [Band("none", 0), Band("some", 0, open=True), Band("much", 50, open=True)]
    assert banded([0.0, 0.001, 50, 50.001], *bands) == ["none", "some", "some", "much"]


def test_a_start_that_is_missed_by_a_floats_last_digit_is_reached() -> None:
    just_below, just_above = np.nextafter(50, 0), np.nextafter(50, 100)
    assert banded([just_below, just_above], Band("low", 0), Band("high", 50)) == ["high", "high"]
    assert banded([just_below, just_above], Band("low", 0), Band("high", 50, open=True)) == ["low", "low"]


def test_bands_judge_the_index_as_it_is_rounded() -> None:
    bands = [Band("low", 0), Band("high", 65)]
    assert banded([64.995, 64.994], *bands, decimals=2) == ["high", "low"]
    assert banded([64.995, 64.994], *bands) == ["low", "low"]
    assert banded([64.4, 64.5], *bands, decimals=0) == ["low", "high"]


def test_a_given_index_is_judged_as_it_is_rounded_too() -> None:
    small = framework(*percent("a"), index={"decimals": 0}, bands=[Band("low", 0), Band("high", 65)])
    found = assess(cities(index=[64.5, 64.4], a=[GAP, GAP]), small)
    assert found.index.tolist() == [64.5, 64.4]
    assert found.bands().tolist() == ["high", "low"]


def test_a_city_below_the_first_band_or_without_an_index_has_no_band() -> None:
    assert banded([5.0, 20, GAP], Band("fair", 10)) == ["", "fair", ""]
    assert banded([5.0, GAP]) == ["", ""]


def test_a_band_is_named_by_its_english_title_and_known_by_its_place() -> None:
    bands = [Band({"en": "low", "id": "rendah"}, 0), Band({"en": "high", "id": "tinggi"}, 50)]
    found = assess(cities(a=[10.0, 60, GAP]), framework(*percent("a"), bands=bands))
    assert found.bands().tolist() == ["low", "high", ""]
    assert found.band_numbers.tolist() == [0, 1, -1]


def test_there_is_no_reason_where_there_is_a_score() -> None:
    found = assess(cities(a=[10.0]), SMALL)
    assert found.reason(0) is None
    assert found.reason(0, "a") is None


def test_the_reason_tells_what_is_lacking() -> None:
    members = [*percent("a", title={"en": "Alpha", "id": "Alfa"}), *percent("b", "c", "d")]
    small = framework(*members, index={"min_coverage": 0.75})
    found = assess(cities(a=[GAP, GAP], b=[1.0, GAP], c=[1.0, GAP], d=[GAP, GAP]), small)
    assert told(found, 0) == "only 50% of the weight has a score, 75% is needed; missing: Alpha, d"
    assert told(found, 1) == "none of its 4 members has a score"
    assert told(found, 0, "a") == "no value"
    assert told(found, 0, "a", "id") != told(found, 0, "a")


def test_the_reason_leaves_out_what_costs_nothing() -> None:
    members = [*percent("a", weight=3), *percent("b"), *percent("c", optional=True), *percent("d", weight=0)]
    small = framework(*members, index={"min_coverage": 0.8})
    found = assess(cities(a=[1.0], b=[GAP], c=[GAP], d=[GAP]), small)
    assert told(found, 0) == "only 75% of the weight has a score, 80% is needed; missing: b"


def test_a_dimension_of_optional_members_alone_gives_its_reason() -> None:
    found = assess(cities(b=[1.0]), framework(Dimension("d", members=percent("a", optional=True)), *percent("b")))
    assert told(found, 0, "d") == "none of its 1 members has a score"


def test_the_reason_of_the_index_names_the_dimensions() -> None:
    lower = Dimension("living", {"en": "Living", "id": "Kehidupan"}, members=percent("a", "b"), min_coverage=1)
    found = assess(cities(a=[1.0], b=[GAP], c=[1.0]), framework(lower, *percent("c"), index={"min_coverage": 1}))
    assert told(found, 0) == "only 50% of the weight has a score, 100% is needed; missing: Living"


def test_values_beyond_the_bounds_are_counted_as_held() -> None:
    members = [
        Indicator("a", rule=Linear(10, 50)),
        Indicator("b", rule=Linear(10, 50, clip="none")),
        Indicator("c", rule=Log(1, 10)),
        Indicator("d", rule=Target(5, 2)),
        Indicator("e", rule=Levels(0, 5)),
        Indicator("f", rule=MinMax()),
    ]
    data = cities(
        a=[5.0, 10, 60, GAP], b=[5.0, 10, 60, GAP], c=[0.0, 5, 11, 1], d=[2.0, 3, 5, 8], e=[0, 5, 3, 2], f=[1, 2, 3, 4]
    )
    assert flags(assess(data, framework(*members)).clipped) == {
        "a": [True, False, True, False],
        "b": [False] * 4,
        "c": [True, False, True, False],
        "d": [True, False, False, True],
        "e": [False] * 4,
        "f": [False] * 4,
    }


def test_a_rule_that_does_not_tell_what_it_holds_is_left_out_of_the_count() -> None:
    def halved(values: Array) -> Array:
        return values / 200

    members = [Indicator("a", rule=halved), Indicator("b", rule=PercentileRank()), *percent("c")]  # type: ignore[arg-type]
    found = assess(cities(a=[1.0, 2], b=[1.0, 2], c=[101.0, 2]), framework(*members))
    assert flags(found.clipped) == {"c": [True, False]}


def test_an_indicator_without_a_column_is_not_held() -> None:
    assert flags(assess(cities(a=[101.0]), framework(*percent("a", "b"))).clipped) == {"a": [True]}


IMPUTING = framework(*percent("a", "b"), steps=[Impute("constant", value=50)])


def test_what_a_step_filled_in_is_told() -> None:
    found = assess(cities(a=[10.0, GAP], b=[GAP, 20.0]), IMPUTING)
    assert flags(found.imputed) == {"a": [False, True], "b": [True, False]}
    assert found.values["a"].tolist() == [10, 50]
    assert found.index.tolist() == [30, 35]


def test_a_gap_that_stays_is_not_told_as_filled_in() -> None:
    assert not any(map(any, flags(assess(cities(a=[10.0, GAP]), SMALL).imputed).values()))
    by_group = framework(*percent("a"), steps=[Impute("median", by="state")])
    found = assess(cities(state=["x", "x", "y"], a=[10.0, GAP, GAP]), by_group)
    assert flags(found.imputed) == {"a": [False, True, False]}


def test_what_was_filled_in_is_told_where_a_column_goes_by_an_alias() -> None:
    small = framework(Indicator("a", rule=PERCENT, aliases=["alpha"]), steps=[Impute("constant", value=50)])
    found = assess(cities(alpha=[10.0, GAP]), small)
    assert found.values["a"].tolist() == [10, 50]
    assert flags(found.imputed) == {"a": [False, True]}


def test_what_was_filled_in_is_told_where_a_column_is_empty_or_says_na() -> None:
    found = assess(cities(a=["", ""], b=["20", "na"]), IMPUTING)
    assert flags(found.imputed) == {"a": [True, True], "b": [False, True]}


def test_the_share_of_the_index_is_told_by_confidence() -> None:
    members = [
        *percent("a", confidence=Confidence("verified-in-source", "verified-in-source")),
        *percent("b", confidence=Confidence("verified-in-source", "judgement"), weight=2),
        *percent("c", confidence=Confidence("general-knowledge", "general-knowledge")),
    ]
    small = framework(Dimension("d", members=members), *percent("e"))
    assert assess(cities(a=[1.0]), small).share_by_confidence() == {
        "verified-in-source": 0.125,
        "judgement": 0.25,
        "general-knowledge": 0.125,
        "": 0.5,
    }


def test_each_end_of_a_rule_stands_for_half_of_the_share_of_its_indicator() -> None:
    """Of ten equal ones: a judged definition counts whole, a judged end half, whichever end it is."""
    verified: Grade = "verified-in-source"
    members = [
        *percent("a", confidence=Confidence("judgement", verified)),
        *percent("b", confidence=Confidence(verified, "judgement", verified)),
        *percent("c", confidence=Confidence(verified, verified, "judgement")),
        *percent("d", confidence=Confidence("general-knowledge", "judgement", verified)),
        *percent("e", confidence=Confidence(verified, "general-knowledge", verified)),
        *percent("f", "g", "h", "i", confidence=Confidence(verified, verified)),
        *percent("j"),
    ]
    assert assess(cities(a=[1.0]), framework(*members)).share_by_confidence() == pytest.approx(
        {
            "judgement": (1 + 1 / 2 + 1 / 2 + 1 / 2) / 10,
            "general-knowledge": (1 / 2 + 1 / 2) / 10,
            verified: (1 / 2 + 1 / 2 + 1 / 2 + 4) / 10,
            "": 1 / 10,
        }
    )


def long_form(*lines: tuple[str, str, object, str]) -> DataFrame:
    return DataFrame(lines, columns=["city", "indicator", "value", "quality"])


def test_values_are_counted_by_their_quality() -> None:
    data = long_form(
        ("A", "a", 1, "published"),
        ("A", "b", 2, "illustrative"),
        ("B", "a", 3, "published"),
        ("B", "b", None, "published"),
    )
    counts = assess(data, framework(*percent("a", "b"))).quality_counts()
    assert counts.to_dict() == {"published": 2, "illustrative": 1}


def test_quality_is_counted_where_an_indicator_goes_by_an_alias() -> None:
    small = framework(Indicator("a", rule=PERCENT, aliases=["alpha"]))
    data = long_form(("A", "alpha", 1, "published"), ("B", "alpha", 3, "illustrative"))
    assert assess(data, small).quality_counts().to_dict() == {"published": 1, "illustrative": 1}


def test_a_level_from_ticks_has_the_quality_of_the_first_tick_that_states_one() -> None:
    plan = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "a"), Criterion(2, "b")])
    data = long_form(
        ("A", "plan:1.1", "yes", ""),
        ("A", "plan:2.1", "no", "published"),
        ("B", "plan:1.1", "yes", "illustrative"),
        ("B", "plan:2.1", "no", "published"),
    )
    assert assess(data, framework(plan)).quality_counts().to_dict() == {"published": 1, "illustrative": 1}


def test_only_values_of_the_framework_are_counted_by_quality() -> None:
    data = long_form(("A", "a", 1, "published"), ("A", "z", 2, "published"))
    found = assess(data, SMALL, elsewhere=lambda: ["z"])
    assert found.quality_counts().to_dict() == {"published": 1}
    given = assess(long_form(("A", "d", 1, "published")), framework(Dimension("d", members=percent("a"))))
    assert given.quality_counts().empty


def test_a_dataset_that_states_no_quality_has_none_to_count() -> None:
    assert assess(cities(a=[1.0]), SMALL).quality_counts().empty


def test_a_dataset_may_be_arranged_before() -> None:
    dataset = arrange(cities(a=[1.0]))
    found = assess(dataset, SMALL)
    assert found.dataset is dataset
    assert found.values["a"].tolist() == [1]


def test_the_place_of_a_city_is_its_rank_among_those_it_is_compared_with() -> None:
    frame = DataFrame({"city": list("pqrs"), "region": [1, 1, 1, 2], "a": [3, 5, 5, None]})
    found = assess(frame, Framework("f", index=Dimension("index", members=[Indicator("a", rule=Linear(0, 10))])))
    noisy = evolve(found, scores=found.scores + np.array([[0.0, 0.0], [1e-14, 0.0], [0.0, 1e-14], [0.0, 0.0]]))
    for by in (None, "region"):
        told = [noisy.place(row, by) for row in range(3)]
        assert told == [(3, 3), (1, 3), (1, 3)]
        assert [rank for rank, _ in told] == noisy.ranks(by)[:3].tolist()
    assert np.isnan(noisy.place(3)[0])
