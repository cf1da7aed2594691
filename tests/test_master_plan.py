"""Programmes of a master plan: which share runs or is done, and everything that can be wrong in their table."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from builders import KEBUMEN
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from xlsxwriter import Workbook

from smartscore import DatasetError, Problem, UsageError
from smartscore.master_plan import ACTIVE, STATUSES, completion, read_master_plan

Write = Callable[[str], Path]
Book = Callable[..., Path]

SHARES = {"governance": 100, "living": 90, "branding": 85.71, "society": 100, "economy": 83.33, "environment": 100}


def kebumen() -> str:
    """Give the table of Kebumen: of the programmes that are active every other one is done, the rest only planned."""
    lines = []
    for dimension, (active, total) in KEBUMEN.items():
        for number in range(total):
            status = "planned" if number >= active else "done" if number % 2 else "running"
            lines.append(f"{dimension},{dimension} {number + 1},{status}")
    return "\n".join(["dimension,title,status", *lines]) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes the table of programmes and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "programmes.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes the table of programmes as a workbook and gives its path."""

    def book(*rows: Sequence[object]) -> Path:
        path = tmp_path / "programmes.xlsx"
        with Workbook(str(path)) as made:
            sheet = made.add_worksheet("Programmes")
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
        return path

    return book


@pytest.fixture
def told(write: Write) -> Callable[..., list[Problem]]:
    """Give a function that lists everything that is wrong with a table."""

    def told(text: str, *dimensions: str) -> list[Problem]:
        with pytest.raises(DatasetError) as refused:
            read_master_plan(write(text), dimensions)
        return list(refused.value.problems)

    return told


Told = Callable[..., list[Problem]]


def counted(programmes: DataFrame) -> dict[str, tuple[int, int]]:
    rows = completion(programmes).to_dict("records")
    return {row["dimension"]: (row["active"], row["total"]) for row in rows}


def table(*rows: tuple[str, str]) -> DataFrame:
    return DataFrame([(dimension, "-", status) for dimension, status in rows], columns=["dimension", "title", "status"])


class TestKebumen:
    def test_as_many_run_by_dimension_as_was_published(self, write: Write) -> None:
        found = completion(read_master_plan(write(kebumen())))
        assert found.columns.tolist() == ["dimension", "active", "total", "share"]
        *rows, overall = found.to_dict("records")
        assert {row["dimension"]: (row["active"], row["total"]) for row in rows} == KEBUMEN
        assert {row["dimension"]: round(100 * row["share"], 2) for row in rows} == SHARES
        assert (overall["dimension"], overall["active"], overall["total"]) == ("all", 47, 51)
        assert overall["share"] == 47 / 51

    def test_dimensions_stand_in_the_order_of_the_file(self, write: Write) -> None:
        assert completion(read_master_plan(write(kebumen())))["dimension"].tolist() == [*KEBUMEN, "all"]


