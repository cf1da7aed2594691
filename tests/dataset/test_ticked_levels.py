"""Levels from ticked criteria: the last level with all of its own and all lower ones met."""

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Criterion,
    DatasetError,
    Dimension,
    Domain,
    Framework,
    Indicator,
    Problem,
    assess,
    check,
    load_framework,
    maturity,
    read_dataset,
)
from smartscore.dataset.unused import unused_columns
from smartscore.rules import Levels, Linear

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

GAP = float("nan")
#: Two criteria for level 1, one each for levels 2 and 3.
READINESS = Indicator(
    "readiness",
    rule=Levels(0, 3),
    criteria=[
        Criterion(0, "nothing"),
        Criterion(1, "a person"),
        Criterion(1, "a budget"),
        Criterion(2, "a decree"),
        Criterion(3, "a review"),
    ],
)
PLAN = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "written"), Criterion(2, "adopted")])
PLACES = ("1.1", "1.2", "2.1", "3.1")


def of(*members: Indicator) -> Framework:
    return Framework("one", index=Dimension("index", members=members or [READINESS]))


def levels(source: Path | DataFrame, framework: Framework | None = None, node: str = "readiness") -> list[float]:
    values: list[float] = check(read_dataset(source), framework or of())[node].tolist()
    return values


def ticked(*rows: Sequence[str]) -> DataFrame:
    """Give a wide table with a row a city, each with what is said of the four criteria."""
    names = [f"readiness:{place}" for place in PLACES]
    cities = [chr(ord("A") + number) for number in range(len(rows))]
    return DataFrame([list(row) for row in rows], columns=names, dtype=object).assign(city=cities)


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(problem.code, problem.row, problem.column, problem.city) for problem in problems]


