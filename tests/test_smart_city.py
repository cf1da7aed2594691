"""The default framework: six equal dimensions, whatever plugins add or leave out, and its editions."""

from collections.abc import Mapping

import pytest
from attrs import evolve
from builders import EXAMPLE

from smartscore import (
    Dimension,
    Framework,
    FrameworkError,
    Indicator,
    UsageError,
    assess,
    compare,
    discover,
    load_framework,
    read_dataset,
)
from smartscore.model import share_by_confidence, walk
from smartscore.rules import Linear, answers
from smartscore.smart_city import EDITIONS, SIX, changes_of, smart_city


def dimensions(*names: str) -> dict[str, Dimension]:
    return {name: Dimension(name, members=[Indicator(f"{name}_share", rule=Linear(0, 10))]) for name in names}


def test_the_six_come_in_their_order_with_equal_weights() -> None:
    framework = smart_city(dimensions(*sorted(SIX)))
    assert [member.id for member in framework.index.members] == list(SIX)
    assert [framework.shares[name] for name in SIX] == pytest.approx([1 / 6] * 6)
    assert (framework.name, framework.edition, framework.scale) == ("smart-city", "2025", (0.0, 100.0))


def test_others_follow_and_change_the_name_and_the_fingerprint() -> None:
    six, eight = smart_city(dimensions(*SIX)), smart_city(dimensions("zoo", *SIX, "art"))
    assert [member.id for member in eight.index.members] == [*SIX, "art", "zoo"]
    assert eight.name == "smart-city + art + zoo"
    assert eight.fingerprint != six.fingerprint


def test_what_is_left_out_is_told() -> None:
    assert smart_city(dimensions("governance", "living", "zoo")).name == (
        "smart-city - branding - economy - society - environment + zoo"
    )


def test_two_thirds_of_the_weight_must_have_a_score() -> None:
    assert smart_city(dimensions(*SIX)).index.min_coverage == pytest.approx(2 / 3)


def test_five_neutral_bands_begin_where_they_were_tried() -> None:
    bands = smart_city(dimensions(*SIX)).bands
    assert [band.start for band in bands] == [0, 35, 50, 65, 80]
    assert [str(band.title) for band in bands] == ["very low", "low", "middle", "high", "very high"]
    assert not any(band.open for band in bands)


def test_without_dimensions_there_is_no_framework() -> None:
    with pytest.raises(FrameworkError) as refused:
        smart_city({})
    assert [problem.code for problem in refused.value.problems] == ["no_dimensions"]


def test_it_does_not_pass_itself_off_as_official() -> None:
    assert "not official" in smart_city(dimensions(*SIX)).source


class TestEdition2026:
    FIRST, SECOND = EDITIONS

    def test_it_is_another_framework_of_the_same_family(self) -> None:
        old, new = (smart_city(dimensions(*SIX), edition) for edition in EDITIONS)
        assert (old.id, old.edition, old.family) == ("smart-city", "2025", "")
        assert (new.id, new.edition, new.family) == ("smart-city-2026", "2026", "smart-city")
        assert old.bands == new.bands
        assert new.title.to("id") == "Kota cerdas, edisi 2026"

    def test_the_edition_of_who_does_not_ask_is_the_old_one(self) -> None:
        assert smart_city(dimensions(*SIX)) == smart_city(dimensions(*SIX), self.FIRST)

    def test_dimensions_of_others_join_it_too(self) -> None:
        extended = smart_city(dimensions("zoo", *SIX), self.SECOND)
        assert extended.name == "smart-city-2026 + zoo"
        assert extended.nodes["zoo_share"] == Indicator("zoo_share", rule=Linear(0, 10))

    def test_it_changes_indicators_of_its_own_dimensions_alone(self) -> None:
        mine = Indicator("unemployment_rate", rule=Linear(30, 0))
        theirs = Dimension("zoo", members=[mine])
        economy = Dimension("economy", members=[Dimension("welfare", members=[evolve(mine, unit="%")])])
        assert smart_city({"zoo": theirs}, self.SECOND).nodes["unemployment_rate"] == mine
        changed = smart_city({"economy": economy}, self.SECOND).nodes["unemployment_rate"]
        assert isinstance(changed, Indicator)
        assert changed.rule == Linear(12.1, 1.6)
        assert str(changed.unit) == "%"

    def test_where_a_dimension_is_left_out_the_rest_is_changed(self) -> None:
        part = load_framework("smart-city-2026", plugins=discover(bundled_only=True, without=["economy"]))
        assert part.name == "smart-city-2026 - economy"
        assert answers.bounds(part.nodes["clean_cooking_fuel"].rule) == (20, 100)

    def test_without_dimensions_there_is_none_either(self) -> None:
        with pytest.raises(FrameworkError, match="smart-city-2026"):
            smart_city({}, self.SECOND)


