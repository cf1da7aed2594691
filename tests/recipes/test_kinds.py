"""Kinds of files that people have, scored by a recipe: figures one can do in the head."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import UsageError, assess, load_framework, read_dataset
from smartscore.recipes import read_recipe

TWO = """
id = "two"
members = [
  { id = "poverty", unit = "%", rule = { linear = { worst = 40, best = 0 } } },
  { id = "water", unit = "%", rule = { linear = { worst = 0, best = 100 } } },
]
"""
RELATIVE = 'id = "r"\nmembers = [{ id = "a", rule = "minmax" }, { id = "b", rule = "minmax" }]\n'
UNEMPLOYMENT = 'id = "u"\nmembers = [{ id = "unemployment", rule = { linear = { worst = 12, best = 0 } } }]\n'

KINDS = {
    "a total as the last row": (
        RELATIVE,
        "city,a,b\nPati,10,80\nBlora,20,70\nJumlah,30,150\n",
        'leave_out = "Jumlah"',
        {"Pati": 50.0, "Blora": 50.0},
    ),
    "shares in percent": (
        TWO,
        "city,poverty,water\nPati,0.10,0.80\nBlora,0.20,0.70\n",
        '[columns]\npoverty = { heading = "poverty", factor = 100 }\nwater = { heading = "water", factor = 100 }',
        {"Pati": 77.5, "Blora": 60.0},
    ),
    "a preamble and years as columns": (
        TWO,
        "Source,Indicators\nUpdated,2026-07-01\n\nCountry,Code,Indicator,2022,2023\nP,PPP,POV,10,..\nB,BBB,POV,20,12\n",
        'heading = 4\nkey = "Code"\n[long]\nindicator = "Indicator"\nvalue = "{year}"\ncodes = { POV = "poverty" }',
        {("PPP", 2022): 75.0, ("BBB", 2022): 50.0, ("BBB", 2023): 70.0},
    ),
    "flags after numbers": (
        TWO,
        "city,poverty,water\nAT,12 p,80\nBE,:,90\nDE,16e,70\n",
        'flags = ["p", "e"]',
        {"AT": 75.0, "BE": 90.0, "DE": 65.0},
    ),
    "headings of another language": (
        TWO,
        "Kabupaten/Kota,Persentase Penduduk Miskin,Air Minum Layak\nPati,10,80\nBlora,20,70\n",
        'key = "Kabupaten/Kota"\n[columns]\npoverty = "Persentase Penduduk Miskin"\nwater = "Air Minum Layak"',
        {"Pati": 77.5, "Blora": 60.0},
    ),
    "a breakdown": (
        TWO,
        "city,indicator,sex,value\nPati,poverty,total,10\nPati,poverty,f,12\nPati,water,total,80\nBlora,water,total,60\n",
        'keep = { sex = "total" }',
        {"Pati": 77.5, "Blora": 60.0},
    ),
    "years with months below them": (
        UNEMPLOYMENT,
        "Unemployment,,,,\n,,,,\nRegion,2023,,2024,\n,Feb,Aug,Feb,Aug\nPati,5.1,5.3,4.9,5.0\nBlora,6.1,6.3,5.9,6.0\n",
        'heading = [3, 4]\nkey = "Region"\n[columns]\nunemployment = "2024 Aug"',
        {"Pati": 58.33, "Blora": 50.0},
    ),
}


def scores(folder: Path, files: dict[str, str], framework: str) -> dict[object, float]:
    """Score the files of this content, each by the recipe of its name."""
    (folder / "framework.toml").write_text(framework)
    for name, content in files.items():
        (folder / name).write_text(content)
    recipes = sorted(folder.glob("*.recipe.toml"))
    dataset = read_dataset(sorted(folder.glob("*.csv")), recipe=recipes)
    index = assess(dataset, load_framework(folder / "framework.toml")).index.dropna().round(2)
    return {key: float(score) for key, score in index.items()}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_the_kind_is_scored_by_a_recipe(tmp_path: Path, name: str) -> None:
    framework, content, recipe, expected = KINDS[name]
    assert scores(tmp_path, {"data.csv": content, "data.recipe.toml": recipe}, framework) == expected


def test_two_sheets_are_a_panel(tmp_path: Path, book: Callable[..., Path]) -> None:
    rows = [("city", "poverty", "water"), ("Pati", 10, 80)]
    path = book({"2020": rows, "2021": [rows[0], ("Pati", 8, 82)]}, "two.xlsx")
    (tmp_path / "framework.toml").write_text(TWO)
    (tmp_path / "recipe.toml").write_text('sheet = "{year}"\n')
    dataset = read_dataset(path, recipe=tmp_path / "recipe.toml")
    index = assess(dataset, load_framework(tmp_path / "framework.toml")).index
    assert index.to_dict() == {("Pati", 2020): 77.5, ("Pati", 2021): 81.0}


def test_two_systems_of_codes_meet_by_a_crosswalk(tmp_path: Path) -> None:
    files = {
        "first.csv": "code,poverty\n6202,10\n3603,20\n",
        "second.csv": "kode,water\n62.02,80\nTangerang,70\n",
        "1.recipe.toml": "",
        "2.recipe.toml": 'key = "kode"\n[crosswalk]\n"62.02" = 6202\n"tangerang" = "3603"\n',
    }
    assert scores(tmp_path, files, TWO) == {"6202": 77.5, "3603": 60.0}


def test_a_recipe_that_is_nested_without_end_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    path.write_text("key = " + "[" * 100_000)
    with pytest.raises(UsageError):
        read_recipe(path)
