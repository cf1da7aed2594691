"""Files that are refused with the way out: broken down, with columns twice, forms, records, damaged ones."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from smartscore import DatasetError, Framework, UsageError, read_dataset
from smartscore.recipes import read_recipe, recipe_of
from smartscore.recipes.proposal import propose

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def told(path: Path, recipe: dict[str, Any]) -> str:
    """Give what is wrong with a file that is read by a recipe."""
    return "\n".join(problem.to("en") for problem in read_dataset(path, recipe=recipe_of(recipe)).problems)


UN = "area,series,sex,value\n4,W,both,50\n4,W,female,60\n8,W,both,70\n8,W,female,80\n"


def test_after_a_recipe_a_breakdown_is_named_once(write: Write) -> None:
    path = write(UN, "un.csv")
    assert told(path, TABLE) == (
        f"{path}, line 3, sex: several rows give one value, broken down by 'sex' (sex: both 2, female 2); leave one "
        'row for each value, or say in a recipe which to keep, such as keep = { sex = "both" }'
    )
    kept = recipe_of({**TABLE, "keep": {"sex": "both"}})
    assert read_dataset(path, recipe=kept).frame["water"].tolist() == [50, 70]


TABLE = {"key": "area", "long": {"indicator": "series", "value": "value", "codes": {"W": "water"}}}


def test_years_as_columns_that_are_broken_down_too(write: Write) -> None:
    path = write("geo,unit,2021,2022\nAT,PC,1,2\nAT,THS,100,200\nBE,PC,3,4\nBE,THS,300,400\n", "estat.csv")
    assert "broken down by 'unit' (unit: PC 4, THS 4)" in told(path, {"key": "geo", "columns": {"water": "{year}"}})


def test_parts_of_cells_are_named_and_not_the_whole(write: Write) -> None:
    path = write("unit\\geo,2021\nPC/AT,1\nTHS/AT,2\n", "estat.csv")
    recipe = {"split": {"unit\\geo": "{unit}/{geo}"}, "key": "geo", "columns": {"water": "{year}"}}
    assert "broken down by 'unit'" in told(path, recipe)
    bare = told(write("city,age\\sex,water\nA,x,1\nA,y,2\nB,x,3\nB,y,4\n", "b.csv"), {"key": "city"})
    assert bare.endswith('such as keep = { "age\\\\sex" = "x" }')


def test_a_location_that_says_all_is_no_second_place(write: Write) -> None:
    path = write("area,Location,value,series\n4,ALLAREA,50,W\n4,RURAL,60,W\n", "un.csv")
    assert told(path, TABLE).endswith('such as keep = { Location = "ALLAREA" }')


def test_columns_that_stand_twice_matter_only_where_the_recipe_names_them(write: Write) -> None:
    path = write("county,water,low,roads,low\nAlun,80,77,1,0\nBukit,70,67,2,1\n", "counties.csv")
    dataset = read_dataset(path, recipe=recipe_of({"key": "county", "columns": {"water": "water"}}))
    assert dataset.frame["water"].tolist() == [80, 70]
    assert "low" not in dataset.frame
    for recipe in ({"key": "county", "columns": {"water": "low"}}, {"key": "county"}):
        assert "low: the column stands 2 times" in told(path, recipe)


class TestForms:
    """A form that twelve offices filled in: lines of values, and a profile of the cities."""

    @pytest.fixture
    def form(self, tmp_path: Path) -> Path:
        profile: list[list[Any]] = [
            ["field", "Kota Alun", "Bukit"],
            ["code", "6202", "6203"],
            ["island", "Java", "Bali"],
        ]
        lines: list[list[Any]] = [
            ["city", "indicator", "value", "office"],
            ["Kota Alun", "air", 0.8, "A"],
            ["Bukit", "air", 0.6, "B"],
        ]
        return workbook(tmp_path / "form.xlsx", {"Profile": profile, "Health": lines})

    def test_a_recipe_is_about_the_values_and_not_the_profile(self, form: Path) -> None:
        recipe = recipe_of(
            {"key": "code", "columns": {"water": {"heading": "value", "factor": 100, "where": {"indicator": "air"}}}}
        )
        dataset = read_dataset(form, recipe=recipe)
        assert dataset.frame["water"].tolist() == [80, 60]
        assert dataset.frame["island"].tolist() == ["Java", "Bali"]
        assert dataset.cities.tolist() == ["6202", "6203"]

    def test_rows_are_left_out_and_keys_translated_in_both(self, form: Path) -> None:
        codes = {"indicator": "indicator", "value": "value", "codes": {"air": "water"}}
        table = {"key": "code", "long": codes, "leave_out": "6203", "crosswalk": {"6202": "62.02"}}
        dataset = read_dataset(form, recipe=recipe_of(table))
        assert (dataset.cities.tolist(), dataset.frame["island"].tolist()) == (["62.02"], ["Java"])


class TestProposals:
    @pytest.fixture
    def framework(self, write: Write) -> Framework:
        from smartscore import load_framework

        return load_framework(write('id = "f"\nmembers = [{ id = "water", rule = "rank" }]', "f.toml"))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("r.jsonl", '{"kode": "3201", "water": 1}\n{"kode": "3202", "water": 2}\n'),
            ("r.json", '{"data": [{"kode": "3201", "water": 1}, {"kode": "3202", "water": 2}]}'),
        ],
    )
    def test_records_get_one(self, write: Write, framework: Framework, name: str, text: str) -> None:
        path = write(text, name)
        _, *lines = propose([path], [framework]).splitlines()
        assert lines == ['key = "kode"', "[columns]", 'water = "water"']
        write("\n".join(lines), "r.toml")
        assert read_dataset(path, recipe=path.with_name("r.toml")).frame["water"].tolist() == [1, 2]

    def test_what_cannot_be_read_is_told_as_its_reader_does(self, write: Write, framework: Framework) -> None:
        for name, text, told in [
            ("empty.xlsx", "", "the file is empty"),
            ("empty.json", " \n", "the file is empty"),
            ("page.xls", "<html><table></table></html>", "the file is a web page"),
            ("text.xlsx", "city,water\nAlun,1\n", "the file is text"),
            ("nested.json", '[{"a": {"b": 1}}]', "the value is nested"),
        ]:
            with pytest.raises(DatasetError, match=told):
                propose([write(text, name)], [framework])
        with pytest.raises(UsageError, match="is an address of the web"):
            propose([Path("https://example.org/a.csv")], [framework])

    def test_a_running_number_breaks_nothing_down(self, write: Write, framework: Framework) -> None:
        path = write("id,kode,jenis,water\n1,3201,L,1\n2,3201,P,2\n3,3202,L,3\n4,3202,P,4\n", "sex.csv")
        lines = propose([path], [framework]).splitlines()
        assert [line for line in lines if "keep" in line] == ['# keep = { jenis = "L" }  # or: P']

    def test_groups_of_a_publisher_are_left_out(self, write: Write, framework: Framework) -> None:
        rows = "AAA,A,1\nBBB,B,2\nCCC,C,3\nDDD,D,4\nZZA.VHHD,Very high human development,5\n"
        assert 'leave_out = ["Very high human development"]' in propose(
            [write(f"iso3,country,water\n{rows}", "undp.csv")], [framework]
        )


def test_a_number_without_end_is_a_problem_and_no_suspicion(write: Write) -> None:
    from smartscore import check, load_framework

    framework = load_framework(write('id = "f"\nmembers = [{ id = "w", unit = "%", rule = "rank" }]', "f.toml"))
    with pytest.raises(DatasetError) as caught:
        check(read_dataset(write(f"city,w\nAlun,{'9' * 400}\nBukit,5\n", "a.csv")), framework)
    assert [problem.code for problem in caught.value.problems] == ["infinite"]


def test_a_recipe_is_utf8_with_or_without_a_mark_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_bytes('\ufeffkey = "Kota"'.encode())
    assert read_recipe(path).key == ("Kota",)
    path.write_bytes('key = "Kota"'.encode("utf-16"))
    with pytest.raises(UsageError) as caught:
        read_recipe(path)
    assert (
        caught.value.message() == f"{path}: the file is not UTF-8, as TOML must be; save it again as UTF-8 "
        "[toml_not_utf8]"
    )
    assert caught.value.message("id").endswith("padahal TOML harus UTF-8; simpan kembali sebagai UTF-8 [toml_not_utf8]")
    with pytest.raises(UsageError) as caught:
        read_recipe(tmp_path / "none.toml")
    assert caught.value.message().endswith(
        "none.toml: the file cannot be read: No such file or directory [file_unreadable]"
    )
