"""Reading of datasets: with a recipe against the same rows without one, and 514 x 54 wide and long against pandas.

The rows are random and mean nothing. Both sides of a ratio run in turn in one process.
"""

import argparse
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from bench_command import CITIES, INDICATORS, files
from measure import Figure, in_turn, put
from pandas import DataFrame

from smartscore import read_dataset
from smartscore.recipes import recipe_of

VILLAGES, COLUMNS, TIMES = 75_265, 10, 7
RECIPE_LIMIT, READING_LIMIT = 1.3, 25.0

#: What recipes are made of, each with how the same dataset is called without one.
_NAMES = [f"indicator_{number}" for number in range(COLUMNS - 3)]
_ROLES = {"key": "kode", "name": "nama", "year": "tahun"}
_RECIPES: Mapping[str, dict[str, Any]] = {
    "rows chosen, columns named": {
        **_ROLES,
        "missing": [-999],
        "leave_out": ["Jumlah*", {"key_length": 2}],
        "keep": {"tahun": 2024},
        "columns": {name: name.upper() for name in _NAMES},
    },
    "factors, flags, a crosswalk": {
        **_ROLES,
        "flags": ["p", "e"],
        "crosswalk": {"100001": "200001"},
        "columns": {name: {"heading": name.upper(), "factor": 100} for name in _NAMES},
    },
}


def villages(folder: Path) -> tuple[Path, Path]:
    """Write rows by names of a publisher, and the same by ours."""
    rng = np.random.default_rng(75)
    table = DataFrame(rng.random((VILLAGES, len(_NAMES))).round(4), columns=_NAMES)
    about = {"code": range(100_000, 100_000 + VILLAGES), "name": [f"Desa {row}" for row in range(VILLAGES)]}
    ours = pd.concat([DataFrame({**about, "year": 2024}), table], axis=1)
    theirs = ours.rename(columns={"code": "kode", "name": "nama", "year": "tahun"} | {n: n.upper() for n in _NAMES})
    paths = folder / "theirs.csv", folder / "ours.csv"
    for frame, path in zip((theirs, ours), paths, strict=True):
        frame.to_csv(path, index=False)
    return paths


def long_villages(folder: Path) -> tuple[Path, Path]:
    """Write as many lines with a value each, by codes of a publisher and by our indicators."""
    rng = np.random.default_rng(76)
    lines = np.arange(VILLAGES)
    codes = DataFrame(
        {"geo": 100_000 + lines // 7, "time": 2024, "code": lines % 7, "obs": rng.random(VILLAGES).round(4)}
    )
    paths = folder / "codes.csv", folder / "lines.csv"
    codes.assign(code="X" + codes["code"].astype(str)).to_csv(paths[0], index=False)
    names = {"geo": "code", "time": "year", "code": "indicator", "obs": "value"}
    codes.assign(code="indicator_" + codes["code"].astype(str)).rename(columns=names).to_csv(paths[1], index=False)
    return paths


def with_recipes(folder: Path) -> list[Figure]:
    """Time the same rows with recipes and without."""
    theirs, ours = villages(folder)
    recipes = [recipe_of(table) for table in _RECIPES.values()]
    jobs = [partial(read_dataset, theirs, recipe=recipe) for recipe in recipes]
    *by_recipe, plain = in_turn([*jobs, partial(read_dataset, ours)], TIMES)
    what = f"{VILLAGES:,} x {COLUMNS} by a recipe: "
    return [
        *(
            Figure.of(what + name, "s", taken, plain, RECIPE_LIMIT)
            for name, taken in zip(_RECIPES, by_recipe, strict=True)
        ),
        _long_by_codes(folder),
    ]


def _long_by_codes(folder: Path) -> Figure:
    codes, lines = long_villages(folder)
    long = {"indicator": "code", "value": "obs", "codes": {f"X{number}": f"indicator_{number}" for number in range(7)}}
    recipe = recipe_of({"key": "geo", "year": "time", "long": long})
    taken, plain = in_turn([partial(read_dataset, codes, recipe=recipe), partial(read_dataset, lines)], TIMES)
    return Figure.of(f"{VILLAGES:,} lines by a recipe: codes", "s", taken, plain, RECIPE_LIMIT)


def without(folder: Path) -> list[Figure]:
    """Time 514 x 54 as they are, wide and long, against pandas reading the same file."""
    figures = []
    for form, path in files(folder).items():
        taken, floor = in_turn([partial(read_dataset, path), partial(pd.read_csv, path)], 3 * TIMES)
        figures.append(Figure.of(f"{CITIES} x {INDICATORS} {form}", "s", taken, floor, READING_LIMIT))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        figures = [*with_recipes(Path(folder)), *without(Path(folder))]
    put(figures, as_json=as_json)


if __name__ == "__main__":
    main()
