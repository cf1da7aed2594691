"""Both ends of the scores that nodes can have, carried from the leaves to the index.

Each end of a dimension is its aggregate over the same ends of its members: aggregates rise with their members, and
every indicator stands in the tree once, so that the ends of one do not keep those of another from being reached.
"""

from collections.abc import Mapping
from typing import Literal, Self

import numpy as np
from attrs import frozen

from smartscore.aggregates import Mean, Sum, is_own, over_present
from smartscore.engine.judged import Judged
from smartscore.engine.ranges.open_values import bearing, leaf_ends
from smartscore.model import Dimension, Indicator, Node, is_unscored, mass
from smartscore.rounding import half_up, on_grid
from smartscore.rules import Array
from smartscore.rules.extremes import extremes

End = Literal[-1, 1]


@frozen(eq=False)
class Ends:
    """Both ends of a node in some cities, NaN where it never has a score: (cities).

    `open` is where more than one score is possible, `absent` where that is none at all; `mass` is the least and the
    greatest weight of the indicators below it that have a score: (2, cities).
    """

    low: Array
    high: Array
    open: np.ndarray
    absent: np.ndarray
    mass: Array


@frozen(eq=False)
class _Members:
    """Both ends of the members of a dimension, and the least and the greatest weight with which each counts.

    Shapes: (members, cities) each, (2, members, cities) for `mass`, (members) for the nominal `weights`.
    """

    low: Array
    high: Array
    weights: Array
    mass: Array


def carried(assessment: Judged, rows: np.ndarray, opened: Mapping[str, np.ndarray]) -> dict[str, Ends]:
    """Give the ends of every node in these rows; `opened` is where indicators are open: bool (cities) by id."""
    carrying = _Carrying.of(assessment, rows)
    ends: dict[str, Ends] = {}
    for node in reversed([*assessment.framework.walk()]):
        if isinstance(node, Indicator):
            ends[node.id] = carrying.leaf(node, opened[node.id][rows])
        else:
            ends[node.id] = carrying.dimension(node, ends)
    return ends


