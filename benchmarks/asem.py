"""COINr's uncertainty and sensitivity analysis of ASEM as jobs: four assumptions, as its example has them."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from measure import REPOSITORY

from smartscore import assess
from smartscore.engine import Assessment
from smartscore.robustness.assumptions import Alternatives, Assumption, Assumptions, WeightSets
from smartscore.robustness.sensitivity.of_assumptions import sensitivity
from smartscore.robustness.uncertainty import uncertainty


def _assessed(reference: Path) -> tuple[Assessment, Assumptions]:
    sys.path.insert(0, str(REPOSITORY / "tests" / "reference"))
    pipeline: Any = import_module("asem_pipeline")
    coinr = reference / "coinr"
    framework = pipeline.asem_framework(coinr, pipeline.Choices(scale=pipeline.DRAWN_SCALE))
    sets = pd.read_csv(coinr / "sensitivity" / "noisy_weight_sets.csv")
    weights = {
        f"set {number}": dict(zip(rows["iCode"].str.lower(), rows["Weight"].astype(float), strict=True))
        for number, rows in sets.groupby("set")
    }
    named = {name: {node: weight for node, weight in one.items() if node != "index"} for name, one in weights.items()}
    z_scores = {"zscore": {"mean": 9 / 99, "sd": 2 / 99}}
    every: list[Assumption] = [
        Alternatives("steps.2.most", [1, 2, 3, 4, 5], id="outliers"),
        Alternatives("indicators.rule", ["minmax", z_scores], id="normalisation"),
        WeightSets(named),
        Alternatives("dimensions.aggregate", ["arithmetic", "geometric"], id="aggregation"),
    ]
    return assess(pipeline.asem_frame(coinr), framework), Assumptions(every)


def uncertainty_job(reference: Path) -> Callable[[], Any]:
    """Give the call that makes 1,000 draws."""
    assessment, every = _assessed(reference)
    return lambda: uncertainty(assessment, every, draws=1000)


def sensitivity_job(reference: Path) -> Callable[[], Any]:
    """Give the call that replays the 6,000 rows of a design for four inputs."""
    assessment, every = _assessed(reference)
    return lambda: sensitivity(assessment, every, base=1000)
