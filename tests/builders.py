"""What tests build again and again."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from click.testing import CliRunner
from click.testing import Result as Run
from pandas import DataFrame, Index

from smartscore import Assessment, Dimension, Framework, Indicator, Result, Style, assess, load_framework, read_dataset
from smartscore.cli import main
from smartscore.model import Node
from smartscore.plugins import discover
from smartscore.reports import REPORTS
from smartscore.reports.subjects import ranking
from smartscore.rules import Linear

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
#: The dataset that the manual begins with.
EXAMPLE = EXAMPLES / "cities.csv"
#: The rule of what is a score from 0 to 100 already.
PERCENT = Linear(0, 100)

#: Three cities by income, growth and health, each from 0 to 10, and two judges of whom one decides: economy (income and
#: growth) or living (health) is all of it. Desa has 90 and 100, Bukit 50 and 90, Alun 80 and 20.
THREE_CITIES = "city,income,growth,health\nAlun,10,6,2\nBukit,5,5,9\nDesa,12,8,10\n"
JUDGES = """
[[assumptions]]
id = "judges"
[assumptions.weights.sets]
of_economy = { economy = 1.0, living = 0.0 }
of_living = { economy = 0.0, living = 1.0 }
"""

#: A function that writes a text into a file of this name and gives its path: the fixture `write`.
Write: TypeAlias = Callable[[str, str], Path]

_STYLE = ("language", "width", "depth", "colour")

#: Kebumen, October 2022: programmes that run and all of them, by dimension.
#: Source: ppid.kebumenkab.go.id, news 7015.
KEBUMEN = {
    "governance": (9, 9),
    "living": (9, 10),
    "branding": (6, 7),
    "society": (9, 9),
    "economy": (10, 12),
    "environment": (4, 4),
}


def percent(*names: str, **fields: Any) -> list[Indicator]:
    """Give an indicator for each name, whose score is its value, from 0 to 100."""
    return [Indicator(name, rule=PERCENT, **fields) for name in names]


def framework(*members: Node, index: Mapping[str, Any] | None = None, **fields: Any) -> Framework:
    """Give the framework `f` of these members; `index` is what else the dimension of that name has."""
    return Framework("f", index=Dimension("index", members=members, **(index or {})), **fields)


def cities(**columns: Sequence[object]) -> DataFrame:
    """Give a table of the cities A, B, C, ... with these columns."""
    count = len(next(iter(columns.values())))
    return DataFrame(columns, index=Index([chr(ord("A") + number) for number in range(count)], name="city"))


def example_assessment() -> Assessment:
    """Assess the example of the manual by the default framework, as it is bundled."""
    return assess(read_dataset(EXAMPLE), load_framework("smart-city", plugins=discover(bundled_only=True)))


def run(*words: object, columns: int = 100, **environment: str) -> Run:
    """Run the command in this process, in English and within 100 columns unless told otherwise."""
    variables = {"COLUMNS": str(columns), "SMARTSCORE_LANG": "en", **environment}
    return CliRunner().invoke(main, [str(word) for word in words], env=variables, catch_exceptions=False)


def result_and_style(*assessments: Assessment, **fields: Any) -> tuple[Result, Style]:
    """Give a result of assessments, and the style of those fields that are its."""
    style = Style(**{name: value for name, value in fields.items() if name in _STYLE})
    return Result(assessments=assessments, **{n: v for n, v in fields.items() if n not in _STYLE}), style


def rendered(format_: str, *assessments: Assessment, **fields: Any) -> str | bytes:
    """Give a report of assessments, with fields of its result and of its style."""
    result, style = result_and_style(*assessments, **fields)
    return REPORTS[format_].render(ranking.document(result), style)
