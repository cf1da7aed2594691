"""A file becomes the dataset that its recipe says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pandas import DataFrame

from smartscore import Dataset, DatasetError, UsageError, read_dataset
from smartscore.recipes import recipe_of
from smartscore.tables import Content

Write = Callable[..., Path]


def read(path: Path | DataFrame | Content, **recipe: Any) -> Dataset:
    return read_dataset(path, recipe=recipe_of(recipe))


def values(dataset: Dataset, column: str) -> dict[object, object]:
    found: dict[object, object] = dataset.frame[column].dropna().to_dict()
    return found


class TestColumns:
    def test_the_key_the_name_and_indicators_are_taken_by_heading(self, write: Write) -> None:
        path = write("Kode,Nama Kota,Penduduk  Miskin,Provinsi\n6202,Alun,10,X\n6203,Bukit,20,X\n")
        dataset = read(path, key="kode", name="nama kota", columns={"poverty": "penduduk miskin"})
        assert values(dataset, "poverty") == {"6202": 10, "6203": 20}
        assert dataset.labels == ["Alun", "Bukit"]
        assert list(dataset.frame["Provinsi"]) == ["X", "X"]

    def test_one_recipe_serves_files_with_headings_in_two_languages(self, write: Write) -> None:
        recipe = {"key": ["Kota", "City"], "columns": {"poverty": ["Kemiskinan", "Poverty"]}}
        for head in ("Kota,Kemiskinan", "City,Poverty"):
            assert values(read(write(f"{head}\nAlun,10\n"), **recipe), "poverty") == {"Alun": 10}

    def test_a_column_takes_the_place_of_another_one_of_that_name(self, write: Write) -> None:
        dataset = read(write("city,poverty,rate\nAlun,1,10\n"), columns={"poverty": "rate"})
        assert values(dataset, "poverty") == {"Alun": 10}
        assert "rate" not in dataset.frame

    def test_numbers_are_multiplied_without_noise(self, write: Write) -> None:
        path = write("city,share,count\nAlun,0.07,1234\nBukit,0.29,\nCurug,,5\n")
        columns = {"poverty": {"heading": "share", "factor": 100}, "people": {"heading": "count", "factor": 0.001}}
        dataset = read(path, columns=columns)
        assert values(dataset, "poverty") == {"Alun": 7, "Bukit": 29}
        assert values(dataset, "people") == {"Alun": 1.234, "Curug": 0.005}

    def test_numbers_with_a_decimal_comma_or_a_unit_are_multiplied_too(self, write: Write) -> None:
        path = write("city;share;pop\nAlun;0,125;1,5 juta\nBukit;0,25;2 juta\n")
        columns = {"poverty": {"heading": "share", "factor": 100}, "people": {"heading": "pop", "factor": 1e6}}
        dataset = read(path, columns=columns)
        assert values(dataset, "poverty") == {"Alun": 12.5, "Bukit": 25}
        assert values(dataset, "people") == {"Alun": 1_500_000, "Bukit": 2_000_000}

    def test_one_column_serves_two_indicators_by_its_breakdown(self, write: Write) -> None:
        path = write("city,sex,rate\nAlun,F,12\nAlun,M,8\nBukit,F,22\n")
        girls, boys = ({"heading": "rate", "where": {"sex": sex}} for sex in ("f", ["M", "male"]))
        dataset = read(path, key="city", columns={"girls": girls, "boys": boys})
        assert values(dataset, "girls") == {"Alun": 12, "Bukit": 22}
        assert values(dataset, "boys") == {"Alun": 8}

    def test_an_indicator_in_two_units_comes_from_two_sources(self, write: Write) -> None:
        path = write("city,unit,rate\nAlun,share,0.12\nBukit,percent,22\n")
        sources = [
            {"heading": "rate", "where": {"unit": "share"}, "factor": 100},
            {"heading": "rate", "where": {"unit": "percent"}},
        ]
        assert values(read(path, key="city", columns={"poverty": sources}), "poverty") == {"Alun": 12, "Bukit": 22}


class TestYears:
    def test_years_in_headings_make_a_panel(self, write: Write) -> None:
        path = write("iso3,region,hdi_1990,hdi_2022,le_1990,le_2022\nAAA,X,0.5,0.6,50,60\nBBB,Y,..,0.8,70,80\n")
        dataset = read(path, key="iso3", about="region", columns={"hdi": "hdi_{year}", "life": "le_{year}"})
        assert values(dataset, "hdi") == {("AAA", 1990): 0.5, ("AAA", 2022): 0.6, ("BBB", 2022): 0.8}
        assert values(dataset, "life")["BBB", 1990] == 70
        assert list(dataset.frame.loc["BBB", "region"]) == ["Y", "Y"]

    def test_a_year_may_be_said_of_the_whole_file(self, write: Write) -> None:
        dataset = read(write("city,year,water\nAlun,1,80\n"), year=2024)
        assert values(dataset, "water") == {("Alun", 2024): 80}

    def test_the_names_of_sheets_may_say_the_year(self, book: Callable[..., Path]) -> None:
        rows = [("city", "water"), ("Alun", 80)]
        path = book({"Notes": [("a", "b"), ("x", 1)], "Data 2020": rows, "Data 2021": [rows[0], ("Alun", 82)]})
        dataset = read(path, sheet="data {year}")
        assert values(dataset, "water") == {("Alun", 2020): 80, ("Alun", 2021): 82}

    def test_parts_of_cells_are_columns(self, write: Write) -> None:
        path = write("place,period,rate\nAlun (6202),2024-Q1,5\nAlun (6202),2024-Q2,6\nBukit (6203),2024-Q1,7\n")
        dataset = read(
            path,
            split={"place": "{name} ({code})", "period": "{year}-Q{quarter}"},
            key="code",
            name="name",
            year="year",
            keep={"quarter": 1},
            columns={"unemployment": "rate"},
        )
        assert values(dataset, "unemployment") == {("6202", 2024): 5, ("6203", 2024): 7}
        assert dataset.labels == ["Alun", "Bukit"]


class TestLongTables:
    LONG = (
        "GEO,TIME_PERIOD,INDICATOR,SEX,OBS_VALUE\nA,2022,POV,T,10\nA,2022,POV,F,12\nA,2022,WAT,T,80\nB,2022,H2O,T,60\n"
    )

    def test_indicators_go_by_their_codes_and_what_has_no_code_is_left(self, write: Write) -> None:
        dataset = read(
            write(self.LONG),
            key="GEO",
            year="TIME_PERIOD",
            keep={"SEX": "T"},
            long={"indicator": "INDICATOR", "value": "OBS_VALUE", "codes": {"pov": "poverty", "WAT": "water"}},
        )
        assert dataset.long == ("poverty", "water")
        assert values(dataset, "poverty") == {("A", 2022): 10}
        assert values(dataset, "water") == {("A", 2022): 80}

    def test_without_codes_every_indicator_keeps_its_name(self, write: Write) -> None:
        long = {"indicator": "INDICATOR", "value": "OBS_VALUE"}
        assert read(write(self.LONG), key="GEO", keep={"SEX": "T"}, long=long).long == ("POV", "WAT", "H2O")

    def test_headings_may_name_indicator_and_year(self, write: Write) -> None:
        path = write("city,Poverty 2021,Poverty 2022,Water 2022\nAlun,11,10,80\n")
        codes = {"Poverty": "poverty", "Water": "water"}
        dataset = read(path, key="city", long={"value": "{indicator} {year}", "codes": codes})
        assert values(dataset, "poverty") == {("Alun", 2021): 11, ("Alun", 2022): 10}
        assert values(dataset, "water") == {("Alun", 2022): 80}

    def test_a_file_about_one_city_says_which(self, write: Write) -> None:
        path = write("No,Uraian,Nilai,source\n1,Kemiskinan,10,BPS\n2,Air,80,PDAM\n")
        dataset = read(
            path,
            city="6202",
            year=2024,
            long={"indicator": "Uraian", "value": "Nilai", "codes": {"Kemiskinan": "poverty", "Air": "water"}},
        )
        assert values(dataset, "poverty") == {("6202", 2024): 10}
        assert dataset.notes["source"].loc[("6202", 2024), "water"] == "PDAM"

    def test_what_has_a_column_of_its_own_goes_before_the_lines(self, write: Write) -> None:
        path = write("city,indicator,value\nAlun,poverty,0.1\nAlun,water,80\n")
        own = {"heading": "value", "where": {"indicator": "poverty"}, "factor": 100}
        long = {"indicator": "indicator", "value": "value"}
        dataset = read(path, key="city", columns={"poverty": own}, long=long)
        assert values(dataset, "poverty") == {"Alun": 10}
        assert values(dataset, "water") == {"Alun": 80}

    def test_a_key_may_be_called_like_something_else(self, write: Write) -> None:
        path = write("value,name,hdi 2021,hdi 2022\nA1,Alun,0.5,0.6\n")
        dataset = read(path, key="value", name="name", columns={"hdi": "hdi {year}"})
        assert values(dataset, "hdi") == {("A1", 2021): 0.5, ("A1", 2022): 0.6}
        assert dataset.labels == ["Alun", "Alun"]

    def test_a_value_keeps_its_place(self, book: Callable[..., Path]) -> None:
        path = book({"Data": [("city", "hdi 2021", "hdi 2022"), ("Alun", 0.5, 0.6), ("Bukit", 0.7, "x")]})
        dataset = read(path, key="city", columns={"hdi": "hdi {year}"})
        place = dataset.place(dataset.frame.index.get_loc(("Bukit", 2022)), "hdi")
        assert (place["sheet"], place["cell"]) == ("Data", "C3")


class TestRows:
    FILE = "Kode,Wilayah,Jenis,water\n62,Provinsi X,P,70\n6202,Alun,K,80\n6203,Bukit,K,60\n,Jumlah  total,K,140\n"

    @pytest.mark.parametrize(
        "how",
        [
            {"leave_out": ["Provinsi*", "jumlah total"]},
            {"leave_out": [{"key_length": 2}, {"key_length": 0}]},
            {"leave_out": [{"column": "Jenis", "pattern": "P"}, {"pattern": ""}]},
            {"keep": {"Wilayah": ["Alun", "Bukit"]}},
            {"keep": {"Kode": "62*", "Jenis": "k"}},
        ],
    )
    def test_rows_that_are_no_unit_are_left_out(self, write: Write, how: dict[str, Any]) -> None:
        dataset = read(write(self.FILE), key="Kode", name="Wilayah", **how)
        assert values(dataset, "water") == {"6202": 80, "6203": 60}

    def test_what_was_left_out_is_told(self, write: Write) -> None:
        dataset = read(
            write(self.FILE), key="Kode", name="Wilayah", leave_out=["Prov*", "Jumlah*"], keep={"Jenis": "K"}
        )
        told = [remark for remark in dataset.interpretations[0].remarks if remark.code == "recipe_left_out"]
        assert [remark.message("en") for remark in told] == [
            "rows left out by the recipe (Prov*): 1 [recipe_left_out]",
            "rows left out by the recipe (Jumlah*): 1 [recipe_left_out]",
        ]
        assert told[0].message("id") == "baris yang dikesampingkan oleh resep (Prov*): 1 [recipe_left_out]"

    def test_keys_are_translated_and_what_they_were_called_is_the_name(self, write: Write) -> None:
        path = write("Wilayah,water\nKab.  Alun,80\nBukit,60\n")
        dataset = read(path, key="Wilayah", crosswalk={"kab. alun": 6202})
        assert values(dataset, "water") == {"6202": 80, "Bukit": 60}
        assert dataset.labels == ["Kab.  Alun", "Bukit"]


class TestCells:
    def test_marks_and_flags_are_taken_away(self, write: Write) -> None:
        path = write("geo,water,roads\nA,12.3 p,-999\nB,: c,n.d.\nC,11e,1.5 prov.\nD,10 p e,2\n")
        dataset = read(path, key="geo", flags=["p", "e", "c", "prov."], missing=[-999, "N.D."])
        assert values(dataset, "water") == {"A": 12.3, "C": 11, "D": 10}
        assert values(dataset, "roads") == {"C": 1.5, "D": 2}

    def test_another_flag_stays_and_is_refused(self, write: Write) -> None:
        dataset = read(write("geo,water\nA,12.3 p\nB,11 b\n"), key="geo", flags="p")
        assert str(dataset.frame["water"]["B"]) == "11 b"

    @pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
    def test_the_encoding_and_the_delimiter_are_those_that_somebody_said(self, write: Write, encoding: str) -> None:
        path = write("city|water\nS\u00e3o|80\n".encode(encoding))
        dataset = read(path, encoding=encoding, delimiter="|", decimal="dot")
        assert values(dataset, "water") == {"S\u00e3o": 80}

    def test_lines_are_passed_over(self, write: Write) -> None:
        path = write("Title,of it,2024\ncity,water,roads\n(1),(2),(3)\nAlun,80,1\n")
        assert values(read(path, heading=2, skip=3), "water") == {"Alun": 80}


class TestWhatIsNotThere:
    def test_every_heading_that_is_not_there_is_told_with_the_nearest(self, write: Write, tmp_path: Path) -> None:
        path = write("city,sex,value\nAlun,T,5\n")
        recipe = write(
            'key = "ctiy"\nname = "nama"\nkeep = { sexx = "T" }\nleave_out = { column = "Jenis", pattern = "P" }\n'
            'split = { period = "{year}-{q}" }\nabout = "Provinsi"\n[columns]\nwater = "vallue"\n'
            'girls = { heading = "value", where = { gender = "F" } }\n',
            "own.toml",
        )
        with pytest.raises(DatasetError) as caught:
            read_dataset(path, recipe=recipe)
        assert sorted(caught.value.message().replace(f"{tmp_path}/", "").splitlines()) == [
            "own.toml, about: cities.csv has no heading 'Provinsi'; nearest: city, sex, value [recipe_no_heading]",
            "own.toml, columns > girls: cities.csv has no heading 'gender'; nearest: city, sex, value "
            "[recipe_no_heading]",
            "own.toml, columns > water: cities.csv has no heading 'vallue'; nearest: value [recipe_no_heading]",
            "own.toml, keep: cities.csv has no heading 'sexx'; nearest: sex [recipe_no_heading]",
            "own.toml, key: cities.csv has no heading 'ctiy'; nearest: city [recipe_no_heading]",
            "own.toml, leave_out: cities.csv has no heading 'Jenis'; nearest: city, sex, value [recipe_no_heading]",
            "own.toml, name: cities.csv has no heading 'nama'; nearest: city, sex, value [recipe_no_heading]",
            "own.toml, split: cities.csv has no heading 'period'; nearest: city, sex, value [recipe_no_heading]",
        ]
        assert "own.toml, key: cities.csv tidak memiliki judul kolom 'ctiy'; terdekat: city [recipe_no_heading]" in (
            caught.value.message("id").replace(f"{tmp_path}/", "").splitlines()
        )

    def test_several_headings_for_one_are_refused(self, write: Write) -> None:
        path = write("city,rate 1,rate 2\nAlun,5,6\n")
        with pytest.raises(DatasetError) as caught:
            read(path, columns={"water": "rate *"})
        (problem,) = caught.value.problems
        assert problem.message("en") == (
            f"columns > water: several headings of {path} fit, and one is wanted: rate 1, rate 2 "
            "[recipe_several_headings]"
        )
        assert problem.message("id") == (
            f"columns > water: beberapa judul kolom {path} cocok, padahal hanya satu yang diminta: rate 1, "
            "rate 2 [recipe_several_headings]"
        )

    def test_a_sheet_that_is_not_there_is_told_with_the_nearest(self, book: Callable[..., Path]) -> None:
        path = book({"Data": [("city", "water"), ("Alun", 80)], "Notes": [("a", "b")]})
        with pytest.raises(DatasetError) as caught:
            read(path, sheet=["Dta", "{year}"])
        assert [problem.message("en") for problem in caught.value.problems] == [
            f"sheet: {path} has no sheet 'Dta'; nearest: Data [recipe_no_sheet]",
            f"sheet: {path} has no sheet '{{year}}'; nearest: Data, Notes [recipe_no_sheet]",
        ]
        assert (
            caught.value.problems[0].message("id") == f"sheet: {path} tidak memiliki lembar 'Dta'; terdekat: Data "
            "[recipe_no_sheet]"
        )

    def test_cells_without_the_parts_are_told_with_their_line(self, write: Write) -> None:
        path = write("place,rate\nAlun (6202),5\nBukit,6\nJumlah,11\n")
        split = {"place": "{name} ({code})"}
        dataset = read(path, split=split, key="code", leave_out={"column": "place", "pattern": "Jumlah"})
        told = [(problem.code, problem.row, problem.fields["found"]) for problem in dataset.problems if problem.fields]
        assert told == [("recipe_no_parts", 3, "Bukit")]
        with pytest.raises(DatasetError) as caught:
            read(path, split={"rate": "{a}-{b}"})
        (problem,) = caught.value.problems
        assert problem.message("en") == "split > rate: '5' does not have the parts '{a}-{b}' [recipe_no_parts]"
        assert problem.message("id") == "split > rate: '5' tidak memiliki bagian-bagian '{a}-{b}' [recipe_no_parts]"


class TestSources:
    def test_a_frame_and_a_stream_have_recipes_too(self) -> None:
        recipe = {"key": "kota", "columns": {"hdi": "{year}"}}
        frame = DataFrame({"kota": ["Alun"], 2021: [0.5], 2022: [0.6]})
        content = Content("<stdin>", b"kota,2021,2022\nAlun,0.5,0.6\n")
        for source in (frame, content):
            assert values(read(source, **recipe), "hdi") == {("Alun", 2021): 0.5, ("Alun", 2022): 0.6}

    def test_each_file_has_its_own_or_all_have_one(self, write: Write) -> None:
        first, second = write("Kode,a\nX,1\n", "a.csv"), write("code,b\nx1,2\n", "b.csv")
        one, other = write('key = "Kode"\n', "one.toml"), write('[crosswalk]\nx1 = "X"\n', "other.toml")
        dataset = read_dataset([first, second], recipe=[one, write('key="code"\n[crosswalk]\nx1="X"\n', "other.toml")])
        assert dataset.frame.loc["X", ["a", "b"]].tolist() == [1, 2]
        assert [one.recipe for one in dataset.interpretations] == [str(one), str(other)]
        with pytest.raises(UsageError) as caught:
            read_dataset([first, second, first], recipe=[one, other])
        assert caught.value.message("en") == (
            "there are 2 recipes for 3 files: give one for all, or one for each file in its order [recipes_not_as_many]"
        )
        assert caught.value.message("id") == (
            "ada 2 resep untuk 3 berkas: berikan satu untuk semua, atau satu untuk tiap berkas menurut "
            "urutannya [recipes_not_as_many]"
        )

    def test_what_is_asked_for_goes_before_the_recipe(self, write: Write) -> None:
        path = write("a;b;x\nA;B;1,234\n")
        dataset = read_dataset(path, recipe=recipe_of({"key": "a", "decimal": "dot"}), id_column="b", decimal="comma")
        assert values(dataset, "x") == {"B": 1.234}
        assert dataset.key == "b"

    def test_faults_of_all_recipes_are_told_at_once(self, write: Write) -> None:
        recipes = [write("kye = 1\n", "a.toml"), write("nmae = 1\n", "b.toml")]
        with pytest.raises(UsageError) as caught:
            read_dataset([write("city,a\nX,1\n")] * 2, recipe=recipes)
        assert [problem.fields["hint"] for problem in caught.value.problems] == ["key", "name"]

    def test_a_suspicion_that_there_is_not_is_refused_with_the_file(self, write: Write) -> None:
        recipe = write('accept = "totl_row"\n', "a.toml")
        with pytest.raises(UsageError) as caught:
            read_dataset(write("city,a\nX,1\n"), recipe=recipe)
        assert [(problem.code, problem.file) for problem in caught.value.problems] == [
            ("unknown_suspicion", str(recipe))
        ]
