"""A recipe that speaks of keys and does not name their column: it is found as without a recipe."""

from collections.abc import Callable

import pytest
from builders import Write

from smartscore import read_dataset
from smartscore.dataset import Dataset

Read = Callable[..., Dataset]

COUNTRIES = "country,iso3,water\nArdland,ARD,90\nBergen,BER,60\nWorld,WLD,75\n"


@pytest.fixture
def read(write: Write) -> Read:
    """Read a text by a recipe."""

    def read(text: str, recipe: str) -> Dataset:
        return read_dataset(write(text, "f.csv"), recipe=write(recipe, "own.toml"))

    return read


def said(dataset: Dataset) -> list[str]:
    return [remark.code for one in dataset.interpretations for remark in one.remarks]


@pytest.mark.parametrize("text", ["WLD", "World", "w*d"])
def test_rows_are_left_out_by_key_and_by_name_wherever_these_stand(read: Read, text: str) -> None:
    dataset = read(COUNTRIES, f'leave_out = ["{text}"]\n')
    assert (dataset.cities.tolist(), dataset.key) == (["ARD", "BER"], "iso3")
    assert dataset.names is not None
    assert dataset.names.tolist() == ["Ardland", "Bergen"]
    assert said(dataset) == ["key_and_name_chosen", "recipe_left_out"]


def test_rows_are_left_out_by_the_length_of_the_key(read: Read) -> None:
    text = "Provinsi,kode_wilayah,water\nA,62,75\nA,6201,90\nA,6202,60\n"
    assert read(text, "leave_out = { key_length = 2 }\n").cities.tolist() == ["6201", "6202"]


def test_a_crosswalk_translates_the_key_and_no_column_before_it(read: Read) -> None:
    text = "Provinsi,Kabupaten,water\nMuara,Muara,90\nMuara,Teluk,60\n"
    dataset = read(text, '[crosswalk]\n"Muara" = "6206"\n')
    assert dataset.cities.tolist() == ["6206", "Teluk"]
    assert dataset.frame["Provinsi"].tolist() == ["Muara", "Muara"]


def test_codes_that_are_translated_are_no_names(read: Read) -> None:
    assert read("code,water\n62.1,90\n62.02,60\n", '[crosswalk]\n"62.1" = "62.10"\n').names is None


def test_a_year_by_another_name_makes_a_panel_still(read: Read) -> None:
    text = "Kabupaten,Tahun,water\nMuara,2022,80\nMuara,2023,90\nJumlah,2022,80\nJumlah,2023,90\n"
    dataset = read(text, 'leave_out = ["Jumlah"]\n')
    assert [f"{city}, {year}" for city, year in dataset.frame.index] == ["Muara, 2022", "Muara, 2023"]


def test_a_code_without_its_zero_meets_the_other_file_whichever_has_the_names(write: Write) -> None:
    recipe = write('[crosswalk]\n"62.1" = "62.10"\n', "own.toml")
    without = write("code,water\n62.1,90\n62.02,60\n", "a.csv")
    named = write("code,city,poverty\n62.10,Muara,12\n62.02,Teluk,30\n", "b.csv")
    for files in ([without, named], [named, without]):
        dataset = read_dataset(files, recipe=recipe)
        assert dataset.names is not None
        assert sorted(dataset.names.tolist()) == ["Muara", "Teluk"]
        assert int(dataset.frame[["water", "poverty"]].isna().sum().sum()) == 0


def test_a_file_of_codes_gets_no_names_of_a_crosswalk_that_names_none_of_its_keys(write: Write) -> None:
    recipe = write('[crosswalk]\n"Gunung Mass" = "Gunung Mas"\n', "own.toml")
    named = write("kabupaten,water\nKotawaringin Timur,82\nGunung Mass,64\n", "a.csv")
    codes = write("kode,poverty\n62.02,12\n62.10,30\n", "b.csv")
    dataset = read_dataset([named, codes], recipe=recipe)
    assert (dataset.cities.tolist(), dataset.problems) == (["6202", "6211"], ())
    assert dataset.frame[["water", "poverty"]].to_numpy().tolist() == [[82, 12], [64, 30]]