class TestCompletion:
    def test_what_runs_and_what_is_done_counts_and_nothing_else(self) -> None:
        assert STATUSES == ("planned", "running", "done", "stopped")
        assert ACTIVE == ("running", "done")
        assert {status: counted(table(("x", status)))["x"] for status in STATUSES} == {
            "planned": (0, 1),
            "running": (1, 1),
            "done": (1, 1),
            "stopped": (0, 1),
        }

    def test_the_share_is_not_rounded(self) -> None:
        found = completion(table(("x", "done"), ("x", "planned"), ("x", "stopped")))
        assert found["share"].tolist() == [1 / 3, 1 / 3]

    def test_the_whole_is_of_programmes_and_not_of_dimensions(self) -> None:
        found = completion(table(("x", "done"), *[("y", "planned")] * 3))
        assert found["share"].tolist() == [1, 0, 0.25]

    def test_one_title_may_stand_twice(self, write: Write) -> None:
        path = write("dimension,title,status\nx,Open data,done\nx,Open data,planned\n")
        assert counted(read_master_plan(path))["x"] == (1, 2)

    def test_each_city_has_its_own_whole(self, write: Write) -> None:
        path = write(
            "city,dimension,title,status\n"
            "Bukit,x,one,done\nAlun,x,two,planned\nBukit,y,three,planned\nAlun,x,four,running\n"
        )
        rows = completion(read_master_plan(path)).to_dict("records")
        assert [(row["city"], row["dimension"], row["active"], row["total"]) for row in rows] == [
            ("Alun", "x", 1, 2),
            ("Alun", "all", 1, 2),
            ("Bukit", "x", 1, 1),
            ("Bukit", "y", 0, 1),
            ("Bukit", "all", 1, 2),
        ]

    def test_budgets_are_added_up(self, write: Write) -> None:
        path = write("dimension,title,status,budget\nx,a,done,100\nx,b,planned,250.5\ny,c,done,4e6\n")
        found = completion(read_master_plan(path))
        assert found.columns.tolist() == ["dimension", "active", "total", "budget", "share"]
        assert found["budget"].tolist() == [350.5, 4e6, 4000350.5]

    def test_budgets_may_have_decimal_commas_and_marks_of_thousands(self, write: Write) -> None:
        path = write("dimension;title;status;budget\nx;a;done;1.250.000,5\nx;b;planned;100\n")
        assert completion(read_master_plan(path))["budget"].tolist() == [1250100.5, 1250100.5]

    def test_a_programme_without_a_budget_adds_none(self, write: Write) -> None:
        path = write("dimension,title,status,budget\nx,a,done,100\nx,b,planned,\n")
        assert completion(read_master_plan(path))["budget"].tolist() == [100, 100]

    def test_where_no_budget_is_known_it_is_missing_and_not_0(self, write: Write) -> None:
        path = write("dimension,title,status,budget\nx,a,done,100\ny,b,planned,\ny,c,done,n/a\n")
        found = completion(read_master_plan(path))
        assert found["budget"].tolist() == pytest.approx([100, float("nan"), 100], nan_ok=True)

    def test_a_plan_without_programmes_is_refused(self, write: Write) -> None:
        with pytest.raises(DatasetError, match="there is nothing below the headings"):
            read_master_plan(write("dimension,title,status\n"))

    @given(
        st.lists(
            st.tuples(st.sampled_from("ABC"), st.sampled_from(["x", "y", "z"]), st.sampled_from(STATUSES)), min_size=1
        )
    )
    def test_the_dimensions_of_a_city_make_its_whole(self, rows: list[tuple[str, str, str]]) -> None:
        programmes = DataFrame(rows, columns=["city", "dimension", "status"]).assign(title="-")
        found = completion(programmes)
        for city, own in found.groupby("city"):
            whole = own[own["dimension"] == "all"].iloc[0]
            parts = own[own["dimension"] != "all"]
            mine = [row for row in rows if row[0] == city]
            assert whole["total"] == parts["total"].sum() == len(mine)
            assert whole["active"] == parts["active"].sum() == sum(row[2] in ACTIVE for row in mine)
        assert ((found["share"] >= 0) & (found["share"] <= 1)).all()


class TestReading:
    def test_columns_beyond_those_needed_are_kept(self, write: Write) -> None:
        path = write("dimension,title,status,owner,budget\nx, Open data ,done,Diskominfo,5\n")
        assert read_master_plan(path).to_dict("records") == [
            {"dimension": "x", "title": "Open data", "status": "done", "owner": "Diskominfo", "budget": 5.0}
        ]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_any_delimiter_and_spaces_around_will_do(self, write: Write, delimiter: str) -> None:
        rows = [["dimension", "title", "status"], [" x ", "one", " done "], ["x", "two", "planned"]]
        path = write("\n".join(delimiter.join(row) for row in rows) + "\n")
        assert counted(read_master_plan(path)) == {"x": (1, 2), "all": (1, 2)}

    def test_any_dimension_will_do_unless_some_are_named(self, write: Write, told: Told) -> None:
        text = "dimension,title,status\ngovernance,a,done\ngovernence,b,done\nparks,c,done\n"
        assert list(counted(read_master_plan(write(text)))) == ["governance", "governence", "parks", "all"]
        problems = told(text, "governance", "living")
        assert [(p.code, p.row, p.column, p.fields["found"], p.fields["hint"]) for p in problems] == [
            ("not_a_member", 3, "dimension", "governence", "governance"),
            ("not_a_member", 4, "dimension", "parks", "governance, living"),
        ]


