"""Names made of the words of totals: in any order, in two languages, with marks and years; and codes of the whole."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.errors import Suspicion

Find = Callable[..., list[Suspicion]]
TOWNS = ["Kabupaten Kapuas", "Kabupaten Seruyan", "Kabupaten Katingan", "Kota Palangka Raya"]


def names(found: list[Suspicion]) -> list[str]:
    return [name for one in found for name in str(one.fields["names"]).split(", ")]


def table(names_: list[str], heading: str = "city") -> str:
    numbers = np.random.default_rng(7).integers(1000, 99999, len(names_)).tolist()
    return "\n".join([f"{heading},a", *(f'"{name}",{value}' for name, value in zip(names_, numbers, strict=True))])


@pytest.mark.parametrize(
    "name",
    [
        *("INDONESIA (rata-rata)", "Indonesia Total", "Kab/Kota rata-rata", "Rata-rata Kab/Kota", "Jumlah/Rata-rata"),
        *(
            "Total (Jumlah)",
            "Jumlah - Total",
            "J u m l a h",
            "JML",
            "Total 1)",
            "Jumlah¹",
            "Total*",
            "Jumlah Seluruhnya",
        ),
        *("Jumlah Kalimantan Tengah 2023", "Rata-rata Provinsi Kalimantan Tengah", "Kalimantan Tengah/Total"),
        *("Capaian Provinsi", "Angka Provinsi", "Capaian Nasional", "Target RPJMD", "Seluruh Provinsi", "Province"),
        *("Standar Deviasi", "Std Dev", "Maksimum", "Nilai Tertinggi", "Terendah", "Minimum", "Kabupaten dan Kota"),
        *("Regional average", "Average of all cities", "Provincial total", "State average", "Se-Kalimantan Tengah"),
    ],
)
def test_a_name_of_the_words_of_totals_is_suspected(find: Find, name: str) -> None:
    assert names(find(table([*TOWNS, name]), "a")) == [name]


@pytest.mark.parametrize(
    "name", ["Prov.Kalimantan Tengah", "Kalimantan Tengah (Provinsi)", "PROP. KALIMANTAN TENGAH", "Kalteng"]
)
def test_a_province_is_known_however_it_is_called_one(find: Find, name: str) -> None:
    (one,) = find(table([*TOWNS, name]), "a")
    assert str(one.fields["rows"]).endswith(f"{name!r} is a province among others that are none")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Kota",
            "Kota Besi",
            "Nasional Baru",
            "Total Persada",
            "Baku",
            "Min",
            "Max",
            "Central",
            "Daerah Istimewa Lama",
        ),
        *("Kota Bengkulu", "Maluku Tengah", "Papua Baru", "Negara", "Region 7", "Of", "@SUM"),
    ],
)
def test_a_place_that_has_such_words_in_its_name_is_none(find: Find, name: str) -> None:
    assert find(table([*TOWNS, name]), "a") == []


def test_words_that_tell_nothing_alone_do_together(find: Find) -> None:
    assert names(find(table([*TOWNS, "Min", "Max"]), "a")) == ["Min", "Max"]
    assert names(find(table([*TOWNS, "Kabupaten", "Kota"]), "a")) == ["Kabupaten", "Kota"]
    assert names(find(table([*TOWNS, "Perkotaan", "Perdesaan"]), "a")) == ["Perkotaan", "Perdesaan"]


def test_a_row_without_numbers_that_says_what_is_below_it_is_no_city(find: Find) -> None:
    text = "city,a,b\nKabupaten/Regency,,\nKapuas,10,7.5\nSeruyan,22,3.5\nKota/Municipality,,\nPalangka Raya,35,2\n"
    assert names(find(text, "a", "b")) == ["Kabupaten/Regency", "Kota/Municipality"]
    assert find("city,a,b\nKapuas,10,7.5\nSeruyan,,\nPalangka Raya,35,2\n", "a", "b") == []


def test_a_short_code_beside_a_name_spells_no_word(find: Find) -> None:
    text = "code,name,a\nAAB,Alun,12\nALL,Alun Lama,37\nSUM,Sumenep,81\nBCD,Bukit,44\n"
    assert find(text, "a") == []
    capitals = "code,name,a\n6201,KAPUAS,12\n6202,SERUYAN,37\n6203,KATINGAN,81\nX,TOTAL,44\n"
    assert names(find(capitals, "a")) == ["TOTAL"]


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        (["62.01", "62.02", "62.71"], "62"),
        (["62.01", "62.02", "62.71"], "62.0"),
        (["620101", "620102", "620201"], "620000"),
        (["620101", "620102", "620201"], "6201"),
        (["6201010", "6201011", "6202010"], "6200000"),
        (["6201010", "6201011", "6202010"], "6201000"),
        (["62.01.01", "62.01.02", "62.02.01"], "62.00.00"),
        (["6201", "6202", "6271"], "0000"),
    ],
)
def test_the_code_of_the_whole_is_known_with_any_zeros(find: Find, codes: list[str], whole: str) -> None:
    found = [one for one in find(table([*codes, whole], "code"), "a") if one.code == "total_row"]
    assert names(found) == [whole]


@pytest.mark.parametrize(
    "codes",
    [
        ["620101", "620102", "620110", "620120"],
        ["6202010", "6202011", "6202020"],
        ["620100", "620200", "627100"],
        ["10110", "10120", "10130", "10200"],
        ["1100", "1200", "1300"],
    ],
)
def test_codes_of_one_level_are_units(find: Find, codes: list[str]) -> None:
    assert find(table(codes, "code"), "a") == []


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        (["DE", "DE1", "DE11", "DE12", "DE2", "DE21"], ["DE", "DE1", "DE2"]),
        (["ID", "ID-BA", "ID-JB", "ID-JT"], ["ID"]),
        (["AT", "BE", "DE", "DE1"], []),
        (["AB", "ABC", "ABD", "XYZ"], ["AB"]),
        (["ABC", "ABCD", "XYZ", "XY"], []),
    ],
)
def test_countries_and_regions_among_their_parts_are_known_by_code(
    find: Find, codes: list[str], whole: list[str]
) -> None:
    assert names(find(table(codes), "a")) == whole


def test_a_group_of_our_world_in_data_says_whose_it_is(find: Find) -> None:
    assert names(find(table(["Albania", "Kenya", "Africa (UN)", "Europe (WB)", "Georgia (country)"]), "a")) == [
        "Africa (UN)",
        "Europe (WB)",
    ]


def test_provinces_beside_as_many_regencies_are_suspected_where_these_are_called_so(find: Find) -> None:
    assert names(find(table(["Jawa Tengah", "Kab. Cilacap", "Bali", "Kota Denpasar"]), "a")) == ["Jawa Tengah", "Bali"]
    assert find(table(["Jawa Tengah", "Cilacap", "Bali", "Denpasar"]), "a") == []
    assert find(table(["Jawa Tengah", "Bali", "Banten", "Kota Denpasar"]), "a") == []


class TestSubtotals:
    ROWS = ("A,1012,81", "B,2055,72", "C,4141,17", "D,3033,93")

    def test_the_sum_of_the_rows_above_is_one(self, find: Find) -> None:
        a, b, c, d = self.ROWS
        text = "\n".join(["city,a,b", a, b, "X,3067,153", c, d, "Y,7174,110", "Z,10241,263"])
        (one,) = find(text, "a", "b")
        assert str(one.fields["rows"]) == (
            "X (line 4): the sum of the rows above it in a, b; Y (line 7): the sum of the rows above it in a, b; "
            "Z (line 8): the sum of the others in a, b"
        )
        assert "X (baris 4): sama dengan jumlah baris-baris di atasnya pada a, b" in one.message("id")

    def test_so_is_that_of_the_rows_below(self, find: Find) -> None:
        a, b, c, d = self.ROWS
        (one,) = find("\n".join(["city,a,b", "X,3067,153", a, b, "Y,7174,110", c, d]), "a", "b")
        assert str(one.fields["rows"]) == (
            "X (line 2): the sum of the rows below it in a, b; Y (line 5): the sum of the rows below it in a, b"
        )
        assert "sama dengan jumlah baris-baris di bawahnya pada a, b" in one.message("id")

    def test_small_numbers_add_up_by_chance(self, find: Find) -> None:
        assert find("city,a,b\nA,1,2\nB,2,3\nC,3,5\nD,4,1\nE,2,2\nF,6,3\n", "a", "b") == []

    def test_no_row_of_many_is_one_by_chance(self, find: Find) -> None:
        for seed in range(5):
            numbers = np.random.default_rng(seed).integers(0, 1000, (3000, 3)).tolist()
            rows = [f"c{n},{','.join(map(str, row))}" for n, row in enumerate(numbers)]
            assert find("city,a,b,c\n" + "\n".join(rows), "a", "b", "c") == []


def test_means_by_chance_among_many_coarse_numbers_cost_no_time(find: Find) -> None:
    numbers = np.random.default_rng(1).integers(1, 6, (30_000, 2)).tolist()
    rows = [f"c{n},{one},{other}" for n, (one, other) in enumerate(numbers)]
    assert find("city,a,b\n" + "\n".join(rows), "a", "b") == []  # quadratic it took most of a minute
