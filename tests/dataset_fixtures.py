"""What the tests of datasets share: files, a small framework, and every problem that reading and checking tell."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pandas import DataFrame

from smartscore import (
    DatasetError,
    Dimension,
    Domain,
    Framework,
    Indicator,
    Problem,
    Years,
    check,
    read_dataset,
)
from smartscore.rules import Levels, Linear


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a file of text or bytes and gives its path."""

    def write(content: str | bytes, name: str = "cities.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Change = Callable[[xlsxwriter.Workbook], None]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes sheets, each a list of rows, into an .xlsx file and gives its path.

    `change` may do more to the workbook before it is closed.
    """

    def book(
        sheets: Mapping[str, Sequence[Sequence[Any]]], name: str = "form.xlsx", change: Change | None = None
    ) -> Path:
        path = tmp_path / name
        workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
        if change is not None:
            change(workbook)
        workbook.close()
        return path

    return book


@pytest.fixture
def framework() -> Framework:
    """Five indicators: a bounded one, a free one, a maturity, one with valid years, and one with aliases."""
    members = [
        Indicator("income", rule=Linear(0, 10), domain=Domain(0, 100)),
        Indicator("growth", rule=Linear(0, 10)),
        Indicator("readiness", rule=Levels(0, 5)),
        Indicator("compliance", rule=Linear(0, 10), valid_years=Years(2022, 2024)),
        Indicator("life_expectancy", rule=Linear(20, 85), aliases=["uhh", "uhh_years"]),
    ]
    return Framework("small", index=Dimension("index", members=members))


@pytest.fixture
def told(framework: Framework) -> Callable[..., list[Problem]]:
    """Give a function that lists everything that reading a dataset and checking it find wrong."""

    def told(source: Path | DataFrame, *, id_column: str | None = None, by: Framework = framework) -> list[Problem]:
        try:
            check(read_dataset(source, id_column=id_column), by)
        except DatasetError as error:
            return list(error.problems)
        return []

    return told
