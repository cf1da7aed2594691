"""What the tests of datasets share: files, a small framework, and every problem that reading and checking tell."""

from collections.abc import Callable
from pathlib import Path

import pytest
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
