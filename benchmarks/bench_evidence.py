"""Evidence of 514 regencies x 230 items: levels, index and queue against reading the file they come from.

The items are random and mean nothing. All jobs run in turn in one process.
"""

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from measure import Figure, in_turn, put
from pandas import DataFrame

from smartscore import Dimension, Framework, Indicator, Ladder, assess, evidence_levels, queue, read_dataset
from smartscore.rules import Score

CITIES, ITEMS, ASPECTS, INDICATORS, LEVELS = 514, 230, 5, 20, 5
OFFICES = ("Diskominfo", "Bappeda", "Inspektorat", "BKPSDM", "Setda")
STATUSES = ("none", "draft", "in process", "submitted", "accepted", "revise")
TIMES, LIMIT = 7, 2.0


def framework() -> Framework:
    """Give twenty indicators of five levels in five aspects, with a ladder that is an aid."""
    leaves = [Indicator(f"indicator_{number}", rule=Score(1, LEVELS)) for number in range(INDICATORS)]
    each = INDICATORS // ASPECTS
    aspects = [Dimension(f"aspect_{n}", members=leaves[n * each : (n + 1) * each]) for n in range(ASPECTS)]
    ladder = Ladder(policy="all", advisory=True, note="random")
    return Framework("evidence", index=Dimension("index", members=aspects), scale=(1, LEVELS), ladder=ladder)


def items(folder: Path) -> Path:
    """Write a line for each item of each regency."""
    rng, count = np.random.default_rng(230), CITIES * ITEMS
    number = np.tile(np.arange(ITEMS), CITIES)
    days = rng.integers(0, 120, count)
    due = np.where(days < 90, (np.datetime64("2026-07-01") + days).astype(str), "")
    table = {
        "code": np.repeat(np.arange(1000, 1000 + CITIES), ITEMS),
        "indicator": [f"indicator_{place}" for place in number % INDICATORS],
        "level": 1 + number // INDICATORS % LEVELS,
        "item": [f"Item {place}" for place in number],
        "status": rng.choice(STATUSES, count, p=[0.3, 0.1, 0.1, 0.1, 0.3, 0.1]),
        "office": np.array(OFFICES)[number % len(OFFICES)],
        "owner": [f"Section {place}" for place in number % 40],
        "due": due,
        "note": np.where(rng.random(count) < 0.2, "complete the signature", ""),
    }
    path = folder / "items.csv"
    DataFrame(table).to_csv(path, index=False)
    return path


def evidence(folder: Path) -> list[Figure]:
    """Time each job on items that are read, and reading them."""
    path, instrument = items(folder), framework()
    found = assess(read_dataset(path), instrument)
    best = partial(queue, found, until=date(2026, 9, 30), top=10)
    assert len(best()) == 10
    jobs: dict[str, Callable[[], object]] = {
        "levels and index": lambda: assess(found.dataset, instrument),
        "levels in each outlook": lambda: evidence_levels(found),
        "queue": lambda: queue(found, today=date(2026, 9, 1), overdue_first=True),
        "the ten items that bring most until a day": best,
        "levels, index and queue": lambda: queue(assess(found.dataset, instrument)),
    }
    floor, *taken = in_turn([partial(read_dataset, path), *jobs.values()], TIMES)
    what = f"{CITIES} x {ITEMS} items: "
    named = zip(jobs, taken, strict=True)
    return [Figure.of(what + name, "s", seconds, floor, LIMIT) for name, seconds in named]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for run.py")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        figures = evidence(Path(folder))
    put(figures, as_json=as_json)


if __name__ == "__main__":
    main()
