"""Keys that a spreadsheet program or another office changed are suspected, with both readings and both ways out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smartscore import Dataset, Dimension, Framework, Indicator, Problem, assess, read_dataset
from smartscore.dataset.key_faults import lost_zeros, two_keys, two_spellings
from smartscore.errors import DatasetError, Suspicion
from smartscore.rules import Linear

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]
TREE = Framework("one", index=Dimension("index", members=[Indicator("income", rule=Linear(0, 10))]))


def keys(find: Callable[[Dataset], Iterator[Suspicion]], *paths: Path) -> list[str]:
    folder = f"{paths[0].parent}/"
    return [str(one.fields["keys"]).replace(folder, "") for one in find(read_dataset(list(paths)))]


class TestLostZeros:
    def test_a_shorter_fraction_among_others_is_suspected(self, write: Write) -> None:
        path = write("code,income\n62.02,1\n62.1,2\n62.03,3\n", "a.csv")
        assert keys(lost_zeros, path) == ["62.1 (line 3) = 62.10"]

    def test_in_another_file_too(self, write: Write) -> None:
        one = write("code,income\n62.10,1\n62.02,2\n", "a.csv")
        other = write("code,city,growth\n62.1,Gunung Mas,1\n62.02,Sampit,2\n", "b.csv")
        assert keys(lost_zeros, one, other) == ["62.1 (Gunung Mas, b.csv, line 2) = 62.10 (a.csv, line 2)"]

    def test_a_zero_at_the_start_too(self, write: Write) -> None:
        one, other = write("code,income\n0101,1\n1201,2\n", "a.csv"), write("code,growth\n101,1\n1201,2\n", "b.csv")
        assert keys(lost_zeros, one, other) == ["101 (b.csv, line 2) = 0101 (a.csv, line 2)"]

    @pytest.mark.parametrize("codes", [("62.02", "62.03"), ("1.1", "1.2"), ("101", "1201"), ("62.02", "62.02.01")])
    def test_codes_of_one_form_are_not(self, write: Write, codes: tuple[str, str]) -> None:
        assert keys(lost_zeros, write(f"code,income\n{codes[0]},1\n{codes[1]},2\n", "a.csv")) == []

    def test_a_result_is_refused_until_it_is_accepted(self, write: Write) -> None:
        path = write("code,income\n62.02,1\n62.1,2\n", "a.csv")
        with pytest.raises(DatasetError) as refused:
            assess(read_dataset(path), TREE)
        assert str(refused.value) == (
            f"{path}, line 3, code: these codes may be one, of which a spreadsheet program left out a zero: 62.1 "
            "(line 3) = 62.10; if so, format the column as text and write the codes with their zeros, or give them in "
            "the crosswalk of a recipe; if they are different cities, say --accept lost_zero [lost_zero]"
        )
        assert refused.value.message("id") == (
            f"{path}, baris 3, code: kode-kode ini mungkin sama, tetapi angka nolnya dihilangkan oleh program lembar "
            "kerja: 62.1 (baris 3) = 62.10; jika demikian, ubah format kolom menjadi teks lalu tulis kode beserta "
            "nolnya, atau padankan dalam crosswalk pada resep; jika memang daerah yang berbeda, nyatakan --accept "
            "lost_zero [lost_zero]"
        )
        accepted = assess(read_dataset(path, accept=["lost_zero"]), TREE)
        assert [one.code for one in accepted.suspicions] == ["lost_zero"]


class TestTwoKeys:
    ONE = "code,city,income\n8802,Sampit,1\n8603,Tangerang,2\n8671,Tangerang,3\n"
    OTHER = "code,city,growth\n88.02,Sampit,1\n86.03,Tangerang,2\n86.71,Tangerang,3\n"

    def test_codes_of_two_offices_are_paired(self, write: Write) -> None:
        assert keys(two_keys, write(self.ONE, "a.csv"), write(self.OTHER, "b.csv")) == [
            "8802 (Sampit, a.csv, line 2) = 88.02 (Sampit, b.csv, line 2); "
            "8603 (Tangerang, a.csv, line 3) = 86.03 (Tangerang, b.csv, line 3); "
            "8671 (Tangerang, a.csv, line 4) = 86.71 (Tangerang, b.csv, line 4)"
        ]

    def test_one_name_under_other_codes_is_found(self, write: Write) -> None:
        one = write("code,city,income\n01,Alun,1\n02,Bukit,2\n", "a.csv")
        other = write("code,city,growth\nA1,alun,1\nB2,Candi,2\n", "b.csv")
        assert keys(two_keys, one, other) == ["01 (Alun, a.csv, line 2) = A1 (alun, b.csv, line 2)"]

    def test_what_both_offices_say_of_all_does_not_hide_it(self, write: Write) -> None:
        one = write("code,city,province,income\n01,Alun,P,1\n02,Bukit,P,2\n", "a.csv")
        other = write("code,city,province,growth\nA1,Alun,P,1\nB2,Bukit,P,2\n", "b.csv")
        assert len(keys(two_keys, one, other)) == 1

    def test_two_cities_of_one_name_in_one_file_are_two(self, write: Write) -> None:
        assert keys(two_keys, write(self.ONE, "a.csv")) == []

    def test_the_message_has_both_ways_out(self, write: Write) -> None:
        one, other = write("code,city,income\n01,Alun,1\n", "a.csv"), write("code,city,growth\nA1,Alun,1\n", "b.csv")
        (found,) = two_keys(read_dataset([one, other]))
        assert found.message() == (
            f"{one}, line 2, code: these keys may be one city each, written otherwise by two offices, since their "
            f"columns have nothing in common: 01 (Alun, {one}, line 2) = A1 (Alun, {other}, line 2); if so, write them "
            "alike, or give them in the crosswalk of a recipe; if they are different cities, say --accept "
            "two_keys [two_keys]"
        )


class TestSpellings:
    @pytest.mark.parametrize("other", ["bogor", "BOGOR", " bogor ", "\u00a0bogor"])
    def test_capitals_and_blanks_make_no_other_city(self, write: Write, other: str) -> None:
        path = write(f"kabupaten,income\nBogor,1\n{other},2\n", "a.csv")
        assert keys(two_spellings, path) == [f"Bogor (line 2) = {other.strip()} (line 3)"]

    def test_nor_do_blanks_within(self, write: Write) -> None:
        path = write("kota,income\nKota Baru,1\nKota\u00a0Baru,2\n", "a.csv")
        assert len(keys(two_spellings, path)) == 1

    @pytest.mark.parametrize("other", ["Kab Bogor", "KAB.BOGOR", "Kab. Bogor\u200b", "Kab-Bogor"])
    def test_nor_do_marks_and_unseen_letters(self, write: Write, other: str) -> None:
        assert len(keys(two_spellings, write(f"kota,income\nKab. Bogor,1\n{other},2\n", "a.csv"))) == 1

    def test_marks_in_codes_do(self, write: Write) -> None:
        assert keys(two_spellings, write("kode,income\nA-1,1\nA.1,2\n", "a.csv")) == []
        assert keys(two_spellings, write("kota,income\nKota Bogor,1\nBogor,2\n", "a.csv")) == []

    def test_in_several_files_both_are_named(self, write: Write) -> None:
        one, other = write("kota,income\nBogor,1\n", "a.csv"), write("kota,growth\nbogor,1\n", "b.csv")
        assert keys(two_spellings, one, other) == ["Bogor (a.csv, line 2) = bogor (b.csv, line 2)"]

    def test_one_spelling_is_fine(self, write: Write) -> None:
        assert keys(two_spellings, write("kota,year,income\nBogor,2020,1\nBogor,2021,1\n", "a.csv")) == []


@pytest.mark.parametrize("code", ["6.202E+12", "6,202E+12", "6.2e12", "6E+12"])
def test_a_code_with_an_exponent_is_refused(write: Write, told: Told, code: str) -> None:
    path = write(f'code,city,income\n"{code}",Alun,1\n', "a.csv")
    (problem,) = told(path)
    assert problem.message() == (
        f"{path}, line 2, code: {code!r} is a code of which digits are lost: a spreadsheet program wrote it with an "
        "exponent; format the column as text there, put in the codes again and save the file anew [exponent_key]"
    )
    assert problem.message("id") == (
        f"{path}, baris 2, code: {code!r} adalah kode yang kehilangan angka karena ditulis program lembar kerja dengan "
        "eksponen; ubah format kolom itu menjadi teks, masukkan kembali kodenya, lalu simpan berkas lagi [exponent_key]"
    )


@pytest.mark.parametrize("code", ["E12", "6E12", "AE+1", "62.02"])
def test_other_codes_are_not(write: Write, told: Told, code: str) -> None:
    assert told(write(f"code,city,income\n{code},Alun,1\n", "a.csv")) == []
