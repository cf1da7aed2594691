"""Recipes of the files beside a dataset on the command line: weights, crosswalks, targets, programmes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

FRAMEWORK = """id = "f"
members = [
  { id = "water", rule = { linear = { worst = 0, best = 100 } } },
  { id = "roads", rule = { linear = { worst = 0, best = 100 } } },
]
"""


@pytest.fixture
def data(write: Write) -> Path:
    return write("city,water,roads\nAlun,80,20\nBukit,60,10\n", "data.csv")


@pytest.fixture
def framework(write: Write) -> Path:
    return write(FRAMEWORK, "f.toml")


def test_weights(run: Run, write: Write, data: Path, framework: Path) -> None:
    weights = write("Bobot\nIndikator;Nilai\nwater;3\nroads;1\n", "bobot.csv")
    recipe = write('file = "bobot*"\nheading = 2\n[columns]\nid = "Indikator"\nweight = "Nilai"', "w.toml")
    given = ("--framework", framework, "--weights", weights, "--recipe", recipe, "--format", "csv")
    assert run("assess", data, *given).stdout.splitlines()[1].split(",")[7] == "65"
    without = run("assess", data, "--framework", framework, "--recipe", recipe)
    assert without.exit_code == 2
    assert (
        without.stderr == f"{recipe}, file: no file that is read is called 'bobot*'; read are: data.csv "
        "[recipe_for_no_file]\n"
    )


def test_a_decimal_mark_counts_for_weights(run: Run, write: Write, data: Path, framework: Path) -> None:
    weights = write("id;weight\nwater;1.000\nroads;1.000\n", "weights.csv")
    given = ("--framework", framework, "--weights", weights, "--format", "csv")
    assert "say --decimal dot or --decimal comma" in run("assess", data, *given).stderr
    assert run("assess", data, *given, "--decimal", "dot").exit_code == 0


def test_targets(run: Run, write: Write, data: Path, framework: Path) -> None:
    targets = write("Indikator;Target\nwater;90\nroads;50\n", "target.csv")
    recipe = write('file = "target.csv"\n[columns]\nid = "Indikator"\nvalue = "Target"', "t.toml")
    result = run("gaps", data, "--city", "Alun", "--framework", framework, "--to", targets, "--recipe", recipe)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_crosswalk_beside_recipes_of_both_sides(run: Run, write: Write, data: Path, framework: Path) -> None:
    own = write("Kota,water,roads\nAlun,80,20\nBukit,60,10\n", "own.csv")
    crosswalk = write("Dari;Ke\nwater;water\nroads;roads\n", "cross.csv")
    beside = write('file = "cross.csv"\n[columns]\nfrom = "Dari"\nto = "Ke"', "c.toml")
    first, second = write('key = "Kota"', "1.toml"), write('key = "city"', "2.toml")
    recipes = [argument for one in (first, beside, second) for argument in ("--recipe", one)]
    result = run("compare", own, data, "--framework", framework, "--crosswalk", crosswalk, *recipes)
    assert (result.exit_code, result.stderr) == (0, "")


def test_programmes(run: Run, write: Write) -> None:
    programmes = write("Judul\nDimensi,Nama,Status\nwater,Wells,done\n", "plan.csv")
    recipe = write('heading = 2\n[columns]\ndimension = "Dimensi"\ntitle = "Nama"\nstatus = "Status"', "p.toml")
    assert (
        run("programmes", programmes, "--recipe", recipe, "--format", "csv").stdout.splitlines()[1].startswith("water")
    )
