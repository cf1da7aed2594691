"""Charts of nodes: how their scores are spread, and two of them against each other."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import numpy as np

from smartscore.plots.scores import Row, Scores
from smartscore.reports.charts.label_places import Dot, label_places
from smartscore.reports.document import Chart
from smartscore.rules import Array
from smartscore.text import Phrase

_NAMED = 25  # dots that all have names


def distribution(scores: Scores, bins: int) -> Chart:
    """Give how many cities have which score, in steps that begin where bands do too."""
    values = scores.values
    title = Phrase("plot_distribution", title=scores.title)
    median = scores.figure(float(np.nanmedian(values)) if (~np.isnan(values)).any() else np.nan)
    return Chart(
        id="spread",
        title=title,
        spec=scores.spec("spread", values),
        data={"spread": [*_steps(scores, values, bins)]},
        says=title,
        key=Phrase("plot_distribution_key", count=int((~np.isnan(values)).sum()), median=median),
    )


def _steps(scores: Scores, values: Array, bins: int) -> Iterator[Row]:
    framework = scores.assessment.framework
    low, high = float(np.nanmin([framework.scale[0], *values])), float(np.nanmax([framework.scale[1], *values]))
    starts = {low + at * (high - low) / bins for at in range(bins)}
    starts |= {band.start for band in framework.bands if scores.has_bands and low < band.start < high}
    ends = [*sorted(starts), high]
    for start, end in pairwise(ends):
        inside = (values >= start) & ((values < end) | (end == high))
        if inside.any():
            fields = {"start": scores.figure(start), "end": scores.figure(end), "count": int(inside.sum())}
            row = int(scores.rows[np.flatnonzero(inside)[0]])
            tip = Phrase("plot_step", **fields)
            yield {"from": start, "to": end, "count": int(inside.sum()), "band": scores.band(row), "tip": tip}


def scatter(first: Scores, second: Scores, named: Collection[int] | None) -> Chart:
    """Give a dot a city, of two nodes, with names beside the rows `named`, else beside those that stand out."""
    across, up = first.values, second.values
    known = np.flatnonzero(~np.isnan(across) & ~np.isnan(up))
    middles = [{"x": first.data(_median(across[known])), "y": second.data(_median(up[known]))}] if len(known) else []
    title = Phrase("plot_scatter", first=first.titled(first.node), second=second.titled(second.node))
    words = {"plot_x": first.titled(first.node), "plot_y": second.titled(second.node)}
    if named is None:
        named = {int(first.rows[at]) for at in known[_standing_out(across[known], up[known])]}
    return Chart(
        id="scatter",
        title=title,
        spec=first.spec("scatter", across, words),
        data={"cities": _dots(first, second, first.rows[known].tolist(), named), "medians": middles},
        says=title,
        key=Phrase("plot_scatter_key", count=len(known)),
    )


def _dots(first: Scores, second: Scores, rows: Sequence[int], named: Collection[int]) -> list[Row]:
    dots = [Dot(first.score(row), second.score(row), first.name(row) if row in named else "") for row in rows]
    return [
        {
            "x": first.data(dot.x),
            "y": second.data(dot.y),
            "name": dot.name,
            "side": side,
            "tip": first.tip(row, first.node, second.node),
        }
        for row, dot, side in zip(rows, dots, label_places(dots), strict=True)
    ]


def _standing_out(across: Array, up: Array) -> list[int]:
    """Give the places of the dots that have names: all of few, of many those furthest from the middle."""
    if len(across) <= _NAMED:
        return list(range(len(across)))
    spread = [np.ptp(values) or 1.0 for values in (across, up)]
    away = ((across - np.median(across)) / spread[0]) ** 2 + ((up - np.median(up)) / spread[1]) ** 2
    furthest: list[int] = np.argsort(-away, kind="stable")[:_NAMED].tolist()
    return furthest


def _median(values: Array) -> float:
    return float(np.median(values))
