"""The cities of a form, with the facts of their profile."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.dataset import Dataset, known_names
from smartscore.errors import DatasetError, Problem
from smartscore.forms.prefilled import NOTES
from smartscore.model import Framework

#: The facts that the profile asks for in every city.
PROFILE = ("code", "city", "year", "assessor")
_NAMES = ("city", "name", "unit")  # columns that may hold the names of cities


@frozen(eq=False)
class City:
    """A city of a form: the label that all sheets have for it, the facts of its profile, its row of a dataset."""

    label: str
    facts: Mapping[str, object]
    row: int | None = None


def new_cities(names: Sequence[str], frameworks: Sequence[Framework]) -> list[City]:
    """Give cities of which nothing is known but the name; one without a name if none is named."""
    facts = dict.fromkeys([*PROFILE, *_denominators(frameworks)])
    return [City(name, {**facts, "city": name}) for name in dict.fromkeys(names or [""])]


def cities_of(dataset: Dataset, names: Sequence[str], frameworks: Sequence[Framework]) -> list[City]:
    """Give the cities of these names, all of them if none is named, each with the last of its years.

    Raises:
        UsageError: for a name that no city has.
        DatasetError: if a city has several rows in its last year, of which a form can hold one.
    """
    chosen = [row for name in names for row in dataset.rows_of(name)] if names else list(range(len(dataset.frame)))
    rows = _last_rows(dataset, list(dict.fromkeys(chosen)))
    columns = {name: _column(dataset, name) for name in _facts(dataset, frameworks)}
    labels = [dataset.label(row) for row in rows]
    return [
        City(
            label if labels.count(label) == 1 else f"{label} ({dataset.cities[row]})",
            {**_profile(dataset, row), **{name: column[row] for name, column in columns.items()}},
            row,
        )
        for row, label in zip(rows, labels, strict=True)
    ]


def _denominators(frameworks: Sequence[Framework]) -> list[str]:
    """List the denominators that no sheet of a dimension asks for as an indicator."""
    nodes = [node for framework in frameworks for node in framework.indicators]
    asked = {"", *(node.id for node in nodes)}
    return list(dict.fromkeys(node.denominator for node in nodes if node.denominator not in asked))


def _profile(dataset: Dataset, row: int) -> dict[str, object]:
    index = dataset.frame.index
    levels = {str(name): index.get_level_values(level)[row] for level, name in enumerate(index.names)}
    named = dataset.names is not None
    return {
        "code": str(dataset.cities[row]) if named else None,
        "city": dataset.label(row),
        "year": int(levels["year"]) if "year" in levels else None,
        "assessor": levels.get("assessor"),
    }


def _last_rows(dataset: Dataset, rows: Sequence[int]) -> list[int]:
    years = np.zeros(len(dataset.frame)) if dataset.years is None else np.asarray(dataset.years, dtype=float)
    by_city: dict[Any, list[int]] = {}
    for row in rows:
        by_city.setdefault(dataset.cities[row], []).append(row)
    last = [[row for row in among if years[row] == max(years[among])] for among in by_city.values()]
    if twice := [among for among in last if len(among) > 1]:
        raise DatasetError(Problem("form_rows", {"count": len(among)}, **dataset.place(among[0])) for among in twice)
    return [row for row, *_ in last]


def _facts(dataset: Dataset, frameworks: Sequence[Framework]) -> Iterator[str]:
    """List what the profile asks beside the name: denominators, and what else the dataset says of cities."""
    yield from _denominators(frameworks)
    taken = {"name", *PROFILE, *NOTES, *dataset.long, *(name for f in frameworks for name in known_names(f))}
    if dataset.names is not None:
        taken.add(next((name for name in _NAMES if name in dataset.frame), ""))
    yield from (str(name) for name in dataset.frame.columns if name not in taken)


def _column(dataset: Dataset, name: str) -> list[Any]:
    return dataset.frame[name].tolist() if name in dataset.frame else [None] * len(dataset.frame)
