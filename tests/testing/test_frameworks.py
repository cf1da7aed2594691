"""The checks of dimensions and frameworks: what they let pass, and what they refuse with which problem."""

from collections.abc import Callable

import numpy as np
import pytest
from attrs import evolve
from method_builders import failing, filling, given, share

from smartscore.errors import FrameworkError
from smartscore.model import Band, Dimension, Domain, Framework, Indicator
from smartscore.rules import Levels, Linear, Log, MinMax, Power, Rank, Rule
from smartscore.testing import check_dimension, check_framework

BOTH = {"en": "Something", "id": "Sesuatu"}


WATER = Indicator("water", BOTH, rule=Linear(0, 100))
PLAN = Indicator("plan", BOTH, rule=Levels(0, 5))
LIVING = Dimension("living", BOTH, members=[WATER, PLAN], rule=Rank())


def problems(check: Callable[[], None]) -> list[tuple[str, str | None]]:
    with pytest.raises(FrameworkError) as refused:
        check()
    return [(problem.code, problem.indicator) for problem in refused.value.problems]


@pytest.mark.parametrize(
    "dimension",
    [
        LIVING,
        evolve(LIVING, id="index"),
        evolve(LIVING, title="Living", rule=None),
        evolve(LIVING, members=[evolve(WATER, rule=rule) for rule in [MinMax()]]),
        evolve(LIVING, members=[LIVING.members[0], Dimension("deeper", BOTH, members=[PLAN], rule=Linear(0, 50))]),
    ],
    ids=["with a rule", "index", "plain title", "relative rule", "deeper"],
)
def test_a_good_dimension_passes(dimension: Dimension) -> None:
    check_dimension(dimension)
    check_framework(Framework("f", BOTH, index=Dimension("index", BOTH, members=[evolve(dimension, id="top")])))
    assert dimension.members


def test_a_title_that_lacks_a_language_is_refused_with_its_node() -> None:
    english = evolve(LIVING, members=[evolve(WATER, title={"en": "Water"}), evolve(PLAN, title={"id": "Rencana"})])
    assert problems(lambda: check_dimension(english)) == [
        ("title_untranslated", "water"),
        ("title_untranslated", "plan"),
    ]
    with pytest.raises(FrameworkError) as refused:
        check_dimension(evolve(LIVING, title={"en": "Living", "id": ""}))
    assert str(refused.value) == "living: the title is missing in the language id [title_untranslated]"


def test_a_title_of_a_framework_or_a_band_that_lacks_a_language_is_refused() -> None:
    index = Dimension("index", members=[LIVING])
    low = Framework("f", BOTH, index=index, bands=[Band({"en": "low"}, 0), Band("high", 50)])
    assert problems(lambda: check_framework(low)) == [("title_untranslated", "low")]
    untitled = Framework("f", {"en": "F"}, index=index)
    assert [code for code, _ in problems(lambda: check_framework(untitled))] == ["title_untranslated"]


def test_the_rule_of_every_node_is_checked_and_named() -> None:
    bad = Dimension(
        "living",
        BOTH,
        members=[evolve(WATER, rule=given(filling)), evolve(PLAN, rule=given(share, better="lower"))],
        rule=given(failing),
    )
    assert set(problems(lambda: check_dimension(bad))) == {
        ("rule_loses_gaps", "water"),
        ("rule_not_monotone", "plan"),
        ("rule_fails", "living"),
    }


def test_a_rule_is_tried_on_the_values_that_its_indicator_can_have() -> None:
    below_1 = given(lambda values: np.where(values > 1, 0, values))
    fine = evolve(WATER, rule=below_1, domain=Domain(0, 1))
    check_dimension(evolve(LIVING, members=[fine]))
    half = given(lambda values: (values > 0.5) * 1.0 - 2 * (values > 2) + 0 * values)
    wide = evolve(WATER, rule=half, domain=Domain(0, 5))
    assert ("rule_out_of_range", "water") in problems(lambda: check_dimension(evolve(LIVING, members=[wide])))


def test_the_rule_of_a_dimension_is_tried_on_the_scale() -> None:
    falling_above_3 = given(lambda values: np.where(values > 3, 0, values / 5).clip(0, 1))
    index = Dimension("index", BOTH, members=[PLAN], rule=falling_above_3)
    check_framework(Framework("shares", BOTH, index=index, scale=(0, 1)))
    found = problems(lambda: check_framework(Framework("levels", BOTH, index=index, scale=(1, 5))))
    assert found == [("rule_not_monotone", "index")]


@pytest.mark.parametrize("rule", [Log(0.9, 0.1), Power(0.9, 0.1), Log(0.1, 0.9), Log(0.9, 0.1, zero="best")])
def test_a_curve_on_a_dimension_is_tried_where_it_is_defined(rule: Rule) -> None:
    index = Dimension("index", BOTH, members=[PLAN], rule=rule)
    check_framework(Framework("shares", BOTH, index=index, scale=(0, 1)))


def test_ids_and_weights_of_a_dimension_are_checked() -> None:
    twice = Dimension("living", BOTH, members=[WATER, Dimension("water", BOTH, members=[PLAN])])
    assert [code for code, _ in problems(lambda: check_dimension(twice))] == ["id_twice"]
    weightless = evolve(LIVING, members=[evolve(WATER, weight=0)])
    assert [code for code, _ in problems(lambda: check_dimension(weightless))] == ["weights_all_zero"]
    empty = Dimension("living", BOTH, members=[])
    assert [code for code, _ in problems(lambda: check_dimension(empty))] == ["no_members"]