class TestLevels:
    @pytest.mark.parametrize(
        ("ticks", "level"),
        [
            (("yes", "yes", "yes", "yes"), 3),
            (("yes", "yes", "yes", "no"), 2),
            (("yes", "yes", "no", "no"), 1),
            (("yes", "no", "no", "no"), 0),
            (("no", "no", "no", "no"), 0),
            (("yes", "yes", "no", "yes"), 1),
            (("no", "yes", "yes", "yes"), 0),
            (("no", "no", "yes", "yes"), 0),
        ],
    )
    def test_a_level_counts_with_all_its_criteria_and_all_lower_ones(
        self, ticks: tuple[str, ...], level: float
    ) -> None:
        assert levels(ticked(ticks)) == [level]

    @pytest.mark.parametrize("ticks", list(product(["yes", "no", ""], repeat=4)), ids="-".join)
    def test_so_it_is_for_every_way_to_tick(self, ticks: tuple[str, ...]) -> None:
        met = [tick == "yes" for tick in ticks]
        level = 3 if all(met) else 2 if all(met[:3]) else 1 if all(met[:2]) else 0
        expected = GAP if ticks == ("",) * 4 else level
        assert levels(ticked(ticks)) == pytest.approx([expected], nan_ok=True)

    @pytest.mark.parametrize(
        ("ticks", "level"),
        [
            (("yes", "not applicable", "yes", "no"), 2),
            (("yes", "tidak berlaku: tanpa anggaran", "no", "no"), 1),
            (("no", "not applicable", "yes", "yes"), 0),
            (("yes", "yes", "not applicable", "yes"), 3),
            (("yes", "yes", "not applicable", "no"), 1),
            (("yes", "yes", "yes", "not applicable"), 2),
            (("not applicable", "", "", ""), GAP),
            (("not applicable",) * 4, GAP),
        ],
    )
    def test_a_criterion_that_does_not_apply_is_left_out_of_what_its_level_asks(
        self, ticks: tuple[str, ...], level: float
    ) -> None:
        assert levels(ticked(ticks)) == pytest.approx([level], nan_ok=True)

    def test_an_indicator_of_which_no_criterion_applies_does_not_apply(self) -> None:
        found = assess(ticked(["tidak berlaku"] * 4, ["tidak berlaku", "", "", ""]), of())
        assert found.applies("readiness").tolist() == [False, True]

    def test_the_next_level_needs_no_criterion_that_does_not_apply(self) -> None:
        found = assess(ticked(["yes", "yes", "not applicable", "no"]), of())
        told = maturity(found, 0)
        assert told.index.get_level_values("criterion").tolist() == ["1.1", "1.2", "3.1"]
        assert told["needed"].tolist() == [False, False, True]

    def test_a_level_that_is_said_not_to_apply_contradicts_ticks(self) -> None:
        frame = ticked(["yes"] * 4).assign(readiness="tidak berlaku")
        with pytest.raises(DatasetError, match="tidak berlaku"):
            assess(frame, of())
        found = assess(ticked([""] * 4).assign(readiness="tidak berlaku"), of())
        assert found.applies("readiness").tolist() == [False]

    def test_where_every_city_is_asked_no_criterion_may_be_left_out(self) -> None:
        strict = evolve(READINESS, not_applicable=False)
        with pytest.raises(DatasetError) as refused:
            assess(ticked(["yes", "not applicable", "no", "no"]), of(strict))
        assert places([*refused.value.problems]) == [("applies_everywhere", None, "readiness:1.2", "A")]

    def test_the_level_is_scored_as_one_that_is_given(self) -> None:
        frame = ticked(["yes", "yes", "yes", "no"], ["no"] * 4, ["yes"] * 4)
        assert assess(frame, of()).index.tolist() == pytest.approx([200 / 3, 0, 100])

    def test_each_city_has_its_own(self) -> None:
        assert levels(ticked(["yes"] * 4, ["no"] * 4, ["yes", "yes", "no", "no"])) == [3, 0, 1]

    def test_a_criterion_without_a_column_is_not_met(self) -> None:
        frame = DataFrame({"city": ["A", "B"], "readiness:1.1": ["yes", "yes"], "readiness:1.2": ["yes", "no"]})
        assert levels(frame) == [1, 0]

    def test_a_level_without_criteria_asks_for_nothing_more(self) -> None:
        steep = Indicator("steep", rule=Levels(0, 5), criteria=[Criterion(1, "a"), Criterion(4, "b")])
        frame = DataFrame({"city": ["A", "B"], "steep:1.1": ["yes", "yes"], "steep:4.1": ["yes", "no"]})
        assert levels(frame, of(steep), "steep") == [4, 1]

    def test_criteria_are_numbered_within_their_level_in_the_order_of_the_framework(self) -> None:
        mixed = [Criterion(2, "c"), Criterion(1, "a"), Criterion(2, "d"), Criterion(1, "b")]
        assert Indicator("mixed", rule=Levels(0, 2), criteria=mixed).ticks == {"2.1": 2, "1.1": 1, "2.2": 2, "1.2": 1}

    def test_level_0_asks_for_nothing_and_is_not_ticked(self) -> None:
        assert READINESS.ticks == {"1.1": 1, "1.2": 1, "2.1": 2, "3.1": 3}

    def test_where_levels_begin_at_1_that_is_the_lowest(self) -> None:
        first = Indicator(
            "first", rule=Levels(1, 3), criteria=[Criterion(1, "a"), Criterion(2, "b"), Criterion(3, "c")]
        )
        frame = DataFrame({"city": list("ABC"), "first:1.1": ["no", "yes", "yes"], "first:2.1": ["", "no", "yes"]})
        assert levels(frame, of(first), "first") == [1, 1, 2]
        assert assess(frame, of(first)).index.tolist() == [0, 0, 50]

    def test_another_rule_may_judge_the_level(self) -> None:
        linear = Indicator("linear", rule=Linear(0, 4), domain=Domain(0, 2, whole=True), criteria=PLAN.criteria)
        frame = DataFrame({"city": ["A"], "linear:1.1": ["yes"], "linear:2.1": ["yes"]})
        assert assess(frame, of(linear)).index.tolist() == [50]

    def test_the_columns_of_ticks_are_used(self) -> None:
        dataset = read_dataset(ticked(["yes"] * 4).assign(province="West"))
        assert unused_columns(dataset, of()) == ["province"]

    @given(
        asked=st.lists(st.integers(1, 5), min_size=1, max_size=8),
        said=st.lists(st.sampled_from(["yes", "no", ""]), min_size=8, max_size=8),
    )
    def test_it_is_the_highest_level_up_to_which_nothing_is_unmet(self, asked: list[int], said: list[str]) -> None:
        own = Indicator("own", rule=Levels(0, 5), criteria=[Criterion(level, "-") for level in asked])
        answers = dict(zip(own.ticks, said, strict=False))
        unmet = [own.ticks[place] for place, answer in answers.items() if answer != "yes"]
        reached = [level for level in (0, *asked) if all(level < other for other in unmet)]
        frame = DataFrame({"city": ["A"], **{f"own:{place}": [answer] for place, answer in answers.items()}})
        expected = max(reached) if any(answers.values()) else GAP
        assert levels(frame, of(own), "own") == pytest.approx([expected], nan_ok=True)

    @pytest.mark.parametrize("name", ["smart-city", "readiness"])
    def test_every_maturity_of_a_bundled_framework_can_be_ticked_to_the_top(self, name: str) -> None:
        framework = load_framework(name)
        leveled = [node for node in framework.indicators if node.ticks]
        columns = {f"{node.id}:{place}": ["yes"] for node in leveled for place in node.ticks}
        found = assess(DataFrame({"city": ["A"], **columns}), framework)
        assert len(leveled) >= 5
        assert {node.id: found.scores[node.id].iloc[0] for node in leveled} == dict.fromkeys(
            [node.id for node in leveled], 100
        )


