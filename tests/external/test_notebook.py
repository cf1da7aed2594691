"""The notebook of the manual in a kernel of Jupyter: no cell fails, says what it should not, or holds a script."""

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebooks" / "first-look.ipynb"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Give the outputs of every cell, as Jupyter has them; a cell that fails is an error here."""
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTSCORE_LANG", "en")
        patch.setenv("PYTHONWARNINGS", "default")
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}})
        client.execute(env=dict(os.environ))
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_it_runs_and_nothing_is_said_on_stderr(run: list[dict[str, Any]]) -> None:
    assert {output["output_type"] for output in run} == {"execute_result", "stream"}
    assert [output for output in run if output.get("name") == "stderr"] == []


def test_every_picture_and_table_is_there_and_holds_no_script(run: list[dict[str, Any]]) -> None:
    kinds = [kind for output in run for kind in output.get("data", {})]
    assert (kinds.count("image/svg+xml"), kinds.count("text/html")) == (5, 9)
    assert "<script" not in json.dumps(run).lower()


def test_what_it_shows_is_short(run: list[dict[str, Any]]) -> None:
    plain = [output["data"]["text/plain"] for output in run if "data" in output]
    assert max(text.count("\n") for text in plain) < 20
    assert max(len(output["data"].get("text/html", "")) for output in run if "data" in output) < 60_000
