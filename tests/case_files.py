"""Files as they come, with what is said of them: how a test writes, assesses and compares them."""

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import builders
import pytest
import xlsxwriter
from attrs import field, frozen
from click.testing import Result as Run

from smartscore.messages import LANGUAGES

WATER_AND_POVERTY = """
id = "w"
members = [
  { id = "water", unit = "%", rule = { linear = { worst = 0, best = 100 } } },
  { id = "poverty", unit = "%", rule = { linear = { worst = 40, best = 0 } } },
]
"""
#: The same, with titles by which headings in two languages are known.
TITLED = """
id = "w"
[[members]]
id = "water"
title = { en = "Improved water", id = "Air Minum Layak" }
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "poverty"
title = { en = "Poverty rate", id = "Persentase Penduduk Miskin" }
rule = { linear = { worst = 40, best = 0 } }
"""
#: The lines that stand in every result, about the framework and not about the file.
_ALWAYS = (
    *("Missing: ", "Kosong: ", "The framework does not say", "Kerangka ini tidak menyebutkan"),
    *("Rank interval: ", "Rentang peringkat: ", "Not told apart: ", "Tak terbedakan: "),
)

#: A file: its text, or what writes it.
Content: TypeAlias = str | bytes | Callable[[Path], None]
#: By unit (and year) the index, the scores of the members in their order, and the coverage.
Scores: TypeAlias = Mapping[str, tuple[float | None, ...]]
#: Sheets by name, each with its rows.
Sheets: TypeAlias = Mapping[str, Sequence[Sequence[object]]]


@frozen
class Way:
    """A way to read a file: options, a recipe, or other files, with the scores that come of it."""

    scores: Scores
    options: tuple[str, ...] = ()
    recipe: str = ""
    files: Mapping[str, Content] = field(factory=dict)
    #: What of this way the message says.
    named: tuple[str, ...] = ()


@frozen
class Case:
    """Files and a framework, the lines told of them in each language, and the ways to read them."""

    files: Mapping[str, Content]
    english: Sequence[str]
    indonesian: Sequence[str]
    ways: Sequence[Way]
    framework: str = WATER_AND_POVERTY


def book(sheets: Sheets, merged: Mapping[str, str] | None = None) -> Callable[[Path], None]:
    """Give what writes a workbook with these sheets; `merged` are ranges of the first one with their text."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as workbook:
            for name, rows in sheets.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            for cells, text in (merged or {}).items():
                workbook.worksheets()[0].merge_range(cells, text)

    return write


def _write(files: Mapping[str, Content]) -> None:
    for name, content in files.items():
        if callable(content):
            content(Path(name))
        else:
            Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def assess(case: Case, way: Way | None = None, *options: str, language: str = "en") -> Run:
    """Write the files of a case into the working folder, and assess them on lines that are long enough."""
    way = way or Way({})
    files = way.files or case.files
    _write({**files, "own.toml": case.framework})
    recipe = ["--recipe", "own-recipe.toml"] * bool(way.recipe)
    if way.recipe:
        Path("own-recipe.toml").write_text(way.recipe, encoding="utf-8")
    words = [*files, "--framework", "own.toml", *recipe, *way.options, *options]
    return builders.run("assess", *words, columns=600, SMARTSCORE_LANG=language)


def scores(case: Case, way: Way) -> dict[str, tuple[float | None, ...]]:
    """Assess a case in one way, and give the scores that the result has, to three decimals."""
    result = assess(case, way, "--format", "csv")
    if result.exit_code or result.stderr:
        raise ValueError(result.stderr)
    found: dict[str, tuple[float | None, ...]] = {}
    for row in csv.DictReader(StringIO(result.stdout)):
        names = list(row)
        told = names[names.index("index") : names.index("coverage") + 1]
        key = ", ".join(row[name] for name in ("name", "year") if row.get(name))
        found[key] = tuple(round(float(row[name]), 3) if row[name] else None for name in told)
    return found


def notes(result: Run, rows: int) -> list[str]:
    """Give the lines below a ranking of so many rows that are about the files."""
    return [line for line in result.stdout.splitlines()[3 + rows :] if not line.startswith(_ALWAYS)]


def ways_of(cases: Mapping[str, Case]) -> list[object]:
    """Give every way of every case, as the cases of a test."""
    return [
        pytest.param(case, way, id=f"{name}, way {number}")
        for name, case in cases.items()
        for number, way in enumerate(case.ways, 1)
    ]


def in_each_language(cases: Mapping[str, Case]) -> list[object]:
    """Give every case with each language and the lines told in it, as the cases of a test."""
    return [
        pytest.param(case, language, lines, id=f"{name}, {language}")
        for name, case in cases.items()
        for language, lines in zip(LANGUAGES, (list(case.english), list(case.indonesian)), strict=True)
    ]
