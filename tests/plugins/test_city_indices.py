"""Indices of which the weights are known, for cities that hold the scores already: IKCI 2018 and one of 102 cities."""

from itertools import product

import pytest
from builders import rendered
from pandas import DataFrame

import smartscore_city_indices
from smartscore import Assessment, DatasetError, Dimension, Framework, assess
from smartscore.plugins import of_modules
from smartscore.testing import check_framework

# Weights of IKCI 2018 as printed. Source: database dump in github.com/putuokky/monev-spbe-dps; that people weighs
# most was reported by kompas.id (2019/01/10). The parts of mobility add up to 1.01 and those of government to 0.99.
IKCI = {
    "environment": (0.16, {"smart_buildings": 0.08, "resource_management": 0.29, "sustainable_planning": 0.63}),
    "mobility": (0.11, {"efficient_transport": 0.36, "multimodal_access": 0.40, "technology_infrastructure": 0.25}),
    "government": (0.12, {"online_services": 0.32, "supporting_infrastructure": 0.28, "open_government_data": 0.39}),
    "economy": (0.12, {"entrepreneurship": 0.37, "productivity": 0.27, "business_networks": 0.36}),
    "people": (0.29, {"social_inclusion": 0.25, "education": 0.20, "creativity": 0.55}),
    "living": (0.20, {"culture_and_wellbeing": 0.30, "safety": 0.24, "health": 0.46}),
}

# Weights recovered by regression from the published pillars and index of 102 cities.
PILLARS = {
    "smart_mobility": 0.2405,
    "smart_environment": 0.1646,
    "smart_government": 0.1308,
    "smart_economy": 0.1392,
    "smart_people": 0.1350,
    "smart_living": 0.1899,
}

# Two of these cities: the six pillars in this order, and the published index.
CITIES = {
    "Oslo": ([6480, 6512, 7516, 4565, 8618, 9090], 7138),
    "Copenhagen": ([7490, 7920, 8726, 5580, 5780, 7200], 7171),
}

FRAMEWORKS = {
    name: source.load() for name, source in of_modules({"indices": smartscore_city_indices}).frameworks.items()
}


@pytest.fixture
def ikci() -> Framework:
    return FRAMEWORKS["ikci-2018"]


@pytest.fixture
def of_102_cities() -> Framework:
    return FRAMEWORKS["city-index-102"]


def one(framework: Framework, **scores: float) -> Assessment:
    return assess(DataFrame([{"city": "Denpasar", **scores}]), framework)


def said(framework: Framework, language: str, **scores: float) -> str:
    written = rendered("table", one(framework, **scores), language=language)
    return " ".join(str(written).split())


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_it_passes_the_check_of_frameworks(framework: Framework) -> None:
    check_framework(framework)


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_every_limit_of_a_scale_is_marked_as_general_knowledge(framework: Framework) -> None:
    assert {node.confidence.bounds for node in framework.indicators if node.confidence} == {"general-knowledge"}
    assert all(node.confidence for node in framework.indicators)


class TestIkci:
    def test_it_has_the_weights_that_were_printed(self, ikci: Framework) -> None:
        assert {node.id: node.weight for node in ikci.index.members} == {
            name: weight for name, (weight, _) in IKCI.items()
        }
        for name, (_, parts) in IKCI.items():
            dimension = ikci.nodes[name]
            assert isinstance(dimension, Dimension)
            assert {member.id: member.weight for member in dimension.members} == parts

    def test_the_six_add_up_to_1_and_people_weighs_most(self, ikci: Framework) -> None:
        assert sum(weight for weight, _ in IKCI.values()) == pytest.approx(1)
        assert max(IKCI, key=lambda name: ikci.nodes[name].weight) == "people"

    def test_parts_that_do_not_add_up_to_1_are_rescaled(self, ikci: Framework) -> None:
        odd = {name: sum(parts.values()) for name, (_, parts) in IKCI.items() if round(sum(parts.values()), 6) != 1}
        assert odd == pytest.approx({"mobility": 1.01, "government": 0.99})
        for name in odd:
            assert one(ikci, **dict.fromkeys(IKCI[name][1], 60.0)).scores[name].tolist() == pytest.approx([60])
        assert ikci.shares["multimodal_access"] == pytest.approx(0.11 * 0.40 / 1.01)

    @pytest.mark.parametrize(
        ("language", "words"), [("en", ["(1.01)", "(0.99)", "rescaled"]), ("id", ["(1,01)", "diskalakan"])]
    )
    def test_every_result_says_that_they_are_rescaled(self, ikci: Framework, language: str, words: list[str]) -> None:
        printed = said(ikci, language, health=50)
        assert [word for word in words if word not in printed] == []

    def test_scores_of_sub_dimensions_give_the_index(self, ikci: Framework) -> None:
        parts = {part: 50.0 for _, weights in IKCI.values() for part in weights}
        assert one(ikci, **parts).index.tolist() == pytest.approx([50])
        found = one(ikci, **parts | {"creativity": 100})
        assert found.scores["people"].tolist() == pytest.approx([77.5])  # 55 % of 50 more
        assert found.index.tolist() == pytest.approx([57.975])  # 29 % of 27.5 more

    def test_scores_of_dimensions_may_be_given_and_by_their_usual_names(self, ikci: Framework) -> None:
        scores = {"environment": 50, "mobility": 50, "government": 50, "economy": 50, "people": 100, "living": 50}
        assert one(ikci, **scores).index.tolist() == pytest.approx([64.5])  # 50 + 29 % of 50
        usual = {f"smart_{name}": score for name, score in scores.items()}
        assert one(ikci, **usual).index.tolist() == pytest.approx([64.5])

    def test_it_has_no_bands(self, ikci: Framework) -> None:
        assert ikci.bands == ()


class TestOf102Cities:
    def test_it_has_the_recovered_weights(self, of_102_cities: Framework) -> None:
        assert {node.id: node.weight for node in of_102_cities.index.members} == PILLARS
        assert sum(PILLARS.values()) == pytest.approx(1)

    @pytest.mark.parametrize("city", CITIES)
    def test_the_pillars_of_a_city_give_its_published_index_within_0_71(
        self, of_102_cities: Framework, city: str
    ) -> None:
        pillars, published = CITIES[city]
        found = one(of_102_cities, **dict(zip(PILLARS, pillars, strict=True)))
        assert found.index.tolist() == pytest.approx([published], abs=0.71)

    def test_a_pillar_moves_the_index_by_its_weight(self, of_102_cities: Framework) -> None:
        even = dict.fromkeys(PILLARS, 5000.0)
        assert one(of_102_cities, **even).index.tolist() == pytest.approx([5000])
        assert one(of_102_cities, **even | {"smart_mobility": 6000}).index.tolist() == pytest.approx([5240.5])

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "not printed by the publisher"), ("id", "tidak dicetak oleh penerbit")]
    )
    def test_every_result_says_that_its_publisher_did_not_print_them(
        self, of_102_cities: Framework, language: str, words: str
    ) -> None:
        assert words in said(of_102_cities, language, smart_living=5000)


@pytest.mark.parametrize(("name", "score"), list(product(FRAMEWORKS, [-1, 10_001])))
def test_a_score_outside_the_scale_is_refused(name: str, score: float) -> None:
    framework = FRAMEWORKS[name]
    with pytest.raises(DatasetError, match="is not possible") as refused:
        one(framework, **{framework.indicators[0].id: score})
    assert "Denpasar" in str(refused.value)
