"""Columns that break values down are found, named once with their values, and what may be kept is proposed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pandas import DataFrame

from smartscore import Problem, read_dataset
from smartscore.dataset.breakdowns import breakdowns

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

LONG = (
    "city,indicator,sex,year,value\nAlun,growth,total,2024,8\nAlun,income,total,2024,1\nAlun,income,female,2024,2\n"
    "Alun,income,male,2024,3\nBukit,growth,total,2024,6\nBukit,income,total,2024,2\nBukit,income,female,2024,2\n"
    "Bukit,income,male,2024,1\n"
)


class TestALongTable:
    def test_is_refused_once_with_the_column_and_its_values(self, write: Write, told: Told) -> None:
        path = write(LONG)
        (problem,) = told(path)
        assert problem.message() == (
            f"{path}, line 4, sex: several rows give one value, broken down by 'sex' (sex: total 4, female 2, male 2); "
            'leave one row for each value, or say in a recipe which to keep, such as keep = { sex = "total" } '
            "[broken_down]"
        )
        assert problem.message("id") == (
            f"{path}, baris 4, sex: beberapa baris memuat nilai yang sama, dirinci menurut 'sex' (sex: total 4, "
            "female 2, male 2); sisakan satu baris untuk setiap nilai, atau sebutkan dalam resep baris mana yang "
            'dipakai, misalnya keep = { sex = "total" } [broken_down]'
        )

    def test_of_one_city_alone_is_known_by_its_word_for_all(self, write: Write, told: Told) -> None:
        lines = (
            "Muara,water,jumlah,90\nMuara,poverty,jumlah,12\nMuara,poverty,laki-laki,11\nMuara,poverty,perempuan,13\n"
        )
        (problem,) = told(write(f"city,indicator,jenis_kelamin,value\n{lines}"))
        assert problem.code == "broken_down"
        assert 'keep = { jenis_kelamin = "jumlah" }' in problem.message()

    def test_with_what_is_kept_is_a_dataset(self, write: Write) -> None:
        kept = "".join(line for line in LONG.splitlines(keepends=True) if "male" not in line)
        assert read_dataset(write(kept)).frame["income"].tolist() == [1.0, 2.0]

    def test_a_column_that_says_the_same_in_other_words_is_not_named(self, write: Write, told: Told) -> None:
        lines = [line.split(",") for line in LONG.splitlines()]
        text = "\n".join(",".join([*line, "sex label" if n == 0 else f"of {line[2]}"]) for n, line in enumerate(lines))
        assert [problem.column for problem in told(write(text))] == ["sex"]

    def test_names_several_columns_where_it_takes_several(self, write: Write, told: Told) -> None:
        body = "".join(
            f"{city},{sex},{area},income,{number}\n"
            for city in ("Alun", "Bukit")
            for number, (sex, area) in enumerate([("F", "urban"), ("F", "rural"), ("T", "urban"), ("T", "rural")])
        )
        (problem,) = told(write(f"city,sex,area,indicator,value\n{body}"))
        assert "broken down by 'sex' and 'area' (sex: T 4, F 4; area: rural 4, urban 4)" in problem.message()
        assert problem.message().endswith('such as keep = { sex = "T", area = "rural" } [broken_down]')
        assert "dirinci menurut 'sex' dan 'area'" in problem.message("id")


class TestAWideTable:
    @pytest.mark.parametrize(("word", "other"), [("jumlah", "desa"), ("Both sexes", "Male"), ("_T", "F"), ("TOT", "A")])
    def test_words_for_all_are_proposed_first(self, write: Write, told: Told, word: str, other: str) -> None:
        path = write(f"city,kind,income\nAlun,{other},1\nAlun,{word},2\nBukit,{other},1\nBukit,{word},2\n")
        assert [problem.fields["keep"] for problem in told(path)] == [f'kind = "{word}"']

    @pytest.mark.parametrize("heading", ["bulan", "Semester", "Quarter"])
    def test_numbers_of_months_break_down_too(self, write: Write, told: Told, heading: str) -> None:
        path = write(f"city,year,{heading},income\nAlun,2020,1,1\nAlun,2020,2,2\nBukit,2020,1,3\nBukit,2020,2,4\n")
        assert [(problem.code, problem.column) for problem in told(path)] == [("broken_down", heading)]

    def test_measured_numbers_do_not(self, write: Write, told: Told) -> None:
        path = write("city,income,growth\nAlun,1,x\nAlun,2,5\nBukit,3,6\n")
        assert "key_twice" in [problem.code for problem in told(path)]

    def test_names_of_larger_places_make_the_name_of_a_place(self, write: Write, told: Told) -> None:
        path = write("state,county,income\nOhio,Adams,1\nIowa,Adams,2\nIowa,Benton,3\n")
        (problem,) = told(path)
        assert problem.message() == (
            f"{path}, line 3, state: one name stands in several rows, told apart by 'state' (state: Iowa 2, Ohio 1); "
            "write both in one column, or choose a column of codes with --id COLUMN [broken_down_by_place]"
        )

    def test_a_heading_of_several_words_is_written_in_quotes(self, write: Write, told: Told) -> None:
        path = write("city,Age group,income\nAlun,old,1\nAlun,all,2\nBukit,old,1\nBukit,all,2\n")
        assert [problem.fields["keep"] for problem in told(path)] == ['"Age group" = "all"']


class TestColumnsOfLines:
    def test_what_belongs_to_an_indicator_is_passed_over_and_said(self, write: Write) -> None:
        path = write(
            "city,indicator,satuan,value\nAlun,income,rupiah,1\nAlun,growth,persen,2\nBukit,income,rupiah,3\n"
            "Bukit,growth,persen,4\n"
        )
        dataset = read_dataset(path)
        assert dataset.frame.columns.tolist() == ["income", "growth"]
        assert [remark.message() for remark in dataset.interpretations[0].remarks] == [
            f"{path}: 'satuan' is about indicators or single lines, not about cities, and is not used [column_of_lines]"
        ]

    def test_flags_of_single_lines_too(self, write: Write) -> None:
        body = "".join(f"{city},income,a,1\n{city},growth,b,2\n{city},health,a,3\n" for city in "ABCD")
        text = "city,indicator,flag,value\n" + body.replace("A,income,a", "A,income,c")
        assert "flag" not in read_dataset(write(text)).frame

    def test_a_mistake_about_one_city_is_told(self, write: Write, told: Told) -> None:
        body = "".join(f"{city},P,income,1\n{city},P,growth,2\n" for city in "ABCD").replace("A,P,growth", "A,Q,growth")
        assert [p.code for p in told(write(f"city,province,indicator,value\n{body}"))] == ["city_differs"]


def test_a_recipe_can_ask_for_the_columns_with_their_values() -> None:
    frame = DataFrame({"geo": ["A", "A", "B", "B"], "sex": ["F", "T", "F", "T"], "income": [1, 2, 3, 4]})
    (found,) = breakdowns(frame, ["geo"])
    assert (found.column, found.counts, found.value, found.is_for_all) == ("sex", (("T", 2), ("F", 2)), "T", True)
    assert breakdowns(frame, ["geo", "sex"]) == ()


@pytest.mark.parametrize("heading", ["city,income", "city,indicator,value"])
def test_many_doubled_rows_take_no_search_each(write: Write, told: Told, heading: str) -> None:
    cells = "income," if "indicator" in heading else ""
    problems = told(write(f"{heading}\n" + "".join(f"C{row % 100},{cells}{row % 9}\n" for row in range(20_000))))
    assert len(problems) == 19_900
    assert problems[-1].fields["first"] == 101
