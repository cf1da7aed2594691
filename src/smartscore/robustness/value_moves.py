"""Moves of single indicators of a city towards their best values, all tried at once, and the least that suffices."""

from collections.abc import Iterator
from typing import Self

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.engine.rescoring import rescored
from smartscore.model import Indicator, is_unscored
from smartscore.rounding import on_grid
from smartscore.rules import Array, answers
from smartscore.views import target_values

_STEPS = 2**40  # into which the way to the best value is cut where it has no levels


@frozen(eq=False)
class Moves:
    """What indicators of a city may become, each alone: `counts` steps from its value to the best one.

    Where only whole values are possible, each step is a whole one. Shapes: all are (indicators).
    """

    assessment: Assessment
    row: int
    names: tuple[str, ...]
    values: Array
    best: Array
    whole: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, assessment: Assessment, row: int) -> Self:
        """Find the indicators of the city at a position that have a value and a best value."""
        found = [(node, *ends) for node, ends in _ends(assessment, row)]
        values = np.array([value for _, value, _ in found], dtype=float)
        best = np.array([end for *_, end in found], dtype=float)
        whole = np.array([bool(node.possible and node.possible.whole) for node, *_ in found], dtype=bool)
        counts = np.where(whole, np.ceil(np.abs(best - values)), _STEPS).astype(np.int64)
        names = tuple(node.id for node, *_ in found)
        return cls(assessment, row, names, values, best, whole, np.maximum(counts, 1))

    def at(self, places: np.ndarray) -> Array:
        """Give the values after so many steps."""
        way = np.sign(self.best - self.values)
        start = np.where(way > 0, np.floor(self.values), np.ceil(self.values))
        between = self.values + (self.best - self.values) * (places / self.counts)
        moved = np.where(self.whole, start + way * places, between)
        return np.where(places <= 0, self.values, np.where(places >= self.counts, self.best, moved))

    def changed(self, places: np.ndarray) -> dict[str, Array]:
        """Give the values of all indicators in scenarios of which each moves one of them: (scenarios) by indicator."""
        table = np.tile(self.values[:, None], (1, len(places)))
        np.fill_diagonal(table, self.at(places))
        return dict(zip(self.names, table, strict=True))

    def index(self, places: np.ndarray) -> Array:
        """Give the index of each scenario, turned so that more is better, on the grid of equal scores."""
        framework, rows = self.assessment.framework, np.full(len(places), self.row)
        index = rescored(self.assessment, rows, self.changed(places))["index"]
        return np.asarray(framework.sign * on_grid(index, framework.scale))

    def least(self, wanted: float) -> np.ndarray:
        """Give the least number of steps by which the index is more than `wanted`, -1 where none suffices."""
        low, high = np.full(len(self.names), -1), self.counts.copy()
        suffices = self.index(high) > wanted
        while (suffices & (high - low > 1)).any():
            middle = np.where(high - low > 1, (low + high) // 2, high)
            enough = self.index(middle) > wanted
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return np.where(suffices, high, -1)


def _ends(assessment: Assessment, row: int) -> Iterator[tuple[Indicator, tuple[float, float]]]:
    """Give the indicators that have a value there and a best value, with both."""
    targets = target_values(assessment).iloc[row]
    for node in assessment.framework.indicators:
        if node.id not in assessment.columns or is_unscored(node) or not assessment.framework.ways[node.id]:
            continue
        value, best = float(assessment.columns[node.id][row]), float(targets.get(node.id, np.nan))
        end = _end_of_domain(node, assessment.framework.ways[node.id])
        if end is not None and (np.isnan(best) or _goes_on(node, assessment.framework.ways[node.id])):
            best = end
        if not np.isnan(value) and not np.isnan(best):
            yield node, (value, best)


def _end_of_domain(node: Indicator, way: int) -> float | None:
    """Give the best end of what is possible; None where it has none, or the best is in the middle."""
    better, domain = answers.better(node.rule), node.possible
    if domain is None or better not in ("higher", "lower"):
        return None
    end = domain.high if (better == "higher") == (way > 0) else domain.low
    return end if np.isfinite(end) else None


def _goes_on(node: Indicator, way: int) -> bool:
    """Tell whether scores go on beyond the bound of the rule that is best."""
    return bool(np.isinf(answers.held_ends(node.rule)[1 if way > 0 else 0]))
