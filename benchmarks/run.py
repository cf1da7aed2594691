"""Run every benchmark and print one table of ratios.

    python benchmarks/run.py [--output FILE.json]

Ends with 1 if a job takes more than its limit allows, best over best. Each benchmark is a process
of its own, without OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which would change what the machine can do,
and without PYTHONDONTWRITEBYTECODE, so that smartscore has bytecode as installed packages do.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measure import REPOSITORY, Figure, table

BENCHMARKS = (
    "bench_assess.py",
    "bench_command.py",
    "bench_reading.py",
    "bench_views.py",
    "bench_evidence.py",
    "bench_robustness.py",
    "bench_plan.py",
    "bench_report.py",
)
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "PYTHONDONTWRITEBYTECODE")


def figures_of(benchmark: str) -> list[Figure]:
    """Run a benchmark and give its figures; what it says on stderr is seen at once."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    line = [sys.executable, str(REPOSITORY / "benchmarks" / benchmark), "--json"]
    done = subprocess.run(line, check=False, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{benchmark} did not finish")
    return [Figure(**told) for told in json.loads(done.stdout)]


def machine() -> dict[str, object]:
    """Say on what the figures were taken."""
    versions = {name: version(name) for name in ("smartscore", "numpy", "pandas", "click")}
    load = [round(average, 2) for average in os.getloadavg()]
    return {"python": platform.python_version(), **versions, "cpus": os.cpu_count(), "load": load}


def write(path: Path, figures: Sequence[Figure], before: dict[str, object]) -> None:
    told = {"machine": before, "figures": [figure.as_dict() for figure in figures]}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="write the figures there as well")
    asked = parser.parse_args()
    before = machine()
    figures = [figure for benchmark in BENCHMARKS for figure in figures_of(benchmark)]
    print(table(figures))
    if asked.output:
        write(asked.output, figures, before)
    sys.exit(0 if all(figure.within for figure in figures) else 1)


if __name__ == "__main__":
    main()
