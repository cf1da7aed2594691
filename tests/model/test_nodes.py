"""Indicators, dimensions and the small values that they hold."""

import math
from collections.abc import Callable

import pytest

from smartscore.aggregates import Arithmetic
from smartscore.errors import FrameworkError, PluginError
from smartscore.model import Confidence, Criterion, Dimension, Domain, Indicator, Methods, Years
from smartscore.rules import Levels, Linear, Score
from smartscore.steps import Impute
from smartscore.text import Text

RULE = Linear(0, 100)


def indicator(id: str = "poverty", **fields: object) -> Indicator:  # noqa: A002  # the name of the field
    return Indicator(id, **{"rule": RULE, **fields})  # type: ignore[arg-type]


def said_by(make: Callable[[], object]) -> str:
    with pytest.raises(FrameworkError) as refused:
        make()
    return refused.value.problems[0].to("en")


def test_a_title_is_the_id_until_one_is_given() -> None:
    assert indicator().title == Text("poverty")
    assert Dimension("living", members=[]).title == Text("living")
    assert indicator(title="Poor people").title.to("id") == "Poor people"


def test_a_title_may_be_given_in_each_language() -> None:
    title = indicator(title={"en": "Poverty", "id": "Kemiskinan"}).title
    assert (title.to("id"), title.to("en"), str(title)) == ("Kemiskinan", "Poverty", "Poverty")


def test_nothing_but_id_and_rule_must_be_said_of_an_indicator() -> None:
    plain = indicator()
    assert (plain.weight, plain.optional, plain.decimals, plain.domain, plain.confidence) == (
        1,
        False,
        None,
        None,
        None,
    )
    assert (plain.aliases, plain.criteria, plain.code) == ((), (), "")


def test_nothing_but_id_and_members_must_be_said_of_a_dimension() -> None:
    plain = Dimension("living", members=[indicator()])
    assert (plain.aggregate, plain.rule, plain.missing, plain.min_coverage) == (Arithmetic(), None, "leave_out", 0)
    assert plain.members == (indicator(),)


@pytest.mark.parametrize("name", ["a", "internet_users", "x2_3", "index"])
def test_an_id_is_small_letters_digits_and_underscores(name: str) -> None:
    assert indicator(name).id == name
    assert Dimension(name, members=[]).id == name


@pytest.mark.parametrize("name", ["", "A", "Poverty", "2nd", "_a", "a-b", "a b", "é", "a.b", "a\n"])
def test_any_other_id_is_refused(name: str) -> None:
    expected = f"{name!r} is no id: small letters, digits and _, a letter first (ids of frameworks may have -)"
    assert said_by(lambda: indicator(name)) == expected
    assert said_by(lambda: Dimension(name, members=[])) == expected


@pytest.mark.parametrize(
    "name",
    ["city", "code", "name", "year", "assessor", "indicator", "value", "rank", "band", "coverage", "source", "quality"],
)
def test_the_names_of_other_columns_are_reserved(name: str) -> None:
    assert said_by(lambda: indicator(name)) == f"the id {name!r} is reserved for a column of datasets"
    assert said_by(lambda: Dimension(name, members=[])) == f"the id {name!r} is reserved for a column of datasets"


@pytest.mark.parametrize("weight", [0, 0.5, 3])
def test_a_weight_is_a_finite_number_of_0_or_more(weight: float) -> None:
    assert indicator(weight=weight).weight == Dimension("d", members=[], weight=weight).weight == weight


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_any_other_weight_is_refused(weight: float) -> None:
    expected = f"the weight {weight} is not a finite number of 0 or more"
    assert said_by(lambda: indicator(weight=weight)) == expected
    assert said_by(lambda: Dimension("d", members=[], weight=weight)) == expected


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_the_least_coverage_is_a_share(share: float) -> None:
    assert said_by(lambda: Dimension("d", members=[], min_coverage=share)) == f"{share} is no share from 0 to 1"


@pytest.mark.parametrize("decimals", [-1, 13, 1.5])
def test_decimals_are_0_to_12(decimals: float) -> None:
    expected = f"decimals is {decimals}; it must be 0 to 12"
    assert said_by(lambda: indicator(decimals=decimals)) == expected
    assert said_by(lambda: Dimension("d", members=[], decimals=decimals)) == expected
    assert indicator(decimals=0).decimals == 0


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("number:0..100", Domain(0, 100)),
        ("number:-1.5..2e3", Domain(-1.5, 2000)),
        ("number:0..", Domain(0, math.inf)),
        ("number:..0", Domain(-math.inf, 0)),
        ("number:..", Domain()),
        ("levels:0..5", Domain(0, 5, whole=True)),
        ("number:7..7", Domain(7, 7)),
    ],
)
def test_a_domain_is_read_from_its_short_form_and_written_as_that(written: str, domain: Domain) -> None:
    assert Domain.parse(written) == domain
    assert Domain.parse(str(domain)) == domain


@pytest.mark.parametrize(
    "written",
    ["", "number", "number:5", "0..100", "share:0..1", "number:a..b", "number:100..0", "levels:", "number:nan..5"],
)
def test_any_other_domain_is_refused(written: str) -> None:
    expected = f"the domain {written!r} is not like number:0..100 or levels:0..5"
    assert said_by(lambda: Domain.parse(written)) == expected


