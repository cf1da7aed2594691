"""The default framework: six equal dimensions, and whatever plugins add or leave out."""

import pytest

from smartscore import Dimension, FrameworkError, Indicator
from smartscore.rules import Linear
from smartscore.smart_city import SIX, smart_city


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
