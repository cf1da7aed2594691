"""The six bundled dimensions: their shape, and the scores of the example computed apart from smartscore."""

from collections import Counter

import numpy as np
import pytest
from builders import EXAMPLE

from smartscore import Assessment, Dimension, Framework, Indicator, assess, discover, load_framework, read_dataset
from smartscore.rules import Levels
from smartscore.smart_city import SIX
from smartscore.testing import check_framework

# Arithmetic means computed with pandas and without smartscore, printed in the README of the catalogue of
# frameworks: the six dimensions, the index, its coverage, and its coverage with published values alone.
COMPUTED_APART = """
Sleman              74.30 68.69 72.90 74.39 77.66 70.48 73.07 1.000 0.241
Kota Bandung        69.59 66.70 80.21 72.62 73.77 69.96 72.14 0.981 0.222
Kota Denpasar       65.73 68.79 78.63 81.78 72.79 62.55 71.71 0.981 0.241
Kota Kediri         68.40 55.11 73.85 74.86 77.49 72.45 70.36 0.981 0.204
Jembrana            58.07 50.21 65.93 61.94 56.29 69.71 60.36 0.926 0.222
Kota Jambi          60.01 45.80 61.48 63.52 68.53 54.41 58.96 0.981 0.241
Sragen              64.76 51.61 61.69 60.08 59.35 54.12 58.60 0.944 0.222
Purbalingga         56.90 55.50 54.46 52.60 50.55 58.30 54.72 0.944 0.204
Kebumen             57.47 42.96 50.40 57.58 51.69 57.83 52.99 0.926 0.222
Kota Ambon          43.49 43.09 56.45 63.99 61.00 46.86 52.48 0.944 0.222
Takalar             37.80 35.87 56.79 56.12 40.69 54.76 47.01 0.778 0.204
Kotawaringin Timur  47.65 35.48 63.70 41.10 40.46 46.94 45.89 0.981 0.241
"""
ROWS = {
    line[:20].strip(): [float(figure) for figure in line[20:].split()] for line in COMPUTED_APART.strip().splitlines()
}


@pytest.fixture
def framework() -> Framework:
    return load_framework("smart-city", plugins=discover(bundled_only=True))


@pytest.fixture
def example(framework: Framework) -> Assessment:
    return assess(read_dataset(EXAMPLE), framework)


@pytest.fixture
def published(framework: Framework) -> Assessment:
    return assess(read_dataset(EXAMPLE).of_quality(["published"]), framework)


def ends(node: Indicator) -> list[str]:
    return [node.confidence.worst, node.confidence.best] if node.confidence else []


def below(dimension: Dimension) -> list[Dimension]:
    return [member for member in dimension.members if isinstance(member, Dimension)]


