"""The framework readiness: 45 checks in five elements, three of them required."""

from collections.abc import Iterator

import numpy as np
import pytest
from pandas import DataFrame

import smartscore_readiness
from smartscore import Assessment, DatasetError, Dimension, Framework, FrameworkSource, Indicator, assess
from smartscore.plugins import of_modules
from smartscore.testing import check_framework

REQUIRED = ["structure", "infrastructure", "superstructure"]
OPTIONAL = ["nature", "culture"]
EVIDENCE = {"document", "link", "photo", "log"}


@pytest.fixture(scope="module")
def source() -> FrameworkSource:
    return of_modules({"readiness": smartscore_readiness}).frameworks["readiness"]


@pytest.fixture(scope="module")
def readiness(source: FrameworkSource) -> Framework:
    return source.load()


def items_of(node: Dimension | Indicator) -> Iterator[Indicator]:
    if isinstance(node, Indicator):
        yield node
    else:
        for member in node.members:
            yield from items_of(member)


def city(framework: Framework, **levels: float) -> Assessment:
    """Assess one city in which all items under each node named have that level."""
    values = {item.id: level for name, level in levels.items() for item in items_of(framework.nodes[name])}
    return assess(DataFrame([{"city": "Kotim", **values}]), framework)


def index_of(framework: Framework, **levels: float) -> float:
    return float(city(framework, **levels).index.iloc[0])


class TestTheTree:
    def test_it_comes_through_its_hook_under_its_id_and_title(
        self, source: FrameworkSource, readiness: Framework
    ) -> None:
        assert (source.id, source.title) == (readiness.id, readiness.title)
        assert (readiness.id, readiness.family, readiness.edition) == ("readiness", "readiness", "2026")
        assert readiness.scale == (0, 100)

    def test_it_passes_the_check_of_frameworks(self, readiness: Framework) -> None:
        check_framework(readiness)

    def test_it_has_five_elements_of_which_nature_and_culture_are_optional(self, readiness: Framework) -> None:
        optional = {element.id: element.optional for element in readiness.index.members}
        assert optional == {**dict.fromkeys(REQUIRED, False), **dict.fromkeys(OPTIONAL, True)}

    @pytest.mark.parametrize(
        ("element", "parts"),
        [
            ("structure", ["human_resources", "finance", "organisation"]),
            ("infrastructure", ["physical", "digital", "social"]),
            ("superstructure", ["regulation", "institution", "procedure"]),
        ],
    )
    def test_a_required_element_has_three_sub_dimensions_of_three_items_or_more(
        self, readiness: Framework, element: str, parts: list[str]
    ) -> None:
        node = readiness.nodes[element]
        assert isinstance(node, Dimension)
        assert [member.id for member in node.members] == parts
        assert all(len(list(items_of(member))) >= 3 for member in node.members)

    @pytest.mark.parametrize("element", OPTIONAL)
    def test_an_optional_element_has_its_items_directly(self, readiness: Framework, element: str) -> None:
        node = readiness.nodes[element]
        assert isinstance(node, Dimension)
        assert all(isinstance(member, Indicator) for member in node.members)

    @pytest.mark.parametrize("element", [*REQUIRED, *OPTIONAL])
    def test_an_element_has_at_least_eight_items(self, readiness: Framework, element: str) -> None:
        assert len(list(items_of(readiness.nodes[element]))) >= 8

    def test_every_item_has_the_same_share_of_the_index(self, readiness: Framework) -> None:
        assert len(readiness.indicators) == 45
        assert [readiness.shares[item.id] for item in readiness.indicators] == pytest.approx([1 / 45] * 45)

    def test_codes_are_given_to_all_nodes_and_none_twice(self, readiness: Framework) -> None:
        codes = [node.code for node in readiness.walk() if node.id != "index"]
        assert all(codes)
        assert len(codes) == len(set(codes))


class TestTheItems:
    def test_every_item_is_a_check_with_the_levels_0_and_1_and_marked_as_judgement(self, readiness: Framework) -> None:
        for item in readiness.indicators:
            assert (item.kind, str(item.domain)) == ("check", "levels:0..1"), item.id
            assert item.confidence is not None, item.id
            assert {item.confidence.definition, item.confidence.bounds} == {"judgement"}, item.id

    def test_every_item_has_one_criterion_with_its_type_of_evidence(self, readiness: Framework) -> None:
        for item in readiness.indicators:
            assert [criterion.level for criterion in item.criteria] == [1], item.id
            assert item.criteria[0].evidence in EVIDENCE, item.id

    def test_every_type_of_evidence_is_asked_for_somewhere(self, readiness: Framework) -> None:
        assert {item.criteria[0].evidence for item in readiness.indicators} == EVIDENCE

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_every_item_has_a_title_and_a_criterion_of_its_own_in_each_language(
        self, readiness: Framework, language: str
    ) -> None:
        texts = [text for item in readiness.indicators for text in (item.title, item.criteria[0].text)]
        assert [text.missing() for text in texts] == [[]] * 90
        assert len({text.to(language) for text in texts}) == 90

    def test_no_text_is_left_in_the_other_language(self, readiness: Framework) -> None:
        texts = [text for i in readiness.indicators for text in (i.title, i.criteria[0].text, i.unit)]
        texts += [readiness.title, readiness.description]
        assert [str(text) for text in texts if text.to("en") == text.to("id")] == []

    def test_the_source_says_what_is_followed_and_that_the_items_are_not_official(self, readiness: Framework) -> None:
        for words in ("ministry's guide", "Data in Brief 25 (2019) 104098", "Citiasia", "smartscore's own"):
            assert words in readiness.source
        assert "not official" in readiness.source

    def test_every_element_says_where_its_name_comes_from(self, readiness: Framework) -> None:
        sources = {element.id: element.source for element in readiness.index.members}
        assert all("ministry's guide" in sources[name] for name in REQUIRED)
        assert all("Citiasia" in sources[name] for name in OPTIONAL)


