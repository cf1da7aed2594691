"""`assess`, frame to frame, on 100,000 x 60 against the least numpy that gives the same scores and coverage.

The input, the floor and what it must give are those of `floors.py`: linear rules between fixed
bounds, clipped, on 0 to 100; arithmetic means in six dimensions, a geometric mean across them.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from measure import Figure, floors_module, in_turn, peak_mb, put
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, assess
from smartscore.aggregates import Geometric
from smartscore.rules import Linear

floors = floors_module()

ROWS = 100_000
TIMES, PEAKS = 31, 3
TIME_LIMIT = MEMORY_LIMIT = 2.0
TOLERANCE = 1e-9

Side = Literal["smartscore", "floor"]


def framework(rule: Any) -> Framework:
    """Give the framework that says what the floor computes."""
    dimensions = []
    for k, weight in enumerate(rule.w_dim):
        members = [
            Indicator(f"i{j:02d}", rule=Linear(float(rule.worst[j]), float(rule.best[j])), weight=float(rule.w_ind[j]))
            for j in range(k * floors.PER, (k + 1) * floors.PER)
        ]
        dimensions.append(Dimension(f"d{k}", members=members, weight=float(weight)))
    index = Dimension("index", members=dimensions, aggregate=Geometric())
    return Framework("floor", index=index, scale=(rule.low, rule.high))


def jobs(gaps: float) -> tuple[Callable[[], Assessment], Callable[[], Any]]:
    """Give the two sides as calls without arguments, which take the same frame."""
    values, rule = floors.assess_input(ROWS, gaps)
    frame = DataFrame(values.T, columns=[f"i{k:02d}" for k in range(floors.INDICATORS)], copy=False)
    judged_by = framework(rule)

    def ours() -> Assessment:
        return assess(frame, judged_by)

    def floor() -> Any:
        return floors.assess([frame[name].to_numpy() for name in frame], rule, "all", gaps > 0)

    return ours, floor


def compare(assessment: Assessment, scores: np.ndarray, coverage: np.ndarray | None) -> None:
    """Refuse to go on where the two sides do not give the same scores of 67 nodes and coverage of 7."""
    told = np.ones_like(assessment.coverage.to_numpy().T) if coverage is None else coverage
    for name, ours, theirs in (("scores", assessment.scores, scores), ("coverage", assessment.coverage, told)):
        mine = ours.to_numpy().T
        if not np.allclose(mine, theirs, rtol=0, atol=TOLERANCE, equal_nan=True):
            off, lost = np.nanmax(np.abs(mine - theirs)), (np.isnan(mine) != np.isnan(theirs)).sum()
            raise SystemExit(f"{name} differ from the floor's by up to {off}, and {lost} are missing on one side only")


def extra_peak(side: Side, gaps: float) -> float:
    """Give the memory that the first call takes above imports and input, in MB: for a process of its own."""
    job = jobs(gaps)[0 if side == "smartscore" else 1]
    before = peak_mb()
    result = job()
    extra = peak_mb() - before
    del result
    return extra


def measure(gaps: float) -> list[Figure]:
    """Compare, time both sides in turn, then take the peaks, one fresh process each."""
    ours, floor = jobs(gaps)
    compare(ours(), *floor())
    taken, least = in_turn([ours, floor], TIMES)
    peaks = [_fresh_peak("smartscore", gaps) for _ in range(PEAKS)]
    least_peaks = [_fresh_peak("floor", gaps) for _ in range(PEAKS)]
    job = f"assess {ROWS:,} x {floors.INDICATORS}, " + (f"{gaps:.0%} gaps" if gaps else "no gaps")
    return [
        Figure.of(f"{job}: time", "s", taken, least, TIME_LIMIT),
        Figure.of(f"{job}: extra memory", "MB", peaks, least_peaks, MEMORY_LIMIT),
    ]


def _fresh_peak(side: Side, gaps: float) -> float:
    line = [sys.executable, __file__, "--peak", side, "--gaps", str(gaps)]
    return float(subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    parser.add_argument("--peak", choices=["smartscore", "floor"], help="print the extra peak memory of one call")
    parser.add_argument("--gaps", type=float, default=0.0, help="with --peak: the share of values that are missing")
    asked = parser.parse_args()
    if asked.peak:
        print(extra_peak(asked.peak, asked.gaps))
    else:
        put([figure for gaps in (0.0, 0.05) for figure in measure(gaps)], as_json=asked.json)


if __name__ == "__main__":
    main()
