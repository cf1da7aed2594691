"""Recipes that name their files: for the files beside the dataset, and for some of a dataset."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import UsageError, read_dataset
from smartscore.api import read_names, read_numbers, read_recipes
from smartscore.master_plan import read_master_plan
from smartscore.plans import read_programmes
from smartscore.reading import TableReader
from smartscore.recipes import Recipe, reader_by, reader_of, recipe_of, recipes_of

PROGRAMMES = "id,title,dimension,indicator,change,cost,months,likelihood,severity"


@pytest.fixture
def by(tmp_path: Path) -> Callable[[str], TableReader]:
    def make(text: str) -> TableReader:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return reader_by(read_recipes(path))

    return make


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_weights_are_read_by_the_recipe_that_names_their_file(tmp_path: Path, by: Callable[[str], TableReader]) -> None:
    path = written(tmp_path, "Bobot 2025.csv", "Bobot;\nIndikator;Nilai\nwater;2,5\npoverty;1\n")
    read = by('file = "bobot*.csv"\nheading = 2\n[columns]\nid = "Indikator"\nweight = "Nilai"')
    assert read_numbers(path, "id", "weight", read) == {"water": 2.5, "poverty": 1.0}


def test_its_decimal_mark_and_factor_count(tmp_path: Path, by: Callable[[str], TableReader]) -> None:
    path = written(tmp_path, "t.csv", "id,value\nwater,1.234\n")
    assert read_numbers(path, "id", "value", by('file = "t.csv"\ndecimal = "comma"')) == {"water": 1234.0}
    path = written(tmp_path, "t.csv", "id,value\nwater,1.25\n")
    factor = by('file = "t.csv"\n[columns]\nvalue = { heading = "value", factor = 100 }\nid = "id"')
    assert read_numbers(path, "id", "value", factor) == {"water": 125.0}


def test_a_decimal_mark_that_is_asked_for_counts_without_a_recipe(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "id,value\nwater,1.234\n")
    assert read_numbers(path, "id", "value", reader_by([], "comma")) == {"water": 1234.0}
    assert read_numbers(path, "id", "value", reader_by([], "dot")) == {"water": 1.234}


def test_so_are_crosswalks_and_programmes(tmp_path: Path, by: Callable[[str], TableReader]) -> None:
    path = written(tmp_path, "cross.csv", "Dari;Ke\nAlun;A\nJumlah;-\n")
    read = by('file = "cross.csv"\nleave_out = [{ column = "Dari", pattern = "Jumlah" }]\n'
              '[columns]\nfrom = "Dari"\nto = "Ke"')  # fmt: skip
    assert read_names(path, "from", "to", read) == {"Alun": "A"}
    path = written(tmp_path, "plan.csv", "Dimensi,Judul,Status\nwater,Wells,done\n")
    read = by('file = "plan.csv"\n[columns]\ndimension = "Dimensi"\ntitle = "Judul"\nstatus = "Status"')
    assert read_master_plan(path, (), read)["title"].tolist() == ["Wells"]
    path = written(tmp_path, "prog.csv", f"Judul\n{PROGRAMMES}\na,Wells,water,water,1,10,12,1,1\n")
    (one,) = read_programmes(path, read=by('file = "prog.csv"\nheading = 2'))
    assert one.id == "a"


def test_a_file_that_no_recipe_names_is_read_without(tmp_path: Path, by: Callable[[str], TableReader]) -> None:
    path = written(tmp_path, "weights.csv", "id,weight\nwater,2\n")
    assert read_numbers(path, "id", "weight", by('file = "other.csv"\nheading = 9')) == {"water": 2.0}


def test_one_of_several_files_of_a_dataset_has_its_own() -> None:
    own, all_, second = Recipe(file=("b*.csv",)), Recipe(key=("k",)), Recipe(key=("l",))
    assert recipes_of(["a.csv", "b1.csv", "c.csv"], [own, all_]) == [all_, own, all_]
    assert recipes_of(["a.csv", "b1.csv", "c.csv"], [all_, own, second]) == [all_, own, second]
    assert recipes_of(["a.csv", "B1.CSV"], [own]) == [None, own]


def test_one_for_no_file_is_refused_and_so_is_another_number(tmp_path: Path) -> None:
    data = written(tmp_path, "data.csv", "city,water\nAlun,1\n")
    recipe = written(tmp_path, "r.toml", 'file = "dta.csv"')
    with pytest.raises(UsageError) as caught:
        read_dataset(data, recipe=recipe)
    place = f"{recipe}, file: "
    assert (
        caught.value.message()
        == f"{place}no file that is read is called 'dta.csv'; read are: data.csv [recipe_for_no_file]"
    )
    assert caught.value.message("id") == (
        f"{place}tidak ada berkas yang dibaca bernama 'dta.csv'; yang dibaca: data.csv [recipe_for_no_file]"
    )
    with pytest.raises(UsageError, match="there are 1 recipes for 0 files"):
        recipes_of(["b.csv"], [Recipe(file=("b.csv",)), Recipe(key=("k",))])


def test_the_only_file_of_a_command_takes_a_recipe_that_names_no_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a{1}.csv", "Dimensi,Judul,Status\nwater,Wells,done\n")
    table = {"columns": {"dimension": "Dimensi", "title": "Judul", "status": "Status"}}
    for recipe in (recipe_of(table), recipe_of({**table, "file": "a*"})):
        assert read_master_plan(path, (), reader_of(path.name, [recipe]))["title"].tolist() == ["Wells"]
    with pytest.raises(UsageError, match="no file that is read is called"):
        reader_of(path.name, [recipe_of({**table, "file": "b*"})])
    with pytest.raises(UsageError, match="there are 2 recipes for 1 files"):
        reader_of(path.name, [recipe_of(table), recipe_of({})])
