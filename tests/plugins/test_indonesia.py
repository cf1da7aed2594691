"""The gazetteer of Indonesia, with figures and codes as BPS and the ministry publish them."""

import subprocess
import sys
from collections import Counter
from textwrap import dedent

import pytest
from builders import EXAMPLE

from smartscore import Area, discover

INDONESIA = discover(bundled_only=True).gazetteers["indonesia"].load()


def name(text: str) -> str | None:
    found = INDONESIA.find(text)
    return found.name if found else None


class TestTheTable:
    def test_there_are_38_provinces_and_514_regencies_416_kabupaten_and_98_kota(self) -> None:
        assert Counter(area.level for area in INDONESIA.areas) == {"country": 1, "province": 38, "regency": 514}
        kinds = Counter(area.name.split()[0] for area in INDONESIA.areas if area.level == "regency")
        assert kinds == {"Kabupaten": 416, "Kota": 98}

    def test_every_regency_is_in_a_province_and_its_code_begins_with_that_of_it(self) -> None:
        provinces = {area.code for area in INDONESIA.areas if area.level == "province"}
        regencies = [area for area in INDONESIA.areas if area.level == "regency"]
        assert {area.parent for area in regencies} == provinces
        assert [area for area in regencies if area.code[:2] != area.parent or len(area.code) != 4] == []

    def test_every_regency_has_a_code_of_the_ministry_and_each_code_means_one(self) -> None:
        regencies = [area for area in INDONESIA.areas if area.level == "regency"]
        ministry = [area.codes[0] for area in regencies]
        assert [code for code in ministry if len(code) != 5 or code[2] != "."] == []
        assert len(set(ministry)) == 514
        codes = Counter(code for area in regencies for code in (area.code, *area.codes))
        assert [code for code, count in codes.items() if count > 1] == []

    def test_the_number_after_the_dot_tells_kabupaten_from_kota_in_both_systems(self) -> None:
        for area in INDONESIA.areas:
            if area.level == "regency":
                for number in (area.code[2:], area.codes[0][3:]):
                    assert (int(number) >= 71) == area.name.startswith("Kota "), area

    def test_the_new_provinces_have_the_regencies_of_the_laws_of_2022(self) -> None:
        sizes = Counter(area.parent for area in INDONESIA.areas if area.level == "regency")
        papua = {area.name: sizes[area.code] for area in INDONESIA.areas if area.code[0] == "9" and len(area.code) == 2}
        assert papua == {
            "Papua": 9,
            "Papua Barat": 7,
            "Papua Barat Daya": 6,
            "Papua Pegunungan": 8,
            "Papua Selatan": 4,
            "Papua Tengah": 8,
        }

    def test_it_says_whose_codes_and_of_when(self) -> None:
        assert INDONESIA.year == 2025
        assert INDONESIA.title.missing() == INDONESIA.source.missing() == []


class TestRegencies:
    @pytest.mark.parametrize(
        "text",
        [
            *("6202", "62.02", "Kab. Kotawaringin Timur", "KOTAWARINGIN TIMUR", "Kabupaten Kotawaringin Timur"),
            *("kab kotawaringin timur", "Kotawaringin Timur, Kab.", "Kotawaringin Timur Regency", "Kotawaringin-Timur"),
        ],
    )
    def test_one_by_every_spelling(self, text: str) -> None:
        assert name(text) == "Kabupaten Kotawaringin Timur"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Kota Palangka Raya", "Kota Palangka Raya"),
            ("Palangkaraya", "Kota Palangka Raya"),
            ("KOTA ADM. JAKARTA PUSAT", "Kota Jakarta Pusat"),
            ("Kota Administrasi Jakarta Pusat", "Kota Jakarta Pusat"),
            ("Kep. Seribu", "Kabupaten Kepulauan Seribu"),
            ("KAB. ADM. KEP. SERIBU", "Kabupaten Kepulauan Seribu"),
            ("Kotabaru", "Kabupaten Kotabaru"),
            ("Kota Baru", "Kabupaten Kotabaru"),
            ("Kotamobagu", "Kota Kotamobagu"),
            ("Toli-Toli", "Kabupaten Toli-Toli"),
            ("Toba Samosir", "Kabupaten Toba"),
            ("Mamuju Utara", "Kabupaten Pasangkayu"),
            ("Maluku Tenggara Barat", "Kabupaten Kepulauan Tanimbar"),
            ("Depok", "Kota Depok"),
            ("Sleman", "Kabupaten Sleman"),
        ],
    )
    def test_others_by_theirs(self, text: str, expected: str) -> None:
        assert name(text) == expected

    @pytest.mark.parametrize("text", ["Bogor", "Tangerang", "KUPANG", "Solok", "Gorontalo", "Jayapura"])
    def test_a_bare_name_of_a_kabupaten_and_a_kota_is_neither(self, text: str) -> None:
        assert name(text) is None
        assert name(f"Kab. {text}") == f"Kabupaten {text.title()}"
        assert name(f"Kota {text}") == f"Kota {text.title()}"

    def test_the_two_systems_use_the_same_numbers_for_different_regencies(self) -> None:
        assert (name("6206"), name("62.06")) == ("Kabupaten Sukamara", "Kabupaten Katingan")
        assert (name("9501"), name("95.01")) == ("Kabupaten Merauke", "Kabupaten Jayawijaya")

    @pytest.mark.parametrize("text", ["9501", "93.01", "9401", "91.01", "Merauke"])
    def test_a_regency_of_a_new_province_has_its_former_codes_too(self, text: str) -> None:
        assert name(text) == "Kabupaten Merauke"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Kotawaringn Timur", "Kabupaten Kotawaringin Timur"),
            ("Kab. Gunung Kidl", "Kabupaten Gunungkidul"),
            ("Jawa Tegah", "Jawa Tengah"),
            ("62.1", "Kabupaten Gunung Mas"),
            ("Amsterdam", None),
            ("Jumlah", None),
        ],
    )
    def test_a_misspelt_one_gets_the_nearest(self, text: str, expected: str | None) -> None:
        assert INDONESIA.nearest(text) == expected


