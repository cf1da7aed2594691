"""Rows that are no unit: by name, by code, by their numbers, by an empty group; and none that is one."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.errors import Suspicion

Find = Callable[..., list[Suspicion]]


def names(found: list[Suspicion]) -> list[str]:
    (one,) = found
    return str(one.fields["names"]).split(", ")


def reasons(found: list[Suspicion]) -> str:
    (one,) = found
    return str(one.fields["rows"])


def table(names_: list[str], *, seed: int = 7, columns: int = 3) -> str:
    """Give towns with numbers that nobody would add up by chance."""
    numbers = np.random.default_rng(seed).integers(1000, 99999, (len(names_), columns))
    rows = [f"{name},{','.join(map(str, row))}" for name, row in zip(names_, numbers.tolist(), strict=True)]
    return "\n".join([f"city,{','.join('abc'[:columns])}", *rows]) + "\n"


class TestByName:
    @pytest.mark.parametrize(
        "name",
        [
            *("Jumlah", "TOTAL", "Rata-rata", "Indonesia", "Nasional", "Grand  Total", "Jumlah :", "WHOLE COUNTRY"),
            *("Jumlah Kalimantan Tengah", "Rata-rata Provinsi"),
            *("World", "High income", "Euro area", "European Union - 27 countries (from 2020)", "Arab States"),
            *("Very high human development", "OECD - Total", "Sub-Saharan Africa (IDA & IBRD countries)"),
        ],
    )
    def test_a_total_or_a_group_of_a_publisher_is_suspected(self, find: Find, name: str) -> None:
        assert names(find(table(["Alun", "Bukit", "Curug", f'"{name}"']), "a")) == [name]

    @pytest.mark.parametrize(
        "name", ["Totalan", "Jumlahan Baru", "Worldsend", "Indonesia Raya", "Euro", "Totala", "Meanwood", "Sumba"]
    )
    def test_a_town_whose_name_only_contains_such_a_word_is_none(self, find: Find, name: str) -> None:
        assert find(table(["Alun", "Bukit", "Curug", name]), "a") == []

    @pytest.mark.parametrize(
        "code", ["WLD", "HIC", "EU27_2020", "EA19", "EA20", "OWID_WRL", "OWID_EUR", "OECD", "ZZK.WORLD"]
    )
    def test_so_is_its_code_among_codes(self, find: Find, code: str) -> None:
        assert names(find(table(["AAA", "BBB", "CCC", "DDD", code]), "a")) == [code]

    @pytest.mark.parametrize("code", ["OWID_KOS", "IDN", "EST", "EUS"])
    def test_the_code_of_a_country_is_none(self, find: Find, code: str) -> None:
        assert find(table(["AAA", "BBB", "CCC", "DDD", code]), "a") == []

    def test_a_code_among_names_is_a_name(self, find: Find) -> None:
        assert find(table(["Alun", "Bukit", "Curug", "SAS"]), "a") == []

    def test_indonesia_is_a_country_among_countries(self, find: Find) -> None:
        assert find(table(["Indonesia", "Malaysia", "Thailand", "Viet Nam"]), "a") == []
        assert find(table(["Indonesia", "Kenya", "Peru"]), "a") == []

    def test_continents_by_themselves_are_the_units_and_the_world_is_none(self, find: Find) -> None:
        assert find(table(["Africa", "Asia", "Europe"]), "a") == []
        assert names(find(table(["Africa", "Asia", "Europe", "World"]), "a")) == ["World"]

    def test_the_name_may_stand_in_another_column_than_the_key(self, find: Find) -> None:
        text = "country,code,a\nAland,AAA,10\nBorland,BBB,33\nHigh income,X1,27\nWorld,X2,54\n"
        assert names(find(text, "a")) == ["High income", "World"]


class TestProvinces:
    def test_one_among_its_regencies_is_suspected_by_name(self, find: Find) -> None:
        assert names(find(table(["Kotawaringin Timur", "Kapuas", "Seruyan", "Kalimantan Tengah"]), "a")) == [
            "Kalimantan Tengah"
        ]
        assert names(find(table(["Bogor", "Depok", "Bekasi", "Provinsi Jawa Barat"]), "a")) == ["Provinsi Jawa Barat"]

    def test_provinces_among_provinces_are_the_units(self, find: Find) -> None:
        assert find(table(["Aceh", "Riau", "Bali", "Banten"]), "a") == []

    @pytest.mark.parametrize("name", ["Gorontalo", "Bengkulu", "Jambi"])
    def test_a_city_may_be_called_as_its_province(self, find: Find, name: str) -> None:
        assert find(table([name, "Metro", "Pagar Alam"]), "a") == []

    @pytest.mark.parametrize("code", ["62", "6200", "62.00"])
    def test_one_is_known_by_its_code(self, find: Find, code: str) -> None:
        text = table(["6201", "6202", "6203", "6271", code]).replace("city", "code", 1)
        assert names(find(text, "a")) == [code]

    def test_running_numbers_are_no_codes(self, find: Find) -> None:
        assert find(table([str(number) for number in range(1001, 1130)]), "a") == []
        assert find(table([str(number) for number in range(1, 130)]), "a") == []

    def test_a_country_among_its_regions_of_nuts_is_suspected(self, find: Find) -> None:
        assert names(find(table(["DE11", "DE12", "DE", "FR10"]), "a")) == ["DE"]

    def test_so_is_a_state_among_its_counties(self, find: Find) -> None:
        assert names(find(table(["01000", "01001", "01003", "01005"]).replace("city", "code", 1), "a")) == ["01000"]


class TestByNumbers:
    def test_the_sum_of_the_others_is_suspected_whatever_its_name(self, find: Find) -> None:
        found = find("city,a,b\nAlun,1012,80\nBukit,2055,71\nSemuanya,3067,151\n", "a", "b")
        assert reasons(found) == "Semuanya (line 4): the sum of the others in a, b"

    def test_so_is_their_mean_in_several_columns(self, find: Find) -> None:
        text = "city,a,b,c\nAlun,10.31,80.11,3.17\nBukit,20.66,71.94,8.42\nCurug,44.02,12.07,5.55\nX,25.00,54.71,5.71\n"
        assert reasons(find(text, "a", "b", "c")) == "X (line 5): the mean of the others in a, b, c"

    def test_so_is_their_mean_in_one_column_of_many_digits(self, find: Find) -> None:
        text = "city,a\nAlun,10.3117\nBukit,20.6641\nCurug,44.0271\nX,25.000966667\n"
        assert reasons(find(text, "a")) == "X (line 5): the mean of the others in a"

    def test_so_is_a_mean_weighted_by_a_column_that_is_summed(self, find: Find) -> None:
        people, share = np.array([1200, 56000, 8100]), np.array([12.31, 55.17, 80.42])
        rows = [f"{name},{n},{s}" for name, n, s in zip(["Alun", "Bukit", "Curug"], people, share, strict=True)]
        rows.append(f"X,{people.sum()},{(people @ share) / people.sum():.2f}")
        found = find("city,population,a\n" + "\n".join(rows) + "\n", "a")
        assert reasons(found) == (
            "X (line 5): the sum of the others in population, the mean of the others weighted by population in a"
        )
        rows[-1] = f"X,,{(people @ share) / people.sum():.6f}"
        found = find("city,population,a\n" + "\n".join(rows) + "\n", "a")
        assert reasons(found) == "X (line 5): the mean of the others weighted by population in a"

    def test_a_mean_of_two_by_chance_is_none(self, find: Find) -> None:
        assert find("city,a,b\nAlun,10,80\nBukit,20,33\nCurug,15,61\n", "a", "b") == []
        assert find("city,a\nAlun,10\nBukit,20\nCurug,15\n", "a") == []
        assert find("city,a,b\nAlun,1,2\nBukit,2,3\nCurug,3,5\n", "a", "b") == []

    def test_a_whole_number_near_the_mean_of_fractions_is_none(self, find: Find) -> None:
        """Of shares that are nearly all 1, the mean of the others is nearly 1: 1 is no rounded mean."""
        rows = [f"c{n},{'0.875' if n == 3 else 1},{'0.625' if n == 5 else 1},{n % 3 / 8}" for n in range(30)]
        assert find("city,a,b,c\n" + "\n".join(rows) + "\n", "a", "b", "c") == []

    def test_a_rounded_mean_of_numbers_of_many_digits_is_one(self, find: Find) -> None:
        numbers = np.random.default_rng(3).random((6, 5)) * 1000
        rows = [f"c{n},{','.join(f'{x:.6f}' for x in row)}" for n, row in enumerate(numbers)]
        rows.append("X," + ",".join(f"{x:.1f}" for x in numbers.mean(axis=0)))
        found = find("city,a,b,c,d,e\n" + "\n".join(rows) + "\n", *"abcde")
        assert reasons(found) == "X (line 8): the mean of the others in a, b, c, d, e"

    def test_no_row_of_many_numbers_is_one_by_chance(self, find: Find) -> None:
        for seed in range(5):
            numbers = np.random.default_rng(seed).integers(0, 100, (200, 20))
            rows = [f"c{n},{','.join(map(str, row))}" for n, row in enumerate(numbers.tolist())]
            text = "city," + ",".join(f"i{n}" for n in range(20)) + "\n" + "\n".join(rows)
            assert find(text, *(f"i{n}" for n in range(20))) == []

    def test_a_subtotal_is_the_sum_of_its_group(self, find: Find) -> None:
        text = "city,province,a,b\nA,P,1012,81\nB,P,2055,72\nP1,P,3067,153\nC,Q,4141,17\nD,Q,3033,93\nQ1,Q,7174,110\n"
        assert names(find(text, "a", "b")) == ["P1", "Q1"]

    def test_the_last_row_alone_without_a_group_is_suspected(self, find: Find) -> None:
        text = "city,province,a\nA,P,12\nB,P,25\nC,Q,41\nD,Q,33\nX,,31\n"
        assert reasons(find(text, "a")) == "X (line 6): its province is empty, as it is in no other row"

    def test_a_gap_in_the_midst_is_a_gap(self, find: Find) -> None:
        assert find("city,province,a\nA,P,12\nB,P,25\nX,,31\nC,Q,41\nD,Q,33\n", "a") == []

    def test_in_a_panel_the_numbers_of_a_year_count_together(self, find: Find) -> None:
        text = "city,year,a,b\nA,2021,1012,81\nB,2021,2055,72\nX,2021,3067,153\n"
        text += "A,2022,1013,84\nB,2022,2057,75\nX,2022,3070,159\n"
        assert names(find(text, "a", "b")) == ["X"]


def test_the_sentence_names_rows_reasons_and_every_way_out(find: Find) -> None:
    (one,) = find("city,a,b\nSampit,10,80\nKuala,20,70\nJumlah,30,150\n", "a", "b")
    assert one.message().partition("data.csv, ")[2] == (
        "line 4, Jumlah: 1 row(s) may be no unit but put others together: Jumlah (line 4): the name 'Jumlah' says so, "
        "the sum of the others in a, b. If so, leave them out: --leave-out Jumlah, or in a recipe "
        'leave_out = ["Jumlah"]. If they are units, say so: --accept total_row [total_row]'
    )
    assert one.message("id").partition("data.csv, ")[2] == (
        "baris 4, Jumlah: 1 baris mungkin bukan satuan tersendiri, melainkan gabungan satuan lain: Jumlah (baris 4): "
        "namanya 'Jumlah', sama dengan jumlah baris lain pada a, b. Jika benar, abaikan: --leave-out Jumlah, atau "
        'dalam resep leave_out = ["Jumlah"]. Jika memang satuan tersendiri, nyatakan: --accept total_row [total_row]'
    )


def test_of_many_rows_the_first_five_are_told_and_all_can_be_left_out(find: Find) -> None:
    groups = ["World", "High income", "Low income", "Middle income", "Euro area", "Arab World", "South Asia"]
    (one,) = find(table(["Aland", "Borland", "Corland", *groups]), "a")
    assert str(one.fields["rows"]).endswith("Euro area (line 9): the name 'Euro area' says so and 2 more")
    assert str(one.fields["recipe"]).count('"') == 2 * len(groups)
    assert str(one.fields["options"]).endswith('--leave-out "Euro area" ...')


def test_a_total_without_a_name_is_left_out_by_empty_quotes(find: Find) -> None:
    (one,) = find("city,a,b\nAlun,12,90\nBukit,30,60\n,42,150\n", "a", "b")
    assert one.fields["options"] == '--leave-out ""'
    assert one.fields["recipe"] == 'leave_out = [""]'


def test_many_rows_that_are_the_mean_are_so_by_chance(find: Find) -> None:
    cities = [f"c{number}" for number in range(60_000)]
    assert find("city,a\n" + "".join(f"{city},5{number % 9}\n" for number, city in enumerate(cities)), "a") == []


def test_a_number_beside_nothing_is_no_sum_of_rows_above_it(find: Find) -> None:
    """Bounds make 0 and 100 of many values, so that 100 is often 0 + 100."""
    rows = "A,0,12.25,7\nB,100,31.5,3\nC,100,18.75,9\nD,63.5,55.25,4\nE,41.25,70.5,8\n"
    assert find(f"city,a,b,c\n{rows}", "a", "b", "c", code="total_row") == []


def test_columns_that_are_alike_tell_no_more_than_one(find: Find) -> None:
    """Ranks by many ways to weigh are nearly the same in each, so that one chance sum is one in all of them."""
    names = [f"r{number}" for number in range(40)]
    ranks = [3, 7, 10, 1, 5, 2, 8, 4, 6, 9]
    rows = "".join(f"c{row},{','.join([str(rank)] * len(names))}\n" for row, rank in enumerate(ranks))
    assert find(f"city,{','.join(names)}\n{rows}", *names, code="total_row") == []
