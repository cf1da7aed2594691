"""CONTRIBUTING's table of changes: its paths are there, and have in them what a row says is to be changed there."""

import re
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[2]

#: What is defined in a place that the row names first, by the beginning of the row.
DEFINED = {
    "a rule": "class Linear",
    "an aggregate": "class Geometric",
    "a step before scoring": "class Impute",
    "what a missing value does": "def _over_gaps",
    "how ranks tie": "def competition_ranks",
    "what a fingerprint depends on": "def fingerprint_of",
    "a key of framework files": "class Framework:",
    "the JSON Schema of framework files": "def json_schema",
    "what `smartscore doctor` looks at": "def diagnose",
    "a framework or a dimension": "def smartscore_dimensions",
    "a hook for plugins": "def smartscore_methods",
    "what the contract kit demands": "def check_rule",
    "what `plugins new` writes": "def begin_plugin",
    "a format of datasets": "def read_parquet",
    "a key of recipes": "class Recipe:",
    "how numbers in texts are read": "def to_numbers",
    "what a dataset is checked for": "def checked_columns",
    "what a result can be asked": "def gaps",
    "a limit of a plan": "class Limits",
    "a quota of a selection": "class Quota",
    "a kind of assumption": "class WeightNoise",
    "an estimator or an output of sensitivity": "def sobol_indices",
    "what is assumed where nobody says it": "def default_assumptions",
    "a subject of reports": "def document",
    "a column of the ranking": "def ranking",
    "an output format": "def render(document: Document, style: Style)",
    "a chart": "def charts",
    "a picture from Python": "class AssessmentPlots",
    "what a value shows in a notebook": "def fragment",
    "the page of a city in HTML": "function cityPage",
    "the page of a city on paper": "def city_pages",
    "a form for offices": "def form_workbook",
    "an option of `assess`": '@usage.command("assess"',
    "a message": 'msgid "no_members"',
    "an exit code": "exit_code: ClassVar[int]",
    "a public name": "__all__",
    "the order of the layers": "[[tool.importlinter.contracts]]",
    "a page of the manual": "# Tutorial",
    "a cell of the notebook": "# First look",
}


@frozen
class Row:
    """A row of the table: the change, the places to open, and those of its tests."""

    change: str
    places: tuple[str, ...]
    tests: tuple[str, ...]


def rows() -> list[Row]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## To change X, open Y\n")[2].partition("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
    return [Row(change, paths_in(places), paths_in(tests)) for change, places, tests in cells]


def paths_in(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def texts_below(place: str) -> list[str]:
    """Give the texts of a file, or of all files below a folder that are written by people."""
    path = ROOT / place
    files = path.rglob("*") if path.is_dir() else [path]
    written = (".py", ".js", ".po", ".md", ".toml")
    return [file.read_text(encoding="utf-8") for file in files if file.is_file() and file.suffix in written]


def test_the_table_has_a_row_for_each_kind_of_change() -> None:
    changes = [row.change for row in rows()]
    assert len(changes) >= 12
    assert [change for change in changes if not any(change.startswith(kind) for kind in DEFINED)] == []
    assert len(changes) == len(set(changes)) == len(DEFINED)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.change)
def test_every_path_of_a_row_is_there(row: Row) -> None:
    paths = (*row.places, *row.tests)
    assert row.places
    assert row.tests
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [path for path in paths if (ROOT / path).is_dir() != path.endswith("/")] == []
    assert [path for path in row.tests if not path.startswith("tests/")] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.change)
def test_the_first_place_of_a_row_has_what_is_to_be_changed(row: Row) -> None:
    (definition,) = (told for kind, told in DEFINED.items() if row.change.startswith(kind))
    texts = texts_below(row.places[0])
    assert any(re.search(rf"^\W*{re.escape(definition)}", text, re.MULTILINE) for text in texts), definition
