"""The notebook of the manual: its cells run in order, show what can be seen, and are those of its page."""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGE, NOTEBOOK = ROOT / "docs" / "first-look.md", ROOT / "docs" / "notebooks" / "first-look.ipynb"


@pytest.fixture(scope="module")
def extension() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs" / "_ext")
        patch.setattr(sys, "dont_write_bytecode", True)
        yield importlib.import_module("manual_notebook")


@pytest.fixture(scope="module")
def written(extension: ModuleType) -> str:
    """Give the page with what its cells show in the Indonesian manual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTSCORE_LANG", "id")
        page: str = extension.with_outputs(PAGE.read_text(encoding="utf-8"))
    return page


def code_cells() -> list[str]:
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


def test_the_notebook_is_that_of_the_page_without_outputs(extension: ModuleType) -> None:
    assert NOTEBOOK.read_text(encoding="utf-8") == extension.as_notebook(PAGE.read_text(encoding="utf-8"))
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert {json.dumps(cell["outputs"]) for cell in found if cell["cell_type"] == "code"} == {"[]"}


def test_its_cells_run_in_order_and_print_what_the_page_says(extension: ModuleType) -> None:
    stated = {cell.code.strip(): cell.printed for cell in extension.cells(PAGE.read_text(encoding="utf-8"))}
    with extension.Session() as session:
        shown = {code: session.run(code) for code in code_cells()}
        assert sorted(path.name for path in Path.cwd().iterdir()) == [
            *("cities.csv", "report.html", "report.pdf", "scores.xlsx"),
        ]
    for code, what in shown.items():
        assert what.printed == (stated[code] or what.printed)
        assert "<script" not in "".join(what.value.values()).lower()
    assert sum("image/svg+xml" in what.value for what in shown.values()) == 5
    assert sum("text/html" in what.value for what in shown.values()) == 9


def test_it_does_all_that_a_first_look_is() -> None:
    headings = re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Read", "Assess", "Look", "Plot", "Compare", "Export"]


def test_the_page_shows_what_cells_show(written: str) -> None:
    assert written.count('<div class="cell-output">') == 14
    assert written.count('<img class="cell-picture" alt="') == 5
    assert re.findall(r"<script|<link|(?:src|href)=\"(?!data:)", written) == []


def test_what_is_shown_follows_the_language_of_the_manual(written: str) -> None:
    assert "73,07" in written
    assert "73.07" not in written
