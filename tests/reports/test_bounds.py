"""What an indicator is judged by and what is possible of it, in words."""

import pytest

from smartscore import Domain, Indicator, Years
from smartscore.reports.elements.bounds import bounds_of, plain_number
from smartscore.rules import (
    Categories,
    Classes,
    Levels,
    Linear,
    Log,
    Rank,
    Ratio,
    RelativeRule,
    Rule,
    Score,
    Target,
    Unscored,
)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Linear(54, 100), ["worst: 54", "best: 100"]),
        (Log(0.5, 20), ["worst: 0.5", "best: 20"]),
        (Target(7, 1.5), ["target: 7 ± 1.5"]),
        (Ratio(90), ["best: 90"]),
        (Levels(0, 5), ["levels: 0 to 5"]),
        (Score(0, 4), ["possible: 0 to 4"]),
        (Categories({"good": 1, "bad": 0}), ["worst to best: bad < good"]),
        (Classes([33, 66], [0, 0.5, 1]), ["class limits: 33; 66"]),
        (Rank(), ["compared with the other cities"]),
        (Unscored(), []),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_rule_says_what_scores_least_and_most(rule: Rule | RelativeRule, said: list[str]) -> None:
    assert bounds_of(Indicator("x", rule=rule), "en") == said


def test_they_have_the_language_of_the_reader_and_its_decimal_mark() -> None:
    assert bounds_of(Indicator("x", rule=Log(0.5, 20)), "id") == ["terburuk: 0,5", "terbaik: 20"]


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        (Domain(0, 100), ["possible: 0 to 100"]),
        (Domain(low=0), ["possible: 0 or more"]),
        (Domain(high=9), ["possible: 9 or less"]),
        (Domain(), []),
    ],
)
def test_what_is_possible_is_said_too(domain: Domain, said: list[str]) -> None:
    assert bounds_of(Indicator("x", rule=Unscored(), domain=domain), "en") == said


def test_of_an_amount_over_another_one_nothing_is_said_that_holds_for_the_quotient() -> None:
    node = Indicator("x", rule=Linear(0, 1), domain=Domain(0, 1), denominator="population")
    assert bounds_of(node, "en") == ["worst: 0", "best: 1"]


def test_the_years_for_which_an_indicator_is_valid_are_said() -> None:
    assert bounds_of(Indicator("x", rule=Unscored(), valid_years=Years(2022, 2024)), "en") == ["valid for: 2022..2024"]


def test_numbers_have_the_decimals_that_they_have() -> None:
    assert [plain_number(value, "id") for value in (1e6, 0.25, -3, 1e15)] == ["1000000", "0,25", "-3", "1e+15"]
