"""Tables as they were written: places of rows and cells, and faults with their place."""

import pytest
from pandas import DataFrame

from smartscore import Problem
from smartscore.tables import Fault, Place, Table, TablePart
from smartscore.tables.table import letters


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_columns_of_sheets_have_letters(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_row_of_a_file_is_a_line_and_a_cell_of_a_sheet_has_its_name() -> None:
    frame = DataFrame({"city": ["Alun"], "income": [1.0]})
    assert Table(frame, [2], "a.csv").at(0, "income") == {"file": "a.csv", "row": 2}
    part = TablePart("a.xlsx", "Data", {"city": 0, "income": 3})
    assert Table(frame, [Place(part, 5)], "a.xlsx").at(0, "income") == {
        "file": "a.xlsx",
        "row": 5,
        "sheet": "Data",
        "cell": "D5",
    }


def test_faults_of_cells_are_problems_with_their_place() -> None:
    fault = Fault(0, "income", "cell_error", {"found": "#REF!"})
    table = Table(DataFrame({"income": [None]}), [7], "a.csv", faults=(fault,))
    assert list(table.cell_problems()) == [
        Problem("cell_error", {"found": "#REF!"}, column="income", file="a.csv", row=7)
    ]
