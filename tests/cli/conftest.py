"""What the tests of the command share: running it, and a framework and a dataset one can score in the head."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import EXAMPLE, Write
from click.testing import Result

FRAMEWORK = """
id = "small"
title = { en = "Small index", id = "Indeks kecil" }
edition = "7"
min_coverage = 0.6
bands = [
  { from = 0, title = { en = "low", id = "rendah" } },
  { from = 60, title = { en = "high", id = "tinggi" } },
]
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "economy"
code = "ECO"
title = { en = "Economy", id = "Ekonomi" }
members = [
  { id = "income", title = { en = "Income", id = "Pendapatan" }, unit = "rupiah" },
  { id = "growth", title = { en = "Growth", id = "Pertumbuhan" } },
]
[[members]]
id = "living"
code = "LIV"
title = { en = "Living", id = "Kehidupan" }
members = [{ id = "health", title = { en = "Health", id = "Kesehatan" }, aliases = ["wellness"] }]
"""

#: Desa: economy (100 + 80) / 2 = 90 with an income beyond the bound, living 100, index 95. Bukit: 50 and 90, so 70.
#: Alun: 80 and 20, so 50. Candi: no economy, so half of the weight, where 60 % is asked for.
WIDE = """city,province,income,growth,health
Alun,West,10,6,2
Bukit,East,5,5,9
Candi,West,,,3
Desa,West,12,8,10
"""

PANEL = """city,year,income,growth,health
Alun,2020,4,6,7
Bukit,2020,5,5,3
Alun,2021,5,7,4
Bukit,2021,6,6,8
Alun,2022,6,8,9
"""

LONG = """city,indicator,value,quality
Alun,income,10,published
Alun,growth,6,published
Alun,health,2,illustrative
Bukit,income,5,illustrative
Bukit,growth,5,published
Bukit,health,9,published
"""


@pytest.fixture
def run() -> Callable[..., Result]:
    """Give the function that runs the command."""
    return builders.run


@pytest.fixture
def run_without_intervals() -> Callable[..., Result]:
    """Give the function that runs the command, `assess` without intervals of ranks, which have tests of their own."""

    def run(verb: str, *words: object, **settings: Any) -> Result:
        return builders.run(verb, *words, *(["--no-robust"] if verb == "assess" else []), **settings)

    return run


@pytest.fixture
def small(write: Write) -> Path:
    return write(FRAMEWORK, "small.toml")


@pytest.fixture
def wide(write: Write) -> Path:
    return write(WIDE, "wide.csv")


@pytest.fixture
def panel(write: Write) -> Path:
    return write(PANEL, "panel.csv")


@pytest.fixture
def long(write: Write) -> Path:
    return write(LONG, "long.csv")


@pytest.fixture
def example() -> Path:
    return EXAMPLE