class TestProvinces:
    @pytest.mark.parametrize(
        "text", ["62", "6200", "62.00", "Kalimantan Tengah", "PROV. KALIMANTAN TENGAH", "Provinsi Kalimantan Tengah"]
    )
    def test_one_is_known_as_one(self, text: str) -> None:
        found = INDONESIA.find(text)
        assert found is not None
        assert (found.code, found.level, found.parent) == ("62", "province", "IDN")

    @pytest.mark.parametrize(
        "text", ["DKI Jakarta", "D.K.I. Jakarta", "Jakarta", "31", "DAERAH KHUSUS IBUKOTA JAKARTA"]
    )
    def test_jakarta_by_its_names(self, text: str) -> None:
        assert name(text) == "DKI Jakarta"

    @pytest.mark.parametrize("text", ["DI Yogyakarta", "D.I. Yogyakarta", "Daerah Istimewa Yogyakarta", "34"])
    def test_yogyakarta_by_its_names_but_not_by_that_of_its_city(self, text: str) -> None:
        assert name(text) == "DI Yogyakarta"
        assert name("Yogyakarta") is None

    @pytest.mark.parametrize("text", ["91", "92", "94", "95", "96"])
    def test_a_code_that_is_another_province_in_each_system_is_neither_but_a_province(self, text: str) -> None:
        assert name(text) is None
        assert INDONESIA.level(text) == "province"
        assert name(f"{text}00") != name(f"{text}.00")

    def test_in_a_column_of_provinces_a_name_that_is_also_a_city_is_the_province(self) -> None:
        provinces = [area for area in INDONESIA.areas if area.level == "province"]
        assert INDONESIA.resolve([area.name for area in provinces]) == provinces

    def test_the_country_is_known_too(self) -> None:
        assert INDONESIA.level("INDONESIA") == "country"


def test_regencies_are_all_found_by_every_form_of_their_names() -> None:
    for area in INDONESIA.areas:
        assert all(area in INDONESIA.candidates(text) for text in (area.code, *area.codes, area.name, *area.names))
        assert INDONESIA.find(area.name) is area or area.level == "province"


def test_a_file_by_name_and_a_file_by_code_meet() -> None:
    by_name = INDONESIA.resolve(["Bogor", "Kota Bogor", "Kab. Sleman"])
    by_code = INDONESIA.resolve(["32.01", "3271", "34.04"])
    assert by_name == by_code
    assert isinstance(by_name[0], Area)


def watched(code: str) -> tuple[int, str]:
    """Run Python that ends with 9 as soon as the table is opened, and give how it ended and what it complained of."""
    watching = """
        import os, sys
        def watch(event, found):
            if event == "open" and str(found[0]).endswith("areas.csv"):
                os._exit(9)  # which no host can catch
        sys.addaudithook(watch)
    """
    command = [sys.executable, "-c", f"{dedent(watching)}\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own code
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["assess", str(EXAMPLE)]], ids=["help", "assess"])
def test_commands_that_need_no_places_do_not_read_the_table(arguments: list[str]) -> None:
    assert watched(f"from smartscore.cli import main; main({arguments!r})") == (0, "")


def test_what_needs_it_does() -> None:
    code, _ = watched("import smartscore; smartscore.discover().gazetteers['indonesia'].load()")
    assert code == 9
