"""A plan of 200 programmes over five years under yearly budgets, at a gap of 1 %, against ten seconds."""

import argparse
from time import perf_counter
from typing import Any

import numpy as np
from measure import Figure, put
from pandas import DataFrame

from smartscore import assess, load_framework
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook
from smartscore.plans.programme import Programme
from smartscore.plans.roadmap import Roadmap
from smartscore.plans.schedule import scheduled

PROGRAMMES, REPEATS, SECONDS = 200, 3, 10.0


def ends(node: Any) -> tuple[float, float]:
    """Give the worst and the best value of an indicator."""
    worst, best = node.rule.inverse(np.array([0.0, 1.0])).tolist()
    return worst, best


def outlook() -> Outlook:
    """Draw a city in the middle of its bounds and programmes that bring a tenth of them, a third after another one."""
    rng = np.random.default_rng(200)
    framework = load_framework("smart-city")
    values, made = {}, []
    leaves = [node for node in framework.indicators if hasattr(node.rule, "inverse")]
    for node in leaves:
        worst, best = ends(node)
        whole = node.possible is not None and node.possible.whole
        values[node.id] = 2.0 if whole else worst + 0.4 * (best - worst)
    for number in range(PROGRAMMES):
        node = leaves[number % len(leaves)]
        worst, best = ends(node)
        whole = node.possible is not None and node.possible.whole
        made.append(
            Programme(
                id=f"p{number}",
                title=f"p{number}",
                dimension="any",
                indicator=node.id,
                change=1.0 if whole else float(rng.uniform(0.05, 0.2)) * (best - worst),
                cost=float(rng.uniform(0.2, 9.0)),
                months=float(rng.integers(4, 40)),
                requires=[f"p{number - 1}"] if number % 3 == 2 else [],
            )
        )
    return Outlook.of(assess(DataFrame([values]), framework), 0, made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    asked = parser.parse_args()
    city, limits = outlook(), Limits(budget=300.0, yearly=(70.0,))
    seconds = []
    for _ in range(REPEATS):
        start = perf_counter()
        portfolio = choose(city, limits)
        Roadmap(city, limits, scheduled(city, limits, portfolio)).trajectory.to_numpy()
        seconds.append(perf_counter() - start)
        if portfolio.gap > 0.01:
            raise SystemExit(f"the gap is {portfolio.gap:.2%}")
    what = f"plan of {PROGRAMMES} programmes, five years, gap {portfolio.gap:.2%}: time, by ten seconds"
    put([Figure.of(what, "s", seconds, [SECONDS] * REPEATS, 1.0)], as_json=asked.json)


if __name__ == "__main__":
    main()