class TestWords:
    @pytest.mark.parametrize(
        ("yes", "no"),
        [
            *(("yes", "no"), ("y", "n"), ("true", "false"), ("1", "0"), ("met", "not met")),
            *(("ya", "tidak"), ("ya", "belum"), ("terpenuhi", "tidak terpenuhi"), ("terpenuhi", "belum terpenuhi")),
        ],
    )
    def test_yes_and_no_are_said_in_both_languages(self, yes: str, no: str) -> None:
        frame = DataFrame({"city": ["A", "B"], "plan:1.1": [yes, no]})
        assert levels(frame, of(PLAN), "plan") == [1, 0]

    @pytest.mark.parametrize("tick", ["YES", " yes ", "Ya", "TRUE", "X", "x", 1, 1.0, True])
    def test_case_and_spaces_do_not_matter_and_numbers_are_words(self, tick: object) -> None:
        frame = DataFrame({"city": ["A"], "plan:1.1": pd.Series([tick], dtype=object)})
        assert levels(frame, of(PLAN), "plan") == [1]

    @pytest.mark.parametrize("blank", ["", "  ", "NA", "n/a", "NaN", None, GAP, pd.NA])
    def test_a_blank_is_not_met_where_another_is_ticked(self, blank: object) -> None:
        frame = DataFrame({"city": ["A"], "plan:1.1": ["yes"], "plan:2.1": pd.Series([blank], dtype=object)})
        assert levels(frame, of(PLAN), "plan") == [1]

    def test_even_where_the_only_tick_is_a_no(self) -> None:
        frame = DataFrame({"city": ["A", "B"], "plan:1.1": ["", ""], "plan:2.1": ["no", ""]})
        assert levels(frame, of(PLAN), "plan") == pytest.approx([0, GAP], nan_ok=True)

    def test_where_nothing_is_ticked_the_level_is_missing_and_not_0(self) -> None:
        found = assess(ticked(["yes"] * 4, ["", "", "", ""]), of())
        assert found.index.tolist() == pytest.approx([100, GAP], nan_ok=True)
        reason = found.reason(1, "readiness")
        assert reason is not None
        assert reason.message() == "no value [no_value]"

    @pytest.mark.parametrize("word", ["maybe", "2", "-1", "0.5", "50%", "yes?", "ja"])
    def test_what_is_neither_is_refused(self, told: Told, word: str) -> None:
        frame = DataFrame({"city": ["A"], "plan:1.1": [word]})
        (problem,) = told(frame, by=of(PLAN))
        assert (problem.code, problem.column, problem.city) == ("tick_not_valid", "plan:1.1", "A")
        assert problem.message().endswith(f"'{word}' is neither yes nor no [tick_not_valid]")


class TestLevelsBesideTicks:
    def test_a_level_that_agrees_is_taken(self) -> None:
        frame = ticked(["yes"] * 4, ["yes", "yes", "no", "no"]).assign(readiness=[3, 1])
        assert levels(frame) == [3, 1]

    def test_one_that_differs_is_refused_and_both_are_named(self, write: Write, told: Told) -> None:
        path = write("city,plan,plan:1.1,plan:2.1\nAlun,2,yes,yes\nBukit,2,yes,no\nCandi,1,no,no\n")
        problems = told(path, by=of(PLAN))
        assert places(problems) == [
            ("level_differs", 3, "plan", "Bukit"),
            ("level_differs", 4, "plan", "Candi"),
        ]
        assert (
            problems[0].message() == f"{path}, line 3, plan, Bukit: the level given is 2, the criteria met give 1 "
            "[level_differs]"
        )

    def test_each_stands_in_where_the_other_is_missing(self) -> None:
        frame = ticked(["yes"] * 4, [""] * 4, ["yes", "yes", "no", "no"]).assign(readiness=["", "2", "1"])
        assert levels(frame) == [3, 2, 1]

    def test_a_level_under_an_alias_or_a_code_must_agree_too(self, told: Told) -> None:
        named = Indicator("plan", code="P-1", aliases=["rencana"], rule=PLAN.rule, criteria=PLAN.criteria)
        for column in ("rencana", "P-1"):
            frame = DataFrame({"city": ["A", "B"], column: [1, 2], "plan:1.1": ["yes", "yes"]})
            assert places(told(frame, by=of(named))) == [("level_differs", None, column, "B")]

    def test_text_in_the_level_is_told(self, write: Write, told: Told) -> None:
        path = write("city,plan,plan:1.1\nAlun,high,yes\n")
        assert places(told(path, by=of(PLAN))) == [("not_a_number", 2, "plan", "Alun")]

    def test_a_level_without_ticks_must_still_be_possible(self, write: Write, told: Told) -> None:
        path = write("city,plan,plan:1.1\nAlun,9,\nBukit,1.5,\n")
        assert places(told(path, by=of(PLAN))) == [
            ("outside_domain", 2, "plan", "Alun"),
            ("not_a_level", 3, "plan", "Bukit"),
        ]


