"""A table with a row a part of a unit, such as an innovation of a city, is added up to a row a unit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smartscore import Dataset, Problem, UsageError, read_dataset
from smartscore.recipes import recipe_of

Write = Callable[..., Path]

RECIPE: dict[str, Any] = {"key": "city", "parts": "wells", "columns": {"yield": "litres"}}


def read(path: Path, **more: Any) -> Dataset:
    return read_dataset(path, recipe=recipe_of({**RECIPE, **more}))


def problems_of(path: Path, **more: Any) -> list[Problem]:
    return list(read(path, **more).problems)


class TestSums:
    def test_each_unit_has_the_sum_and_the_number_of_its_rows_in_the_order_of_the_file(self, write: Write) -> None:
        dataset = read(write("city,well,litres\nBukit,a,5\nAlun,b,1.5\nBukit,c,0\nAlun,d,2\nBukit,e,7\n"))
        assert dataset.frame.to_dict("list") == {"yield": [12, 3.5], "wells": [3, 2]}
        assert list(dataset.frame.index.get_level_values(0)) == ["Bukit", "Alun"]

    def test_columns_that_the_recipe_does_not_name_are_left_out(self, write: Write) -> None:
        path = write('city,well,litres,cost\nAlun,a,1,"1,5"\nAlun,b,2,n.a.\n')
        assert list(read(path).frame.columns) == ["yield", "wells"]

    def test_numbers_with_a_decimal_comma_are_added_and_multiplied(self, write: Write) -> None:
        path = write("city;litres\nAlun;1,25\nAlun;2,5\n")
        dataset = read(path, columns={"yield": {"heading": "litres", "factor": 1000}})
        assert dataset.frame["yield"].tolist() == [3750]

    def test_years_and_assessors_are_apart(self, write: Write) -> None:
        path = write("city,year,who,litres\nAlun,2024,a,1\nAlun,2025,a,2\nAlun,2025,b,4\nAlun,2025,a,8\n")
        dataset = read(path, year="year", assessor="who")
        assert {key: row["yield"] for key, row in dataset.frame.T.to_dict().items()} == {
            ("Alun", 2024, "a"): 1,
            ("Alun", 2025, "a"): 10,
            ("Alun", 2025, "b"): 4,
        }

    def test_the_unit_may_be_the_one_of_the_whole_file(self, write: Write) -> None:
        recipe = recipe_of({"city": "Alun", "parts": "wells", "columns": {"yield": "litres"}})
        dataset = read_dataset(write("well,litres\na,1\nb,2\n"), recipe=recipe)
        assert dataset.frame.to_dict("index") == {"Alun": {"yield": 3, "wells": 2}}

    def test_names_of_the_crosswalk_are_one_unit_and_rows_left_out_are_no_parts(self, write: Write) -> None:
        path = write("city,litres\nAlun,1\nKab. Alun,2\nJumlah,3\n")
        dataset = read(path, crosswalk={"Kab. Alun": "Alun"}, leave_out="Jumlah")
        assert dataset.frame[["yield", "wells"]].to_numpy().tolist() == [[3, 2]]

    def test_what_was_added_up_is_told(self, write: Write) -> None:
        (told,) = read(write("city,litres\nAlun,1\nAlun,2\nBukit,2\n")).interpretations[0].remarks
        assert told.message().endswith("rows added up by the recipe: 3, to 2 units [recipe_added_up]")


class TestRefused:
    def test_a_part_without_a_number_is_told_where_it_stands_and_is_not_0(self, write: Write) -> None:
        problems = problems_of(write("city,litres\nAlun,1\nAlun,\nBukit,n/a\nBukit,many\n"))
        assert [(problem.code, problem.row, problem.column) for problem in problems] == [
            ("recipe_part_empty", 3, "yield"),
            ("recipe_part_empty", 4, "yield"),
            ("not_a_number", 5, "yield"),
        ]

    def test_numbers_that_contradict_each_other_are_told_where_they_stand(self, write: Write) -> None:
        problems = problems_of(write("city;litres\nAlun;1,25\nAlun;2.5\nAlun;3,5\n"))
        assert [(problem.code, problem.row) for problem in problems] == [("decimal_contradicts", 3)]

    @pytest.mark.parametrize(
        "recipe",
        [
            {"parts": "wells", "columns": {"yield": "litres"}},
            {"parts": "wells", "key": "city"},
            {"parts": "wells", "key": "city", "columns": {"yield": "litres {year}"}},
            {"parts": "wells", "key": "city", "columns": {"yield": {"heading": "litres", "where": {"kind": "deep"}}}},
            {"parts": "wells", "key": "city", "long": {"value": "litres", "indicator": "of"}},
        ],
    )
    def test_a_recipe_says_whose_parts_they_are_and_what_is_added_up(self, recipe: dict[str, Any]) -> None:
        with pytest.raises(UsageError) as caught:
            recipe_of(recipe)
        assert "recipe_parts" in [problem.code for problem in caught.value.problems]

    def test_the_number_of_parts_has_a_column_of_its_own(self) -> None:
        with pytest.raises(UsageError, match="parts and columns > yield say the same"):
            recipe_of({**RECIPE, "parts": "yield"})
