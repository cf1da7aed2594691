"""What a framework has no use for, what is near something that it lacks, and what helps where nothing fits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import Dimension, Framework, Indicator, Problem, read_dataset
from smartscore.dataset.unused import near_names, nearest_nodes, unused_columns, unused_in_words
from smartscore.rules import Linear

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]


def indicator(name: str, **more: object) -> Indicator:
    return Indicator(name, rule=Linear(0, 100), **more)  # type: ignore[arg-type]


def of(*indicators: Indicator) -> Framework:
    return Framework("one", index=Dimension("index", members=indicators))


GOALS = of(indicator("sdg1", aliases=["SDG 1"]), indicator("sdg3", aliases=["SDG 3"]))
POVERTY = of(
    indicator("poverty", title={"en": "People in poverty", "id": "Persentase penduduk miskin"}),
    indicator("water", title={"en": "Safe water", "id": "Akses air minum layak"}),
)


class TestNearNames:
    def test_a_name_near_one_that_has_a_column_is_no_fault(self, write: Write, told: Told) -> None:
        assert told(write("city,SDG 1,SDG 3,SDG 2,SDG10,sdg_1\nAlun,1,2,3,4,5\n"), by=GOALS) == []

    @pytest.mark.parametrize("other", ["sdg2", "SDG10", "sdg 33", "sdg"])
    def test_names_that_differ_by_digits_alone_are_never_near(self, write: Write, told: Told, other: str) -> None:
        assert told(write(f"city,sdg1,{other}\nAlun,1,2\n"), by=GOALS) == []

    def test_last_years_column_is_not_this_years(self, write: Write, told: Told) -> None:
        tree = of(indicator("income"), indicator("internet_2023", optional=True))
        assert told(write("city,income,internet_2022\nAlun,1,2\n"), by=tree) == []

    def test_a_misspelt_one_is(self, write: Write, told: Told) -> None:
        tree = of(indicator("income"), indicator("internet_2023"))
        problems = told(write("city,income,internt_2023\nAlun,1,2\n"), by=tree)
        assert [(p.code, p.fields["hint"]) for p in problems] == [("unknown_column", "internet_2023")]

    @pytest.mark.parametrize("found", ["incom", "Income", "imcome", "incomee", "in come"])
    def test_a_letter_more_or_less_is_near(self, found: str) -> None:
        assert near_names([found], ["income", "growth"]) == {found: "income"}

    @pytest.mark.parametrize("found", ["outcome", "income of the poor", "rainfall", ""])
    def test_other_words_are_not(self, found: str) -> None:
        assert near_names([found], ["income", "growth"]) == {}

    def test_two_hundred_thousand_names_are_compared_with_few(self) -> None:
        found = [f"column of goal {number}" for number in range(200_000)]
        assert near_names([*found, "pverty"], ["poverty", "column of goals", "water"]) == {"pverty": "poverty"}


class TestLongFiles:
    def test_foreign_indicators_are_unused_with_their_lines(self, write: Write, told: Told) -> None:
        path = write(
            "city,indicator,value\nA,poverty,1\nA,water,2\nA,rain,3\nB,poverty,4\nB,rain,5\nB,roads,6\n", "long.csv"
        )
        assert told(path, by=POVERTY) == []
        dataset = read_dataset(path)
        unused = unused_columns(dataset, POVERTY)
        assert [text.to("en") for text in unused_in_words(dataset, unused)] == ["rain (2 lines)", "roads (1 line)"]
        assert [text.to("id") for text in unused_in_words(dataset, unused)] == ["rain (2 baris)", "roads (1 baris)"]

    def test_names_are_used(self, write: Write) -> None:
        dataset = read_dataset(write("region_code,region_name,poverty,other\nA1,Alun,1,2\nA2,Bukit,3,4\n"))
        assert unused_columns(dataset, POVERTY) == ["other"]


class TestNothingFits:
    def test_the_nearest_of_each_column_are_told(self, write: Write, told: Told) -> None:
        path = write("Kabupaten/Kota,Persentase Penduduk Miskin,Air Minum Layak,2020\nA,10,80,1\nB,20,70,2\n")
        (problem,) = told(path, by=POVERTY)
        assert problem.message() == (
            f"{path}, line 1: no column is an indicator or dimension of one; the heading has "
            "'Persentase Penduduk Miskin' (nearest: poverty); 'Air Minum Layak' (nearest: water); "
            "'2020' (nothing near); give columns the ids of their indicators, or let "
            "`smartscore recipe` propose a recipe [no_known_column]"
        )
        assert problem.message("id") == (
            f"{path}, baris 1: tidak ada kolom yang merupakan indikator atau dimensi one; judul kolomnya "
            "'Persentase Penduduk Miskin' (terdekat: poverty); 'Air Minum Layak' (terdekat: water); "
            "'2020' (tidak ada yang mirip); beri kolom nama id indikatornya, atau minta "
            "`smartscore recipe` mengusulkan resep [no_known_column]"
        )

    def test_the_sheet_is_named(self, book: Write, told: Told) -> None:
        path = book({"Data 2020": [["city", "Poor people"], ["Alun", 1]]})
        (problem,) = told(path, by=POVERTY)
        assert (problem.sheet, problem.column) == ("Data 2020", None)
        assert "'Poor people' (nearest: poverty)" in problem.message()

    @pytest.mark.parametrize(
        ("heading", "nodes"),
        [("People living in poverty (%)", ["poverty"]), ("air minum", ["water"]), ("Water", ["water"]), ("12", [])],
    )
    def test_titles_in_both_languages_count(self, heading: str, nodes: list[str]) -> None:
        assert nearest_nodes(heading, POVERTY, count=1) == nodes
