"""Categories in words, values over a denominator, codes as names of columns, and scores that are given."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import DatasetError, Dimension, Domain, Framework, Indicator, Problem, assess, check, read_dataset
from smartscore.cli.request import Request
from smartscore.dataset.unused import unused_columns
from smartscore.reports.subjects import catalogue
from smartscore.rules import Categories, Classes, Linear, Log, Rule

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

PLAN = Indicator("plan", rule=Categories({"Tidak ada": 0, "Sebagian": 0.4, "Lengkap": 1}))
DOCTORS = Indicator("doctors", rule=Linear(0, 50), denominator="population", factor=100_000, domain=Domain(0, 100))
GAP = float("nan")


def of(*members: Indicator | Dimension, **fields: object) -> Framework:
    return Framework("one", index=Dimension("index", members=members), **fields)  # type: ignore[arg-type]


def scores(source: Path | DataFrame, framework: Framework) -> list[float]:
    return assess(read_dataset(source), framework).index.tolist()


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(problem.code, problem.row, problem.column, problem.city) for problem in problems]


class TestWords:
    def test_a_word_scores_as_its_category_does(self, write: Write) -> None:
        path = write("city,plan\nAlun,Lengkap\nBukit,Sebagian\nCandi,Tidak ada\n")
        assert scores(path, of(PLAN)) == [100, 40, 0]

    def test_case_and_spaces_around_do_not_matter(self, write: Write) -> None:
        path = write("city,plan\nAlun,LENGKAP\nBukit,  sebagian \nCandi,tidak Ada\n")
        assert scores(path, of(PLAN)) == [100, 40, 0]

    def test_words_are_read_from_a_frame_of_every_kind_of_text(self) -> None:
        words = ["Lengkap", "Sebagian"]
        for values in (words, pd.Categorical(words), pd.array(words, dtype="string"), np.array(words, dtype=object)):
            assert scores(DataFrame({"city": ["Alun", "Bukit"], "plan": values}), of(PLAN)) == [100, 40]

    @pytest.mark.parametrize("gap", ["", "  ", "NA", "n/a", "NaN"])
    def test_a_missing_word_is_missing_and_not_the_worst(self, write: Write, gap: str) -> None:
        found = scores(write(f"city,plan\nAlun,Lengkap\nBukit,{gap}\n"), of(PLAN))
        assert found == pytest.approx([100, GAP], nan_ok=True)

    def test_every_gap_of_a_frame_is_missing(self) -> None:
        frame = DataFrame({"city": list("ABCD"), "plan": ["Lengkap", None, GAP, pd.NA]}, dtype=object)
        assert scores(frame, of(PLAN)) == pytest.approx([100, GAP, GAP, GAP], nan_ok=True)

    def test_a_category_may_be_called_like_a_gap(self, write: Write) -> None:
        rule = Categories({"na": 0, "yes": 1})
        assert scores(write("city,plan\nAlun,NA\nBukit,yes\n"), of(Indicator("plan", rule=rule))) == [0, 100]

    def test_a_category_may_be_a_number_in_words(self, write: Write) -> None:
        rule = Categories({"1": 0, "2": 0.5, "10": 1})
        path = write("city,plan\nAlun,1\nBukit,2\nCandi,10\n")
        assert scores(path, of(Indicator("plan", rule=rule))) == [0, 50, 100]

    def test_all_unknown_words_are_told_at_once_each_with_its_place_and_the_nearest(
        self, write: Write, told: Told
    ) -> None:
        path = write("city,plan\nAlun,Lengkp\nBukit,Sebagian\nCandi,sebagain\nDesa,3\n")
        problems = told(path, by=of(PLAN))
        assert places(problems) == [
            ("unknown_category", 2, "plan", "Alun"),
            ("unknown_category", 4, "plan", "Candi"),
            ("unknown_category", 5, "plan", "Desa"),
        ]
        assert [problem.file for problem in problems] == [str(path)] * 3
        assert [(problem.fields["found"], problem.fields["hint"]) for problem in problems] == [
            ("Lengkp", "Lengkap"),
            ("sebagain", "Sebagian"),
            ("3", "Lengkap, Sebagian, Tidak ada"),
        ]
        assert problems[0].message().endswith("'Lengkp' is none of the categories; nearest: Lengkap [unknown_category]")

    def test_the_nearest_word_is_found_in_capitals_too(self, write: Write, told: Told) -> None:
        rule = Categories({"TIDAK ADA": 0, "LENGKAP": 1})
        problems = told(write("city,plan\nAlun,Lengkp\n"), by=of(Indicator("plan", rule=rule)))
        assert [problem.fields["hint"] for problem in problems] == ["LENGKAP"]

    def test_words_stand_in_long_tables_beside_numbers(self, write: Write) -> None:
        path = write("city,indicator,value\nAlun,plan,lengkap\nAlun,income,5\nBukit,plan,Tidak ada\nBukit,income,5\n")
        assert scores(path, of(PLAN, Indicator("income", rule=Linear(0, 10)))) == [75, 25]

    def test_an_unknown_word_in_a_long_table_is_told_with_its_line(self, write: Write, told: Told) -> None:
        path = write("city,indicator,value\nAlun,plan,lengkap\nBukit,plan,mungkin\nCandi,plan,\n")
        assert places(told(path, by=of(PLAN))) == [("unknown_category", 3, "plan", "Bukit")]

    def test_a_word_where_a_number_belongs_is_still_refused(self, write: Write, told: Told) -> None:
        path = write("city,plan,income\nAlun,lengkap,lengkap\n")
        problems = told(path, by=of(PLAN, Indicator("income", rule=Linear(0, 10))))
        assert places(problems) == [("not_a_number", 2, "income", "Alun")]

    def test_the_column_of_words_may_have_an_alias(self, write: Write) -> None:
        named = Indicator("plan", rule=PLAN.rule, aliases=["rencana"])
        assert scores(write("city,rencana\nAlun,Lengkap\n"), of(named)) == [100]


class TestDenominators:
    def test_a_value_is_its_column_over_the_other_times_the_factor(self, write: Write) -> None:
        path = write("city,doctors,population\nAlun,20,100000\nBukit,20,200000\n")
        assert check(read_dataset(path), of(DOCTORS))["doctors"].tolist() == [20, 10]
        assert scores(path, of(DOCTORS)) == [40, 20]

    def test_the_factor_is_1_unless_said(self, write: Write) -> None:
        served = Indicator("served", rule=Linear(0, 1), denominator="homes")
        assert scores(write("city,served,homes\nAlun,30,40\n"), of(served)) == [75]

    def test_it_is_known_as_a_column_that_is_used(self, write: Write) -> None:
        dataset = read_dataset(write("city,doctors,population,island\nAlun,20,100000,Java\n"))
        assert unused_columns(dataset, of(DOCTORS)) == ["island"]

    def test_several_indicators_may_share_one(self, write: Write) -> None:
        beds = Indicator("beds", rule=Linear(0, 4), denominator="population", factor=1000)
        path = write("city,doctors,beds,population\nAlun,20,300,100000\n")
        assert scores(path, of(DOCTORS, beds)) == [57.5]  # 40 and 75

    def test_it_may_be_an_indicator_of_its_own(self, write: Write) -> None:
        people = Indicator("population", rule=Linear(0, 200_000))
        assert scores(write("city,doctors,population\nAlun,20,100000\n"), of(DOCTORS, people)) == [45]

    @pytest.mark.parametrize("row", ["20,", ",100000", ","])
    def test_where_either_is_missing_the_value_is(self, write: Write, row: str) -> None:
        path = write(f"city,doctors,population\nAlun,20,100000\nBukit,{row}\n")
        assert scores(path, of(DOCTORS)) == pytest.approx([40, GAP], nan_ok=True)

    def test_an_indicator_that_nobody_reports_needs_none(self, write: Write) -> None:
        income = Indicator("income", rule=Linear(0, 10))
        assert scores(write("city,income\nAlun,5\n"), of(income, DOCTORS)) == [50]

    def test_it_may_stand_in_a_long_table_as_an_indicator(self, write: Write) -> None:
        lines = "Alun,doctors,20\nAlun,population,100000\nBukit,population,200000\nBukit,doctors,20\n"
        assert scores(write(f"city,indicator,value\n{lines}"), of(DOCTORS)) == [40, 20]

    def test_it_may_stand_in_a_long_table_as_a_column_about_the_city(self, write: Write) -> None:
        lines = "Alun,100000,doctors,20\nBukit,200000,doctors,20\n"
        assert scores(write(f"city,population,indicator,value\n{lines}"), of(DOCTORS)) == [40, 20]

    def test_0_below_is_refused_with_its_place_unless_there_is_nothing_above(self, write: Write, told: Told) -> None:
        path = write("city,doctors,population\nAlun,20,0\nBukit,0,0\nCandi,,0\nDesa,20,100000\n")
        problems = told(path, by=of(DOCTORS))
        assert places(problems) == [
            ("denominator_zero", 2, "population", "Alun"),
            ("denominator_zero", 3, "population", "Bukit"),
        ]
        assert problems[0].message().endswith("the denominator population is 0 [denominator_zero]")

    @pytest.mark.parametrize(("count", "score"), [(0, 0), (1, 10), (11, 110), (12, 120), (13, 120)])
    def test_the_least_one_stands_where_there_is_less(self, write: Write, count: int, score: float) -> None:
        points = Indicator("points", rule=Linear(0, 12, clip="none"), denominator="rows", least_denominator=12)
        path = write(f"city,points,rows\nAlun,{count * 14.4},{count}\n")
        assert scores(path, of(points)) == pytest.approx([score])

    @pytest.mark.parametrize(("count", "code"), [("-1", "denominator_negative"), ("many", "not_a_number")])
    def test_the_least_one_mends_nothing_that_is_wrong(self, write: Write, told: Told, count: str, code: str) -> None:
        points = Indicator("points", rule=Linear(0, 12), denominator="rows", least_denominator=12)
        path = write(f"city,points,rows\nAlun,9,{count}\n")
        assert places(told(path, by=of(points))) == [(code, 2, "rows", "Alun")]

    def test_the_least_one_is_no_value_for_one_that_is_missing(self, write: Write) -> None:
        points = Indicator("points", rule=Linear(0, 12), denominator="rows", least_denominator=12)
        assert scores(write("city,points,rows\nAlun,9,\n"), of(points)) == pytest.approx([GAP], nan_ok=True)

    def test_a_missing_column_below_is_refused_and_the_nearest_offered(self, write: Write, told: Told) -> None:
        problems = told(write("city,doctors,populasion\nAlun,20,100000\n"), by=of(DOCTORS))
        assert ("column_missing", "population") in [(p.code, p.fields.get("found")) for p in problems]
        said = "\n".join(problem.message() for problem in problems)
        assert "there is no column 'population'; nearest: populasion" in said

    def test_text_above_and_below_is_told_at_once(self, write: Write, told: Told) -> None:
        path = write('city,doctors,population\nAlun,twenty,100000\nBukit,20,many\nCandi,2.5,"100,5"\n')
        assert places(told(path, by=of(DOCTORS))) == [
            ("not_a_number", 2, "doctors", "Alun"),
            ("not_a_number", 3, "population", "Bukit"),
            ("decimal_contradicts", 4, "population", "Candi"),
        ]

    def test_text_and_0_in_one_file_are_told_at_once(self, write: Write, told: Told) -> None:
        path = write("city,doctors,population\nAlun,20,0\nBukit,20,many\n")
        assert places(told(path, by=of(DOCTORS))) == [
            ("denominator_zero", 2, "population", "Alun"),
            ("not_a_number", 3, "population", "Bukit"),
        ]

    @pytest.mark.parametrize(("cell", "code"), [("many", "not_a_number"), ("0", "denominator_zero")])
    def test_what_is_wrong_with_a_shared_one_is_told_once(self, write: Write, told: Told, cell: str, code: str) -> None:
        beds = Indicator("beds", rule=Linear(0, 4), denominator="population", factor=1000)
        path = write(f"city,doctors,beds,population\nAlun,20,300,{cell}\n")
        assert places(told(path, by=of(DOCTORS, beds))) == [(code, 2, "population", "Alun")]

    def test_a_shared_one_that_is_not_there_is_told_once(self, write: Write, told: Told) -> None:
        beds = Indicator("beds", rule=Linear(0, 4), denominator="population", factor=1000)
        problems = told(write("city,doctors,beds\nAlun,20,300\n"), by=of(DOCTORS, beds))
        assert [problem.code for problem in problems] == ["column_missing"]

    @pytest.mark.parametrize("column", ["doctors", "population"])
    @pytest.mark.parametrize("endless", [np.inf, -np.inf])
    def test_an_infinity_above_or_below_is_refused(self, told: Told, column: str, endless: float) -> None:
        frame = DataFrame({"city": ["Alun"], "doctors": [20.0], "population": [100_000.0]}).assign(**{column: endless})
        problems = told(frame, by=of(DOCTORS))
        assert [(problem.code, problem.city) for problem in problems] == [("infinite", "Alun")]

    def test_the_domain_is_that_of_the_quotient(self, write: Write, told: Told) -> None:
        path = write("city,doctors,population\nAlun,20,100000\nBukit,101,100000\n")
        problems = told(path, by=of(DOCTORS))
        assert places(problems) == [("outside_domain", 3, "doctors", "Bukit")]
        assert problems[0].fields["found"] == "101"

    def test_it_is_told_with_the_framework_so_that_a_score_can_be_worked_out_by_hand(self) -> None:
        (_, told) = catalogue.document(of(DOCTORS)).record("en")["nodes"]
        assert (told["denominator"], told["factor"]) == ("population", 100_000)

    def test_classes_judge_the_quotient(self, write: Write) -> None:
        share = Indicator("served", rule=Classes([33, 66, 95], [0, 0.5, 0.75, 1]), denominator="homes", factor=100)
        path = write("city,served,homes\nAlun,32,100\nBukit,33,100\nCandi,66,100\nDesa,57,60\n")
        assert scores(path, of(share)) == [0, 50, 75, 100]


class TestCodes:
    TREE = of(
        Dimension("economy", members=[Indicator("income", rule=Linear(0, 10), code="E: 1")], code="E"),
        Dimension("living", members=[Indicator("health", rule=Linear(0, 10), code="L: 1", aliases=["wellness"])]),
    )

    def test_a_column_may_be_named_by_the_code_of_its_indicator(self, write: Write) -> None:
        assert scores(write("city,E: 1,L: 1\nAlun,10,5\n"), self.TREE) == [75]

    def test_so_may_an_indicator_in_a_long_table(self, write: Write) -> None:
        assert scores(write("city,indicator,value\nAlun,E: 1,10\nAlun,health,5\n"), self.TREE) == [75]

    def test_so_may_a_dimension_whose_score_is_given(self, write: Write) -> None:
        assert scores(write("city,E,L: 1\nAlun,80,5\n"), self.TREE) == [65]

    def test_ids_and_aliases_go_before_codes(self, write: Write) -> None:
        path = write("city,E: 1,income,L: 1,wellness\nAlun,0,10,0,5\n")
        assert scores(path, self.TREE) == [75]
        assert unused_columns(read_dataset(path), self.TREE) == ["E: 1", "L: 1"]

    @pytest.mark.parametrize("second", ["L: 1", "wellness"])
    def test_a_city_may_use_the_id_and_another_one_the_code_or_an_alias(self, write: Write, second: str) -> None:
        long = write(f"city,indicator,value\nAlun,health,10\nBukit,{second},5\n")
        assert scores(long, self.TREE) == [100, 50]
        wide = write(f"city,health,{second}\nAlun,10,\nBukit,,5\n", "wide.csv")
        assert scores(wide, self.TREE) == [100, 50]

    def test_a_code_that_two_nodes_have_names_neither(self, write: Write, told: Told) -> None:
        income, health = (Indicator(name, rule=Linear(0, 10), code="1") for name in ("income", "health"))
        twice = of(income, health)
        assert [problem.code for problem in told(write("city,1\nAlun,5\n"), by=twice)] == ["no_known_column"]
        path = write("city,indicator,value\nAlun,1,5\nAlun,income,5\n")
        assert told(path, by=twice) == []
        assert unused_columns(read_dataset(path), twice) == ["1"]

    def test_a_code_that_is_the_id_of_another_node_names_that_other_one_alone(self, write: Write) -> None:
        tree = of(Indicator("a", rule=Linear(0, 10), code="b"), Indicator("b", rule=Linear(0, 10), code="a"))
        checked = check(read_dataset(write("city,b\nAlun,5\n")), tree)
        assert checked.columns.tolist() == ["b"]

    def test_a_code_that_is_the_alias_of_another_node_names_that_other_one_alone(self, write: Write) -> None:
        tree = of(Indicator("a", rule=Linear(0, 10), code="air"), Indicator("b", rule=Linear(0, 10), aliases=["air"]))
        checked = check(read_dataset(write("city,air\nAlun,5\n")), tree)
        assert checked.columns.tolist() == ["b"]

    def test_a_code_that_is_a_denominator_leaves_that_column_to_the_indicator_over_it(self, write: Write) -> None:
        tree = of(DOCTORS, Indicator("income", rule=Linear(0, 10), code="population"))
        assert check(read_dataset(write("city,doctors,population\nAlun,20,100000\n")), tree).columns.tolist() == [
            "doctors"
        ]

    def test_a_misspelt_code_in_a_long_table_is_told_with_the_nearest(self, write: Write, told: Told) -> None:
        problems = told(write("city,indicator,value\nAlun,E:1,5\n"), by=self.TREE)
        assert [(problem.code, problem.fields["hint"]) for problem in problems] == [("unknown_indicator", "E: 1")]

    def test_the_codes_of_another_framework_in_the_run_are_no_mistakes(self, write: Write) -> None:
        path = write(
            "city,indicator,value\nAlun,A1,3\nAlun,D2,2\nAlun,D3,2\nAlun,D4,2\nAlun,baseline,3\n"
        )  # an aspect of SPBE, a part of the evaluation
        found = Request(dataset=path, frameworks=["spbe-2020", "kominfo-2022"], bundled_only=True).assess()
        assert [
            assessment.scores.loc["Alun", name] for assessment, name in zip(found, ["policy", "baseline"], strict=True)
        ] == [3, 3]


class TestGivenScores:
    TREE = of(Dimension("economy", members=[Indicator("income", rule=Linear(0, 10))]), scale=(1, 5))

    @pytest.mark.parametrize("given", [0.99, 5.01, -3, 100])
    @pytest.mark.parametrize("node", ["economy", "index"])
    def test_one_outside_the_scale_is_refused_with_its_place(
        self, write: Write, told: Told, node: str, given: float
    ) -> None:
        problems = told(write(f"city,{node}\nAlun,3\nBukit,{given}\n"), by=self.TREE)
        assert places(problems) == [("outside_domain", 3, node, "Bukit")]
        assert problems[0].fields["expected"] == "number:1..5"

    @pytest.mark.parametrize("given", [1, 3.25, 5])
    def test_one_on_the_scale_is_taken(self, write: Write, given: float) -> None:
        assert scores(write(f"city,economy\nAlun,{given}\n"), self.TREE) == [given]

    @pytest.mark.parametrize("rule", [Linear(0, 10, clip="none"), Log(1, 10, clip="worst")], ids=repr)
    def test_one_outside_is_taken_where_scores_go_beyond_the_scale(self, write: Write, rule: Rule) -> None:
        free = of(Dimension("economy", members=[Indicator("income", rule=rule)]), scale=(1, 5))
        assert scores(write("city,economy\nAlun,7\n"), free) == [7]

    def test_all_of_them_are_refused_at_once_beside_other_problems(self, write: Write) -> None:
        path = write("city,economy,income\nAlun,9,\nBukit,,ten\nCandi,0,\n")
        with pytest.raises(DatasetError) as refused:
            assess(read_dataset(path), self.TREE)
        assert places(list(refused.value.problems)) == [
            ("outside_domain", 2, "economy", "Alun"),
            ("not_a_number", 3, "income", "Bukit"),
            ("outside_domain", 4, "economy", "Candi"),
        ]
