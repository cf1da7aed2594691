"""Scoring: values and a tree go in, the scores of every node come out, unrounded.

Scores are one array, nodes x cities, breadth first, so that the members of a dimension are one
slice; it is filled from the leaves up, in blocks of cities that stay in the processor's cache.
"""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Self

import numpy as np
from attrs import field, frozen
from pandas import Index

from smartscore.aggregates import Mean, applied, is_bounded, is_own, over_present
from smartscore.dataset.keys import key_in_words
from smartscore.engine.layout import DimensionLayout, marked_indicators
from smartscore.errors import Problem, RuleError
from smartscore.method_faults import naming
from smartscore.model import Dimension, Framework, Indicator, Node, is_unscored
from smartscore.model import mass as mass_of
from smartscore.rounding import half_up, on_grid
from smartscore.rules import Array, Linear, Log, Position, RelativeRule, Rule, Unscored, is_relative
from smartscore.rules.supplied import normalised_by

BLOCK = 32768
OWN_RULES = frozenset(rule.__module__ for rule in (Linear, Log, Position, Unscored))
_SHARE_TIE = 1e-9


@frozen(eq=False)
class Scored:
    """Scores (nodes, cities), coverage (dimensions, cities) and which scores were given (dimensions, cities).

    `disagree` holds (dimension, city) where a given score is not that of the members, which is kept.
    `not_applicable` is where a node does not apply (nodes, cities), None where all of them apply to all.
    """

    nodes: list[Node]
    scores: Array
    coverage: Array
    given: np.ndarray
    not_applicable: np.ndarray | None = None
    disagree: list[tuple[int, int]] = field(factory=list)


def _has_gaps(node: Node, column: Array | None) -> bool:
    """Tell whether an indicator lacks scores somewhere."""
    return is_unscored(node) or column is None or bool(np.isnan(column.sum()))


