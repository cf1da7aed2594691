"""What is said of draws beside choices: their assumptions in words, and how many choices hold."""

import json

import numpy as np
import pytest
from builders import framework, percent
from pandas import DataFrame
from plan_builders import city, programme

from smartscore import Assessment, assess, plan
from smartscore.errors import Problem
from smartscore.plans import Limits, QuickWin
from smartscore.reports import REPORTS, Document, Style
from smartscore.reports.elements.robustness.assumed import assumed_sentence
from smartscore.reports.elements.robustness.holding import holding_record, holding_sentences, share_record
from smartscore.reports.subjects import plan as plan_subject
from smartscore.reports.subjects import selection
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    LeaveOut,
    WeightDirichlet,
    WeightNoise,
)
from smartscore.robustness.choices import Holding

NOISE = Assumptions([WeightNoise(0.25)])
FAILED = Holding(np.array([np.nan]), 0, 1, NOISE, failure=Problem("no_value", {}))


def held(*shares: float, impossible: int = 0) -> Holding:
    return Holding(np.array(shares), 200, 1, NOISE, impossible)


def said(told: Holding, *chosen: bool) -> list[str]:
    return [str(one) for one in holding_sentences(told, np.array(chosen), "plan")]


class TestTheAssumptionsInWords:
    def test_those_that_are_made_by_default_have_words(self) -> None:
        methods = [
            Alternatives("index.aggregate", ["arithmetic", "geometric"], id="aggregation"),
            Alternatives("indicators.rule", ["minmax", "zscore"], id="normalisation"),
        ]
        told = assumed_sentence(Assumptions([WeightNoise(0.25), BoundShift(0.1), *methods, LeaveOut()]), 200, 7)
        assert str(told).startswith(
            "The 200 draws (seed 7) vary at once: weights are up to 25% higher or lower; bounds that rest on judgement "
            "move by up to 10% of their distance; the index is an arithmetic or a geometric mean; indicators are "
            "normalised by min-max or by z-scores; one indicator is left out."
        )
        assert told.to("id").startswith("Simulasi ini (200 kali, benih 7) mengubah sekaligus: bobot sampai 25%")

    def test_others_go_by_their_id(self) -> None:
        some: list[Assumption] = [
            WeightDirichlet(id="judges"),
            LeaveOut(of=("a",), id="one"),
            BoundShift(0.2, of=("a",), id="ends"),
        ]
        told = assumed_sentence(Assumptions([*some, WeightNoise(0.1, of=("index",), id="noise")]), 10, 1)
        assert "vary at once: judges; one; ends; noise." in str(told)


class TestTheSentences:
    def test_those_that_hold_are_counted_among_those_chosen(self) -> None:
        first, draws = said(held(1.0, 0.9, 0.5, 0.95), True, True, True, False)
        assert first.startswith("2 of 3 chosen programmes hold in 90% of the draws")
        assert draws.startswith("The 200 draws (seed 1) vary at once: weights are up to 25% higher or lower.")

    def test_draws_without_a_choice_are_counted(self) -> None:
        told = said(held(0.9, impossible=20), True)
        assert told[1] == "In 20 of 200 draws no choice keeps to the limits or reaches the target."

    def test_a_method_that_cannot_be_applied_is_named(self) -> None:
        (told,) = said(FAILED, True)
        assert told == (
            "How often the choice holds cannot be said, since a method cannot be applied in some draws: no value"
        )
        assert (holding_record(FAILED), share_record(FAILED, 0)) == ({"robustness": None}, {"holds": None})

    def test_where_nothing_is_assumed_nothing_is_said(self) -> None:
        assert said(Holding(np.array([np.nan]), 0, 1, Assumptions(())), True) == []

    def test_where_nothing_is_wanted_nothing_is_recorded(self) -> None:
        assert (holding_record(None), share_record(None, 0)) == ({}, {})


def one_city() -> Assessment:
    return assess(DataFrame({"a": [50.0]}, index=["Alun"]), framework(*percent("a")))


class TestThePlan:
    def test_one_indicator_has_no_section_of_it(self) -> None:
        road = plan(one_city(), [programme("p")], city="Alun")
        assert "holds" not in [section.id for section in plan_subject.document(road, QuickWin()).sections]

    def test_where_nothing_is_ever_chosen_there_is_no_table(self) -> None:
        road = plan(city(), [programme("p", cost=9)], city="Alun", limits=Limits(budget=1))
        (section,) = [one for one in plan_subject.document(road, QuickWin()).sections if one.id == "holds"]
        assert (section.tables, len(section.sentences)) == ([], 2)

    def test_what_was_chosen_stands_first_and_what_is_rare_is_left_out(self) -> None:
        """One of two may be chosen, which trade places; the third brings nothing."""
        columns = {"a": [50.0], "b": [50.0]}
        found = assess(DataFrame(columns, index=["Alun"]), framework(*percent(*columns)))
        made = [programme("p", "a"), programme("q", "b"), programme("r", "a", 0)]
        road = plan(found, made, city="Alun", limits=Limits(count=1))
        (section,) = [one for one in plan_subject.document(road, QuickWin()).sections if one.id == "holds"]
        named = {column.id: list(column.values) for column in section.tables[0].columns}
        assert named["id"] == ["p", "q"] if road.portfolio.chosen == ("p",) else ["q", "p"]
        assert [str(word) for word in named["chosen"]] == ["yes", ""]
        assert sum(named["holds"]) == pytest.approx(1)


def documents() -> dict[str, Document]:
    """Give a plan and a selection, in each of which one choice holds in about half of the draws."""
    columns = {"a": [70.0, 50.0, 20.0], "b": [50.0, 69.0, 20.0]}
    found = assess(DataFrame(columns, index=["Alun", "Bukit", "Candi"]), framework(*percent(*columns)))
    made = [programme("p", "a"), programme("q", "b", 9.9)]
    road = plan(found, made, city="Candi", limits=Limits(count=1))
    return {
        "plan": plan_subject.document(road, QuickWin()),
        "select": selection.document([(found, "index")], selection.Call(top=1, quotas={})),
    }


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", ["plan", "select"])
def test_every_format_of_text_has_the_shares_and_the_draws(name: str, language: str) -> None:
    document = documents()[name]
    for format_ in ("table", "markdown", "html"):
        written = REPORTS[format_].render(document, Style(language=language, width=200))
        assert isinstance(written, str)
        for word in {"en": ("holds in", "seed 1"), "id": ("bertahan di", "benih 1")}[language]:
            assert word in written.lower(), format_
    assert ",holds," in str(REPORTS["csv"].render(document, Style(language=language))).splitlines()[0]
    assert '"holds"' in json.dumps(document.record(language))
