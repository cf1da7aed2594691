"""Where the reference data are: SMARTSCORE_REFERENCE, else ../shared/reference beside the repository."""

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Framework, load_framework


@pytest.fixture(scope="session")
def reference() -> Path:
    beside = Path(__file__).resolve().parents[3] / "shared" / "reference"
    folder = Path(os.environ.get("SMARTSCORE_REFERENCE") or beside)
    if not (folder / "data").is_dir():
        pytest.fail(f"no reference data in {folder}: set SMARTSCORE_REFERENCE to their folder", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def coinr(reference: Path) -> Callable[[str], DataFrame]:
    """Read a table of COINr's results, a row a unit, its codes in small letters as ids are here."""

    def read(name: str) -> DataFrame:
        table = pd.read_csv(reference / "coinr" / name, index_col="uCode").rename_axis("city")
        return table.rename(columns=str.lower).sort_index()

    return read


@pytest.fixture
def from_toml(tmp_path: Path) -> Callable[[str], Framework]:
    """Load a framework from the text of a TOML file."""

    def load(text: str) -> Framework:
        path = tmp_path / "framework.toml"
        path.write_text(text, encoding="utf-8")
        return load_framework(path)

    return load
