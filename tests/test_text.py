"""Texts by language, and both languages in everything that is bundled: titles, definitions, bands, criteria."""

import pytest

from smartscore import Dimension, Framework, Indicator, Text, discover, load_framework
from smartscore.api import framework_sources
from smartscore.messages import LANGUAGES
from smartscore.text import as_text


def bundled() -> list[Framework]:
    plugins = discover(bundled_only=True)
    return [load_framework(name, plugins=plugins) for name in framework_sources(plugins)]


class TestText:
    def test_a_text_is_given_in_the_language_asked_for(self) -> None:
        text = Text({"en": "city", "id": "daerah"})
        assert [text.to(language) for language in ("en", "id")] == ["city", "daerah"]
        assert str(text) == "city"

    def test_else_in_english_else_in_any(self) -> None:
        assert Text({"en": "city"}).to("id") == "city"
        assert Text({"id": "daerah"}).to("en") == "daerah"
        assert Text({}).to("en") == ""

    def test_a_plain_text_serves_all_languages(self) -> None:
        assert [Text("HDI").to(language) for language in LANGUAGES] == ["HDI", "HDI"]
        assert Text("HDI").missing() == []

    def test_what_a_text_lacks_is_listed(self) -> None:
        assert Text({"en": "city"}).missing() == ["id"]
        assert Text({"en": "", "id": "daerah"}).missing() == ["en"]
        assert Text({}).missing() == ["en", "id"]

    def test_a_text_without_words_is_false(self) -> None:
        assert not Text("")
        assert not Text({"en": "", "id": ""})
        assert Text({"id": "daerah"})

    def test_a_text_is_taken_as_it_is(self) -> None:
        text = Text("HDI")
        assert as_text(text) is text
        assert as_text({"en": "city"}) == Text({"en": "city"})

    def test_the_order_of_languages_does_not_matter(self) -> None:
        assert Text({"en": "city", "id": "daerah"}) == Text({"id": "daerah", "en": "city"})


class TestTitles:
    @pytest.fixture
    def nodes(self) -> list[tuple[str, Dimension | Indicator]]:
        return [(framework.id, node) for framework in bundled() for node in framework.walk()]

    def test_every_framework_has_both_languages(self) -> None:
        for framework in bundled():
            assert {language for language, text in framework.title.by_language if text} == set(LANGUAGES)

    def test_every_source_has_the_title_of_its_framework(self) -> None:
        sources = framework_sources(discover(bundled_only=True))
        assert {name: source.title for name, source in sources.items()} == {
            framework.id: framework.title for framework in bundled()
        }

    def test_every_node_has_both_languages(self, nodes: list[tuple[str, Dimension | Indicator]]) -> None:
        assert len(nodes) > 80
        bare = [
            (name, node.id)
            for name, node in nodes
            if {key for key, text in node.title.by_language if text} != {*LANGUAGES}
        ]
        assert bare == []

    def test_every_band_has_both_languages(self) -> None:
        bands = [band for framework in bundled() for band in framework.bands]
        assert len(bands) >= 13
        for band in bands:
            assert band.title.missing() == []  # a plain title, such as a predicate, is for all languages

    def test_every_note_has_both_languages(self) -> None:
        notes = [framework.note for framework in bundled() if framework.note]
        assert notes
        for note in notes:
            assert {language for language, text in note.by_language if text} == set(LANGUAGES)

    def test_every_definition_basis_and_caution_has_both_languages(
        self, nodes: list[tuple[str, Dimension | Indicator]]
    ) -> None:
        texts = [
            (node.id, text)
            for _, node in nodes
            if isinstance(node, Indicator)
            for text in (node.description, node.basis, node.caution)
        ]
        told = [(name, text) for name, text in texts if text]
        assert len(told) > 100
        assert [name for name, text in told if {key for key, words in text.by_language if words} != {*LANGUAGES}] == []

    def test_every_indicator_of_the_six_dimensions_is_defined(self) -> None:
        assert [node.id for node in load_framework("smart-city").indicators if not node.description] == []

    def test_every_criterion_has_both_languages(self, nodes: list[tuple[str, Dimension | Indicator]]) -> None:
        criteria = [(node.id, c) for _, node in nodes if isinstance(node, Indicator) for c in node.criteria]
        assert len(criteria) >= 99
        assert [
            (name, criterion.level)
            for name, criterion in criteria
            if {key for key, text in criterion.text.by_language if text} != {*LANGUAGES}
        ] == []
