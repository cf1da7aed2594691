"""Editions: when they are in force, the sentence that one is over, and breaks between two of them."""

from datetime import date

import pytest
from attrs import evolve
from builders import framework, percent

from smartscore.errors import FrameworkError
from smartscore.model import Break, Framework, Period, break_between
from smartscore.model.breaks import break_with

OLD = evolve(
    framework(*percent("a"), edition="2020", family="f", scale=(1, 5)),
    id="old",
    in_force=Period.parse("2020..2026-06-04"),
    repealed_by="new",
)
NEW = evolve(
    framework(*percent("a"), edition="2026", family="g", scale=(1, 5)), id="new", in_force=Period.parse("2026-06-05..")
)


def codes(**fields: object) -> list[str]:
    with pytest.raises(FrameworkError) as refused:
        framework(*percent("a"), **fields)
    return [problem.code for problem in refused.value.problems]


class TestPeriods:
    @pytest.mark.parametrize(
        ("written", "inside", "outside"),
        [
            ("2026-06-05..", ["2026-06-05", "9999-12-31"], ["2026-06-04"]),
            ("2020..2026-06-04", ["2020-01-01", "2026-06-04"], ["2019-12-31", "2026-06-05"]),
            ("2018..2020", ["2018-01-01", "2020-12-31"], ["2017-12-31", "2021-01-01"]),
            ("..2020", ["0001-01-01", "2020-12-31"], ["2021-01-01"]),
            ("2024-02-29..2024-02-29", ["2024-02-29"], ["2024-02-28", "2024-03-01"]),
        ],
    )
    def test_both_ends_are_in_it_and_a_year_counts_whole(
        self, written: str, inside: list[str], outside: list[str]
    ) -> None:
        period = Period.parse(written)
        assert all(period.on(date.fromisoformat(day)) for day in inside)
        assert not any(period.on(date.fromisoformat(day)) for day in outside)
        assert str(period) == written
        assert Period.parse(str(period)) == period

    def test_blanks_around_the_ends_do_not_count(self) -> None:
        assert Period.parse(" 2018 .. 2020 ") == Period("2018", "2020")

    @pytest.mark.parametrize(
        "written",
        [
            *("", "..", "2026", "2026-06-05", "2026-06..", "2026-6-5..", "20260605..", "2026-13-01..", "2025-02-29.."),
            *("2027..2026", "2026-06-05..2026-06-04", "2026-06-05..2025", "June 2026..", "0000..", "٢٠٢٠..", "1..2"),
        ],
    )
    def test_anything_else_is_refused(self, written: str) -> None:
        with pytest.raises(FrameworkError) as refused:
            Period.parse(written)
        (problem,) = refused.value.problems
        assert problem.to("en") == (
            f"{written!r} is no period in force like 2026-06-05.., 2020..2026-06-04 or 2018..2020"
        )

    def test_it_is_over_the_day_after_or_in_its_last_year(self) -> None:
        ends = ["2020..2026-06-04", "..2019-12-31", "2018..2020", "2020.."]
        assert [Period.parse(end).after for end in ends] == ["2026-06-05", "2020-01-01", "2020", ""]

    def test_it_is_told_in_both_languages(self) -> None:
        told = [Period.parse(each) for each in ("2026-06-05..", "..2020", "2018..2020")]
        assert [each.to("en") for each in told] == ["from 2026-06-05", "until 2020", "2018 to 2020"]
        assert [each.to("id") for each in told] == ["sejak 2026-06-05", "sampai 2020", "2018 s.d. 2020"]


