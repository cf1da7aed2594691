"""Draws against the least NumPy that counts ranks over random weights, and the jobs that people do with them.

The floors are those of `floors.py`: 500 x 60, 10,000 draws of weights uniform on the simplex at both levels, ranks
and their 5, 50 and 95 % by counting. What a floor does not have (minimum coverage, gaps as worst scores, pooling, a
rule on a dimension) is held against the floor with gaps.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from measure import Figure, floors_module, in_turn, peak_mb, put
from pandas import DataFrame

from smartscore import Arithmetic, Dimension, Framework, Geometric, Indicator, Linear, Score, assess
from smartscore.engine import Assessment
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumptions,
    BoundShift,
    WeightDirichlet,
    WeightNoise,
)
from smartscore.robustness.defaults import default_uncertainty
from smartscore.robustness.uncertainty import uncertainty

floors = floors_module()

TIMES, PEAKS = 5, 3
Side = Literal["smartscore", "floor"]

#: The job, its floor, how the index is put together, the share of gaps, what dimensions say, and the limit.
CASES: Mapping[str, tuple[str, Any, float, dict[str, Any], float]] = {
    "folded": ("arithmetic", Arithmetic(), 0.0, {}, 1.3),
    "levels": ("geometric", Geometric(), 0.0, {}, 1.3),
    "gaps": ("geometric", Geometric(), 0.05, {}, 1.3),
    "minimum coverage": ("geometric", Geometric(), 0.05, {"min_coverage": 0.3}, 3.0),
    "missing = worst": ("geometric", Geometric(), 0.05, {"missing": "worst"}, 3.0),
    "missing = pool": ("geometric", Geometric(), 0.05, {"missing": "pool"}, 3.0),
    "rule on dimensions": ("geometric", Geometric(), 0.05, {"rule": Linear(1, 100, clip="none")}, 3.0),
}


def framework(across: Any, **given: Any) -> Framework:
    """Give 60 indicators, whose values are their scores of 1 to 100, in six dimensions."""
    dimensions = []
    for k in range(floors.DIMENSIONS):
        names = [f"i{j:02d}" for j in range(k * floors.PER, (k + 1) * floors.PER)]
        members = [Indicator(name, rule=Score(1, 100, clip="none")) for name in names]
        dimensions.append(Dimension(f"d{k}", members=members, **given))
    return Framework("floor", index=Dimension("index", members=dimensions, aggregate=across), scale=(1.0, 100.0))


def assessed(case: str) -> tuple[Assessment, np.ndarray]:
    _, across, gaps, given, _ = CASES[case]
    scores = floors.robust_input(gaps)
    frame = DataFrame(scores.T, columns=[f"i{j:02d}" for j in range(floors.INDICATORS)])
    return assess(frame, framework(across, **given)), scores


def jobs(case: str) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """Give both sides as calls, which give the 5, 50 and 95 % of every city's rank: (3, cities)."""
    assessment, scores = assessed(case)
    every = Assumptions([WeightDirichlet()])

    def ours() -> Any:
        return uncertainty(assessment, every, draws=floors.DRAWS, nodes=["index"], keep=1).rank_quantiles

    def floor() -> Any:
        return floors.robust(scores, CASES[case][0])[0]

    return ours, floor


def compare(case: str, ours: np.ndarray, floor: np.ndarray) -> None:
    """Refuse to go on where the intervals of both sides, which draw other weights, are not those of one law."""
    same = case not in ("missing = worst",)  # for which the floor has no answer
    off = np.abs(ours - floor)
    if same and (off.mean() > 3 or off.max() > 30):
        raise SystemExit(
            f"{case}: ranks differ from the floor's by {off.mean():.1f} on average, {off.max():.0f} at most"
        )


def extra_peak(side: Side, case: str) -> float:
    """Give the memory that the first call takes above imports and input, in MB: for a process of its own."""
    job = jobs(case)[0 if side == "smartscore" else 1]
    before = peak_mb()
    result = job()
    extra = peak_mb() - before
    del result
    return extra


def measure(case: str) -> list[Figure]:
    ours, floor = jobs(case)
    compare(case, ours(), floor())
    taken, least = in_turn([ours, floor], TIMES)
    found = [Figure.of(f"10,000 draws, 500 x 60, {case}: time", "s", taken, least, CASES[case][-1])]
    if CASES[case][-1] < 2:
        peaks = [_fresh(["--peak", "smartscore", "--case", case]) for _ in range(PEAKS)]
        least_peaks = [_fresh(["--peak", "floor", "--case", case]) for _ in range(PEAKS)]
        found.append(Figure.of(f"10,000 draws, {case}: extra memory", "MB", peaks, least_peaks, 1.0))
    return found


