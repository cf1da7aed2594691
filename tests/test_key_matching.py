"""Keys of several files: codes in one and names, or other codes, in the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import run

from smartscore import DatasetError, Framework, assess, load_framework, read_dataset

Write = Callable[..., Path]

FRAMEWORK = """
id = "p"
members = [
  { id = "poverty", rule = { linear = { worst = 40, best = 0 } } },
  { id = "water", rule = { linear = { worst = 0, best = 100 } } },
]
"""
NAMES = "kabupaten,poverty\nKab. Kotawaringin Timur,10\nKotawaringin Barat,12\nGunung Mas,15\nKota Palangka Raya,5\n"
CODES = "kode,water\n62.02,80\n62.01,70\n62.10,60\n62.71,90\n"


def scored(write: Write, *texts: str, accept: tuple[str, ...] = ()) -> dict[str, float]:
    files = [write(text, f"{number}.csv") for number, text in enumerate(texts)]
    dataset = read_dataset(files, accept=accept)
    return dict(zip(map(str, dataset.cities), assess(dataset, framework(write)).index.tolist(), strict=True))


def framework(write: Write) -> Framework:
    return load_framework(write(FRAMEWORK, "p.toml"))


def refused(write: Write, *texts: str) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(DatasetError) as error:
        scored(write, *texts)
    return [(one.code, one.city, one.column) for one in error.value.problems]


class TestAGazetteer:
    def test_a_file_by_name_meets_one_by_code_of_the_ministry(self, write: Write) -> None:
        expected = {"6202": 77.5, "6201": 70.0, "6211": 61.25, "6271": 88.75}
        assert scored(write, NAMES, CODES) == pytest.approx(expected)
        assert scored(write, CODES, NAMES) == pytest.approx(expected)

    def test_codes_of_two_systems_are_one_city(self, write: Write) -> None:
        bps = "code,city,poverty\n6202,Kotawaringin Timur,10\n6271,Palangka Raya,20\n"
        ministry = "code,city,water\n62.02,KAB. KOTAWARINGIN TIMUR,80\n62.71,Kota Palangka Raya,60\n"
        assert scored(write, bps, ministry) == pytest.approx({"6202": 77.5, "6271": 55.0})

    def test_names_go_before_codes_of_another_system_without_dots(self, write: Write) -> None:
        """6206 is Sukamara at BPS, and Katingan at the ministry, whose codes some write without the dot."""
        ministry = "code,city,poverty\n6206,Katingan,10\n6202,Kotawaringin Timur,20\n6210,Gunung Mas,12\n"
        bps = "code,city,water\n6209,Katingan,80\n6202,Kotawaringin Timur,60\n6211,Gunung Mas,70\n"
        assert scored(write, ministry, bps) == pytest.approx({"6209": 77.5, "6202": 55.0, "6211": 70.0})

    def test_what_was_matched_is_said_in_both_languages(self, write: Write) -> None:
        dataset = read_dataset([write(NAMES, "a.csv"), write(CODES, "b.csv")])
        told = [remark for one in dataset.interpretations for remark in one.remarks if remark.code == "keys_matched"]
        assert [remark.message().rpartition("a.csv: ")[2].rpartition("b.csv: ")[2] for remark in told] == [
            "4 key(s) were matched by Provinces and regencies of Indonesia (2025): Kab. Kotawaringin Timur = 6202, "
            "Kotawaringin Barat = 6201, Gunung Mas = 6211, Kota Palangka Raya = 6271 [keys_matched]",
            "4 key(s) were matched by Provinces and regencies of Indonesia (2025): 62.02 = 6202, 62.01 = 6201, "
            "62.10 = 6211, 62.71 = 6271 [keys_matched]",
        ]
        assert told[1].message("id").rpartition("b.csv: ")[2] == (
            "4 kunci dipadankan menurut Provinsi dan kabupaten/kota Indonesia (2025): 62.02 = 6202, 62.01 = 6201, "
            "62.10 = 6211, 62.71 = 6271 [keys_matched]"
        )

    def test_a_misspelt_name_is_suspected_with_the_nearest(self, write: Write) -> None:
        with pytest.raises(DatasetError) as error:
            scored(write, NAMES.replace("Gunung Mas", "Gunung Mass"), CODES)
        (suspicion,) = error.value.problems
        assert (suspicion.code, suspicion.city, suspicion.row) == ("unknown_area", "Gunung Mass", 4)
        assert suspicion.message().partition("Mass: ")[2] == (
            "'Gunung Mass' is not in Provinces and regencies of Indonesia (2025), by which the keys of these files "
            "were matched, and in no other file; nearest: Kabupaten Gunung Mas. If it is misspelt, mend it or give it "
            "in the crosswalk of a recipe. If it is an area of its own, say so: --accept unknown_area [unknown_area]"
        )
        accepted = scored(write, NAMES.replace("Gunung Mas", "Gunung Mass"), CODES, accept=("unknown_area",))
        assert accepted["Gunung Mass"] == pytest.approx(62.5)

    def test_years_are_kept_apart(self, write: Write) -> None:
        poverty = "kabupaten,year,poverty\nKotawaringin Timur,2020,10\nKotawaringin Timur,2021,8\nKapuas,2020,20\n"
        water = "kode,year,water\n62.02,2020,80\n62.02,2021,84\n62.03,2020,60\n"
        dataset = read_dataset([write(poverty, "a.csv"), write(water, "b.csv")])
        assert dataset.frame.index.tolist() == [("6202", 2020), ("6202", 2021), ("6203", 2020)]
        assert assess(dataset, framework(write)).index.tolist() == pytest.approx([77.5, 82.0, 55.0])

    def test_keys_that_meet_as_they_are_stay(self, write: Write) -> None:
        assert scored(write, "code,poverty\n62.02,10\n62.03,20\n", "code,water\n62.02,80\n") == pytest.approx(
            {"62.02": 77.5, "62.03": 50.0}
        )

    def test_two_keys_of_one_file_that_mean_one_area_stay_two(self, write: Write) -> None:
        assert refused(write, "code,poverty\n6202,10\n62.02,20\n6203,4\n", "code,water\nKapuas,80\n")[0][0] in (
            "two_keys",
            "unknown_area",
        )


class TestNamesBesideCodes:
    def test_a_file_by_name_meets_one_with_codes_and_names(self, write: Write) -> None:
        codes = "iso3,country,poverty\nABW,Aruba,10\nAFG,Afghanistan,20\n"
        assert scored(write, codes, "country,water\nAruba,80\nAFGHANISTAN,60\n") == pytest.approx(
            {"ABW": 77.5, "AFG": 55.0}
        )

    def test_a_name_that_is_not_there_is_suspected(self, write: Write) -> None:
        codes = "iso3,country,poverty\nABW,Aruba,10\nAFG,Afghanistan,20\n"
        names = "country,water\nAruba,80\nAfghanistan,60\nAlbania,3\n"
        assert refused(write, codes, names) == [("unknown_area", "Albania", None)]


class TestFilesThatDoNotMeet:
    def test_two_files_without_a_common_key_or_column_are_suspected(self, write: Write) -> None:
        assert refused(write, "city,poverty\nP,8\nQ,7\n", "city,water\nX,80\nY,70\n") == [
            ("keys_apart", None, "city"),
            ("keys_apart", None, "city"),
        ]

    def test_rows_of_other_cities_with_the_same_columns_are_none(self, write: Write) -> None:
        first, second = "city,poverty,water\nP,8,70\nQ,7,80\n", "city,poverty,water\nX,12,75\nY,9,64\n"
        assert len(scored(write, first, second)) == 4

    def test_the_command_tells_the_way_out_in_indonesian(self, write: Write) -> None:
        files = [write("city,poverty\nP,8\nQ,7\n", "a.csv"), write("city,water\nX,80\nY,70\n", "b.csv")]
        result = run("assess", *files, "--framework", write(FRAMEWORK, "p.toml"), "--lang", "id")
        assert result.exit_code == 3
        assert result.stderr.splitlines()[0].endswith(
            "tidak satu pun kunci berkas ini (P, Q, ...) ada dalam berkas lain (X, Y, ...), dan tidak ada kolom nilai "
            "yang sama, sehingga setiap daerah hanya memiliki sebagian nilainya. Jika daerahnya sama, tulis kuncinya "
            "dengan cara yang sama atau padankan dalam crosswalk pada resep. Jika daerahnya memang lain, nyatakan: "
            "--accept keys_apart [keys_apart]"
        )
        accepted = run("assess", *files, "--framework", write(FRAMEWORK, "q.toml"), "--accept", "keys_apart")
        assert accepted.exit_code == 0
        assert "files that share no key and no column stand beside each other" in accepted.stdout