class TestShape:
    def test_six_dimensions_of_three_by_three_counted_indicators(self, framework: Framework) -> None:
        assert [member.id for member in framework.index.members] == list(SIX)
        for dimension in below(framework.index):
            assert len(dimension.members) == len(below(dimension)) == 3
            for part in below(dimension):
                assert [type(member) for member in part.members if member.weight] == [Indicator] * 3

    def test_one_more_is_shown_and_not_counted(self, framework: Framework) -> None:
        uncounted = [node.id for node in framework.indicators if not node.weight]
        assert uncounted == ["inflation_rate"]
        assert len(framework.indicators) == 55

    def test_every_counted_indicator_bears_the_same_share(self, framework: Framework) -> None:
        shares = {framework.shares[node.id] for node in framework.indicators if node.weight}
        assert max(shares) == pytest.approx(1 / 54)
        assert min(shares) == pytest.approx(1 / 54)

    def test_codes_say_where_an_indicator_stands(self, framework: Framework) -> None:
        for dimension in below(framework.index):
            for number, part in enumerate(below(dimension), 1):
                assert part.code == f"{dimension.code}-{number}"
                codes = [member.code for member in part.members if member.weight]
                assert codes == [f"{part.code}.{place}" for place in (1, 2, 3)]
        codes = [node.code for node in framework.walk() if node.code]
        assert len(codes) == len(set(codes)) == 6 + 18 + 55

    def test_half_of_a_dimension_and_two_thirds_of_the_index_are_asked_for(self, framework: Framework) -> None:
        assert framework.index.min_coverage == pytest.approx(2 / 3)
        assert [dimension.min_coverage for dimension in below(framework.index)] == [0.5] * 6
        assert {part.min_coverage for dimension in below(framework.index) for part in below(dimension)} == {0.0}

    def test_nothing_is_rounded_on_the_way(self, framework: Framework) -> None:
        assert {node.decimals for node in framework.walk()} == {None}
        assert framework.steps == ()

    def test_every_rule_keeps_what_it_promises(self, framework: Framework) -> None:
        assert check_framework(framework) is None  # type: ignore[func-returns-value]

    def test_seven_maturities_have_criteria_for_every_level(self, framework: Framework) -> None:
        maturities = [node for node in framework.indicators if node.kind == "maturity"]
        assert len(maturities) == 7
        for node in maturities:
            assert isinstance(node.rule, Levels)
            assert (node.rule.low, node.rule.high) == (0, 5)
            assert [c.level for c in node.criteria] == sorted(c.level for c in node.criteria)
            assert {criterion.level for criterion in node.criteria} == {0, 1, 2, 3, 4, 5}
            assert [bool(c.evidence) for c in node.criteria] == [c.level > 0 for c in node.criteria]
        assert sum(len(node.criteria) for node in maturities) == 99
        assert [node.id for node in framework.indicators if node.criteria and node.kind != "maturity"] == []


class TestFields:
    def test_every_indicator_has_all_its_fields(self, framework: Framework) -> None:
        for node in framework.indicators:
            assert node.confidence is not None, node.id
            assert node.domain is not None, node.id
            assert node.max_age is not None, node.id
            assert all([node.kind, node.agency, node.published, node.source, node.unit]), node.id
            assert node.basis or (node.basis_worst and node.basis_best), node.id

    def test_grades_are_those_of_the_catalogue(self, framework: Framework) -> None:
        grades = [node.confidence for node in framework.indicators if node.weight and node.confidence]
        assert Counter(grade.definition for grade in grades) == {
            "verified-in-source": 27,
            "judgement": 16,
            "general-knowledge": 11,
        }
        assert Counter(grade.bounds for grade in grades) == {
            "judgement": 26,
            "verified-in-source": 25,
            "general-knowledge": 3,
        }

    def test_15_of_the_26_judged_bounds_have_one_end_that_is_not_judged(self, framework: Framework) -> None:
        grades = [node.confidence for node in framework.indicators if node.weight and node.confidence]
        judged = [grade for grade in grades if grade.bounds == "judgement"]
        one_ended = [grade for grade in judged if grade.worst != grade.best]
        assert (len(judged), len(one_ended)) == (26, 15)
        assert sum(grade.definition != "judgement" for grade in one_ended) == 10

    @pytest.mark.parametrize("end", ["worst", "best"])
    def test_where_the_ends_differ_in_grade_each_says_why_and_whether_it_is_judged(
        self, framework: Framework, end: str
    ) -> None:
        mixed = [node for node in framework.indicators if node.confidence and len({*ends(node)}) > 1]
        assert len(mixed) == 19
        for node in mixed:
            basis, judged = getattr(node, f"basis_{end}"), getattr(node.confidence, end) == "judgement"
            assert basis.missing() == [], node.id
            assert ("judgement" in basis.to("en"), "pertimbangan" in basis.to("id")) == (judged, judged), node.id

    def test_half_of_them_are_published_for_regencies(self, framework: Framework) -> None:
        counted = [node for node in framework.indicators if node.weight]
        assert Counter(node.published for node in counted) == {"yes": 30, "partly": 12, "no": 12}

        def published(dimension: Dimension) -> int:
            members = [member for part in below(dimension) for member in part.members if member.weight]
            return sum(isinstance(member, Indicator) and member.published == "yes" for member in members)

        assert {dimension.id: published(dimension) for dimension in below(framework.index)} == {
            "governance": 3,
            "branding": 2,
            "economy": 7,
            "living": 6,
            "society": 7,
            "environment": 5,
        }

    def test_twenty_warn_that_honest_reporting_lowers_the_score(self, framework: Framework) -> None:
        assert sum(bool(node.caution) for node in framework.indicators if node.weight) == 20

    def test_overlaps_go_both_ways_and_lead_to_indicators(self, framework: Framework) -> None:
        overlaps = {(node.id, other) for node in framework.indicators for other in node.overlaps}
        assert overlaps == {(other, name) for name, other in overlaps}
        assert {name for pair in overlaps for name in pair} <= framework.nodes.keys()
        assert len(overlaps) == 2 * 23

    def test_three_methods_ended_or_began_in_a_year(self, framework: Framework) -> None:
        years = {node.id: str(node.valid_years) for node in framework.indicators if node.valid_years}
        assert years["ombudsman_compliance"] == "2022..2024"
        assert years["spbe_index"] == "2021..2025"
        assert years["digital_society_index"] == "2025.."