class TestWorkbooks:
    def test_a_workbook_is_counted_as_the_same_table_in_csv(self, book: Book, write: Write) -> None:
        lines = [line.split(",") for line in kebumen().splitlines()]
        assert completion(read_master_plan(book(*lines))).equals(completion(read_master_plan(write(kebumen()))))

    def test_budgets_and_titles_may_be_numbers_and_titles_of_sheets_stand_above(self, book: Book) -> None:
        head = ("dimension", "title", "status", "budget")
        path = book(("Master plan", 2026), (), head, ("x", 2026, " done ", 100.5), ("x", "b", "planned", None))
        (row, _) = completion(read_master_plan(path)).to_dict("records")
        assert (row["active"], row["total"], row["budget"]) == (1, 2, 100.5)

    def test_what_is_wrong_is_told_with_its_cell(self, book: Book) -> None:
        path = book(("dimension", "title", "status", "budget"), ("x", "a", "doing", "many"), ("y", None, "done", 1))
        with pytest.raises(DatasetError) as refused:
            read_master_plan(path, ["x"])
        assert sorted((problem.code, problem.cell) for problem in refused.value.problems) == [
            ("cell_empty", "B3"),
            ("not_a_member", "A3"),
            ("not_a_number", "D2"),
            ("status_unknown", "C2"),
        ]

    def test_another_ending_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"expected \.csv, \.tsv, \.txt, \.json, \.jsonl, \.parquet, \.xlsx, "):
            read_master_plan(tmp_path / "programmes.doc")


class TestFaults:
    @pytest.mark.parametrize("status", ["Done", "finished", "selesai", "", "running?", "100%"])
    def test_a_status_that_is_none_of_the_four_is_refused(self, told: Told, status: str) -> None:
        (problem,) = told(f"dimension,title,status\nx,a,done\nx,b,{status}\n")
        assert (problem.code, problem.row, problem.column, problem.fields) == (
            "status_unknown",
            3,
            "status",
            {"found": status},
        )
        assert "planned, running, done or stopped" in problem.message()

    @pytest.mark.parametrize("budget", ["many", "Rp 5", "--", "5 m"])
    def test_a_budget_that_is_no_number_is_refused(self, told: Told, budget: str) -> None:
        (problem,) = told(f'dimension,title,status,budget\nx,a,done,5\nx,b,done,"{budget}"\n')
        assert (problem.code, problem.row, problem.column, problem.fields["found"]) == (
            "not_a_number",
            3,
            "budget",
            budget,
        )

    @pytest.mark.parametrize("column", ["dimension", "title"])
    def test_a_programme_says_what_it_is_and_where_it_belongs(self, told: Told, column: str) -> None:
        row = {"dimension": "x", "title": "a", "status": "done", column: " "}
        (problem,) = told(f"dimension,title,status\nx,one,done\n{','.join(row.values())}\n")
        assert (problem.row, problem.column) == (3, column)

    def test_all_columns_that_are_missing_are_told_at_once(self, told: Told) -> None:
        problems = told("dimensions,titel,owner\nx,a,us\n")
        assert [(p.code, p.fields["found"]) for p in problems] == [
            ("column_missing", "dimension"),
            ("column_missing", "title"),
            ("column_missing", "status"),
        ]
        assert [p.fields["hint"] for p in problems[:2]] == ["dimensions", "titel"]

    def test_everything_wrong_is_told_at_once_with_its_line(self, told: Told) -> None:
        problems = told("dimension,title,status,budget\nx,a,doing,5\nx,b,done,five\n\ny,c,halted,six\n")
        assert sorted((p.row or 0, p.code) for p in problems) == [
            (2, "status_unknown"),
            (3, "not_a_number"),
            (5, "not_a_number"),
            (5, "status_unknown"),
        ]

    def test_also_beside_a_column_that_is_missing(self, told: Told) -> None:
        problems = told("dimension,status,budget\nx,doing,5\nx,done,five\n")
        assert sorted((p.row or 0, p.code) for p in problems) == [
            (0, "column_missing"),
            (2, "status_unknown"),
            (3, "not_a_number"),
        ]

    def test_and_beside_a_line_of_another_length(self, told: Told) -> None:
        problems = told("dimension,title,status\nx,a,doing\nx,b,done,5\n")
        assert sorted((p.row or 0, p.code) for p in problems) == [(2, "status_unknown"), (3, "row_length")]

    def test_each_names_the_file(self, told: Told, tmp_path: Path) -> None:
        problems = told("dimension,status,budget\nx,doing,five\n")
        assert {problem.file for problem in problems} == {str(tmp_path / "programmes.csv")}

    def test_a_file_that_is_absent_or_empty_is_refused(self, told: Told, tmp_path: Path) -> None:
        assert [problem.code for problem in told("")] == ["file_empty"]
        with pytest.raises(DatasetError) as refused:
            read_master_plan(tmp_path / "absent.csv")
        assert [problem.code for problem in refused.value.problems] == ["file_unreadable"]
