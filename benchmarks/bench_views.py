"""Views on all of 514 x 54 against the assessment they look at, and scenarios against the matrix product they are."""

import argparse
from collections.abc import Callable

import numpy as np
from attrs import evolve
from measure import Figure, in_turn, put
from pandas import DataFrame

from smartscore import Quota, assess, explain, gaps, load_framework, peers_values, scenarios, select, target_values
from smartscore.model import Framework

ROWS, SCENARIOS = 514, 100_000
TIMES = 31
VIEW_LIMIT, SCENARIO_LIMIT, SELECT_LIMIT, PROGRAMME_LIMIT = 5.0, 3.0, 1.0, 10.0
PROVINCES, TOP = 34, 50


def dataset(framework: Framework) -> DataFrame:
    """Draw values within the domain of each indicator, 3 % of them missing."""
    rng = np.random.default_rng(514)
    columns = {}
    for node in framework.indicators:
        low, high = (node.possible.low, node.possible.high) if node.possible else (0.0, 100.0)
        low = max(low, 0.0)
        values = rng.uniform(low, min(high, low + 100), ROWS)
        columns[node.id] = np.rint(values) if node.possible and node.possible.whole else values
    return DataFrame(columns).mask(rng.random((ROWS, len(columns))) < 0.03)


def views() -> list[Figure]:
    """Time each view on all cities and the assessment, in turn."""
    framework = load_framework("smart-city")
    data = dataset(framework)
    found = assess(data, framework)
    jobs: dict[str, Callable[[], object]] = {
        "explain": lambda: explain(found, None),
        "range of the scores": lambda: evolve(found).score_range,
        "gaps to the target": lambda: gaps(found, None, target_values(found)),
        "gaps to the median of peers": lambda: gaps(found, None, peers_values(found)),
    }
    floor, *taken = in_turn([lambda: assess(data, framework), *jobs.values()], TIMES)
    what = f"{ROWS} x {len(data.columns)}"
    named = zip(jobs, taken, strict=True)
    return [Figure.of(f"{what}, {name}", "s", seconds, floor, VIEW_LIMIT) for name, seconds in named]


def selections() -> list[Figure]:
    """Time a selection of 50 with quotas by province and the assessment that it looks at, in turn."""
    framework = load_framework("smart-city")
    rng = np.random.default_rng(50)
    groups = {
        "province": [f"P{number}" for number in rng.integers(0, PROVINCES, ROWS)],
        "half": ["a", "b"] * (ROWS // 2),
    }
    data = dataset(framework).assign(city=[f"C{number}" for number in range(ROWS)], **groups)
    found = assess(data, framework)
    quotas: dict[str, dict[str, int | Quota]] = {
        "at least 1 of each of 34": {"province": 1},
        "1 to 3 of each of 34": {"province": Quota(1, 3)},
    }
    jobs = [lambda asked=asked: select(found, TOP, quotas=asked) for asked in quotas.values()]
    both = {"province": Quota(1, 3), "half": Quota(20)}
    floor, twice, *taken = in_turn(
        [lambda: assess(data, framework), lambda: select(found, TOP, quotas=both), *jobs], TIMES
    )
    named = [
        Figure.of(f"select {TOP} of {ROWS}, {what}", "s", seconds, floor, SELECT_LIMIT)
        for what, seconds in zip(quotas, taken, strict=True)
    ]
    return [*named, Figure.of(f"select {TOP} of {ROWS}, quotas on two columns", "s", twice, floor, PROGRAMME_LIMIT)]


def what_ifs() -> list[Figure]:
    """Time scenarios of one indicator and the product of their scores with the weights; then ranks as well."""
    framework = load_framework("smart-city")
    found = assess(dataset(framework), framework)
    rng = np.random.default_rng(3)
    rows, values = rng.integers(0, ROWS, SCENARIOS), rng.uniform(0, 50, SCENARIOS)
    leaves = [node.id for node in framework.indicators]
    scores = np.nan_to_num(found.scores[leaves].to_numpy()[rows])
    weights = np.array([framework.shares[name] for name in leaves])
    index = np.sort(found.index.dropna().to_numpy())

    def product() -> object:
        return scores @ weights

    def ranked() -> object:
        return np.searchsorted(index, scores @ weights)

    jobs = [
        lambda: scenarios(found, rows, {"stunting": values}, ranks=False),
        product,
        lambda: scenarios(found, rows, {"stunting": values}),
        ranked,
    ]
    ours, least, with_ranks, least_ranked = in_turn(jobs, TIMES)
    what = f"{SCENARIOS:,} scenarios of one indicator"
    return [
        Figure.of(f"{what}: index", "s", ours, least, SCENARIO_LIMIT),
        Figure.of(f"{what}: index and rank", "s", with_ranks, least_ranked, SCENARIO_LIMIT),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    asked = parser.parse_args()
    put([*views(), *selections(), *what_ifs()], as_json=asked.json)


if __name__ == "__main__":
    main()