class TestTheExample:
    def test_scores_are_those_computed_apart(self, example: Assessment) -> None:
        columns = [*SIX, "index"]
        ours = example.scores[columns].set_axis(example.dataset.labels)
        theirs = np.array([ROWS[city][:7] for city in ours.index])
        assert sorted(ours.index) == sorted(ROWS)
        assert np.round(ours.to_numpy(), 2) == pytest.approx(theirs, abs=1e-9)

    def test_so_is_the_coverage(self, example: Assessment) -> None:
        ours = example.coverage["index"].set_axis(example.dataset.labels)
        assert {city: round(share, 3) for city, share in ours.items()} == {city: row[7] for city, row in ROWS.items()}

    def test_cities_are_ranked_in_that_order(self, example: Assessment) -> None:
        ranking = example.ranking()
        assert ranking["name"].tolist() == list(ROWS)
        assert ranking["rank"].tolist() == list(range(1, 13))

    def test_four_of_five_bands_are_reached_and_told_apart(self, example: Assessment) -> None:
        assert Counter(example.bands()) == {"high": 4, "middle": 6, "low": 2}

    def test_what_rests_on_judgement_is_16_definitions_10_pairs_of_ends_and_10_single_ends(
        self, example: Assessment
    ) -> None:
        shares = example.share_by_confidence()
        assert sum(shares.values()) == pytest.approx(1)
        assert shares["judgement"] == pytest.approx((16 + 10 + 10 / 2) / 54)

    def test_illustrative_values_are_marked_and_counted(self, example: Assessment) -> None:
        assert example.quality_counts().to_dict() == {"illustrative": 471, "published": 149}


class TestPublishedValuesAlone:
    def test_they_give_no_city_an_index(self, published: Assessment) -> None:
        assert published.index.isna().all()
        assert published.ranking()["rank"].isna().all()

    def test_they_give_dimensions_where_there_are_enough(self, published: Assessment) -> None:
        scored = {name: int(published.scores[name].notna().sum()) for name in SIX}
        assert scored["economy"] == scored["living"] == 12
        assert scored["branding"] == scored["society"] == scored["environment"] == 0
        assert 0 < scored["governance"] < 12

    def test_the_coverage_is_that_computed_apart(self, published: Assessment) -> None:
        ours = published.coverage["index"].set_axis(published.dataset.labels)
        assert {city: round(share, 3) for city, share in ours.items()} == {city: row[8] for city, row in ROWS.items()}

    def test_they_say_why_in_both_languages(self, published: Assessment) -> None:
        reasons = [published.reason(city) for city in range(12)]
        for reason in reasons:
            assert reason is not None
            assert reason.code == "coverage_too_low"
            assert "67% is needed; missing: " in reason.message("en")
            assert "perlu 67%; yang kurang: " in reason.message("id")
