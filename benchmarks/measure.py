"""What the benchmarks share: timing jobs in turn, peak memory, figures, and where the floors are."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Self

from attrs import asdict, frozen

REPOSITORY = Path(__file__).resolve().parents[1]


@frozen
class Figure:
    """What a job takes and what its floor takes, best and median of the repeats, in seconds or MB."""

    what: str
    unit: str
    measured: float
    floor: float
    median: float
    median_floor: float
    limit: float

    @classmethod
    def of(cls, what: str, unit: str, measured: Sequence[float], floor: Sequence[float], limit: float) -> Self:
        return cls(what, unit, min(measured), min(floor), median(measured), median(floor), limit)

    @property
    def ratio(self) -> float:
        """The best of the job over the best of its floor: what is held against the limit."""
        return self.measured / self.floor

    @property
    def median_ratio(self) -> float:
        return self.median / self.median_floor

    @property
    def within(self) -> bool:
        return self.ratio <= self.limit

    def as_dict(self) -> dict[str, object]:
        told = {"ratio": self.ratio, "median_ratio": self.median_ratio, "within": self.within}
        return {**asdict(self), **told}


def in_turn(jobs: Sequence[Callable[[], object]], repeats: int) -> list[list[float]]:
    """Time jobs in turn after a round that does not count, so that what else the machine does falls on all alike.

    Gives the seconds of every repeat, a list a job. A result is dropped before the next job starts.
    """
    for job in jobs:
        job()
    seconds: list[list[float]] = [[] for _ in jobs]
    for _ in range(repeats):
        for job, taken in zip(jobs, seconds, strict=True):
            start = perf_counter()
            result = job()
            taken.append(perf_counter() - start)
            del result
    return seconds


def peak_mb() -> float:
    """The most memory this process has held so far, in MB (Linux: VmHWM)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise SystemExit("this system does not tell the peak memory of a process (no VmHWM in /proc/self/status)")


def floors_module() -> Any:
    """Import the floors from SMARTSCORE_BENCH, else from ../shared/bench beside the repository."""
    folder = Path(os.environ.get("SMARTSCORE_BENCH") or REPOSITORY.parent / "shared" / "bench")
    if not (folder / "floors.py").is_file():
        raise SystemExit(f"no floors.py in {folder}: set SMARTSCORE_BENCH to the folder that holds it")
    sys.path.insert(0, str(folder))
    return import_module("floors")


def put(figures: Sequence[Figure], *, as_json: bool) -> None:
    """Print figures as a table, or as JSON for `run.py`."""
    print(json.dumps([asdict(figure) for figure in figures]) if as_json else table(figures))


def table(figures: Sequence[Figure]) -> str:
    """Give figures as a table: what, measured, floor, ratio, ratio of the medians, limit, within or not."""
    heading = ("what", "best", "floor", "ratio", "of medians", "limit", "within")
    rows = [heading, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    )


def _row(figure: Figure) -> tuple[str, ...]:
    digits = 1 if figure.unit == "MB" else 4
    amounts = (f"{amount:.{digits}f} {figure.unit}" for amount in (figure.measured, figure.floor))
    ratios = (f"{figure.ratio:.2f}", f"{figure.median_ratio:.2f}", f"{figure.limit:.2f}")
    return (figure.what, *amounts, *ratios, "yes" if figure.within else "NO")
