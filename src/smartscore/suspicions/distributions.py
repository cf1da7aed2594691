"""Columns in which something stands out: values far beyond all others, and one value everywhere."""

from collections.abc import Iterator, Mapping

import numpy as np

from smartscore.dataset import Dataset
from smartscore.errors import Suspicion
from smartscore.method_faults import naming
from smartscore.model import Framework
from smartscore.rules import Array, answers
from smartscore.suspicions.cells import cell_places, figure, judged, suspicion
from smartscore.suspicions.placeholders import placeholder_cells

_RANGES = 10.0
_ENOUGH = 8


def outliers(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find values more than ten interquartile ranges beyond the quartiles: they are told, and refuse nothing.

    Those beyond a fixed bound that are held there are told as such already, and move no score but their own.
    """
    for one in judged(dataset, framework, measured):
        known = np.sort(one.known)
        if len(known) < _ENOUGH:
            continue
        low, high = known[(len(known) - 1) // 4], known[-1 - (len(known) - 1) // 4]
        reach = _RANGES * (high - low)
        if reach <= 0 or (known[-1] <= high + reach and known[0] >= low - reach):
            continue
        outside = (one.values > high + reach) | (one.values < low - reach)
        with naming(one.node.id):
            if (clipped := answers.clipped(one.node.rule)) is not None:
                outside &= ~clipped(one.values)
        rows = np.flatnonzero(outside & ~placeholder_cells(one.values, one)).tolist()
        if rows:
            cells = cell_places(dataset, one.column, rows, one.values)
            fields = {"cells": cells, "least": figure(low), "greatest": figure(high)}
            yield suspicion("outlier", dataset, one.column, rows, refuses=False, **fields)


def constants(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find columns that hold one value everywhere, which tell no city from another: they refuse nothing."""
    for one in judged(dataset, framework, measured):
        known = one.known
        domain = one.node.possible
        if len(known) > 2 and known.min() == known.max() and not (domain is not None and domain.whole):
            rows = np.flatnonzero(~np.isnan(one.values)).tolist()
            yield suspicion("constant", dataset, one.column, rows, refuses=False, value=figure(known[0]))
