"""Values that are 10, 100 or 1000 times those of the year before, or a part of it, where others hardly move."""

from collections.abc import Iterator, Mapping

import numpy as np
from pandas import factorize

from smartscore.dataset import Dataset
from smartscore.errors import Suspicion
from smartscore.model import Framework
from smartscore.rules import Array
from smartscore.suspicions.cells import cell_places, judged, suspicion
from smartscore.suspicions.placeholders import placeholder_cells

#: How near a ratio is to a power of ten (as a logarithm), and how near the ratios of a column that hardly moves are.
_NEAR = 0.08


def year_jumps(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find values that left the scale of the year before by 10, 100 or 1000, up or down."""
    if dataset.years is None:
        return
    before = _rows_before(dataset)
    for one in judged(dataset, framework, measured):
        values = np.where(placeholder_cells(one.values, one), np.nan, one.values)
        old = np.where(before >= 0, values[before], np.nan)
        usable = (values > 0) & (old > 0)
        logarithms = np.log10(np.where(usable, values, 1.0)) - np.log10(np.where(usable, old, 1.0))
        powers = np.rint(logarithms)
        if not powers.any():
            continue
        apart = np.abs(logarithms - powers)
        jumps = usable & (powers != 0) & (np.abs(powers) <= 3) & (apart < _NEAR) & ~_are_small_counts(values, old)
        if jumps.any() and float(np.median(apart[usable])) < _NEAR:
            rows = np.flatnonzero(jumps).tolist()
            cells = cell_places(dataset, one.column, rows, values)
            yield suspicion("year_jump", dataset, one.column, rows, cells=cells)


def _rows_before(dataset: Dataset) -> np.ndarray:
    """Give for each row the position of that of the same city and assessor in the latest year before; -1 for none."""
    index = dataset.frame.index
    units = factorize(index.droplevel("year"))[0]  # type: ignore[arg-type]
    order = np.lexsort((np.asarray(index.get_level_values("year")), units))
    before = np.full(len(order), -1)
    same = units[order][1:] == units[order][:-1]
    before[order[1:][same]] = order[:-1][same]
    return before


def _are_small_counts(values: Array, old: Array) -> np.ndarray:
    """Tell which pairs are whole numbers of which one is below 10: 1 and 10 cases are no error of scale."""
    whole = (values == np.rint(values)) & (old == np.rint(old))
    return np.asarray(whole & (np.minimum(values, old) < 10))