def _fresh(arguments: list[str]) -> float:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def mixed() -> Figure:
    """Time 1,000 draws of normalisation, aggregation, weights and bounds together: at most 0.3 s."""
    rng = np.random.default_rng(floors.SEED)
    names = [f"i{j:02d}" for j in range(floors.INDICATORS)]
    frame = DataFrame(rng.lognormal(2.0, 0.6, (floors.CITIES, floors.INDICATORS)), columns=names)
    groups = [names[k * floors.PER : (k + 1) * floors.PER] for k in range(floors.DIMENSIONS)]
    members = [
        Dimension(f"d{k}", members=[Indicator(n, rule=Linear(1, 30)) for n in own]) for k, own in enumerate(groups)
    ]
    assessment = assess(frame, Framework("mixed", index=Dimension("index", members=members), scale=(1.0, 100.0)))
    z_scores = {"zscore": {"mean": 0.5, "sd": 0.05}}
    every = Assumptions(
        [
            WeightNoise(0.25),
            BoundShift(0.1, of=tuple(names)),
            Alternatives("indicators.rule", [{"linear": {"worst": 1, "best": 30}}, z_scores], id="normalisation"),
            Alternatives("index.aggregate", ["arithmetic", "geometric"], id="aggregation"),
        ]
    )
    taken = in_turn([lambda: uncertainty(assessment, every, draws=1000, nodes=["index"])], TIMES)[0]
    return Figure.of("1,000 mixed draws, 500 x 60, against 0.3 s", "s", taken, [0.3], 1.0)


def beside_a_ranking() -> Figure:
    """Time the intervals that every ranking has by default, for 514 x 60: at most 0.5 s."""
    values, rule = floors.assess_input(514)
    frame = DataFrame(values.T, columns=[f"i{j:02d}" for j in range(floors.INDICATORS)])
    dimensions = []
    for k in range(floors.DIMENSIONS):
        own = range(k * floors.PER, (k + 1) * floors.PER)
        members = [Indicator(f"i{j:02d}", rule=Linear(float(rule.worst[j]), float(rule.best[j]))) for j in own]
        dimensions.append(Dimension(f"d{k}", members=members))
    assessment = assess(frame, Framework("defaults", index=Dimension("index", members=dimensions)))
    taken = in_turn([lambda: default_uncertainty(assessment)], TIMES)[0]
    return Figure.of("intervals of ranks by default, 514 x 60, against 0.5 s", "s", taken, [0.5], 1.0)


def many_draws() -> float:
    """Give the peak memory of a process that makes 100,000 draws of 514 x 54, imports included, in MB."""
    rng = np.random.default_rng(floors.SEED)
    names = [f"i{j:02d}" for j in range(54)]
    frame = DataFrame(rng.uniform(0, 100, (514, 54)), columns=names)
    own = [names[k * 9 : (k + 1) * 9] for k in range(6)]
    members = [
        Dimension(f"d{k}", members=[Indicator(n, rule=Linear(0, 100)) for n in each]) for k, each in enumerate(own)
    ]
    assessment = assess(frame, Framework("many", index=Dimension("index", members=members, aggregate=Geometric())))
    uncertainty(assessment, Assumptions([WeightNoise(0.25)]), draws=100_000)
    return peak_mb()


def asem() -> list[Figure]:
    """Time COINr's uncertainty and sensitivity of ASEM, where the reference data are: at most 0.3 s and 2 s."""
    reference = Path(os.environ.get("SMARTSCORE_REFERENCE") or Path(__file__).parents[2] / "shared" / "reference")
    if not (reference / "coinr").is_dir():
        print(f"no coinr in {reference}: set SMARTSCORE_REFERENCE for the figures of ASEM", file=sys.stderr)
        return []
    from asem import sensitivity_job, uncertainty_job

    unsure, sensitive = in_turn([uncertainty_job(reference), sensitivity_job(reference)], TIMES)
    return [
        Figure.of("uncertainty of ASEM, 1,000 replays of four assumptions, against 0.3 s", "s", unsure, [0.3], 1.0),
        Figure.of("sensitivity of ASEM, 6,000 replays of four assumptions, against 2 s", "s", sensitive, [2.0], 1.0),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    parser.add_argument("--peak", choices=["smartscore", "floor"], help="print the extra peak memory of one call")
    parser.add_argument("--case", choices=list(CASES), default="levels", help="with --peak: of which case")
    parser.add_argument("--many", action="store_true", help="print the peak memory of 100,000 draws of 514 x 54")
    asked = parser.parse_args()
    if asked.peak:
        print(extra_peak(asked.peak, asked.case))
    elif asked.many:
        print(many_draws())
    else:
        figures = [figure for case in CASES for figure in measure(case)]
        peaks = [_fresh(["--many"]) for _ in range(PEAKS)]
        figures.append(Figure.of("100,000 draws, 514 x 54: peak memory, against 300 MB", "MB", peaks, [300.0], 1.0))
        put([*figures, mixed(), beside_a_ranking(), *asem()], as_json=asked.json)


if __name__ == "__main__":
    main()