def test_rules_for_levels_and_scores_bring_their_domain_with_them() -> None:
    assert indicator(rule=Levels(0, 5)).possible == Domain(0, 5, whole=True)
    assert indicator(rule=Score(1, 10)).possible == Domain(1, 10)
    assert indicator(rule=Levels(0, 5), domain=Domain(0, 9)).possible == Domain(0, 9)
    assert indicator().possible is None


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("2022..2024", [2022, 2023, 2024], [2021, 2025]),
        ("2025..", [2025, 2100], [2024]),
        ("..2019", [1990, 2019], [2020]),
        ("2024", [2024], [2023, 2025]),
    ],
)
def test_valid_years_hold_both_their_ends(written: str, inside: list[int], outside: list[int]) -> None:
    years = Years.parse(written)
    assert all(year in years for year in inside)
    assert not any(year in years for year in outside)
    assert Years.parse(str(years)) == years


@pytest.mark.parametrize("written", ["", "now", "2022-2024", "2022..x", "2024..2022", "nan.."])
def test_any_other_years_are_refused(written: str) -> None:
    assert said_by(lambda: Years.parse(written)) == f"the years {written!r} are not like 2022..2024, 2025.. or 2024"


def test_the_weaker_of_two_grades_counts() -> None:
    assert Confidence("verified-in-source", "judgement").weakest == "judgement"
    assert Confidence("general-knowledge", "verified-in-source").weakest == "general-knowledge"
    assert Confidence("verified-in-source", "verified-in-source").weakest == "verified-in-source"


def test_another_grade_is_refused() -> None:
    allowed = "verified-in-source, general-knowledge, judgement"
    assert said_by(lambda: Confidence("sure", "judgement")) == f"definition is 'sure'; allowed: {allowed}"
    assert said_by(lambda: Confidence("judgement", "")) == f"worst is ''; allowed: {allowed}"
    assert said_by(lambda: Confidence("judgement", "judgement", "")) == f"best is ''; allowed: {allowed}"


class TestEachEndHasAGrade:
    MIXED = Confidence("general-knowledge", worst="judgement", best="verified-in-source")

    def test_the_best_end_is_founded_as_the_worst_one_where_nothing_is_said(self) -> None:
        assert Confidence("verified-in-source", "judgement").best == "judgement"

    def test_the_bounds_are_as_weak_as_the_weaker_end(self) -> None:
        assert self.MIXED.bounds == "judgement"
        assert Confidence("judgement", "verified-in-source", "general-knowledge").bounds == "general-knowledge"

    def test_the_weakest_of_three_counts(self) -> None:
        assert self.MIXED.weakest == "judgement"
        assert Confidence("judgement", "verified-in-source", "general-knowledge").weakest == "judgement"

    def test_a_half_rests_on_the_definition_or_on_its_end_the_weaker_of_the_two(self) -> None:
        assert self.MIXED.halves == ("judgement", "general-knowledge")
        assert Confidence("judgement", "verified-in-source").halves == ("judgement", "judgement")


@pytest.mark.parametrize("what", ["aliases", "overlaps"])
def test_the_letters_of_a_text_are_not_taken_for_names(what: str) -> None:
    assert indicator(**{what: ["abc"]}) == indicator(**{what: ("abc",)})
    with pytest.raises(FrameworkError) as refused:
        indicator(**{what: "abc"})
    assert "'abc'" in str(refused.value)


def test_a_criterion_says_what_a_level_asks_for() -> None:
    criterion = Criterion(3, {"en": "a plan in force", "id": "rencana berlaku"}, "decree")
    assert indicator(rule=Levels(0, 5), criteria=[criterion]).criteria == (criterion,)
    assert criterion.text.to("id") == "rencana berlaku"


def test_nodes_are_frozen_and_equal_by_value() -> None:
    assert indicator() == indicator()
    assert indicator() != indicator(weight=2)
    with pytest.raises(AttributeError):
        indicator().weight = 2  # type: ignore[misc]


def test_methods_join_and_a_name_is_supplied_once() -> None:
    mine, theirs = Methods(rules={"linear": Linear}), Methods(rules={"levels": Levels}, steps={"fill": Impute})
    both = mine.joined(theirs)
    assert (both.rules, both.steps) == ({"linear": Linear, "levels": Levels}, {"fill": Impute})
    assert mine.joined(mine).rules == mine.rules == {"linear": Linear}


def test_methods_take_no_weights_yet() -> None:
    with pytest.raises(PluginError) as refused:
        Methods(weights={"equal": dict, "by_variance": dict})
    assert refused.value.problems[0].to("en") == (
        "there is no use for weights yet (by_variance, equal): leave `weights` out of the methods"
    )


def test_a_method_name_that_is_taken_is_refused() -> None:
    with pytest.raises(PluginError) as refused:
        Methods(aggregates={"mean": Arithmetic}).joined(Methods(aggregates={"mean": dict}))
    assert refused.value.problems[0].to("en") == "the name 'mean' is taken by another aggregate already"