class TestWhatTheEditionsDifferIn:
    @pytest.fixture
    def editions(self) -> tuple[Framework, Framework]:
        old, new = (load_framework(edition.id, plugins=discover(bundled_only=True)) for edition in EDITIONS)
        return old, new

    def test_five_rules_are_others_and_nothing_else_that_moves_a_score(
        self, editions: tuple[Framework, Framework]
    ) -> None:
        old, new = editions
        assert list(old.nodes) == list(new.nodes)
        rules = {name: (old.nodes[name].rule, new.nodes[name].rule) for name in old.nodes}
        assert {name: pair for name, pair in rules.items() if pair[0] != pair[1]} == {
            "grdp_growth_5y": (Linear(1.5, 8), Linear(3.35, 8.02)),
            "unemployment_rate": (Linear(12, 2), Linear(12.1, 1.6)),
            "jkn_active_share": (Linear(50, 98), Linear(50, 99)),
            "disaster_risk_index": (Linear(185, 85), Linear(189.8, 85)),
            "clean_cooking_fuel": (Linear(20, 98), Linear(20, 100)),
        }
        back = {name: pair[0] for name, pair in rules.items()}
        undone = evolve(new, id=old.id, edition=old.edition, family="", index=with_rules(new.index, back))
        assert undone.fingerprint == old.fingerprint

    def test_every_change_is_of_an_indicator_that_there_is(self, editions: tuple[Framework, Framework]) -> None:
        old, _ = editions
        for dimension, indicators in changes_of(EDITIONS[1]).items():
            below = {node.id for node in walk(old.nodes[dimension])}
            assert indicators.keys() <= below

    def test_less_of_the_index_rests_on_judgement(self, editions: tuple[Framework, Framework]) -> None:
        """Both ends of unemployment, the worse of growth and of risk, the better of fuel: five halves of 54."""
        old, new = (share_by_confidence(edition)["judgement"] for edition in editions)
        assert old - new == pytest.approx((2 + 1 + 1 + 1) / 2 / 54)

    def test_they_are_not_scored_side_by_side_but_compared_by_a_crosswalk(
        self, editions: tuple[Framework, Framework]
    ) -> None:
        before, after = (assess(read_dataset(EXAMPLE), edition) for edition in editions)
        with pytest.raises(UsageError, match="the frameworks differ"):
            compare(before, after)
        compared = compare(before, after, {name: name for name in before.framework.nodes})
        assert compared.summary["change"].to_numpy() == pytest.approx(compared.summary["difference"].to_numpy())
        moved = set(compared.by_indicator.index.get_level_values("node"))
        assert moved == {node for dimension in changes_of(EDITIONS[1]).values() for node in dimension}


def with_rules(dimension: Dimension, rules: Mapping[str, object]) -> Dimension:
    members = [
        with_rules(member, rules) if isinstance(member, Dimension) else evolve(member, rule=rules[member.id])
        for member in dimension.members
    ]
    return evolve(dimension, members=members)
