"""A recipe is a TOML file that is refused with every fault at once, each with the nearest name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from smartscore import UsageError
from smartscore.recipes import LeftOut, Long, Recipe, Source, read_recipe, recipe_of

WHOLE = """
sheet = ["2020", "Data {year}"]
heading = [3, 4]
skip = 5
delimiter = ";"
encoding = "cp1252"
hidden = false
decimal = "comma"
missing = [-999, "n.d."]
flags = ["p", "e"]
accept = ["total_row"]
key = ["Kabupaten", "Regency"]
name = "Nama"
assessor = "Dinas"
about = ["Provinsi"]
split = { Wilayah = "{Kode} {Nama}" }
keep = { sex = ["T", "Total"], tahun = 2024 }
leave_out = ["Jumlah*", { column = "Provinsi", pattern = "" }, { key_length = 2 }]
[columns]
poverty = ["Persentase Penduduk Miskin", "Poverty rate"]
water = { heading = "Air Minum", factor = 100 }
girls = [{ heading = "value", where = { sex = "F" } }, { heading = "value", where = { sex = "female" }, factor = 0.1 }]
[long]
indicator = "INDICATOR"
value = "OBS_VALUE"
codes = { SI_POV = "poverty" }
[crosswalk]
"Kab. Alun" = "6202"
"Kab. Bukit" = 6203
"""


def test_every_key_is_read(write: Callable[..., Path]) -> None:
    recipe = read_recipe(write(WHOLE.replace("{Kode}", "{kode}").replace("{Nama}", "{nama}"), "whole.toml"))
    assert recipe == Recipe(
        sheet=("2020", "Data {year}"),
        heading=(3, 4),
        skip=(5,),
        delimiter=";",
        encoding="cp1252",
        hidden=False,
        decimal="comma",
        missing=("-999", "n.d."),
        flags=("p", "e"),
        accept=("total_row",),
        key=("Kabupaten", "Regency"),
        name=("Nama",),
        assessor=("Dinas",),
        about=("Provinsi",),
        split={"Wilayah": "{kode} {nama}"},
        keep={"sex": ("T", "Total"), "tahun": ("2024",)},
        leave_out=(LeftOut("Jumlah*"), LeftOut("", ("Provinsi",)), LeftOut(key_length=2)),
        columns={
            "poverty": (Source(("Persentase Penduduk Miskin", "Poverty rate")),),
            "water": (Source(("Air Minum",), 100),),
            "girls": (Source(("value",), where={"sex": ("F",)}), Source(("value",), 0.1, {"sex": ("female",)})),
        },
        long=Long(("OBS_VALUE",), ("INDICATOR",), {"SI_POV": "poverty"}),
        crosswalk={"Kab. Alun": "6202", "Kab. Bukit": "6203"},
        written_in=recipe.written_in,
        digest=recipe.digest,
    )
    assert recipe.written_in is not None
    assert recipe.written_in.endswith("whole.toml")
    assert recipe.digest is not None
    assert len(recipe.digest) == 64


def test_an_empty_file_is_a_recipe_that_says_nothing(write: Callable[..., Path]) -> None:
    recipe = read_recipe(write("", "nothing.toml"))
    assert Recipe(written_in=recipe.written_in, digest=recipe.digest) == recipe


def test_a_year_is_a_heading_or_a_number() -> None:
    assert recipe_of({"year": "tahun"}).year == ("tahun",)
    assert recipe_of({"year": 2024}).year == 2024


WRONG = """
sheat = "2020"
heading = [0]
skip = "5"
delimiter = ";;"
encoding = "cp12525"
hidden = "no"
decimal = "point"
missing = [true]
key = "{code}"
year = 24
split = { Wilayah = "{Kode}" }
keep = { sex = [] }
leave_out = [5, { column = "x" }, { pattern = "x", key_length = 2 }, { patern = "x" }]
[columns]
poverty = 3
water = { heading = "Air {yaer}", factor = 0 }
roads = { heding = "Jalan" }
girls = [{ heading = "value", where = { sex = false } }]
[long]
value = "OBS_VALUE"
[crosswalk]
"Kab. Alun" = true
"""
FAULTS = {
    "en": """
heading: found [0], expected a line number, or a list of them
skip: found '5', expected a line number, or a list of them
delimiter: ';;' is not one character
encoding: the encoding 'cp12525' is not known; nearest: cp1252
hidden: found 'no', expected true or false
decimal: decimal is 'point'; allowed: dot, comma
missing: found [True], expected a text in quotes, or a list of them
key: {code} is not known here; allowed: -
year: found 24, expected a heading in quotes, or a year
split > Wilayah: {Kode} is not known here; allowed: -
keep > sex: found [], expected a text in quotes, or a list of them
leave_out > 1: found 5, expected a table
leave_out > 2: either pattern or key_length is needed, not both
leave_out > 3: either pattern or key_length is needed, not both
leave_out > 4: the key 'patern' is not known here; nearest: pattern
columns > poverty: found 3, expected a heading, or { heading = ... }
columns > water > heading: {yaer} is not known here; allowed: {year}
columns > water > factor: found 0, expected a number that is not 0
columns > roads: the key 'heding' is not known here; nearest: heading
columns > roads: heading is missing
columns > girls > where > sex: found False, expected a text in quotes, or a list of them
long: indicator is missing
crosswalk > Kab. Alun: found True, expected text in quotes
the key 'sheat' is not known here; nearest: sheet
""",
    "id": """