class TestUnknownCriteria:
    def test_one_that_a_wide_table_makes_up_is_refused_with_the_nearest(self, write: Write, told: Told) -> None:
        path = write("city,readiness:1.1,readiness:1.3\nAlun,yes,yes\n")
        (problem,) = told(path, by=of())
        assert (problem.code, problem.column) == ("unknown_column", "readiness:1.3")
        assert str(problem.fields["hint"]).startswith("readiness:")

    def test_also_where_every_criterion_is_ticked_already(self, told: Told) -> None:
        frame = ticked(["yes"] * 4).assign(**{"readiness:4.1": "yes"})
        assert [(p.code, p.column) for p in told(frame, by=of())] == [("unknown_column", "readiness:4.1")]

    @pytest.mark.parametrize("name", ["plan:3.1", "plan:1.2", "plan:1", "plan:1.1.1"])
    def test_and_where_the_id_is_short(self, told: Told, name: str) -> None:
        frame = DataFrame({"city": ["A"], "plan:1.1": ["yes"], "plan:2.1": ["yes"], name: ["yes"]})
        assert [(p.code, p.column) for p in told(frame, by=of(PLAN))] == [("unknown_column", name)]

    def test_an_indicator_without_criteria_has_none_to_tick(self, told: Told) -> None:
        income = Indicator("income", rule=Linear(0, 10))
        frame = DataFrame({"city": ["A"], "income": [5], "income:1.1": ["yes"]})
        assert [(p.code, p.column) for p in told(frame, by=of(income))] == [("unknown_column", "income:1.1")]

    def test_another_column_with_a_colon_is_not_used_and_does_no_harm(self, told: Told) -> None:
        frame = ticked(["yes"] * 4).assign(**{"remark: by whom": "us", "other:1.1": "yes"})
        assert told(frame, by=of()) == []

    def test_one_in_a_long_table_is_refused_with_its_line_and_the_nearest(self, write: Write, told: Told) -> None:
        path = write("city,indicator,criterion,value\nAlun,readiness,1.1,yes\nAlun,readiness,2.2,yes\n")
        (problem,) = told(path, by=of())
        assert (problem.code, problem.row) == ("unknown_indicator", 3)
        assert problem.message().endswith(
            "there is no indicator 'readiness:2.2'; nearest: readiness:2.1 [unknown_indicator]"
        )


LONG = """city,indicator,criterion,value,evidence,source,verified
Alun,readiness,1.1,yes,Decree 1,office,yes
Alun,readiness,1.2,yes,Budget 2024,treasury,no
Alun,readiness,2.1,no,,,
Bukit,readiness,1.1,ya,Decree 7,office,
Bukit,readiness,1.2,ya,Budget 9,,
Bukit,readiness,2.1,ya,Decree 8,,
Bukit,income,,5,Survey,,
"""