@frozen(eq=False)
class _Carrying:
    """What gives the ends of a node in some rows of an assessment."""

    assessment: Judged
    rows: np.ndarray
    scores: Mapping[str, Array]
    given: Mapping[str, np.ndarray]
    lifted: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, assessment: Judged, rows: np.ndarray) -> Self:
        scores, given = assessment.scores, assessment.given
        return cls(
            assessment,
            rows,
            dict(zip(map(str, scores), scores.to_numpy(dtype=float)[rows].T, strict=True)),
            dict(zip(map(str, given), given.to_numpy()[rows].T, strict=True)),
            {name: mask[rows] for name, mask in assessment.not_applicable.items()},
        )

    def leaf(self, node: Indicator, is_open: np.ndarray) -> Ends:
        """Give the ends of an indicator: its score where it is known, else all that its rule makes of its domain."""
        score = self.scores[node.id]
        low, high = leaf_ends(self.assessment, node) if is_open.any() else (np.nan, np.nan)
        absent = is_open & node.optional & np.isnan(score)
        ends = np.where(is_open, low, score), np.where(is_open, high, score)
        weight = np.where(np.isnan(ends[0]), 0.0, node.weight)
        return Ends(*ends, is_open, absent, np.stack([np.where(absent, 0.0, weight), weight]))

    def dimension(self, node: Dimension, ends: Mapping[str, Ends]) -> Ends:
        """Give the ends of a dimension: aggregate, then the rule, the scale and decimals, then what was given."""
        each = [ends[member.id] for member in bearing(node)]
        opened, below = np.array([one.open for one in each]), np.stack([one.mass for one in each], axis=1)
        excused = self._excused(node)
        absent = np.array([one.absent for one in each]) | self._optional(node) & opened
        below[0] = np.where(absent, 0.0, below[0])
        members = self._members(node, each, absent, excused)
        given, score = self.given[node.id], self.scores[node.id]
        is_open = opened.any(axis=0) & ~given
        low, high = self._judged(node, _end(node, members, -1), _end(node, members, 1))
        nothing = (members.mass[0] == 0).all(axis=0)
        if node.min_coverage > 0 and node.missing != "worst":
            nothing |= (absent & ~excused).any(axis=0)
        weight = np.where(given, mass(node), below.sum(axis=1))
        return Ends(np.where(is_open, low, score), np.where(is_open, high, score), is_open, nothing & is_open, weight)

    def _members(self, node: Dimension, each: list[Ends], absent: np.ndarray, excused: np.ndarray) -> _Members:
        low, high = np.array([one.low for one in each]), np.array([one.high for one in each])
        weights = np.array([member.weight for member in bearing(node)])
        if node.missing == "worst":  # what is absent and not excused counts as the worst score
            counted, worst = (absent | np.isnan(low)) & ~excused, self.assessment.framework.worst_score_in(node)
            low, high = np.where(counted, np.fmin(low, worst), low), np.where(counted, np.fmax(high, worst), high)
            absent = absent & excused
        if node.missing == "pool":
            most = np.stack([one.mass[1] for one in each])
            least = np.where(absent, 0.0, np.stack([one.mass[0] for one in each]))
        else:
            most = np.where(np.isnan(low), 0.0, weights[:, None])
            least = np.where(absent, 0.0, most)
        return _Members(low, high, weights, np.stack([least, most]))

    def _optional(self, node: Dimension) -> np.ndarray:
        """Tell which members are optional and have no score now, so that they may stay without: (members, cities)."""
        return np.array([member.optional & np.isnan(self.scores[member.id]) for member in bearing(node)])

    def _excused(self, node: Dimension) -> np.ndarray:
        """Tell which members may be absent without being counted: (members, cities)."""
        return np.array([self._may_be_absent(member) for member in bearing(node)])

    def _may_be_absent(self, member: Node) -> np.ndarray:
        lifted = self.lifted.get(member.id, np.zeros(len(self.rows), dtype=bool))
        return np.asarray(lifted | member.optional | is_unscored(member))

    def _judged(self, node: Dimension, low: Array, high: Array) -> tuple[Array, Array]:
        scale = start, stop = self.assessment.framework.scale
        if node.rule is not None:
            ends = extremes(node.rule, on_grid(low, scale), on_grid(high, scale))
            low, high = (start + (stop - start) * end for end in ends)
        if node.decimals is not None:
            low, high = half_up(low, node.decimals), half_up(high, node.decimals)
        return low, high


def _end(node: Dimension, members: _Members, end: End) -> Array:
    """Give one end of an aggregate: those that may be absent are there where they bring it further out.

    Of a mean, and of a median, a minimum and a maximum, those are the members that lie beyond the end itself, which is
    found by coming closer to it from within.
    """
    values, (least, most) = members.low if end < 0 else members.high, members.mass
    score = _aggregated(node, values, members.weights, least, end)
    if (least == most).all():
        return score
    worth = members.weights.sum() if isinstance(node.aggregate, Sum) else 1.0  # a sum is a mean times this
    for _ in range(len(values) + 1):
        taken = np.where(np.isnan(score) | (end * values * worth > end * score), most, least)
        reached = _aggregated(node, values, members.weights, taken, end)
        further = ~np.isnan(reached) & (np.isnan(score) | (end * reached > end * score))
        if not further.any():
            break
        score = np.where(further, reached, score)
    return score


def _aggregated(node: Dimension, values: Array, weights: Array, masses: Array, end: End) -> Array:
    """Aggregate the members that count, (members, cities) each; without a limit where that gives nothing."""
    there = (masses > 0) & ~np.isnan(values)
    with np.errstate(all="ignore"):
        if node.missing == "pool" and isinstance(node.aggregate, Mean):
            score = node.aggregate.pooled(np.where(there, values, np.nan), np.where(there, masses, 0.0))
        elif is_own(node.aggregate):
            score = over_present(node.aggregate, values, weights, there)
        else:
            score = _by_others(node, values, weights, there)
    return np.where(there.any(axis=0) & np.isnan(score), end * np.inf, score)


def _by_others(node: Dimension, values: Array, weights: Array, there: np.ndarray) -> Array:
    """Ask the aggregate of somebody else, which is given no infinite scores."""
    score = np.full(values.shape[1], np.nan)
    finite = ~(np.isinf(values) & there).any(axis=0)
    score[finite] = over_present(node.aggregate, values[:, finite], weights, there[:, finite])
    return score