heading: ditemukan [0], seharusnya nomor baris, atau daftarnya
skip: ditemukan '5', seharusnya nomor baris, atau daftarnya
delimiter: ';;' bukan satu karakter
encoding: pengodean 'cp12525' tidak dikenal; terdekat: cp1252
hidden: ditemukan 'no', seharusnya true atau false
decimal: decimal bernilai 'point'; yang boleh: dot, comma
missing: ditemukan [True], seharusnya teks dalam tanda kutip, atau daftarnya
key: {code} tidak dikenal di sini; yang boleh: -
year: ditemukan 24, seharusnya judul kolom dalam tanda kutip, atau tahun
split > Wilayah: {Kode} tidak dikenal di sini; yang boleh: -
keep > sex: ditemukan [], seharusnya teks dalam tanda kutip, atau daftarnya
leave_out > 1: ditemukan 5, seharusnya tabel
leave_out > 2: diperlukan pattern atau key_length, tidak keduanya
leave_out > 3: diperlukan pattern atau key_length, tidak keduanya
leave_out > 4: kunci 'patern' tidak dikenal di sini; terdekat: pattern
columns > poverty: ditemukan 3, seharusnya judul kolom, atau { heading = ... }
columns > water > heading: {yaer} tidak dikenal di sini; yang boleh: {year}
columns > water > factor: ditemukan 0, seharusnya angka selain 0
columns > roads: kunci 'heding' tidak dikenal di sini; terdekat: heading
columns > roads: heading tidak ada
columns > girls > where > sex: ditemukan False, seharusnya teks dalam tanda kutip, atau daftarnya
long: indicator tidak ada
crosswalk > Kab. Alun: ditemukan True, seharusnya teks dalam tanda kutip
kunci 'sheat' tidak dikenal di sini; terdekat: sheet
""",
}


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_fault_is_told_at_once_with_the_nearest_name(write: Callable[..., Path], language: str) -> None:
    path = write(WRONG, "wrong.toml")
    with pytest.raises(UsageError) as caught:
        read_recipe(path)
    told = [problem.to(language) for problem in caught.value.problems]
    assert [line.replace(f"{path}, ", "").replace(f"{path}: ", "") for line in told] == FAULTS[
        language
    ].strip().splitlines()


@pytest.mark.parametrize(
    ("table", "english", "indonesian"),
    [
        (
            {"key": "a", "city": "b"},
            "key and city say the same: keep one of them [recipe_said_twice]",
            "key dan city menyatakan hal yang sama: pertahankan salah satunya [recipe_said_twice]",
        ),
        (
            {"key": "a", "year": "tahun", "columns": {"x": "x_{year}"}},
            "year and columns > x > {year} say the same: keep one of them [recipe_said_twice]",
            "year dan columns > x > {year} menyatakan hal yang sama: pertahankan salah satunya [recipe_said_twice]",
        ),
        (
            {"key": "a", "sheet": "{year}", "columns": {"x": "x_{year}"}},
            "sheet > {year} and columns > x > {year} say the same: keep one of them [recipe_said_twice]",
            "sheet > {year} dan columns > x > {year} menyatakan hal yang sama: pertahankan salah satunya "
            "[recipe_said_twice]",
        ),
        (
            {"key": "a", "long": {"indicator": "i", "value": "{indicator} {year}"}},
            "long: indicator and {indicator} say the same: keep one of them [recipe_said_twice]",
            "long: indicator dan {indicator} menyatakan hal yang sama: pertahankan salah satunya [recipe_said_twice]",
        ),
        (
            {"columns": {"x": "x_{year}"}},
            "key is missing: a recipe that puts years or indicators below each other must say which column tells the "
            "city (key), or which city the file is about (city) [recipe_needs_key]",
            "key tidak ada: resep yang menyusun tahun atau indikator ke bawah harus menyatakan kolom yang menyebut "
            "kotanya (key), atau kota yang dimuat berkas itu (city) [recipe_needs_key]",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(table: dict[str, Any], english: str, indonesian: str) -> None:
    with pytest.raises(UsageError) as caught:
        recipe_of(table)
    assert caught.value.message("en") == english
    assert caught.value.message("id") == indonesian


def test_what_contradicts_itself_is_told_beside_other_faults() -> None:
    with pytest.raises(UsageError) as caught:
        recipe_of({"key": "a", "city": "b", "hidden": 1})
    assert [problem.code for problem in caught.value.problems] == ["wrong_type", "recipe_said_twice"]


@pytest.mark.parametrize("name", ["base64", "rot13", "x\0y", "mbcs-none"])
def test_only_encodings_of_texts_are_known(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        recipe_of({"encoding": name})
    assert [problem.code for problem in caught.value.problems] == ["recipe_encoding"]


def test_a_file_that_is_not_there_or_no_toml_is_told_by_name(tmp_path: Path, write: Callable[..., Path]) -> None:
    for path, code in ((tmp_path / "none.toml", "file_unreadable"), (write("key = ", "bad.toml"), "not_toml")):
        with pytest.raises(UsageError) as caught:
            read_recipe(path)
        assert [(problem.code, problem.file) for problem in caught.value.problems] == [(code, str(path))]


class TestTheContract:
    """The grammar of recipes, which files of users depend on."""

    def test_a_recipe_has_these_keys(self) -> None:
        assert [one.name for one in fields(Recipe) if one.metadata.get("key", True)] == [
            *("file", "sheet", "heading", "skip", "delimiter", "encoding", "hidden", "decimal", "missing", "flags"),
            "accept",
            *("key", "city", "name", "year", "assessor", "about", "split", "keep", "leave_out", "columns", "long"),
            *("parts", "crosswalk"),
        ]

    def test_their_tables_have_these(self) -> None:
        assert [one.name for one in fields(Source)] == ["heading", "factor", "where"]
        assert [one.name for one in fields(Long)] == ["value", "indicator", "codes"]
        assert [one.name for one in fields(LeftOut)] == ["pattern", "column", "key_length"]
