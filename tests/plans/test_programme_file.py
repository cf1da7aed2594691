"""Programmes from CSV and TOML, and everything that is wrong with a file at once."""

from pathlib import Path

import pytest
from builders import Write
from xlsxwriter import Workbook

from smartscore import DatasetError, UsageError
from smartscore.plans.programme_file import read_programmes

HEAD = "id,bps_code,title_en,title_id,dimension,indicator_id,baseline,expected_change,cost_idr,months,owner_role,"
HEAD += "likelihood_of_failure,severity,requires,excludes,note\n"
WELL = "well,6202,A well,Sumur,live,water,40,20,1e9,6,PUPR,2,3,pump; pipe,,invented\n"
PUMP = "pump,,A pump,Pompa,live,water,,5,2e9,12,PUPR,1,1,,,\n"
PIPE = "pipe,6202,A pipe,Pipa,live,water,,5,2e9,12,PUPR,1,1,,,\n"
OTHER = "far,5171,Far away,Jauh,live,water,,5,2e9,12,PUPR,1,1,,,\n"


def test_a_row_is_a_programme_with_all_that_it_says(write: Write) -> None:
    well, pump, _ = read_programmes(write(HEAD + WELL + PUMP + PIPE, "p.csv"))
    assert (well.id, well.title.to("en"), well.title.to("id")) == ("well", "A well", "Sumur")
    assert (well.indicator, well.baseline, well.change, well.cost, well.currency) == ("water", 40, 20, 1e9, "IDR")
    assert (well.months, well.owner, well.risk, well.requires) == (6, "PUPR", 6, ("pump", "pipe"))
    assert (well.note.to("en"), pump.baseline, pump.requires) == ("invented", None, ())


def test_of_a_city_are_its_own_and_those_of_no_city(write: Write) -> None:
    path = write(HEAD + PUMP + PIPE + OTHER, "p.csv")
    assert [one.id for one in read_programmes(path, ["6202", "Kotawaringin Timur"])] == ["pump", "pipe"]
    assert [one.id for one in read_programmes(path)] == ["pump", "pipe", "far"]
    with pytest.raises(UsageError, match=r"no programme in it is of 3314 \["):
        read_programmes(write(HEAD + OTHER, "other.csv"), ["3314", "3314"])


def test_toml_has_the_same_words(write: Write) -> None:
    text = """
[[programmes]]
id = "well"
title = "A well"
dimension = "live"
indicator = "water"
expected_change = 20
cost = 1e9
currency = "IDR"
months = 6
likelihood_of_failure = 2
severity = 3
start = 2027
excludes = ["pump"]
rpjmd_goal = "clean water"
budget_source = "APBD"
[[programmes]]
id = "pump"
title = "A pump"
dimension = "live"
indicator = "water"
expected_change = 1
cost = 2
currency = "IDR"
months = 6
likelihood_of_failure = 1
severity = 1
"""
    well, _ = read_programmes(write(text, "p.toml"))
    assert (well.start, well.excludes, well.goal, well.budget_source) == (2027, ("pump",), "clean water", "APBD")


def test_all_that_is_wrong_is_told_with_its_place(write: Write) -> None:
    bad = "bad,,,,live,water,x,much,-1,0,PUPR,6,2.5,,,\n"
    with pytest.raises(DatasetError) as refused:
        read_programmes(write(HEAD + PUMP + bad, "p.csv"))
    assert [(problem.code, problem.column, problem.row) for problem in refused.value.problems] == [
        ("cell_empty", "title_en", 3),
        ("not_a_number", "expected_change", 3),
        ("outside_domain", "cost_idr", 3),
        ("outside_domain", "months", 3),
        ("not_a_number", "baseline", 3),
        ("outside_domain", "likelihood_of_failure", 3),
        ("not_whole", "severity", 3),
    ]


def test_columns_that_are_missing_and_currencies_that_differ(write: Write) -> None:
    with pytest.raises(DatasetError, match="no column 'months'"):
        read_programmes(write(HEAD.replace("months", "month") + PUMP, "p.csv"))
    head = "id,title,dimension,indicator,change,cost,currency,months,likelihood,severity\n"
    rows = "a,A,live,water,1,2,IDR,6,1,1\nb,B,live,water,1,2,USD,6,1,1\n"
    with pytest.raises(DatasetError, match="several currencies cannot be added up: IDR, USD"):
        read_programmes(write(head + rows, "p.csv"))


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("id = ", "p.toml", "cannot be read"),
        ("programmes = 3", "p.toml", r"no list \[\[programmes\]\]"),
        ("[programme]", "p.toml", r"no list \[\[programmes\]\]"),
        ("", "p.csv", "empty"),
    ],
)
def test_what_is_no_list_of_programmes_is_refused(write: Write, text: str, name: str, said: str) -> None:
    with pytest.raises(DatasetError, match=said):
        read_programmes(write(text, name))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        read_programmes(tmp_path / "none.toml")


def test_a_workbook_has_the_same_columns_and_tells_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    rows = [HEAD.strip().split(","), WELL.strip().split(","), PUMP.strip().split(","), PIPE.strip().split(",")]
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Programmes")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [cell if number == 0 or not _is_number(cell) else float(cell) for cell in row])
    well, _, _ = read_programmes(path)
    assert (well.change, well.cost, well.requires) == (20, 1e9, ("pump", "pipe"))
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Programmes")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write(1, 7, "much")
    with pytest.raises(DatasetError, match=r"Programmes!H2, expected_change: 'much' is not a number"):
        read_programmes(path)


def test_ids_titles_and_names_in_a_workbook_may_be_numbers(tmp_path: Path) -> None:
    head = ("id", "title", "dimension", "indicator", "change", "cost", "months", "likelihood", "severity", "requires")
    path = tmp_path / "p.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, (1, 2026, "live", "water", 5, 10, 6, 1, 1, 2))
        sheet.write_row(2, 0, (2, "A pump", "live", "water", 5, 10, 6, 1, 1))
    first, second = read_programmes(path)
    assert (first.id, first.title.to("en"), first.requires) == ("1", "2026", ("2",))
    assert (second.id, second.requires) == ("2", ())


def test_another_ending_is_refused_with_those_that_there_are(write: Write) -> None:
    with pytest.raises(UsageError, match=r"expected \.csv, \.tsv, .*\.xlsx, .*\.jsonl\.gz, \.toml"):
        read_programmes(write(HEAD + PUMP, "p.doc"))


def _is_number(cell: str) -> bool:
    return cell.replace("e", "").replace(".", "").isdecimal()


def test_numbers_may_have_a_decimal_comma(write: Write) -> None:
    text = (HEAD + PUMP).replace(",", ";").replace(";5;2e9;12;", ";2,5;2000000;12;")
    (pump,) = read_programmes(write(text, "p.csv"))
    assert (pump.change, pump.cost) == (2.5, 2_000_000)
