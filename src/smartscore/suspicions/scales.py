"""Values on another scale than that of their unit: shares for percentages, percentages beyond 0 to 100, thousands."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from smartscore.dataset import Dataset
from smartscore.errors import Suspicion
from smartscore.model import Framework
from smartscore.rules import Array, is_relative
from smartscore.suspicions.cells import Judged, cell_places, figure, judged, suspicion
from smartscore.suspicions.placeholders import placeholder_cells
from smartscore.suspicions.units import is_counted, is_percent, is_plain_percent

#: Fixed bounds up to this far apart fit values from 0 to 1.
_NARROW = 5.0
#: How many times smaller than all others a share beside percentages is.
_APART = 5.0
_HALF = 50.0


def share_scales(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find columns of shares, from 0 to 1, where the unit is percent; by relative rules they only are remarks.

    A single value tells nothing, unless all percentages of the dataset, two at least, are such.
    """
    filled = [one for one in _percentages(dataset, framework, measured) if len(one.known)]
    found = [one for one in filled if _are_shares(one.known) and _is_wide(one) and _fit_as_shares(one)]
    all_of_several = len(found) == len(filled) > 1
    for one in (one for one in found if all_of_several or len(one.known) > 1):
        known = one.known
        rows = np.flatnonzero(~np.isnan(one.values)).tolist()
        shown = {"least": figure(known.min()), "greatest": figure(known.max())}
        fields = {**shown, "unit": one.node.unit, "cells": cell_places(dataset, one.column, rows)}
        yield suspicion("share_scale", dataset, one.column, rows, refuses=not is_relative(one.node.rule), **fields)


def share_cells(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find single shares among percentages: 0.7 beside 70."""
    for one in _percentages(dataset, framework, measured):
        known = one.known
        rest = known[(known > 1) & (known <= 100)]
        is_whole = (
            len(rest) > 1 and rest.min() >= _HALF
        )  # 1 is all of it, where hardly anything is so far from the rest
        is_share = (one.values > 0) & ((one.values <= 1) if is_whole else (one.values < 1))
        count = int(is_share.sum())
        if not count or not len(rest) or count > max(1, len(known) // 10) or not _is_wide(one):
            continue
        low, high = rest.min(), rest.max()
        near = (one.values * 100 >= 0.8 * low) & (one.values * 100 <= (100.0 if is_whole else 1.2 * high))
        apart = max(_APART, min(high / low, 2 * _APART))
        rows = np.flatnonzero(is_share & near & (one.values < low / apart) & (low > _APART)).tolist()
        if len(rows) == count:
            fields: dict[str, Any] = {"least": figure(low), "greatest": figure(high), "unit": one.node.unit}
            cells = cell_places(dataset, one.column, rows, one.values)
            yield suspicion("share_cell", dataset, one.column, rows, cells=cells, **fields)


def beyond_percents(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find percentages below 0 or above 100 where no domain says that they may be."""
    for one in judged(dataset, framework, measured):
        if one.node.possible is not None or not is_percent(one.node):
            continue
        bounds = one.bounds or (0.0, 100.0)
        low, high = min(bounds[0], 0.0), max(bounds[1], 100.0)
        outside = (one.values < low) | (one.values > high)
        if not outside.any() or not is_plain_percent(one.node):
            continue
        rows = np.flatnonzero(outside & ~placeholder_cells(one.values, one)).tolist()
        if rows:
            cells = cell_places(dataset, one.column, rows, one.values)
            fields = {"unit": one.node.unit, "cells": cells}
            yield suspicion(
                "beyond_percent", dataset, one.column, rows, refuses=not is_relative(one.node.rule), **fields
            )


def thousands_scales(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find numbers of whole things with three decimals: 1.234 people is 1,234 with its mark read as decimal."""
    for one in judged(dataset, framework, measured):
        if not is_counted(one.node) or one.node.denominator:
            continue
        thousands = one.values * 1000
        exact = np.abs(thousands - np.rint(thousands)) < 1e-6
        fraction = (one.values != np.rint(one.values)) & ~np.isnan(one.values)
        third = np.abs(one.values * 100 - np.rint(one.values * 100)) > 1e-6
        rows = np.flatnonzero(fraction).tolist()
        if rows and exact[rows].all() and third[rows].any() and (one.values[rows] < 1000).all():
            is_mixed = bool((one.known >= 100).any())
            cells = cell_places(dataset, one.column, rows, one.values)
            refuses = is_mixed or not is_relative(one.node.rule)
            fields = {"unit": one.node.unit, "cells": cells}
            yield suspicion("thousands_scale", dataset, one.column, rows, refuses=refuses, **fields)


def _percentages(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Judged]:
    """Give the indicators in percent that are measured as such, and are no ratio of two columns."""
    for one in judged(dataset, framework, measured):
        domain = one.node.possible
        if is_percent(one.node) and not one.node.denominator and (domain is None or domain.high > 1):
            yield one


def _are_shares(known: Array) -> bool:
    return bool(known.min() >= 0 and known.max() <= 1 and ((known > 0) & (known < 1)).any())


def _is_wide(one: Judged) -> bool:
    """Tell whether the fixed bounds of a rule, if it has some, are those of percentages and not of shares."""
    return one.bounds is None or one.bounds[1] - one.bounds[0] > _NARROW


def _fit_as_shares(one: Judged) -> bool:
    """Tell whether values times 100 lie within fixed bounds, if there are some: 0.9 is no share of 90 up to 12."""
    if one.bounds is None:
        return True
    low, high = one.bounds
    slack = (high - low) / 4
    times_100 = one.known * 100
    return bool(np.median((times_100 >= low - slack) & (times_100 <= high + slack)) > 0)