class TestScores:
    def test_all_items_met_gives_100_and_none_gives_0(self, readiness: Framework) -> None:
        assert index_of(readiness, index=1) == pytest.approx(100)
        assert index_of(readiness, index=0) == 0

    def test_an_item_adds_its_equal_share(self, readiness: Framework) -> None:
        levels = dict.fromkeys((item.id for item in readiness.indicators), 0.0)
        assert index_of(readiness, **{**levels, "hazard_map_online": 1}) == pytest.approx(100 / 45)
        assert index_of(readiness, **{**levels, "master_plan_adopted": 1}) == pytest.approx(100 / 45)

    def test_without_nature_and_culture_no_coverage_is_lost(self, readiness: Framework) -> None:
        scored = city(readiness, structure=1, infrastructure=1, superstructure=0)
        assert scored.index.iloc[0] == pytest.approx(200 / 3)
        assert scored.coverage["index"].iloc[0] == pytest.approx(1)
        assert scored.scores[OPTIONAL].isna().all(axis=None)

    def test_nature_counts_as_an_equal_where_it_is_filled(self, readiness: Framework) -> None:
        assert index_of(readiness, structure=1, infrastructure=1, superstructure=1, nature=0) == pytest.approx(75)

    def test_structure_alone_gives_no_index_and_the_reason_names_what_is_lacking(self, readiness: Framework) -> None:
        scored = city(readiness, structure=1)
        assert scored.scores["structure"].iloc[0] == pytest.approx(100)
        assert np.isnan(scored.index.iloc[0])
        assert np.isnan(scored.ranks()[0])
        assert scored.bands().tolist() == [""]
        reason = scored.reason(0)
        assert reason is not None
        assert reason.code == "coverage_too_low"
        assert reason.fields["share"] == "33%"
        assert "Infrastructure" in str(reason.fields["lacking"])
        assert "Superstructure" in str(reason.fields["lacking"])

    def test_the_reason_names_what_is_lacking_in_the_language_of_the_reader(self, readiness: Framework) -> None:
        reason = city(readiness, structure=1).reason(0)
        assert reason is not None
        assert "Infrastruktur, Suprastruktur" in reason.message("id")
        assert "Infrastructure, Superstructure" in reason.message("en")

    def test_nature_and_culture_do_not_make_up_for_two_required_elements(self, readiness: Framework) -> None:
        assert np.isnan(index_of(readiness, structure=1, nature=1, culture=1))

    def test_two_of_the_three_required_elements_are_enough(self, readiness: Framework) -> None:
        scored = city(readiness, structure=1, infrastructure=0)
        assert scored.index.iloc[0] == pytest.approx(50)
        assert scored.coverage["index"].iloc[0] == pytest.approx(2 / 3)

    def test_an_element_with_less_than_half_of_its_members_has_no_score(self, readiness: Framework) -> None:
        scored = city(readiness, human_resources=1, finance=1, physical=1)
        assert scored.scores["structure"].iloc[0] == pytest.approx(100)
        assert np.isnan(scored.scores["infrastructure"].iloc[0])

    def test_a_sub_dimension_with_one_item_of_three_has_no_score(self, readiness: Framework) -> None:
        assert np.isnan(city(readiness, programme_line_in_budget=1).scores["finance"].iloc[0])
        two = city(readiness, programme_line_in_budget=1, digital_budget_spent=0)
        assert two.scores["finance"].iloc[0] == pytest.approx(50)

    @pytest.mark.parametrize(
        ("met", "unmet", "band"),
        [
            (["structure"], ["infrastructure", "superstructure"], "not yet ready"),
            (["structure", "infrastructure"], ["superstructure", "nature"], "partly ready"),
            (["structure", "infrastructure"], ["superstructure"], "partly ready"),
            (["structure", "infrastructure", "nature"], ["superstructure"], "ready"),
        ],
    )
    def test_the_bands_begin_at_50_and_75(
        self, readiness: Framework, met: list[str], unmet: list[str], band: str
    ) -> None:
        scored = city(readiness, **dict.fromkeys(met, 1.0), **dict.fromkeys(unmet, 0.0))
        assert scored.bands().tolist() == [band]

    def test_a_check_is_met_or_not_and_every_other_answer_is_refused_with_its_place(self, readiness: Framework) -> None:
        row = {"city": "Kotim", "hazard_map_online": "0.5", "master_plan_adopted": "2", "systems_exchange_data": "ya"}
        with pytest.raises(DatasetError) as refused:
            assess(DataFrame([row]), readiness)
        found = {problem.column or problem.indicator: problem.code for problem in refused.value.problems}
        assert found == {
            "hazard_map_online": "not_a_level",
            "master_plan_adopted": "outside_domain",
            "systems_exchange_data": "not_a_number",
        }

    def test_a_column_of_another_framework_is_not_taken_for_a_misspelt_one(self, readiness: Framework) -> None:
        row = {"city": "Kotim", "institutions": 3.0, **{item.id: 1 for item in readiness.indicators}}
        scored = assess(DataFrame([row]), readiness, elsewhere=lambda: {"institutions"})
        assert scored.index.iloc[0] == pytest.approx(100)
