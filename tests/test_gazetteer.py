"""Areas by any of their codes and names, and by what stands beside them."""

import pytest

from smartscore import Area, Gazetteer
from smartscore.gazetteer import fitting

PROVINCE = Area("62", "Kalimantan Tengah", "province", codes=["6200", "62.00"], names=["Prov. Kalimantan Tengah"])
KOTIM = Area("6202", "Kabupaten Kotawaringin Timur", "regency", "62", ["62.02"], ["Kotawaringin Timur", "Kotim"])
SUKAMARA = Area("6206", "Kabupaten Sukamara", "regency", "62", ["62.08"], ["Sukamara"])
KATINGAN = Area("6209", "Kabupaten Katingan", "regency", "62", ["62.06"], ["Katingan"])
GUNUNG_MAS = Area("6211", "Kabupaten Gunung Mas", "regency", "62", ["62.10"], ["Gunung Mas"])
JAMBI = Area("15", "Jambi", "province")
KOTA_JAMBI = Area("1571", "Kota Jambi", "regency", "15", names=["Jambi"])
BOGOR = Area("3201", "Kabupaten Bogor", "regency", names=["Bogor"])
KOTA_BOGOR = Area("3271", "Kota Bogor", "regency", names=["Bogor"])
AREAS = [PROVINCE, KOTIM, SUKAMARA, KATINGAN, GUNUNG_MAS, JAMBI, KOTA_JAMBI, BOGOR, KOTA_BOGOR]
SOME = Gazetteer("some", "Some", "BPS", 2025, AREAS)


class TestFind:
    @pytest.mark.parametrize(
        "text",
        ["6202", "62.02", "62-02", " 62 02 ", "6202.0", "KOTAWARINGIN TIMUR", "kabupaten  kotawaringin-timur", "Kotim"],
    )
    def test_every_code_and_name_however_it_is_written(self, text: str) -> None:
        assert SOME.find(text) is KOTIM

    def test_the_dot_of_a_code_says_whose_it_is(self) -> None:
        assert (SOME.find("6206"), SOME.find("62.06")) == (SUKAMARA, KATINGAN)

    @pytest.mark.parametrize("text", ["", " ", "-", "6299", "62.1", "Bandung", "Kabupaten"])
    def test_what_it_does_not_know_is_none(self, text: str) -> None:
        assert SOME.find(text) is None
        assert SOME.candidates(text) == ()
        assert SOME.level(text) is None

    def test_what_may_be_two_is_neither(self) -> None:
        assert SOME.find("Bogor") is None
        assert SOME.candidates("bogor") == (BOGOR, KOTA_BOGOR)

    def test_the_level_is_said_where_all_that_may_be_meant_have_it(self) -> None:
        assert [SOME.level(text) for text in ("6200", "62.00", "Bogor", "Jambi")] == [
            *("province", "province", "regency", None),
        ]


class TestNearest:
    @pytest.mark.parametrize("text", ["Kotawaringn Timur", "Kab Kotawaringin Timr", "kotawaringin  tmur"])
    def test_a_misspelt_name_gets_the_name_of_the_area(self, text: str) -> None:
        assert SOME.nearest(text) == "Kabupaten Kotawaringin Timur"

    def test_a_code_that_lost_its_last_0_gets_it_back(self) -> None:
        assert SOME.nearest("62.1") == "Kabupaten Gunung Mas"

    @pytest.mark.parametrize("text", ["6203", "62.09", "621", "Amsterdam", "Jumlah", "", "x"])
    def test_another_code_is_never_near_nor_is_a_name_that_is_like_none(self, text: str) -> None:
        assert SOME.nearest(text) is None


class TestColumns:
    def test_the_share_that_is_known_counts_each_key_once_and_no_empty_one(self) -> None:
        assert SOME.matches(["6202", "6202", "Bogor", "Jumlah", "", "total"]) == 0.5
        assert SOME.matches([]) == 0.0

    def test_each_key_has_its_area(self) -> None:
        assert SOME.resolve(["62.02", "Sukamara", "Jumlah", "62.02"]) == [KOTIM, SUKAMARA, None, KOTIM]

    def test_a_name_of_two_is_the_one_that_no_other_key_is(self) -> None:
        assert SOME.resolve(["Bogor", "Kota Bogor"]) == [BOGOR, KOTA_BOGOR]
        assert SOME.resolve(["Jambi", "Kota Jambi", "Sukamara"]) == [JAMBI, KOTA_JAMBI, SUKAMARA]

    def test_else_the_one_of_the_level_of_all_others(self) -> None:
        assert SOME.resolve(["Jambi", "62"]) == [JAMBI, PROVINCE]
        assert SOME.resolve(["Jambi", "Sukamara"]) == [KOTA_JAMBI, SUKAMARA]
        assert SOME.resolve(["Jambi", "Sukamara", "6200"]) == [None, SUKAMARA, PROVINCE]

    def test_else_none(self) -> None:
        assert SOME.resolve(["Bogor", "Sukamara"]) == [None, SUKAMARA]

    def test_the_gazetteer_that_knows_most_of_a_column_fits_if_it_knows_half(self) -> None:
        other = Gazetteer("other", "Other", "nobody", 2025, [Area("6202", "Elsewhere", "town")])
        assert fitting([other, SOME], ["6202", "Bogor"]) is SOME
        assert fitting([other, SOME], ["Oslo", "Bergen", "Bogor"]) is None
        assert fitting([], ["6202"]) is None


class TestTables:
    def test_a_code_has_one_area(self) -> None:
        with pytest.raises(ValueError, match="several areas have the code 6202"):
            Gazetteer("double", "Double", "BPS", 2025, [PROVINCE, KOTIM, KOTIM])

    def test_a_parent_is_an_area(self) -> None:
        with pytest.raises(ValueError, match="no area has the code 62, which is the parent of one"):
            Gazetteer("lost", "Lost", "BPS", 2025, [KOTIM])
