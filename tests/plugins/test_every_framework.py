"""What holds for every framework that comes with smartscore, whatever it is about."""

import math
import re
from collections import Counter

import pytest

from smartscore import Dimension, Framework, FrameworkSource, discover
from smartscore.api import framework_sources
from smartscore.messages import LANGUAGES
from smartscore.model import is_unscored
from smartscore.plugins.trial import tried
from smartscore.reports import REPORTS, Style
from smartscore.reports.subjects import catalogue
from smartscore.testing import check_framework

SOURCES = framework_sources(discover(bundled_only=True))
FRAMEWORKS = {name: source.load() for name, source in SOURCES.items()}

of_every = pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))


def test_no_bundled_plugin_is_broken() -> None:
    assert [plugin.name for plugin in tried(discover(bundled_only=True)) if plugin.error] == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_the_title_of_a_source_is_that_of_its_framework_in_every_language(source: FrameworkSource) -> None:
    framework = FRAMEWORKS[source.id]
    titles = {language: source.title.to(language) for language in LANGUAGES}
    assert titles == {language: framework.title.to(language) for language in LANGUAGES}
    assert len(set(titles.values())) == len(LANGUAGES)
    assert source.title.missing() == []


@of_every
def test_it_passes_the_check_of_frameworks(framework: Framework) -> None:
    check_framework(framework)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_source_gives_the_framework_of_its_id_with_an_edition(name: str) -> None:
    framework = FRAMEWORKS[name]
    assert framework.id == name
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)
    assert framework.edition


@of_every
def test_it_says_where_it_comes_from(framework: Framework) -> None:
    assert framework.source


@pytest.mark.parametrize("name", sorted(FRAMEWORKS.keys() - {"smart-city"}))
def test_a_framework_of_a_plugin_names_its_family(name: str) -> None:
    family = FRAMEWORKS[name].family
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", family)
    assert name.startswith(family.split("-")[0])


def test_editions_of_one_family_differ_in_edition_and_fingerprint() -> None:
    families = Counter(framework.family for framework in FRAMEWORKS.values() if framework.family)
    several = [family for family, count in families.items() if count > 1]
    assert {"spbe", "kominfo-evaluation"} <= set(several)
    for family in several:
        members = [framework for framework in FRAMEWORKS.values() if framework.family == family]
        assert len({framework.edition for framework in members}) == len(members)
        assert len({framework.fingerprint for framework in members}) == len(members)


@of_every
def test_every_weight_is_finite_and_the_shares_of_what_is_scored_add_up_to_1(framework: Framework) -> None:
    for node in framework.walk():
        assert math.isfinite(node.weight), node.id
        assert node.weight >= 0, node.id
    scored = sum(framework.shares[node.id] for node in framework.indicators)
    assert scored == (0 if is_unscored(framework.index) else pytest.approx(1))


@of_every
def test_no_weight_0_stands_where_all_siblings_would_have_it(framework: Framework) -> None:
    for node in framework.dimensions:
        assert any(member.weight for member in node.members), node.id


@of_every
def test_every_indicator_says_how_well_it_is_founded(framework: Framework) -> None:
    assert [node.id for node in framework.indicators if node.confidence is None] == []


@of_every
def test_codes_stand_once_among_siblings_and_no_code_is_the_id_of_another_node(framework: Framework) -> None:
    for dimension in framework.dimensions:
        codes = [member.code for member in dimension.members if member.code]
        assert len(codes) == len(set(codes)), dimension.id
    assert [node.id for node in framework.walk() if node.code in framework.nodes.keys() - {node.id}] == []


@of_every
def test_bands_begin_within_the_scale_and_the_lowest_at_its_lower_end(framework: Framework) -> None:
    low, high = framework.scale
    starts = [band.start for band in framework.bands]
    assert all(low <= start < high for start in starts)
    assert starts[:1] in ([], [low])


@of_every
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_shown_in_every_language(framework: Framework, language: str) -> None:
    text = str(REPORTS["table"].render(catalogue.document(framework), Style(language=language, width=1000)))
    assert framework.title.to(language) in text
    assert [node.id for node in framework.walk() if f"{node.id} " not in text] == []


@of_every
def test_a_second_loading_gives_an_equal_framework(framework: Framework) -> None:
    again = SOURCES[framework.id].load()
    assert again == framework
    assert again.fingerprint == framework.fingerprint
    assert isinstance(again.index, Dimension)
