"""A value that a step of a framework changed is shown in every report with the measured value beside it."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import result_and_style, run
from python_calamine import CalamineWorkbook

from smartscore import assess, discover, load_framework, read_dataset
from smartscore.reports.formats.pdf.report import document

Install = Callable[..., Path]

WINSORISE = '''
    """A plugin with a step that holds values at a highest one."""

    from attrs import frozen
    from smartscore import Methods, hookimpl

    @frozen
    class Winsorise:
        highest: float = 97.0

        def fit(self, frame, columns, /):
            return self

        def __call__(self, frame, /):
            return frame.assign(poverty=frame["poverty"].clip(upper=self.highest))

    @hookimpl
    def smartscore_methods():
        return Methods(steps={"winsorise": Winsorise})
'''

FRAMEWORK = """
id = "own"
title = { en = "Own", id = "Sendiri" }
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "poverty"
title = { en = "Poverty", id = "Kemiskinan" }
[[members]]
id = "water"
title = { en = "Water", id = "Air" }
[[steps]]
winsorise = {}
"""


@pytest.fixture
def files(install: Install, tmp_path: Path) -> list[str]:
    """Give the arguments for a dataset in which one value of two cities is winsorised, 240 to 97."""
    install("winsor", WINSORISE)
    (tmp_path / "own.toml").write_text(FRAMEWORK)
    (tmp_path / "cities.csv").write_text("city,poverty,water\nSampit,240,50\nKuala,90,60\n")
    return [str(tmp_path / "cities.csv"), "--framework", str(tmp_path / "own.toml")]


SAID = {
    "en": "Values changed by a step before they were scored: 1 (Sampit, Poverty: 97 (measured 240)).",
    "id": "Nilai yang diubah suatu langkah sebelum diberi skor: 1 (Sampit, Kemiskinan: 97 (terukur 240)).",
}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_below_a_ranking(files: list[str], language: str, format_: str) -> None:
    assert SAID[language] in run("assess", *files, "--format", format_, "--lang", language).stdout


def test_in_the_row_of_its_city_in_a_csv(files: list[str]) -> None:
    rows = list(csv.DictReader(run("assess", *files, "--format", "csv").stdout.splitlines()))
    assert [row["note"] for row in rows] == [SAID["en"], ""]


def test_in_the_record(files: list[str]) -> None:
    (told,) = json.loads(run("assess", *files, "--format", "json").stdout)["assessments"]
    assert told["counts"]["changed"] == 1
    first, second = (city["nodes"]["poverty"] for city in told["cities"])
    assert first == {"score": 97, "coverage": 1, "changed": True, "value": 97, "measured": 240}
    assert second == {"score": 90, "coverage": 1, "value": 90}


@pytest.mark.parametrize("language", ["en", "id"])
def test_in_an_explanation(files: list[str], language: str) -> None:
    said = run("explain", *files, "--city", "Sampit", "--lang", language).stdout
    assert re.search(r"^(Poverty|Kemiskinan) +97 +240 +97[.,]00", said, re.MULTILINE)
    assert {
        "en": "Changed by a step (1): Poverty: 97 (measured 240)",
        "id": "Diubah suatu langkah (1): Kemiskinan: 97 (terukur 240)",
    }[language] in said
    assert SAID[language] in said


def test_in_an_explanation_for_programs(files: list[str]) -> None:
    told = json.loads(run("explain", *files, "--city", "Sampit", "--format", "json").stdout)
    nodes = told["nodes"] if "nodes" in told else told[0]["nodes"]
    assert {name: nodes["poverty"][name] for name in ("value", "measured", "changed")} == {
        "value": 97,
        "measured": 240,
        "changed": True,
    }
    assert {name: nodes["water"][name] for name in ("value", "measured", "changed")} == {
        "value": 50,
        "measured": 50,
        "changed": False,
    }
    rows = list(csv.DictReader(run("explain", *files, "--city", "Sampit", "--format", "csv").stdout.splitlines()))
    assert {row["node"]: row["measured"] for row in rows if row["node"]}["poverty"] == "240"


def test_a_city_in_which_nothing_was_changed_has_no_such_column(files: list[str]) -> None:
    said = run("explain", *files, "--city", "Kuala").stdout
    assert "measured" not in said


def test_in_the_gaps(files: list[str]) -> None:
    said = run("gaps", *files, "--city", "Sampit").stdout
    assert re.search(r"^Poverty +97 +240 +100 ", said, re.MULTILINE)


def test_in_a_workbook(files: list[str], tmp_path: Path) -> None:
    run("assess", *files, "-o", tmp_path / "own.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "own.xlsx")
    rows = [[cell for cell in row if cell != ""] for row in book.get_sheet_by_name("Treated values").to_python()]
    assert ["City", "Poverty", "Poverty, measured", "Water"] in [[str(cell) for cell in row] for row in rows]
    assert ["Kuala", 90, 60] in rows
    assert ["Sampit", 97, 240, 50] in rows
    assert any("violet" in str(cell) for row in rows for cell in row)


def test_in_a_page(files: list[str], tmp_path: Path) -> None:
    run("assess", *files, "-o", tmp_path / "own.html")
    page = (tmp_path / "own.html").read_text()
    assert '"changed":{"1":[0]}' in page.replace(" ", "")
    assert '"measured":{"1":{"0":240.0}}' in page.replace(" ", "") or '"measured":{"1":{"0":240}}' in page.replace(
        " ", ""
    )


def test_on_paper(files: list[str]) -> None:
    plugins = discover()
    framework = load_framework(files[2], plugins=plugins)
    pages = document(*result_and_style(assess(read_dataset(files[0]), framework)))
    assert str(pages).count("97 (measured 240)") >= 3  # below the ranking, among the strengths, among the gaps
