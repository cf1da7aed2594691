"""Workbooks that LibreOffice has opened and saved give what they gave before."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from builders import EXAMPLE
from pandas.testing import assert_frame_equal

from smartscore import DatasetError, Dimension, Framework, Indicator, check, read_dataset
from smartscore.rules import Linear

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Give a function that has LibreOffice save a file in another format, and gives the new file's path."""
    home = tmp_path_factory.mktemp("office")

    def convert(path: Path, suffix: str) -> Path:
        folder = home / f"{path.stem}-{suffix}"
        command = ["soffice", "--headless", f"-env:UserInstallation={home.as_uri()}/user", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True)  # noqa: S603
        return folder / f"{path.stem}.{suffix}"

    return convert


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form with a merged city, numbers as text, a percent, a date beside a value, and a hidden sheet."""
    path = tmp_path / "form.xlsx"
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    profile = workbook.add_worksheet("Profile")
    for number, cells in enumerate([["field", "A", "B"], ["code", "01", 2], ["city", "Alun", "Bukit"], ["area", 7, 8]]):
        profile.write_row(number, 0, cells)
    data = workbook.add_worksheet("Tata Kelola")
    data.write_row(1, 0, ["city", "indicator", "value", "source"])
    for number, cells in enumerate([["", "income", "1.234,5", "BPS"], ["", "growth", 5], ["Bukit", "growth", "3,5 %"]]):
        data.write_row(number + 2, 0, cells)
    data.merge_range("A3:A4", "Alun")
    data.write_row(5, 0, ["Bukit", "income"])
    data.write_number(5, 2, 0.07, workbook.add_format({"num_format": "0%"}))
    old = workbook.add_worksheet("Old")
    old.write_row(0, 0, ["indicator", "value"])
    old.hide()
    workbook.close()
    return path


def told(path: Path) -> list[tuple[str, str | None]]:
    members = [Indicator(name, rule=Linear(0, 10), unit="%") for name in ("income", "growth")]
    with pytest.raises(DatasetError) as refused:
        check(read_dataset(path), Framework("small", index=Dimension("index", members=members)))
    return [(problem.code, problem.cell) for problem in refused.value.problems]


@pytest.mark.parametrize("suffix", ["ods", "xlsx"])
def test_a_form_is_the_same_after_it_was_saved(form: Path, convert: Convert, suffix: str) -> None:
    before, after = read_dataset(form), read_dataset(convert(form, suffix))
    assert_frame_equal(before.frame, after.frame)
    assert before.labels == after.labels == ["Alun", "Bukit"]
    assert before.notes["source"].equals(after.notes["source"])
    assert before.frame["income"].astype(str).tolist() == ["1234.5", "7 %"]


@pytest.mark.parametrize("suffix", ["ods", "xlsx"])
def test_the_example_gives_the_same_as_a_sheet(convert: Convert, suffix: str) -> None:
    before, after = read_dataset(EXAMPLE), read_dataset(convert(EXAMPLE, suffix))
    assert_frame_equal(before.frame, after.frame, check_dtype=False)
    assert before.labels == after.labels


@pytest.mark.parametrize("suffix", ["ods", "xlsx"])
def test_results_and_errors_that_it_computes_are_read(tmp_path: Path, convert: Convert, suffix: str) -> None:
    path = tmp_path / "computed.csv"
    path.write_text("city,income,growth\nAlun,=2+2,=1/0\nBukit,=NA(),=nope(1)\n")
    read = read_dataset(convert(path, suffix))
    assert read.frame["income"].iloc[0] == 4
    assert read.frame["income"].isna().tolist() == [False, True]
    assert told(convert(path, suffix)) == [("cell_error", "C2"), ("cell_error", "C3")]


@pytest.mark.parametrize("suffix", ["ods", "xlsx"])
def test_a_date_that_it_made_of_a_number_is_refused(tmp_path: Path, convert: Convert, suffix: str) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("city,income\nAlun,2024-12-03\nBukit,5\n")
    assert told(convert(path, suffix)) == [("date_not_number", "B2")]


@pytest.mark.parametrize("suffix", ["ods", "xlsx"])
def test_merged_values_are_refused_by_their_cells(tmp_path: Path, convert: Convert, suffix: str) -> None:
    path = tmp_path / "merged.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Data")
    for number, cells in enumerate([["city", "income"], ["Alun", 5], ["Bukit", ""]]):
        sheet.write_row(number, 0, cells)
    sheet.merge_range("B2:B3", 5)
    workbook.close()
    assert told(convert(path, suffix)) == [("cells_merged", "B2")]
