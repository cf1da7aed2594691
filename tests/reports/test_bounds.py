"""What an indicator is judged by and what is possible of it, in words."""

import pytest

from smartscore import Confidence, Domain, Indicator, Years
from smartscore.reports.elements.bounds import at_end, basis_of, bounds_of, grades_of, plain_number, weakest_end
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


class TestWhatEachEndRestsOn:
    """The best end is the natural limit of a share, the worst one is judged; the definition is generally known."""

    FOUNDED = Confidence("general-knowledge", worst="judgement", best="verified-in-source")
    SETTLED = Indicator(
        "settled",
        rule=Linear(40, 100),
        confidence=FOUNDED,
        basis="One of the shares",
        basis_worst={"en": "40 % is a judgement", "id": "40 % adalah pertimbangan"},
        basis_best="100 = natural limit",
    )

    def test_a_judged_end_is_told_as_one(self) -> None:
        assert bounds_of(self.SETTLED, "en") == ["worst: 40 (judged)", "best: 100"]
        assert bounds_of(self.SETTLED, "id") == ["terburuk: 40 (pertimbangan)", "terbaik: 100"]

    @pytest.mark.parametrize(
        ("founded", "said"),
        [
            (Confidence("verified-in-source", "verified-in-source"), "target: 2.5 ± 4"),
            (FOUNDED, "target: 2.5 ± 4 (the tolerance is judged)"),
            (Confidence("verified-in-source", "judgement"), "target: 2.5 ± 4 (judged)"),
        ],
    )
    def test_the_best_end_of_a_target_is_the_target_and_the_worst_its_tolerance(
        self, founded: Confidence, said: str
    ) -> None:
        assert bounds_of(Indicator("x", rule=Target(2.5, 4), confidence=founded), "en") == [said]

    def test_each_end_has_its_basis_and_then_both(self) -> None:
        told = basis_of(self.SETTLED, "id")
        assert told == ["terburuk: 40 % adalah pertimbangan", "terbaik: 100 = natural limit", "One of the shares"]
        assert basis_of(Indicator("x", rule=Linear(0, 1)), "en") == []

    @pytest.mark.parametrize(
        ("founded", "said"),
        [
            (Confidence("judgement", "judgement"), "judgement"),
            (
                Confidence("verified-in-source", "judgement"),
                "definition: verified in source; bounds: judgement",
            ),
            (FOUNDED, "definition: general knowledge; worst: judgement; best: verified in source"),
            (None, ""),
        ],
    )
    def test_grades_are_told_in_as_few_words_as_say_them(self, founded: Confidence | None, said: str) -> None:
        assert grades_of(Indicator("x", rule=Linear(0, 1), confidence=founded), "en") == said

    @pytest.mark.parametrize(
        ("founded", "end"),
        [
            (FOUNDED, "worst"),
            (Confidence("verified-in-source", "verified-in-source", "general-knowledge"), "best"),
            (Confidence("verified-in-source", "judgement"), None),
            (Confidence("judgement", "judgement", "verified-in-source"), None),
            (Confidence("judgement", "verified-in-source"), None),
        ],
    )
    def test_the_end_that_alone_is_weakest_is_named(self, founded: Confidence, end: str | None) -> None:
        assert weakest_end(founded) == end
        assert str(at_end("Water", founded)) == (f"Water ({end} end)" if end else "Water")


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
