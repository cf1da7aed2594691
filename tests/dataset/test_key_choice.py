"""Which column is the key, which has the names, which the years: by what they are, said, and refused where unclear."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pandas import DataFrame

from smartscore import Dataset, Problem, read_dataset

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]


def cities(dataset: Dataset) -> list[str]:
    return [str(city) for city in dataset.cities]


def roles(dataset: Dataset) -> tuple[str | None, str | None, str | None]:
    (read,) = dataset.interpretations
    return read.key, read.name, read.year


def said(dataset: Dataset, language: str = "en") -> list[str]:
    prefix = f"{dataset.file}, "
    sentences = [remark.message(language) for one in dataset.interpretations for remark in one.remarks]
    return [sentence.removeprefix(prefix).removeprefix(f"{dataset.file}: ") for sentence in sentences]


class TestTheSmallestPlaces:
    @pytest.mark.parametrize(
        ("heading", "key"),
        [
            ("Provinsi,Kabupaten", "Kabupaten"),
            ("Kabupaten/Kota,Provinsi", "Kabupaten/Kota"),
            ("State,County", "County"),
            ("Island,Province", "Province"),
            ("Wilayah,Kabupaten", "Kabupaten"),
            ("Kecamatan,Desa", "Desa"),
            ("Negara,Provinsi", "Provinsi"),
        ],
    )
    def test_are_the_key_whatever_stands_first(self, write: Write, heading: str, key: str) -> None:
        assert roles(read_dataset(write(f"{heading},income\nA,Pati,1\nB,Rembang,2\n")))[0] == key

    def test_an_area_is_smaller_than_a_country_where_a_country_has_several(self, write: Write) -> None:
        dataset = read_dataset(write("country,region,income\nNL,Noord,1\nNL,Zuid,2\nBE,Oost,3\n"))
        assert cities(dataset) == ["Noord", "Zuid", "Oost"]

    def test_and_a_group_of_countries_else(self, write: Write) -> None:
        text = "Region,Country Name,income\nAfrica,Angola,1\nAfrica,Benin,2\nAsia,China,3\n"
        assert cities(read_dataset(write(text))) == ["Angola", "Benin", "China"]

    def test_a_province_is_the_key_where_nothing_is_smaller(self, write: Write) -> None:
        assert cities(read_dataset(write("Provinsi,income\nBali,1\nRiau,2\n"))) == ["Bali", "Riau"]

    def test_a_code_of_provinces_is_none_of_regencies(self, write: Write) -> None:
        path = write(
            "id,kode_provinsi,nama_provinsi,kode_kabupaten_kota,nama_kabupaten_kota,income,tahun\n"
            "1,32,Jawa Barat,3201,Bogor,1,2022\n2,32,Jawa Barat,3271,Kota Bogor,2,2022\n"
            "3,32,Jawa Barat,3201,Bogor,3,2023\n4,32,Jawa Barat,3271,Kota Bogor,4,2023\n"
        )
        dataset = read_dataset(path)
        assert roles(dataset) == ("kode_kabupaten_kota", "nama_kabupaten_kota", "tahun")
        assert dataset.frame.index.tolist() == [("3201", 2022), ("3271", 2022), ("3201", 2023), ("3271", 2023)]

    def test_numbers_called_area_are_no_places(self, write: Write, told: Told) -> None:
        path = write("area,income\n12.5,1\n13.5,2\n")
        assert [problem.code for problem in told(path)] == ["no_id_column"]


class TestCodesAndNames:
    @pytest.mark.parametrize(
        ("code", "name"),
        [
            ("Country Code", "Country Name"),
            ("region_code", "region_name"),
            ("kode_kabupaten_kota", "nama_kabupaten_kota"),
            ("Kode Wilayah", "Wilayah"),
            ("ISO3", "country"),
            ("LAU", "Gemeinde"),
            ("iso3", "name"),
            ("code", "country"),
            ("GEO_ID", "Place of the people"),
            ("uCode", "uName"),
            ("Unit Code", "Unit Name"),
        ],
    )
    def test_the_code_is_the_key_and_the_name_is_shown(self, write: Write, code: str, name: str) -> None:
        body = "A1,Alun,1\nA2,Bukit,2\nA3,Curug,3\n"
        dataset = read_dataset(write(f"{code},{name},income\n{body}"))
        assert (cities(dataset), dataset.labels) == (["A1", "A2", "A3"], ["Alun", "Bukit", "Curug"])
        assert roles(dataset)[:2] == (code, name)

    def test_the_order_of_the_columns_does_not_matter(self, write: Write) -> None:
        dataset = read_dataset(write("region_name,region_code,income\nAlun,A1,1\nBukit,A2,2\n"))
        assert dataset.rows_of("Alun") == dataset.rows_of("A1") == [0]

    def test_two_places_may_have_one_name(self, write: Write) -> None:
        text = "kode,nama_kabupaten_kota,income\n3603,Tangerang,1\n3671,Tangerang,2\n3601,Pandeglang,3\n"
        assert read_dataset(write(text)).labels == ["Tangerang", "Tangerang", "Pandeglang"]

    def test_a_group_is_no_name(self, write: Write) -> None:
        dataset = read_dataset(write("iso3,region,income\nAGO,Africa,1\nBEN,Africa,2\nCHN,Asia,3\n"))
        assert dataset.labels == ["AGO", "BEN", "CHN"]

    def test_a_place_may_be_called_otherwise_in_another_year(self, write: Write) -> None:
        dataset = read_dataset(write("iso3,country,year,income\nSWZ,Swaziland,2017,1\nSWZ,Eswatini,2019,2\n"))
        assert cities(dataset) == ["SWZ", "SWZ"]

    def test_a_number_of_the_row_is_no_code_of_a_place(self, write: Write) -> None:
        assert cities(read_dataset(write("id,region,income\n1,Alun,1\n2,Bukit,2\n"))) == ["Alun", "Bukit"]

    def test_names_go_together_from_several_files(self, write: Write) -> None:
        one = write("region_code,income\nA1,1\nA2,2\n", "one.csv")
        other = write("Region Code,Region Name,growth\nA1,Alun,1\nA2,Bukit,2\n", "other.csv")
        assert read_dataset([one, other]).labels == ["Alun", "Bukit"]

    def test_what_was_chosen_is_said_unless_it_has_a_plain_name(self, write: Write) -> None:
        dataset = read_dataset(write("region_code,region_name,income\nA1,Alun,1\nA2,Bukit,2\n"))
        assert said(dataset) == [
            "'region_code' says which city a row is, 'region_name' what it is called [key_and_name_chosen]"
        ]
        assert said(dataset, "id") == [
            "'region_code' menyebut daerah setiap baris, 'region_name' menyebut namanya [key_and_name_chosen]"
        ]
        assert said(read_dataset(write("kota,income\nAlun,1\n", "b.csv"))) == [
            "'kota' says which city a row is [key_chosen]"
        ]
        assert said(read_dataset(write("code,city,income\nA1,Alun,1\n", "c.csv"))) == []


class TestUnits:
    def test_units_of_measurement_are_no_cities(self, write: Write) -> None:
        text = "region,income,unit,year\nAlun,1,percent,2024\nAlun,2,percent,2023\nBukit,3,percent of homes,2024\n"
        assert roles(read_dataset(write(text))) == ("region", None, "year")

    @pytest.mark.parametrize("units", [("percent", "index"), ("%", "% of homes"), ("jiwa", "ribu jiwa"), ("km2", "ha")])
    def test_nor_where_nothing_else_is_a_city(self, write: Write, told: Told, units: tuple[str, str]) -> None:
        path = write(f"unit,income\n{units[0]},1\n{units[1]},2\n")
        assert [problem.code for problem in told(path)] == ["no_id_column"]

    def test_a_unit_of_a_city_is_the_key(self, write: Write) -> None:
        assert cities(read_dataset(write("unit,income\nAlun,1\nBukit,2\n"))) == ["Alun", "Bukit"]

    def test_a_unit_that_repeats_is_none(self, write: Write) -> None:
        assert cities(read_dataset(write("unit,kota,income\nX,Alun,1\nX,Bukit,2\n"))) == ["Alun", "Bukit"]


class TestWhatIsUnclear:
    def test_two_columns_that_would_both_do_are_refused(self, write: Write, told: Told) -> None:
        path = write("Mandor,Leiter,income\nAlun,Ana,1\nBukit,Budi,2\n")
        (problem,) = told(path)
        assert problem.message() == (
            f"{path}: two columns could say which city a row is: 'Mandor' (Alun, Bukit) and 'Leiter' (Ana, Budi); name "
            "one with --id COLUMN, such as --id 'Mandor' [key_unclear]"
        )
        assert problem.message("id") == (
            f"{path}: dua kolom dapat menyebut daerah setiap baris: 'Mandor' (Alun, Bukit) dan 'Leiter' (Ana, Budi); "
            "pilih salah satu dengan --id KOLOM, misalnya --id 'Mandor' [key_unclear]"
        )
        assert cities(read_dataset(path, id_column="Leiter")) == ["Ana", "Budi"]

    def test_so_are_two_kinds_of_places_of_which_neither_is_a_group(self, write: Write, told: Told) -> None:
        path = write("kabupaten,kota,income\nA,X,1\nB,X,2\nB,Y,3\n")
        assert [problem.code for problem in told(path)] == ["key_unclear"]

    def test_the_only_column_of_words_that_tells_rows_apart_is_the_key(self, write: Write) -> None:
        text = "Kind,Mandor,income\nbig,Alun,1\nbig,Bukit,2\nsmall,Candi,3\n"
        assert cities(read_dataset(write(text))) == ["Alun", "Bukit", "Candi"]

    def test_numbers_with_flags_are_no_words(self, write: Write) -> None:
        assert cities(read_dataset(write("Mandor,income\nAlun,10.2 p\nBukit,11 e\n"))) == ["Alun", "Bukit"]


class TestYears:
    @pytest.mark.parametrize("heading", ["Tahun", "Time", "TIME_PERIOD", "tahun_data", "periode", "Tahun Data"])
    def test_a_column_of_years_makes_a_panel_whatever_it_is_called(self, write: Write, heading: str) -> None:
        dataset = read_dataset(write(f"city,{heading},income\nAlun,2020,1\nAlun,2021,2\n"))
        assert dataset.frame.index.tolist() == [("Alun", 2020), ("Alun", 2021)]
        assert roles(dataset) == ("city", None, heading)
        assert said(dataset) == [f"{heading}: {heading!r} is read as the year of each row [year_chosen]"]

    def test_one_year_of_all_rows_is_their_year(self, write: Write) -> None:
        dataset = read_dataset(write("city,Tahun,income\nAlun,2020,1\nBukit,2020,2\n"))
        assert dataset.frame.index.tolist() == [("Alun", 2020), ("Bukit", 2020)]

    def test_other_years_of_cities_that_stand_once_are_not(self, write: Write) -> None:
        dataset = read_dataset(write("city,Tahun,income\nAlun,2019,1\nBukit,2020,2\n"))
        assert (dataset.years, "Tahun" in dataset.frame) == (None, True)

    def test_in_a_long_file_they_are_those_of_the_values(self, write: Write) -> None:
        path = write("city,indicator,Tahun,value\nAlun,income,2019,1\nAlun,growth,2020,2\nBukit,income,2020,3\n")
        dataset = read_dataset(path)
        assert dataset.notes["value_year"].loc["Alun"].tolist() == ["2019", "2020"]
        assert said(dataset) == ["Tahun: 'Tahun' is read as the year of each value [value_year_chosen]"]

    def test_what_is_no_year_is_told_with_what_to_write(self, write: Write, told: Told) -> None:
        path = write("city,Tahun,income\nAlun,2020/21,1\nAlun,2021/22,2\nBukit,2020/21,3\nBukit,2021/22,3\n")
        (problem,) = told(path)
        assert problem.message() == (
            f"{path}, line 3, Tahun: cities stand in several rows, told apart by 'Tahun' (Tahun: 2020/21 2, "
            "2021/22 2); if these are years, write them with four digits in a column called year, else say in a recipe "
            'which rows to keep, such as keep = { Tahun = "2020/21" } [broken_down_by_year]'
        )
        assert problem.message("id") == (
            f"{path}, baris 3, Tahun: daerah ada dalam beberapa baris, dibedakan oleh 'Tahun' (Tahun: 2020/21 2, "
            "2021/22 2); jika itu tahun, tulis dengan empat angka dalam kolom bernama year, jika bukan, sebutkan dalam "
            'resep baris mana yang dipakai, misalnya keep = { Tahun = "2020/21" } [broken_down_by_year]'
        )


class TestReservedHeadings:
    def test_capitals_and_blanks_do_not_count(self, write: Write) -> None:
        dataset = read_dataset(write("City , YEAR,income\nAlun,2023,1\nAlun,2024,2\n"))
        assert dataset.frame.index.tolist() == [("Alun", 2023), ("Alun", 2024)]
        assert roles(dataset) == ("City", None, "YEAR")

    def test_nor_in_a_long_file(self, write: Write) -> None:
        dataset = read_dataset(write("City,Indicator,Value,Source,Value Year\nAlun,income,1,BPS,2020\n"))
        assert dataset.frame["income"].tolist() == [1.0]
        assert (dataset.notes["source"].loc["Alun", "income"], dataset.interpretations[0].form) == ("BPS", "long")
        assert dataset.notes["value_year"].loc["Alun", "income"] == "2020"

    def test_a_single_year_is_used(self, write: Write) -> None:
        dataset = read_dataset(write("City,Year,income\nAlun,2024,1\nBukit,2024,2\n"))
        assert dataset.years is not None
        assert set(dataset.years) == {2024}

    def test_the_column_may_be_asked_for_as_it_is_written(self, write: Write) -> None:
        assert cities(read_dataset(write("City,code,income\nAlun,1,1\n"), id_column="City")) == ["Alun"]

    def test_cells_of_a_sheet_keep_their_places(self, book: Write) -> None:
        dataset = read_dataset(book({"Data": [["City", "Year", "income"], ["Alun", 2024, 1]]}))
        assert dataset.place(0, "income")["cell"] == "C2"

    def test_a_value_of_a_wide_table_is_no_long_one(self, write: Write) -> None:
        assert "Value" in read_dataset(write("City,Value\nAlun,1\n")).frame


@pytest.mark.parametrize(("cell", "mark"), [("1.5", "dot"), ('"1,5"', "comma"), ("15", None)])
def test_the_decimal_mark_is_said(write: Write, cell: str, mark: str | None) -> None:
    assert read_dataset(write(f"city,income\nAlun,{cell}\n")).interpretations[0].decimal == mark


def test_a_frame_without_a_key_keeps_its_row_numbers() -> None:
    assert read_dataset(DataFrame({"income": [1, 2]})).cities.tolist() == [0, 1]


class TestPublishers:
    @pytest.mark.parametrize(
        ("text", "key", "labels"),
        [
            (
                "iso3,country,hdicode,region,a\nAFG,Afghanistan,Low,SA,1\nALB,Albania,High,ECA,2\n",
                "iso3",
                "Afghanistan",
            ),
            ("REF_AREA,Reference area,a\nIDN,Indonesia,1\nMYS,Malaysia,2\n", "REF_AREA", "Indonesia"),
            ("Prov,Daerah,a\nJawa Barat,Bogor,1\nJawa Tengah,Pati,2\n", "Daerah", "Bogor"),
            ("Pulau,Pemda,a\nJawa,Bogor,1\nBali,Badung,2\n", "Pemda", "Bogor"),
        ],
    )
    def test_key_and_names_are_found(self, write: Write, text: str, key: str, labels: str) -> None:
        dataset = read_dataset(write(text))
        assert (dataset.key, dataset.labels[0]) == (key, labels)


def test_a_total_in_a_cell_over_number_and_name_is_the_key_of_its_row(write: Write) -> None:
    dataset = read_dataset(write("no,kota,a\n1,Alun,10\n2,Bukit,20\nJumlah,,30\n"))
    assert cities(dataset) == ["Alun", "Bukit", "Jumlah"]


def test_a_row_without_a_key_is_no_city_of_the_group_it_is_in(told: Told, write: Write) -> None:
    path = write("provinsi,kota,a\nJawa Barat,Bogor,10\nJawa Barat,,20\nJawa Tengah,Pati,30\n")
    (problem,) = told(path)
    assert problem.message().endswith(
        'line 3, kota: the city is empty; if the row is no city, --leave-out "" leaves it out [key_empty]'
    )
    assert problem.message("id").endswith(
        'baris 3, kota: daerah kosong; jika baris ini bukan daerah, --leave-out "" mengabaikannya [key_empty]'
    )