@frozen(eq=False)
class Kernel:
    """The loop that fills the arrays, block by block and from the leaves up."""

    framework: Framework
    cities: Index
    columns: list[Array | None]
    judged: Collection[str]  # the indicators whose column holds scores, not values
    gaps: np.ndarray  # whether a node may lack a score somewhere: (nodes)
    partial: np.ndarray  # whether the coverage of a node may be less than whole: (nodes)
    mass: Array  # where a dimension pools, weight of the indicators scored and asked for: (2, dimensions, cities)
    layouts: dict[int, DimensionLayout]
    out: Scored

    @classmethod
    def of(
        cls,
        framework: Framework,
        checked: Mapping[str, Array],
        cities: Index,
        judged: Collection[str] = (),
        not_applicable: Mapping[str, np.ndarray] = MappingProxyType({}),
    ) -> Self:
        """Lay out a fitted framework and checked columns; those of indicators in `judged` are scores already.

        `not_applicable` tells in which cities an indicator without a value does not apply: bool (cities) by id.
        """
        nodes = list(framework.walk())
        columns = [checked.get(node.id) for node in nodes]
        slots = {node.id: slot for slot, node in enumerate(n for n in nodes if isinstance(n, Dimension))}
        layouts, start = {}, 1
        for row, node in enumerate(nodes):
            if isinstance(node, Dimension):
                layouts[row] = DimensionLayout.of(node, row, start, slots, columns[row])
                start = layouts[row].members.stop
        shape = (len(slots), len(cities))
        marked = marked_indicators(nodes, columns, not_applicable, len(cities))
        out = Scored(nodes, np.empty((len(nodes), len(cities))), np.ones(shape), np.zeros(shape, dtype=bool), marked)
        gaps = np.array(
            [
                isinstance(node, Indicator) and _has_gaps(node, column)
                for node, column in zip(nodes, columns, strict=True)
            ]
        )
        pools = any(isinstance(node, Dimension) and node.missing == "pool" for node in nodes)
        mass = np.zeros((2, *shape) if pools else (0, 0, 0))
        return cls(framework, cities, columns, judged, gaps, gaps.copy(), mass, layouts, out)

    def run(self) -> Scored:
        """Score all cities.

        Raises:
            RuleError: where a rule or an aggregate fails or is not defined for a score, naming the node.
        """
        cities = self.out.scores.shape[1]
        for start in range(0, cities, BLOCK):
            block = slice(start, min(start + BLOCK, cities))
            for row in range(len(self.out.nodes) - 1, -1, -1):
                node = self.out.nodes[row]
                with naming(node.id):
                    if isinstance(node, Indicator):
                        self._judge(row, node, block)
                    else:
                        self._combine(self.layouts[row], block)
        return self.out

    def leaves(self) -> dict[str, Array]:
        """Give the scores of the indicators alone, (cities) by indicator, with the same errors as `run`."""
        rows = {row: node for row, node in enumerate(self.out.nodes) if isinstance(node, Indicator)}
        for row, node in rows.items():
            with naming(node.id):
                self._judge(row, node, slice(None))
        return {node.id: self.out.scores[row] for row, node in rows.items()}

    def _judge(self, row: int, indicator: Indicator, block: slice) -> None:
        column, out = self.columns[row], self.out.scores[row, block]
        if column is None or is_unscored(indicator):
            out.fill(np.nan)
        elif indicator.id in self.judged:
            out[:] = column[block]
        else:
            self._onto_scale(indicator.rule, column[block], out, block)
            if indicator.decimals is not None:
                out[:] = half_up(out, indicator.decimals)

    def _onto_scale(self, rule: Rule | RelativeRule, values: Array, out: Array, block: slice) -> None:
        if is_relative(rule):
            if not np.isnan(values).all():
                raise RuleError(Problem("not_fitted", {"name": type(rule).__name__}))
            out.fill(np.nan)
            return
        low, high = scale = self.framework.scale
        if type(rule) is Linear:  # somebody may have made another rule of it
            rule.onto(values, scale, out)
            return
        is_ours = type(rule).__module__ in OWN_RULES
        normalised = rule(values) if is_ours else normalised_by(rule, values, self._city(block))
        np.multiply(normalised, high - low, out=out)
        if low:
            out += low

    def _combine(self, layout: DimensionLayout, block: slice) -> None:
        """Aggregate, then min_coverage, then the rule and the scale, then decimals, then what was given."""
        dimension, out = layout.dimension, self.out.scores[layout.row, block]
        members, share = self.out.scores[layout.members, block], None
        members.flags.writeable = False
        excused = self._excused(layout, block)
        if dimension.missing == "pool":
            share = self._pooled(layout, block, members, excused, out)
        elif self.gaps[layout.members].any():
            share = self._over_gaps(layout, block, members, excused, out)
        else:
            out[:] = applied(dimension.aggregate, members, layout.weights, self._city(block))
        self._refuse_undefined(layout, block, share, out)
        if dimension.missing != "pool":
            if share is not None or self.partial[layout.members].any():
                self._cover(layout, block, members, excused, share)
            if self.mass.size:
                self._masses(layout, block, members, excused)
        if self.out.not_applicable is not None:
            self._mark(layout, block, members, self.out.not_applicable)
        if dimension.rule is not None:
            self._onto_scale(dimension.rule, on_grid(out, self.framework.scale), out, block)
        if dimension.decimals is not None:
            out[:] = half_up(out, dimension.decimals)
        if self.columns[layout.row] is not None:
            self._fill_in_given(layout, block)

    def _excused(self, layout: DimensionLayout, block: slice) -> np.ndarray:
        """Tell which members may be absent: optional ones, and those that do not apply: (members, 1 or cities)."""
        optional = layout.optional[:, None]
        marked = self.out.not_applicable
        return optional if marked is None else optional | marked[layout.members, block]

    def _mark(self, layout: DimensionLayout, block: slice, members: Array, marked: np.ndarray) -> None:
        """Mark a dimension where no member of weight applies, or the others are optional and absent: no coverage."""
        bearing = layout.weights > 0
        lifted = marked[layout.members, block][bearing]
        absent = layout.optional[bearing, None] & np.isnan(members[bearing])
        marked[layout.row, block] = (lifted | absent).all(axis=0) & lifted.any(axis=0)
        self.out.coverage[layout.slot, block][marked[layout.row, block]] = np.nan

    def _over_gaps(
        self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, out: Array
    ) -> Array:
        """Aggregate the scores of the members that have one, and give their share of the required weight."""
        dimension, is_scored = layout.dimension, np.equal(members, members)  # NaN is not equal to itself
        reached = layout.weights @ is_scored.astype(float)
        share: Array = reached / layout.required_weight(is_scored, excused)
        lacks = share < dimension.min_coverage - _SHARE_TIE
        there = is_scored if is_own(dimension.aggregate) else is_scored & ~lacks  # others are not asked for nothing
        if dimension.missing == "worst":
            lacking = ~is_scored & ~excused
            members = np.where(lacking, self.framework.worst_score_in(dimension), members)
            there, reached = there | lacking & ~lacks, None
        city = self._city(block)
        out[:] = over_present(dimension.aggregate, members, layout.weights, there, reached=reached, city=city)
        out[lacks] = np.nan
        return share

    def _masses(
        self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray
    ) -> tuple[Array, Array]:
        """Give the weight of the indicators with a score below each member, and that of the required indicators."""
        is_scored = np.equal(members, members)
        mass = np.where(is_scored, layout.weights[:, None], 0.0)
        required = np.where(is_scored | ~excused, layout.weights[:, None], 0.0)
        for member, slot in enumerate(layout.slots):
            if slot >= 0:
                mass[member] = np.where(is_scored[member], self.mass[0, slot, block], 0.0)
                absent = excused[member] & ~is_scored[member]
                required[member] = np.where(absent, 0.0, self.mass[1, slot, block])
        self.mass[:, layout.slot, block] = mass.sum(axis=0), required.sum(axis=0)
        return mass, required

    def _pooled(self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, out: Array) -> Array:
        """Average over all indicators below that have a score, and give their share of the required weight."""
        mean = layout.dimension.aggregate
        if not (isinstance(mean, Mean) and is_own(mean) and is_bounded(mean)):
            raise RuleError(Problem("pool_needs_mean"))
        mass, required = self._masses(layout, block, members, excused)
        out[:] = mean.pooled(members, mass)
        share: Array = mass.sum(axis=0) / np.maximum(required.sum(axis=0), _SHARE_TIE)
        out[share < layout.dimension.min_coverage - _SHARE_TIE] = np.nan
        self.partial[layout.row] = True
        self.out.coverage[layout.slot, block] = share
        return share

    def _cover(
        self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, share: Array | None
    ) -> None:
        """Fill in the coverage: the share of the weight, down to the indicators, that has a value."""
        self.partial[layout.row] = True
        if layout.flat and share is not None:
            self.out.coverage[layout.slot, block] = share
            return
        is_scored = np.equal(members, members)
        inner = is_scored.astype(float)
        for member, slot in enumerate(layout.slots):
            if slot >= 0:
                absent = excused[member] & ~is_scored[member]  # a member that may be absent brings no coverage then
                inner[member] = np.where(absent, 0.0, self.out.coverage[slot, block])
        self.out.coverage[layout.slot, block] = layout.weights @ inner / layout.required_weight(is_scored, excused)

    def _city(self, block: slice) -> Callable[[int], str]:
        return lambda place: key_in_words(self.cities[block][place])

    def _refuse_undefined(self, layout: DimensionLayout, block: slice, share: Array | None, out: Array) -> None:
        """Refuse an aggregate that is not defined for real scores, such as a geometric mean of a negative one."""
        bad = ~np.isfinite(out)
        if not bad.any():
            return
        self.gaps[layout.row] = True
        if share is not None:
            bad &= (share >= max(layout.dimension.min_coverage - _SHARE_TIE, _SHARE_TIE)) | np.isinf(out)
        if bad.any():
            city = self._city(block)(int(np.argmax(bad)))
            raise RuleError(Problem("aggregate_gives_nothing", city=city))

    def _fill_in_given(self, layout: DimensionLayout, block: slice) -> None:
        """Take given scores of a dimension where its members are absent; note where it has both and they differ."""
        values, out = self.columns[layout.row][block], self.out.scores[layout.row, block]  # type: ignore[index]
        covered = self.out.coverage[layout.slot, block]
        lacking = np.isnan(out) | (covered < _SHARE_TIE)
        supplied = lacking & ~np.isnan(values)
        out[supplied] = values[supplied]
        covered[supplied] = 1.0
        if self.mass.size:
            self.mass[:, layout.slot, block][:, supplied] = mass_of(layout.dimension)
        if self.out.not_applicable is not None:
            self.out.not_applicable[layout.row, block] &= ~supplied
        self.out.given[layout.slot, block] = supplied
        with np.errstate(invalid="ignore"):
            differ = ~lacking & (np.abs(out - values) > layout.tolerance)
        self.out.disagree.extend((layout.row, block.start + int(city)) for city in np.flatnonzero(differ))
