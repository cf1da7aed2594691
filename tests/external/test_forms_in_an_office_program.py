"""Forms and results in LibreOffice without a screen: filled in, stored again, printed, and scored as a CSV would be."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from builders import EXAMPLE, run
from office_program import Office
from python_calamine import CalamineWorkbook

CITY = "Kotawaringin Timur"


def rows(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def head(table: list[list[object]]) -> int:
    return next((place for place, row in enumerate(table) if {"indicator", "value"} <= set(row)), -1)


def cells_of(path: Path, values: Mapping[str, str]) -> dict[tuple[str, str], float | str]:
    """Find the cell of each value on the sheets of a form."""
    found: dict[tuple[str, str], float | str] = {}
    for name, table in rows(path).items():
        if (top := head(table)) >= 0:
            where, column = table[top].index("indicator"), chr(ord("A") + table[top].index("value"))
            for place, row in enumerate(table[top + 1 :], top + 2):
                if told := values.get(str(row[where])):
                    found[name, f"{column}{place}"] = float(told)
    return found


def long_of(path: Path, target: Path) -> None:
    """Write the values of a form of one city as a long CSV."""
    told = [["city", "indicator", "value"]]
    for table in rows(path).values():
        if (top := head(table)) >= 0:
            where, what = table[top].index("indicator"), table[top].index("value")
            told += [[CITY, str(row[where]), str(row[what])] for row in table[top + 1 :] if row[what] != ""]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(told)


def nodes(dataset: Path) -> dict[str, float]:
    told = json.loads(run("assess", dataset, "--format", "json").stdout)["assessments"][0]["cities"]
    (city,) = [each for each in told if each["name"] == CITY]
    return {name: node["score"] for name, node in city["nodes"].items()}


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """The values of one city of the example, by indicator."""
    with EXAMPLE.open(encoding="utf-8") as file:
        return {row["indicator"]: row["value"] for row in csv.DictReader(file) if row["city"] == CITY and row["value"]}


class TestForms:
    @pytest.mark.parametrize("language", ["en", "id"])
    def test_one_that_was_filled_in_has_the_scores_of_the_same_csv(
        self, office: Office, known: dict[str, str], tmp_path: Path, language: str
    ) -> None:
        form, filled = tmp_path / "form.xlsx", tmp_path / "filled.xlsx"
        assert run("template", "-o", form, "--lang", language, "--city", CITY).exit_code == 0
        cells = cells_of(form, known)
        assert len(cells) == len(known)
        office.fill(form, filled, cells)
        long_of(filled, tmp_path / "filled.csv")
        assert nodes(tmp_path / "filled.csv") == pytest.approx(nodes(EXAMPLE), nan_ok=True)

    def test_ticks_that_were_chosen_are_read_as_such(self, office: Office, tmp_path: Path) -> None:
        form, filled = tmp_path / "form.xlsx", tmp_path / "filled.xlsx"
        run("template", "-o", form, "--lang", "id", "--framework", "readiness", "--city", CITY)
        table = rows(form)["Struktur"]
        assert str(table[5][0]).endswith(":1.1")
        office.fill(form, filled, {("Struktur", "F6"): "ya", ("Struktur", "F8"): "tidak"})
        long_of(filled, tmp_path / "filled.csv")
        assert (tmp_path / "filled.csv").read_text(encoding="utf-8").splitlines()[1:] == [
            f"{CITY},{table[5][0]},ya",
            f"{CITY},{table[7][0]},tidak",
        ]
        assert run("check", tmp_path / "filled.csv", "--framework", "readiness").exit_code == 0

    def test_lists_checks_and_colours_are_still_there(self, office: Office, tmp_path: Path) -> None:
        form, filled = tmp_path / "form.xlsx", tmp_path / "filled.xlsx"
        run("template", "-o", form, "--lang", "id")
        office.fill(form, filled, {})
        with ZipFile(filled) as archive:
            sheet = archive.read("xl/worksheets/sheet3.xml").decode()
        assert "ya,tidak" in sheet
        assert 'type="custom"' in sheet
        assert "conditionalFormatting" in sheet

    @pytest.mark.parametrize("framework", ["spbe-2020", "kominfo-2022", "cpi"])
    def test_forms_of_other_frameworks_are_printed(self, office: Office, tmp_path: Path, framework: str) -> None:
        form = tmp_path / "form.xlsx"
        run("template", "-o", form, "--framework", framework, "--city", "A", "--city", "B")
        assert office.convert(form, "pdf").read_bytes().startswith(b"%PDF")


class TestResults:
    def test_they_open_and_keep_their_numbers(self, office: Office, tmp_path: Path) -> None:
        path = tmp_path / "results.xlsx"
        assert run("assess", EXAMPLE, "-o", path).exit_code == 0
        assert office.convert(path, "pdf").read_bytes().startswith(b"%PDF")
        ours, theirs = rows(path), rows(office.convert(path, "ods"))
        assert list(ours) == list(theirs)
        for name in ("Ranking", "Scores", "Coverage", "Raw values", "Treated values"):
            width = len(ours[name][3])
            cells, others = (np.array([row[:width] for row in told[name][4:]], dtype=object) for told in (ours, theirs))
            numbers = np.vectorize(lambda cell: isinstance(cell, float))(cells)
            assert cells[~numbers].tolist() == others[~numbers].tolist()
            assert cells[numbers].astype(float) == pytest.approx(others[numbers].astype(float), rel=1e-12)

    def test_text_that_looks_like_a_formula_is_text_there_too(self, office: Office, tmp_path: Path) -> None:
        dataset = tmp_path / "cities.csv"
        dataset.write_text('city,life_expectancy\n"=1+1",70\n@SUM(1),71\n"+1+1",72\n', encoding="utf-8")
        run("assess", dataset, "--framework", "ipm", "-o", tmp_path / "results.xlsx")
        stored = office.convert(tmp_path / "results.xlsx", "ods")
        with ZipFile(stored) as archive:
            content = archive.read("content.xml").decode()
        assert "table:formula" not in content
        assert {row[1] for row in rows(stored)["Ranking"][4:7]} == {"=1+1", "@SUM(1)", "+1+1"}