class TestTheEnd:
    def test_a_repealed_edition_says_since_when_and_by_what(self) -> None:
        assert OLD.ended is not None
        assert OLD.ended.to("en") == "Edition 2020 of old is repealed since 2026-06-05, by new."
        assert OLD.ended.to("id") == "Edisi 2020 dari old sudah dicabut sejak 2026-06-05, oleh new."

    def test_without_a_period_it_says_by_what_alone(self) -> None:
        assert str(evolve(OLD, in_force=None).ended) == "Edition 2020 of old is repealed, by new."

    def test_one_that_ended_without_a_successor_says_when(self) -> None:
        ended = evolve(OLD, repealed_by="", in_force=Period.parse("2018..2020")).ended
        assert ended is not None
        assert ended.to("en") == "Edition 2020 of old was in force until 2020."
        assert ended.to("id") == "Edisi 2020 dari old berlaku sampai 2020."

    @pytest.mark.parametrize("fields", [{}, {"in_force": Period.parse("2026..")}, {"repeals": ["x"]}])
    def test_any_other_is_not_over(self, fields: dict[str, object]) -> None:
        assert framework(*percent("a"), **fields).ended is None

    def test_what_repealed_it_and_a_period_without_an_end_contradict(self) -> None:
        assert codes(in_force=Period.parse("2020.."), repealed_by="x") == ["repealed_in_force"]

    def test_another_word_for_official_is_refused(self) -> None:
        assert codes(official="maybe") == ["parameter_not_allowed"]

    def test_a_text_in_place_of_names_is_refused(self) -> None:
        assert codes(repeals="spbe-2018") == ["wrong_type"]

    def test_none_of_it_changes_the_fingerprint(self) -> None:
        plain = framework(*percent("a"))
        told = evolve(plain, official="no", in_force=Period.parse("2018..2020"), repeals=("x",), repealed_by="y")
        assert told.fingerprint == plain.fingerprint

    def test_a_notebook_shows_that_it_is_over(self) -> None:
        assert "is repealed since 2026-06-05, by new." in OLD._repr_html_()


class TestBreaks:
    @pytest.mark.parametrize(
        ("old", "new"), [(OLD, NEW), (evolve(OLD, repealed_by="", in_force=None), evolve(NEW, repeals=("old",)))]
    )
    def test_either_edition_says_it_and_either_may_come_first(self, old: Framework, new: Framework) -> None:
        found = Break("old", "2020", "new", "2026", "2026-06-05", can_be_bridged=False)
        assert break_between(old, new) == break_between(new, old) == found

    def test_it_is_named_in_both_languages(self) -> None:
        gap = break_between(OLD, NEW)
        assert gap is not None
        assert gap.sentence.to("en") == (
            "Break: since 2026-06-05 new (edition 2026) stands in the place of old (edition 2020). "
            "Scores of the two do not compare, so no difference between them is given."
        )
        assert gap.sentence.to("id") == (
            "Putus seri: sejak 2026-06-05 new (edisi 2026) menggantikan old (edisi 2020). "
            "Skor keduanya tidak dapat dibandingkan, sehingga selisihnya tidak diberikan."
        )

    def test_where_nobody_says_when_it_says_nothing_of_it(self) -> None:
        gap = break_between(evolve(OLD, in_force=None), evolve(NEW, in_force=None))
        assert gap is not None
        assert (gap.since, str(gap.sentence)[:40]) == ("", "Break: new (edition 2026) stands in the ")

    def test_the_end_of_the_old_one_stands_in_for_a_start_that_is_not_said(self) -> None:
        gap = break_between(OLD, evolve(NEW, in_force=None))
        assert gap is not None
        assert gap.since == "2026-06-05"

    def test_frameworks_of_which_neither_repealed_the_other_have_none(self) -> None:
        assert break_between(evolve(OLD, repealed_by=""), NEW) is None
        assert break_between(OLD, OLD) is None

    @pytest.mark.parametrize(
        ("scale", "family", "can"), [((1, 5), "f", True), ((0, 5), "f", False), ((1, 5), "g", False)]
    )
    def test_in_one_family_with_one_scale_a_crosswalk_may_bridge_it(
        self, scale: tuple[float, float], family: str, *, can: bool
    ) -> None:
        gap = break_between(OLD, evolve(NEW, scale=scale, family=family))
        assert gap is not None
        assert gap.can_be_bridged is can

    def test_one_is_known_by_its_name_too(self) -> None:
        new = evolve(NEW, repeals=("old",))
        assert break_with(new, "old", "2020") == Break("old", "2020", "new", "2026", "2026-06-05")
        assert break_with(OLD, "new", "2026") == Break("old", "2020", "new", "2026", "2026-06-05")
        assert break_with(NEW, "", "") is None
