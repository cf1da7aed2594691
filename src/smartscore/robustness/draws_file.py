"""The draws of an analysis as a Parquet file: what each of them assumed, and every score and rank that it gave."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Methods
from smartscore.robustness.assumptions import Alternatives, LeaveOut, Nominal, WeightSets
from smartscore.robustness.assumptions.parameters import picked
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.sobol import sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.uncertainty import Uncertainty
from smartscore.robustness.uncertainty.run import BLOCK, Progress
from smartscore.robustness.world import World
from smartscore.rules import Array
from smartscore.whole_files import whole_file


def write_draws(told: Uncertainty, path: Path, methods: Methods = BUILT_IN, progress: Progress | None = None) -> Path:
    """Write a row a draw, in groups of rows that are made one after the other, and give the path.

    Memory does not grow with the draws, of which those that were not kept are scored once more.

    Columns: `draw` from 0; `uniform:ID` the number from 0 to 1 by which the assumption ID was drawn, `uniform:ID:1`,
    `uniform:ID:2` and so on where it needs several; `choice:ID` what was chosen, where it is one of several;
    `score:CITY` and `rank:CITY` of the index, a missing one null, with year and assessor after the key where rows have
    them. The file says in its metadata by which seed, sampler, framework and data. `methods` are those of the analysis.

    Raises:
        UsageError: if pyarrow is not installed, or the file cannot be written.
    """
    require_parquet()
    from pyarrow import parquet, table  # type: ignore[import-untyped]

    with whole_file(path) as stream:
        writer = None
        for block in _blocks(told, Nominal(told.assessment, methods), progress):
            rows = table(block)
            if writer is None:
                writer = parquet.ParquetWriter(stream, rows.schema.with_metadata(_metadata(told)))
            writer.write_table(rows.cast(writer.schema), row_group_size=BLOCK)
        if writer is not None:
            writer.close()
    return path


def require_parquet() -> None:
    """Refuse to go on where Parquet cannot be written.

    Raises:
        UsageError: if pyarrow is not installed; it says how to install it.
    """
    if find_spec("pyarrow") is None:
        raise UsageError(Problem("missing_extra", {"extra": "parquet"}))


def _metadata(told: Uncertainty) -> dict[str, str]:
    assessment = told.assessment
    return {
        "smartscore": version("smartscore"),
        "framework": assessment.definition.name,
        "fingerprint": assessment.definition.fingerprint,
        "dataset_sha256": assessment.dataset.digest or "",
        "assumptions_sha256": told.assumptions.digest,
        "draws": str(told.draws),
        "seed": str(told.seed),
        "sampler": told.sampler,
        "refit": str(told.refit).lower(),
    }


def _blocks(told: Uncertainty, nominal: Nominal, progress: Progress | None) -> Iterator[dict[str, Any]]:
    columns = sum(one.columns(nominal) for one in told.assumptions)
    draw = sobol_draws if told.sampler == "sobol" else uniform_draws
    keys = [":".join(map(str, key)) for key in told.assessment.keys]
    for start in range(0, told.draws, BLOCK):
        count = min(BLOCK, told.draws - start)
        design = draw(count, columns, told.seed, start)
        scores = _scores(told, nominal, design, start)
        ranks = told.ranker.ranks(scores)
        yield {
            "draw": np.arange(start, start + count),
            **dict(_design(told, nominal, design)),
            **{f"score:{key}": _known(scores[:, row]) for row, key in enumerate(keys)},
            **{f"rank:{key}": _known(ranks[:, row], "int32") for row, key in enumerate(keys)},
        }
        if progress is not None:
            progress(start + count, told.draws)


def _known(values: Array, kind: str = "double") -> Any:
    """Give a column of pyarrow in which a missing value is null."""
    from pyarrow import array

    missing = np.isnan(values)
    return array(np.where(missing, 0, values), mask=missing).cast(kind)


def _scores(told: Uncertainty, nominal: Nominal, design: Array, start: int) -> Array:
    """Give the scores of the index, those that were kept, or as they are when they are drawn once more."""
    if start + len(design) <= told.kept_draws:
        return told.kept["index"][start : start + len(design)]
    scores = np.empty((len(design), len(told.assessment.rows)))

    def take(places: np.ndarray, found: Mapping[str, Array]) -> None:
        scores[places] = found["index"]

    Replay(nominal, told.refit).run(World.of(told.assumptions, design, nominal), take)
    return scores


def _design(told: Uncertainty, nominal: Nominal, design: Array) -> Iterator[tuple[str, Any]]:
    places = told.assumptions.places(nominal)
    for one in told.assumptions:
        several = len(places[one.id]) > 1
        for number, place in enumerate(places[one.id].tolist(), start=1):
            yield f"uniform:{one.id}" + (f":{number}" if several else ""), design[:, place]
        if (chosen := _chosen(one, nominal, design[:, places[one.id]])) is not None:
            yield f"choice:{one.id}", chosen


def _chosen(one: object, nominal: Nominal, uniform: Array) -> list[str] | None:
    """Give what each draw chose of one of several: an alternative, a set of weights, the node that was left out."""
    if isinstance(one, Alternatives):
        return _names([str(choice) for choice in one.choices], one.probabilities, uniform)
    if isinstance(one, WeightSets) and not one.mixture:
        return _names([*one.sets], one.probabilities, uniform)
    if isinstance(one, LeaveOut) and one.probability is None:
        return _names([*one.names(nominal), ""], (), uniform)
    return None


def _names(names: list[str], probabilities: tuple[float, ...], uniform: Array) -> list[str]:
    shares = np.array(probabilities or [1.0 / len(names)] * len(names))
    return [names[place] for place in picked(uniform[:, 0], shares).tolist()]
