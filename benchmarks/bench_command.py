"""The command against the imports that it cannot do without: click for the help, pandas for scores.

`assess` is timed on 514 rows x 54 indicators of smart-city with some gaps, wide and long, which are
made here: the values are random, within the domain of their indicator, and mean nothing.
"""

import argparse
import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from measure import Figure, in_turn, put
from pandas import DataFrame

from smartscore import Indicator, load_framework
from smartscore.rules import Levels, Target

SMARTSCORE = Path(sys.executable).with_name("smartscore")
BUNDLED = ("governance", "branding", "economy", "living", "society", "environment")
CITIES, INDICATORS, GAPS = 514, 54, 0.03
TIMES = 41
START_LIMIT, ASSESS_LIMIT = 2.0, 1.5


def values(indicator: Indicator, rng: np.random.Generator) -> np.ndarray:
    """Draw a value for each city, mostly between the bounds of the rule and some beyond, all within the domain."""
    rule, domain = indicator.rule, indicator.possible
    if isinstance(rule, Levels):
        return rng.integers(int(rule.low), int(rule.high), CITIES, endpoint=True).astype(float)
    if isinstance(rule, Target):
        ends = [rule.value - rule.tolerance, rule.value + rule.tolerance]
    else:
        ends = sorted([getattr(rule, "worst", 0.0), getattr(rule, "best", 100.0)])
    reach = (ends[1] - ends[0]) / 2
    drawn = rng.normal(ends[0] + reach, reach / 2, CITIES)
    lowest, highest = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    return np.clip(drawn, lowest, highest).round(2)


def dataset() -> DataFrame:
    """Give 514 regencies by code and name with their 54 values, some of them missing."""
    rng = np.random.default_rng(514)
    counted = [indicator for indicator in load_framework("smart-city", only=BUNDLED).indicators if indicator.weight]
    if len(counted) != INDICATORS:
        raise SystemExit(f"smart-city counts {len(counted)} indicators, not {INDICATORS}: look at this benchmark again")
    table = DataFrame({indicator.id: values(indicator, rng) for indicator in counted})
    table = table.mask(rng.random(table.shape) < GAPS)
    names = [f"Regency {number:03d}" for number in range(1, CITIES + 1)]
    return pd.concat([DataFrame({"bps_code": range(1101, 1101 + CITIES), "name": names}), table], axis=1)


def files(folder: Path) -> dict[str, Path]:
    """Write the dataset wide and long, the long one with source and quality of each value."""
    wide = dataset()
    long = wide.melt(["bps_code", "name"], var_name="indicator", value_name="value").dropna()
    long = long.sort_values("bps_code", kind="stable").assign(source="made for a benchmark", quality="illustrative")
    paths = {"wide": folder / "wide.csv", "long": folder / "long.csv"}
    wide.to_csv(paths["wide"], index=False)
    long.to_csv(paths["long"], index=False)
    return paths


def command(*arguments: object) -> Callable[[], object]:
    """Give a call that runs a program and drops what it prints; one that fails stops the benchmark."""
    line = [str(argument) for argument in arguments]
    return lambda: subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


def importing(module: str) -> Callable[[], object]:
    return command(sys.executable, "-c", f"import {module}")


def start_up() -> list[Figure]:
    asked = ["--help", "--version"]
    jobs = [command(SMARTSCORE, option) for option in asked]
    *seconds, floor = in_turn([*jobs, importing("click")], TIMES)
    named = (f"smartscore {option} / import click" for option in asked)
    return [Figure.of(what, "s", taken, floor, START_LIMIT) for what, taken in zip(named, seconds, strict=True)]


def scoring() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        paths = files(Path(folder))
        check(paths.values())
        jobs = [command(SMARTSCORE, "assess", path) for path in paths.values()]
        *seconds, floor = in_turn([*jobs, importing("pandas")], TIMES)
    named = (f"smartscore assess {CITIES} x {INDICATORS}, {form} / import pandas" for form in paths)
    return [Figure.of(what, "s", taken, floor, ASSESS_LIMIT) for what, taken in zip(named, seconds, strict=True)]


def check(paths: Iterable[Path]) -> None:
    """Refuse to time a command that does not rank every regency, or not alike from both forms."""
    lines = [[str(SMARTSCORE), "assess", str(path), "--format", "csv"] for path in paths]
    wide, long = (subprocess.run(line, check=True, capture_output=True, text=True).stdout for line in lines)
    ranked = sum(bool(row["rank"]) for row in csv.DictReader(io.StringIO(wide)))
    if ranked != CITIES or wide != long:
        same = "equal" if wide == long else "different"
        raise SystemExit(f"{ranked} of {CITIES} regencies have a rank; results of wide and long are {same}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    put([*start_up(), *scoring()], as_json=parser.parse_args().json)


if __name__ == "__main__":
    main()
