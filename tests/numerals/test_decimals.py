"""Numbers as people write them: one file is read with one decimal mark, which all its numbers tell."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Dimension, Framework, Indicator, Problem, UsageError, assess, check, read_dataset
from smartscore.messages import LANGUAGES
from smartscore.numerals.missing_words import MISSING_BY_LANGUAGE
from smartscore.rules import Linear

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

NARROW, NO_BREAK, THIN = "\u202f", "\u00a0", "\u2009"


def column(path: Path, name: str = "growth", **how: str) -> list[float]:
    found: list[float] = read_dataset(path, **how).frame[name].tolist()  # type: ignore[arg-type]
    return found


class TestTheFileDecides:
    @pytest.mark.parametrize(
        ("cells", "values"),
        [
            (["1,5", "1.234"], [1.5, 1234]),
            (["1.234,5", "12"], [1234.5, 12]),
            (["1.234.567", "1,234"], [1_234_567, 1.234]),
            (["0,981", "45.890"], [0.981, 45890]),
            ([f"1{NARROW}234,5", "2.000"], [1234.5, 2000]),
            (["1.5", "1,234"], [1.5, 1234]),
            (["0.981", "12.125", "45.890"], [0.981, 12.125, 45.89]),
            (["1.2345", "1.234"], [1.2345, 1.234]),
            (["12.5", "1.234"], [12.5, 1.234]),
            (["1,234,567", "1.234"], [1_234_567, 1.234]),
            (["1 234", "2"], [1234, 2]),
            (["\uff11\uff12", "3"], [12, 3]),
            (["-0.5", "\u22121.5"], [-0.5, -1.5]),
        ],
    )
    def test_with_the_only_mark_that_fits_all(self, write: Write, cells: list[str], values: list[float]) -> None:
        lines = "".join(f"{city};{cell}\n" for city, cell in zip("ABC", cells, strict=False))
        assert column(write(f"city;growth\n{lines}")) == values

    def test_all_columns_together(self, write: Write) -> None:
        path = write("city;income;growth\nAlun;3,48;1.234\nBukit;4;2.345\n")
        assert column(path) == [1234, 2345]

    def test_in_long_files_too(self, write: Write) -> None:
        path = write("city;population;indicator;value\nAlun;446.094;growth;3,48\nAlun;446.094;income;1.250\n")
        frame = read_dataset(path).frame
        assert frame.loc["Alun"].to_dict() == {"population": 446094, "growth": 3.48, "income": 1250}

    def test_columns_may_have_any_name(self, write: Write) -> None:
        path = write("city;self;cls;\u0663\nAlun;1,5;2,5;3,5\n")
        assert read_dataset(path).frame.loc["Alun"].tolist() == [1.5, 2.5, 3.5]

    def test_words_and_codes_decide_nothing(self, write: Write) -> None:
        path = write("code;city;zone;note;growth\n62.02;A 1,5;01;about 2,5 more;1.5\n62.03;B;02;1.234,5;2\n")
        assert column(path) == [1.5, 2]
        assert read_dataset(path).cities.tolist() == ["62.02", "62.03"]
        assert read_dataset(path).frame["zone"].tolist() == ["01", "02"]

    def test_the_column_of_the_key_decides_nothing(self, write: Write) -> None:
        path = write("kemendagri;growth\n62.02;1,5\n62.03;2\n")
        assert read_dataset(path, id_column="kemendagri").frame.loc["62.02", "growth"] == 1.5

    def test_missing_words_beside_numbers_stay_missing(self, write: Write) -> None:
        values = column(write("city;growth\nA;3,5\nB;tidak ada\nC;-\nD;\n"))
        assert values == pytest.approx([3.5, np.nan, np.nan, np.nan], nan_ok=True)

    def test_frames_of_text_are_read_alike_and_kept(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "growth": ["1.234,5", None], "income": [1.5, 2]})
        kept = frame.copy(deep=True)
        assert read_dataset(frame).frame.loc["Alun"].to_dict() == {"growth": 1234.5, "income": 1.5}
        pd.testing.assert_frame_equal(frame, kept)
        one = Framework("one", index=Dimension("index", members=[Indicator("growth", rule=Linear(0, 2469))]))
        assert assess(frame, one).index.iloc[0] == 50


class TestWhatIsRefused:
    def test_evidence_both_ways_is_refused_with_two_cells(self, write: Write, told: Told) -> None:
        path = write("city;income;growth\nAlun;3,48;1\nBukit;4,5;2.5\n")
        assert [problem.message() for problem in told(path)] == [
            f"{path}, line 3, growth, Bukit: '2.5' contradicts '3,48' (line 2, income): one has a decimal point, the "
            "other a decimal comma; write all numbers of the file in one way, or say --decimal dot or "
            "--decimal comma [decimal_contradicts]"
        ]

    def test_every_cell_that_contradicts_is_told(self, write: Write, told: Told) -> None:
        path = write("city;income;growth\nA;3.48;1,5\nB;4.5;2,5\nC;5.5;3\n")
        assert [(problem.code, problem.row) for problem in told(path)] == [
            ("decimal_contradicts", 2),
            ("decimal_contradicts", 3),
        ]

    def test_the_indicator_is_named_in_a_long_file(self, write: Write, told: Told) -> None:
        path = write("city;indicator;value\nAlun;income;3,48\nAlun;growth;2.5\nAlun;compliance;2.25\n")
        assert [problem.message("id") for problem in told(path)] == [
            f"{path}, baris 2, income, Alun: '3,48' bertentangan dengan '2.5' (baris 3, growth): yang satu memakai "
            "titik desimal, yang lain koma desimal; tulis semua angka dalam berkas dengan satu cara, "
            "atau sebutkan --decimal dot atau --decimal comma [decimal_contradicts]"
        ]

    @pytest.mark.parametrize("cells", [["1.234", "2"], ["1.234", "5.678"], ["1,234", "2.345"]])
    def test_a_file_that_fits_both_readings_is_asked_about(self, write: Write, told: Told, cells: list[str]) -> None:
        path = write(f"city;growth\nAlun;{cells[0]}\nBukit;{cells[1]}\n")
        (problem,) = told(path)
        assert (problem.code, problem.row, problem.city) == ("decimal_unclear", 2, "Alun")

    def test_both_readings_are_told(self, write: Write, told: Told) -> None:
        (problem,) = told(write("city;growth\nAlun;1.234\n"))
        assert problem.message().endswith(
            "growth, Alun: '1.234' may be 1.234 or 1234, and no other number of the file decides it; say --decimal "
            "dot or --decimal comma [decimal_unclear]"
        )
        assert "'1.234' dapat berarti 1,234 atau 1234" in problem.message("id")

    def test_what_is_asked_for_decides(self, write: Write) -> None:
        path = write("city;growth\nAlun;1.234\n")
        assert (column(path, decimal="dot"), column(path, decimal="comma")) == ([1.234], [1234])

    @pytest.mark.parametrize(
        ("decimal", "code", "city"), [("dot", "decimal_comma", "Alun"), ("comma", "decimal_point", "Bukit")]
    )
    def test_a_number_with_the_other_mark_is_refused_where_it_is_needed(
        self, write: Write, framework: Framework, decimal: str, code: str, city: str
    ) -> None:
        path = write("city;growth\nAlun;3,48\nBukit;3.48\n")
        dataset = read_dataset(path, decimal=decimal)
        with pytest.raises(Exception) as refused:  # noqa: PT011
            check(dataset, framework)
        assert [(problem.code, problem.city) for problem in refused.value.problems] == [(code, city)]  # type: ignore[attr-defined]

    def test_a_column_that_is_not_needed_may_have_another_mark(self, write: Write, framework: Framework) -> None:
        path = write("city;kemendagri;growth\nAlun;62.02;3,48\nBukit;62.03;4,5\n")
        dataset = read_dataset(path, decimal="comma")
        assert check(dataset, framework)["growth"].tolist() == [3.48, 4.5]
        assert [str(code) for code in dataset.frame["kemendagri"]] == ["62.02", "62.03"]

    def test_another_word_for_the_mark_is_refused(self, write: Write) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(write("city;growth\nAlun;1\n"), decimal="point")
        assert refused.value.message() == "decimal is point; allowed: dot, comma [parameter_not_allowed]"


class TestMissingWords:
    @pytest.mark.parametrize("word", sorted(set().union(*MISSING_BY_LANGUAGE.values())))
    def test_each_is_missing_in_any_capitals(self, write: Write, framework: Framework, word: str) -> None:
        path = write(f'city;growth\nAlun;1.5\nBukit;"{word.upper()}"\n')
        assert np.isnan(check(read_dataset(path), framework)["growth"].iloc[1])

    def test_every_language_has_its_own(self) -> None:
        assert set(MISSING_BY_LANGUAGE) == {"", *LANGUAGES}
        assert all(MISSING_BY_LANGUAGE.values())
