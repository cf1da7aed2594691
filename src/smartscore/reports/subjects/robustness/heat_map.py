"""How often each city has each rank, as a picture: dark where it mostly is."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from smartscore.reports.document import Chart, Figure, Listed
from smartscore.reports.elements.cells import row_label
from smartscore.reports.subjects.robustness.ranks import SEEN, Standing
from smartscore.reports.subjects.robustness.shares import chart_specification
from smartscore.rules import Array
from smartscore.text import Phrase

#: So many cities have room, and so many columns of ranks.
CITIES, COLUMNS = 30, 30
_TOLD = 10  # cities that are told to those who do not see it
_WRITTEN = 16  # columns in which shares are written as numbers
_NAMED = 6  # columns that are named where they are more


def shown_rows(rows: Sequence[int], city: int | None) -> list[int]:
    """Give the rows that are drawn: the first ones, or those around the city in row `city`."""
    if city not in rows:
        return [*rows[:CITIES]]
    start = min(max(0, rows.index(city) - CITIES // 2), max(0, len(rows) - CITIES))
    return [*rows[start : start + CITIES]]


def drawn_ranks(standing: Standing, rows: Sequence[int]) -> tuple[int, int]:
    """Give the first rank that is drawn and the last: all that there are, or the intervals where they are many."""
    there = np.flatnonzero((standing.acceptability[rows] >= SEEN).any(axis=0)) + 1
    if there[-1] - there[0] < COLUMNS:
        return int(there[0]), int(there[-1])
    ends = standing.summary.iloc[[*rows]]
    low, high = (ends["rank_low"].to_numpy(dtype=float), ends["rank_high"].to_numpy(dtype=float))
    nominal = standing.ranks[rows]
    return int(min(low.min(), nominal.min())), int(np.ceil(max(high.max(), nominal.max())))


def heat_map(standing: Standing, rows: Sequence[int]) -> Chart:
    """Draw a cell for each of these cities and each rank, several ranks in one where there are many."""
    first, last = drawn_ranks(standing, rows)
    width = -(-(last - first + 1) // COLUMNS)
    starts = np.arange(first, last + 1, width)
    shares = np.add.reduceat(standing.acceptability[rows][:, first - 1 : last], starts - first, axis=1)
    return Chart(
        id="acceptability",
        title="",
        spec=partial(chart_specification, "acceptability"),
        data={
            "cells": _cells(standing, rows, shares, starts),
            "cities": [{"order": place, "name": _name(standing, row)} for place, row in enumerate(rows)],
            "ranks": [{"place": place, "label": label} for place, label in enumerate(_labels(starts))],
        },
        says=Phrase("robust_heat_says", told=Listed([_told(standing, row) for row in rows[:_TOLD]], "; ")),
        key=Phrase("robust_heat_key"),
    )


def _name(standing: Standing, row: int) -> str:
    return f"{standing.ranks[row]:.0f}  {row_label(standing.uncertainty.assessment, row)}"


def _labels(starts: np.ndarray) -> list[str]:
    """Name columns by their first rank, all of them or every so many where room is short."""
    step = 1 if len(starts) <= _WRITTEN else -(-len(starts) // _NAMED)
    return [str(start) if place % step == 0 else "" for place, start in enumerate(starts.tolist())]


def _cells(standing: Standing, rows: Sequence[int], shares: Array, starts: np.ndarray) -> list[dict[str, Any]]:
    few = len(starts) <= _WRITTEN
    nominal = np.searchsorted(starts, standing.ranks[rows], side="right") - 1
    return [
        {
            "order": order,
            "place": place,
            "share": share,
            "nominal": bool(place == nominal[order]),
            "text": f"{100 * share:.0f}" if few and share >= SEEN else "",
            "dark": bool(share > shares.max() / 2),
        }
        for order, place in np.argwhere(shares > 0).tolist()
        for share in [float(shares[order, place])]
    ]


def _told(standing: Standing, row: int) -> Phrase:
    likeliest = int(standing.acceptability[row].argmax())
    return Phrase(
        "robust_heat_told",
        city=row_label(standing.uncertainty.assessment, row),
        rank=likeliest + 1,
        share=Figure(float(standing.acceptability[row, likeliest]), "share", 0),
    )