class TestLongTables:
    def test_the_column_criterion_says_which_is_ticked(self, write: Write) -> None:
        framework = of(READINESS, Indicator("income", rule=Linear(0, 10)))
        dataset = read_dataset(write(LONG))
        checked = check(dataset, framework)
        assert checked["readiness"].tolist() == [1, 2]
        assert checked["income"].tolist() == pytest.approx([GAP, 5], nan_ok=True)

    def test_it_is_the_same_as_a_wide_table(self, write: Write) -> None:
        lines = [
            f"{city},readiness,{place},{tick}"
            for city, ticks in (("A", "yyyn"), ("B", "nnnn"), ("C", "yn"))
            for place, tick in zip(PLACES, ticks, strict=False)
        ]
        long = write("city,indicator,criterion,value\n" + "\n".join(lines), "long.csv")
        assert levels(long) == levels(ticked("yyyn", "nnnn", ["y", "n", "", ""])) == [2, 0, 0]

    def test_a_criterion_may_be_written_into_the_indicator(self, write: Write) -> None:
        path = write("city,indicator,value\nAlun,readiness:1.1,yes\nAlun,readiness:1.2,yes\n")
        assert levels(path) == [1]

    def test_a_level_may_be_given_beside_them(self, write: Write, told: Told) -> None:
        head = "city,indicator,criterion,value\nAlun,plan,1.1,yes\n"
        assert levels(write(head + "Alun,plan,,1\n"), of(PLAN), "plan") == [1]
        assert places(told(write(head + "Alun,plan,,2\n"), by=of(PLAN))) == [("level_differs", 3, "plan", "Alun")]

    def test_each_tick_keeps_its_evidence_and_all_else_that_is_said_of_it(self, write: Write) -> None:
        notes = read_dataset(write(LONG)).notes
        assert {place: notes["evidence"][f"readiness:{place}"].tolist() for place in ("1.1", "1.2", "2.1")} == {
            "1.1": ["Decree 1", "Decree 7"],
            "1.2": ["Budget 2024", "Budget 9"],
            "2.1": ["", "Decree 8"],
        }
        assert notes["source"]["readiness:1.2"].tolist() == ["treasury", ""]
        assert notes["verified"]["readiness:1.2"].tolist() == ["no", ""]

    def test_a_tick_that_stands_twice_is_refused(self, write: Write, told: Told) -> None:
        path = write("city,indicator,criterion,value\nAlun,plan,1.1,yes\nAlun,plan,1.1,no\nAlun,plan,2.1,no\n")
        (problem,) = told(path, by=of(PLAN))
        assert (problem.code, problem.row, problem.fields["first"]) == ("value_twice", 3, 2)

    def test_each_assessor_ticks_for_himself(self, write: Write) -> None:
        lines = (
            "Alun,self,plan,1.1,yes\nAlun,self,plan,2.1,yes\nAlun,evaluator,plan,1.1,yes\nAlun,evaluator,plan,2.1,no\n"
        )
        path = write(f"city,assessor,indicator,criterion,value\n{lines}")
        found = assess(read_dataset(path), of(PLAN))
        assert dict(zip(found.rows.get_level_values("assessor"), found.index, strict=True)) == {
            "self": 100,
            "evaluator": 50,
        }

    def test_criteria_may_be_numbers_in_a_frame(self) -> None:
        frame = DataFrame(
            {"city": ["A"] * 3, "indicator": ["plan"] * 3, "criterion": [1.1, 2.1, GAP], "value": ["yes", "no", "1"]}
        )
        assert levels(frame, of(PLAN), "plan") == [1]


class TestAllAtOnce:
    def test_everything_wrong_with_ticks_is_told_with_its_place(self, write: Write, told: Told) -> None:
        path = write(
            "city,readiness,readiness:1.1,readiness:1.2,readiness:5.5,plan:1.1,income\n"
            "Alun,1,yes,perhaps,,yes,5\n"
            "Bukit,2,yes,yes,,2,five\n"
            "Candi,none,yes,yes,yes,no,5\n"
        )
        problems = told(path, by=of(READINESS, PLAN, Indicator("income", rule=Linear(0, 10))))
        assert sorted(places(problems), key=str) == sorted(
            [
                ("unknown_column", None, "readiness:5.5", None),
                ("tick_not_valid", 2, "readiness:1.2", "Alun"),
                ("level_differs", 2, "readiness", "Alun"),
                ("level_differs", 3, "readiness", "Bukit"),
                ("not_a_number", 4, "readiness", "Candi"),
                ("tick_not_valid", 3, "plan:1.1", "Bukit"),
                ("not_a_number", 3, "income", "Bukit"),
            ],
            key=str,
        )
        assert {problem.file for problem in problems} == {str(path)}

    def test_in_a_long_table_each_has_its_line(self, write: Write, told: Told) -> None:
        path = write(
            "city,indicator,criterion,value\n"
            "Alun,plan,1.1,perhaps\n"
            "Alun,plan,2.1,yes\n"
            "Bukit,plan,1.1,yes\n"
            "Bukit,plan,,2\n"
            "Bukit,plan,2.1,?\n"
        )
        assert places(told(path, by=of(PLAN))) == [
            ("tick_not_valid", 2, "plan:1.1", "Alun"),
            ("level_differs", 5, "plan", "Bukit"),
            ("tick_not_valid", 6, "plan:2.1", "Bukit"),
        ]
