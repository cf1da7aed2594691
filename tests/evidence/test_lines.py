"""Items of evidence in files: what a line is, what is refused and where, and several files as one."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import DatasetError, Dimension, Framework, Indicator, Ladder, assess, check, read_dataset
from smartscore.dataset import Dataset
from smartscore.evidence.dates import date_of
from smartscore.rules import Score

Write = Callable[..., Path]

FRAMEWORK = Framework(
    "two",
    scale=(1, 5),
    index=Dimension(
        "index", members=[Indicator("plan", code="1", rule=Score(1, 5)), Indicator("data", rule=Score(1, 5))]
    ),
)
HEADINGS = "city,indicator,level,item,status,value,office,owner,due,link,note,recommendation"


def items(*lines: str) -> str:
    return "\n".join([HEADINGS, *(line + "," * (HEADINGS.count(",") - line.count(",")) for line in lines), ""])


def read(write: Write, *lines: str) -> Dataset:
    return read_dataset(write(items(*lines), "items.csv"))


def told(source: Path | Dataset | list[Path]) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(DatasetError) as caught:
        check(source if isinstance(source, Dataset) else read_dataset(source), FRAMEWORK)
    return [(problem.code, problem.row, problem.column or problem.indicator) for problem in caught.value.problems]


class TestLines:
    def test_a_line_with_level_and_item_is_evidence_and_one_with_a_value_is_a_value(self, write: Write) -> None:
        dataset = read(
            write, "Sampit,plan,1,A team,accepted,,Diskominfo,Ani,2026-09-30,a.pdf,short,mend", "Sampit,data,,,,2.5"
        )
        assert dataset.evidence is not None
        (item,) = dataset.evidence.frame.drop(columns=["line", "is_stated"]).to_dict("records")
        assert item == {
            "row": 0,
            "indicator": "plan",
            "level": 1,
            "item": "A team",
            "status": 6,
            "office": "Diskominfo",
            "owner": "Ani",
            "due": "2026-09-30",
            "link": "a.pdf",
            "note": "short",
            "recommendation": "mend",
            "source": "",
            "quality": "",
            "evidence": "",
            "follow_up": "",
        }
        assert check(dataset, FRAMEWORK).loc["Sampit"].tolist() == [1.0, 2.5]

    def test_no_column_of_values_is_needed(self, write: Write) -> None:
        path = write(
            "city,indicator,level,item,status\nSampit,plan,1,A team,accepted\nSampit,plan,2,A plan,draft\n", "i.csv"
        )
        assert check(read_dataset(path), FRAMEWORK)["plan"].tolist() == [1.0]

    def test_headings_may_have_capital_letters(self, write: Write) -> None:
        path = write(
            "City,Indicator,Level,Item,Status\nSampit,plan,1,A team,accepted\nSampit,plan,2,A b,yes\n", "i.csv"
        )
        assert check(read_dataset(path), FRAMEWORK)["plan"].tolist() == [2.0]

    @pytest.mark.parametrize("name", ["plan", "1"])
    def test_the_indicator_goes_by_its_code_too(self, write: Write, name: str) -> None:
        assert check(read(write, f"Sampit,{name},1,A,accepted"), FRAMEWORK)["plan"].tolist() == [1.0]

    @pytest.mark.parametrize("word", ["accepted", "Diterima", "ya", "x", "1"])
    def test_words_for_what_is_accepted(self, write: Write, word: str) -> None:
        assert check(read(write, f"Sampit,plan,3,A,{word}"), FRAMEWORK)["plan"].tolist() == [3.0]

    @pytest.mark.parametrize(
        "word", ["draft", "dalam proses", "diajukan", "perbaikan", "ditolak", "belum ada", "", "-"]
    )
    def test_words_for_what_is_not(self, write: Write, word: str) -> None:
        assert check(read(write, f"Sampit,plan,3,A,{word}"), FRAMEWORK)["plan"].tolist() == [1.0]

    def test_the_form_of_ticks_may_stand_in_the_column_of_values(self, write: Write) -> None:
        assert check(read(write, "Sampit,plan,2,A,,yes"), FRAMEWORK)["plan"].tolist() == [2.0]

    def test_workbooks_hold_items_too(self, tmp_path: Path) -> None:
        rows = {
            "city": ["S", "S"],
            "indicator": ["plan", "plan"],
            "level": [1, 2],
            "item": ["A", "B"],
            "status": ["ya", "draf"],
        }
        DataFrame(rows).to_excel(tmp_path / "items.xlsx", index=False)
        assert check(read_dataset(tmp_path / "items.xlsx"), FRAMEWORK)["plan"].tolist() == [1.0]

    def test_a_recipe_gives_indonesian_headings_these_names(self, write: Write) -> None:
        text = (
            "Daerah;Indikator;Tingkat;Bukti Dukung;Keadaan;OPD;Tenggat;Rekomendasi\n"
            "Kotim;plan;2;SK Bupati;Diterima;Diskominfo;30/09/2026;beri cap\n"
        )
        recipe = write(
            '[columns]\ncity = "Daerah"\nindicator = "Indikator"\nlevel = "Tingkat"\nitem = "Bukti Dukung"\n'
            'status = "Keadaan"\noffice = "OPD"\ndue = "Tenggat"\nrecommendation = "Rekomendasi"\n',
            "resep.toml",
        )
        dataset = read_dataset(write(text, "bukti.csv"), recipe=recipe)
        assert dataset.evidence is not None
        told = dataset.evidence.frame[["item", "office", "due", "recommendation"]].to_numpy().tolist()
        assert told == [["SK Bupati", "Diskominfo", "30/09/2026", "beri cap"]]
        assert check(dataset, FRAMEWORK)["plan"].tolist() == [2.0]

    def test_rows_of_years_have_their_own_items(self, write: Write) -> None:
        text = "city,year,indicator,level,item,status\nS,2025,plan,2,A,yes\nS,2026,plan,2,A,yes\nS,2026,plan,3,B,yes\n"
        dataset = read_dataset(write(text, "panel.csv"))
        assert check(dataset, FRAMEWORK)["plan"].tolist() == [2.0, 3.0]
        assert check(dataset.of_years({2026}), FRAMEWORK)["plan"].tolist() == [3.0]

    def test_rows_that_are_turned_take_their_items_along(self, write: Write) -> None:
        dataset = read(write, "A,plan,2,x,yes", "B,plan,3,y,yes", "C,plan,4,z,yes")
        turned = dataset.at(pd.Series([2, 0]).to_numpy())
        assert check(turned, FRAMEWORK)["plan"].to_dict() == {"C": 4.0, "A": 2.0}

    def test_names_and_other_columns_of_cities_stand_beside_items_too(self, write: Write) -> None:
        heading = "code,city,province,indicator,level,item,status"
        lines = ["01,Sampit,Kalteng,plan,2,A,yes", "02,Kualla,Kalsel,plan,3,B,yes"]
        text = "\n".join([heading, *lines, ""])
        dataset = read_dataset(write(text, "named.csv"))
        assert dataset.labels == ["Sampit", "Kualla"]
        assert dataset.frame["province"].tolist() == ["Kalteng", "Kalsel"]
        assert check(dataset, FRAMEWORK)["plan"].tolist() == [2.0, 3.0]

    def test_an_assessment_keeps_them(self, write: Write) -> None:
        assert assess(read(write, "A,plan,2,x,yes"), FRAMEWORK).scores["plan"].tolist() == [2.0]


class TestFaults:
    def test_all_of_them_are_told_at_once_with_their_cells(self, write: Write) -> None:
        lines = (
            *("S,plan,,A,accepted", "S,plan,2,,accepted", "S,plan,2,B,acepted", "S,plan,2,C,draft,,,,soon"),
            *("S,plan,2,D,draft", "S,plan,2,d,accepted", "S,,2,E,draft", "S,plan,9,F,draft", "S,plan,2,G,draft,3"),
        )
        assert told(write(items(*lines), "items.csv")) == [
            ("item_level_not_whole", 2, "level"),
            ("item_empty", 3, "item"),
            ("status_not_valid", 4, "status"),
            ("due_not_a_date", 5, "due"),
            ("item_twice", 7, "item"),
            ("indicator_empty", 8, "indicator"),
            ("item_level", 9, "plan"),
            ("item_with_value", 10, "value"),
        ]

    def test_the_nearest_status_is_offered(self, write: Write) -> None:
        with pytest.raises(DatasetError, match="acepted is no status of an item; nearest: accepted"):
            check(read(write, "S,plan,2,B,acepted"), FRAMEWORK)

    def test_an_indicator_that_is_none_is_told_with_the_nearest(self, write: Write) -> None:
        with pytest.raises(DatasetError, match="plann"):
            check(read(write, "S,plann,2,B,accepted", "S,data,2,B,accepted"), FRAMEWORK)

    def test_a_value_beside_items_must_be_their_level(self, write: Write) -> None:
        dataset = read(write, "S,plan,2,B,accepted", "S,plan,,,,3")
        assert told(dataset) == [("level_differs", 3, "plan")]

    def test_unless_the_ladder_is_advisory(self, write: Write) -> None:
        from attrs import evolve

        dataset = read(write, "S,plan,2,B,accepted", "S,plan,,,,1.17", "T,plan,2,B,accepted")
        assert check(dataset, evolve(FRAMEWORK, ladder=Ladder(advisory=True)))["plan"].tolist() == [1.17, 2.0]


class TestSeveralFiles:
    def test_items_of_offices_are_put_together(self, write: Write) -> None:
        first = write(items("S,plan,1,A,yes", "S,plan,2,B,yes"), "first.csv")
        second = write(items("S,plan,3,C,yes", "T,plan,1,A,yes"), "second.csv")
        assert check(read_dataset([first, second]), FRAMEWORK)["plan"].to_dict() == {"S": 3.0, "T": 1.0}

    def test_one_item_in_two_files_is_one(self, write: Write) -> None:
        first = write(items("S,plan,2,A,yes,,Bappeda"), "first.csv")
        second = write(items("S,plan,2,a,accepted,,,Ani"), "second.csv")
        evidence = read_dataset([first, second]).evidence
        assert evidence is not None
        assert evidence.frame[["office", "owner", "status"]].to_numpy().tolist() == [["Bappeda", "Ani", 6]]

    def test_different_statuses_are_told_by_both_cells(self, write: Write) -> None:
        first, second = write(items("S,plan,2,A,yes"), "first.csv"), write(items("S,plan,2,A,draft"), "second.csv")
        with pytest.raises(DatasetError) as caught:
            check(read_dataset([first, second]), FRAMEWORK)
        (problem,) = caught.value.problems
        assert (problem.code, problem.city, problem.indicator) == ("item_conflict", "S", "plan")
        assert (problem.file, problem.row) == (str(second), 2)
        assert "first.csv" in str(problem)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        *(("2026-09-30", "2026-09-30"), ("2026-09-30 00:00:00", "2026-09-30"), ("30/09/2026", "2026-09-30")),
        *(("1.2.2026", "2026-02-01"), ("30 September 2026", "2026-09-30"), ("17 Agustus 2026", "2026-08-17")),
        *(("31/02/2026", None), ("soon", None), ("09/2026", None), ("30 Septembre 2026", None)),
    ],
)
def test_dates_are_read_as_offices_write_them(written: str, date: str | None) -> None:
    read = date_of(written)
    assert (read.isoformat() if read else None) == date
