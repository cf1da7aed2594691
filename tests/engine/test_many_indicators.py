"""Frames of 150 indicators are built at once: pandas says nothing of frames in pieces, and warnings are errors here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import framework, run
from pandas import DataFrame

import smartscore
from smartscore import Dimension, Impute, Indicator, Linear, MinMax, Step, assess, compare, read_dataset

pytestmark = pytest.mark.no_cover

IDS = [f"i{number:03d}" for number in range(150)]


class Twice:
    """A step that adds columns of its own."""

    def fit(self, frame: DataFrame, columns: list[str], /) -> Step:
        return self

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        own = frame.copy()
        for number in range(3):
            own[f"own{number}"] = 1.0
        return own


STEPS: dict[str, list[Step]] = {
    "no step": [],
    "impute": [Impute("median")],
    "impute by zone, then all": [Impute("median", by="zone"), Impute("constant", value=0)],
    "a step of somebody": [Twice()],
}


def own(steps: list[Step], rule: Any) -> smartscore.Framework:
    parts = [Dimension(f"d{start}", members=[Indicator(name, rule=rule) for name in IDS[start : start + 30]])
             for start in range(0, 150, 30)]  # fmt: skip
    return framework(*parts, steps=steps)


def table(known: int) -> DataFrame:
    """Give 20 cities with values of the first so many indicators, one of ten missing."""
    values = np.random.default_rng(1).uniform(1, 99, (20, known)).round(2)
    values[np.arange(20 * known).reshape(20, known) % 10 == 3] = np.nan
    cities = DataFrame({"city": [f"c{number}" for number in range(20)], "zone": ["a", "b"] * 10})
    return pd.concat([cities, DataFrame(values, columns=IDS[:known])], axis=1)


def long(frame: DataFrame) -> DataFrame:
    return frame.melt(id_vars=["city", "zone"], var_name="indicator").dropna()


@pytest.mark.parametrize("known", [150, 130, 30])
@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("form", [DataFrame.copy, long], ids=["wide", "long"])
def test_no_warning_whatever_is_done(known: int, steps: str, form: Callable[[DataFrame], DataFrame]) -> None:
    judged = assess(form(table(known)), own(STEPS[steps], Linear(0, 100)))
    assert judged.scores.shape == (20, 156)
    judged.explain()
    judged.gaps()
    judged.to_frame("long")
    changed = judged.what_if([("c1", "i003", 5.0), ("c2", "i149", 7.0), ("c3", "i140", "not applicable")])
    assert len(compare(judged, changed).by_indicator) >= 2


def test_nor_with_relative_rules_and_files(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("wide.csv", "comma.csv", "long.csv", "some.csv")]
    frame = table(130)
    frame.to_csv(files[0], index=False)
    frame.to_csv(files[1], index=False, sep=";", decimal=",")
    long(frame).to_csv(files[2], index=False)
    frame.iloc[:, :80].to_csv(files[3], index=False)
    results = [assess(file, own([Impute("median")], MinMax())).index.round(9).tolist() for file in files[:3]]
    assert results[0] == results[1] == results[2]
    both = read_dataset([files[3], files[0]])
    assert both.frame.shape == (20, 131)


def test_the_command_says_nothing_of_it(tmp_path: Path) -> None:
    members = ", ".join(f'{{ id = "{name}" }}' for name in IDS)
    toml = tmp_path / "own.toml"
    toml.write_text(
        'id = "own"\ndefaults = { rule = { linear = { worst = 0, best = 100 } } }\n'
        f'members = [{members}]\nsteps = [{{ impute = {{ method = "median" }} }}]\n'
    )
    table(30).to_csv(tmp_path / "cities.csv", index=False)
    done = run("assess", tmp_path / "cities.csv", "--framework", toml)
    assert (done.exit_code, done.stderr) == (0, "")
