"""Scoring: values and a tree go in, the scores of every node come out, unrounded.

Scores are one array, nodes x cities, breadth first, so that the members of a dimension are one
slice; it is filled from the leaves up, in blocks of cities that stay in the processor's cache.
"""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Self

import numpy as np
from attrs import evolve, field, frozen
from pandas import Index

from smartscore.aggregates import Mean, applied, is_bounded, is_own, over_present
from smartscore.dataset.keys import key_in_words
from smartscore.engine.draws import Draws
from smartscore.engine.layout import DimensionLayout, marked_indicators, mass_below
from smartscore.engine.planes import Planes, Scored
from smartscore.errors import Problem, RuleError
from smartscore.method_faults import naming
from smartscore.model import Dimension, Framework, Indicator, Node, is_unscored
from smartscore.model import mass as mass_of
from smartscore.products import product
from smartscore.rounding import half_up, on_grid
from smartscore.rules import Array, Linear, is_relative
from smartscore.rules.drawn import normalised

BLOCK = 32768
_SHARE_TIE = 1e-9


def _has_gaps(node: Node, column: Array | None) -> bool:
    """Tell whether an indicator lacks scores somewhere."""
    return is_unscored(node) or column is None or bool(np.isnan(column.sum()))


@frozen(eq=False)
class Kernel:
    """The loop that fills the arrays, block by block and from the leaves up."""

    framework: Framework
    cities: Index
    columns: list[Array | None]  # (cities), or (draws, cities) where they differ from draw to draw
    judged: Collection[str]  # the indicators whose column holds scores, not values
    gaps: np.ndarray  # whether a node may lack a score somewhere: (nodes)
    partial: np.ndarray  # whether the coverage of a node may be less than whole: (nodes)
    layouts: dict[int, DimensionLayout]
    out: Scored
    planes: Planes
    draws: Draws = field(factory=Draws)
    varying: np.ndarray | None = None  # the nodes that differ from draw to draw, None without draws: (nodes)
    covers: bool = True  # whether coverage counts

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
        pairs = zip(nodes, columns, strict=True)
        gaps = np.array([isinstance(node, Indicator) and _has_gaps(node, column) for node, column in pairs])
        pools = any(isinstance(node, Dimension) and node.missing == "pool" for node in nodes)
        planes = Planes.whole(layouts, out, np.zeros((shape[0], 2, shape[1])) if pools else np.zeros(0))
        return cls(framework, cities, columns, judged, gaps, gaps.copy(), layouts, out, planes)

    def varying_in(self, draws: Draws) -> np.ndarray:
        """Tell which nodes differ from draw to draw: bool (nodes)."""
        nodes = self.out.nodes
        varying = np.zeros(len(nodes), dtype=bool)
        for row in range(len(nodes) - 1, -1, -1):
            layout = self.layouts.get(row)
            varying[row] = draws.touches(nodes[row].id) or (layout is not None and varying[layout.members].any())
        return varying

    def drawn(self, draws: Draws, varying: np.ndarray) -> Self:
        """Give what scores draws of what has been run; nodes that do not vary, (nodes), are not scored again."""
        nodes = self.out.nodes
        weighed = {row: layout.weighing(draws.weights.get(nodes[row].id)) for row, layout in self.layouts.items()}
        columns = [draws.columns.get(node.id, self.columns[row]) for row, node in enumerate(nodes)]
        return evolve(
            self,
            columns=columns,
            judged=set(self.judged) - draws.columns.keys(),
            gaps=self.gaps.copy(),
            partial=self.partial.copy(),
            layouts=weighed,
            planes=self.planes.in_draws(weighed, varying, draws.count, self._shows_coverage),
            draws=draws,
            varying=varying,
            covers=self._shows_coverage,
        )

    def run(self) -> Scored:
        """Score all cities, in all draws.

        Raises:
            RuleError: where a rule or an aggregate fails or is not defined for a score, naming the node.
        """
        cities, rows = len(self.cities), range(len(self.out.nodes) - 1, -1, -1)
        for start in range(0, cities, BLOCK):
            block = slice(start, min(start + BLOCK, cities))
            for row in rows if self.varying is None else (row for row in rows if self.varying[row]):
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
        column, out = self.columns[row], self.planes.scores[row][..., block]
        if column is None or is_unscored(indicator):
            out.fill(np.nan)
        elif indicator.id in self.judged:
            out[:] = column[..., block]
        else:
            self._onto_scale(indicator, column[..., block], out, block)
            if indicator.decimals is not None:
                out[:] = half_up(out, indicator.decimals)

    def _onto_scale(self, node: Node, values: Array, out: Array, block: slice) -> None:
        rule, (low, high) = node.rule, self.framework.scale
        if (drawn := self.draws.rules.get(node.id)) is not None:
            drawn.onto(values, (low, high), out, self._city(block))
        elif type(rule) is Linear:  # somebody may have made another rule of it
            rule.onto(values, (low, high), out)
        elif rule is None or is_relative(rule):
            if not np.isnan(values).all():
                raise RuleError(Problem("not_fitted", {"name": type(rule).__name__}))
            out.fill(np.nan)
        else:
            np.multiply(normalised(rule, values, self._city(block)), high - low, out=out)
            if low:
                out += low

    def _combine(self, layout: DimensionLayout, block: slice) -> None:
        """Aggregate, then min_coverage, then the rule and the scale, then decimals, then what was given."""
        dimension, out = layout.dimension, self.planes.scores[layout.row][..., block]
        members, share = self.planes.members[layout.row][..., block], None
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
            if self.covers and (share is not None or self.partial[layout.members].any()):
                self._cover(layout, block, members, excused, share)
            if self.planes.mass:
                self.planes.fill_mass(layout, block, members, excused)
        if self.planes.marked:
            self._mark(layout, block, members)
        if dimension.rule is not None:
            self._onto_scale(dimension, on_grid(out, self.framework.scale), out, block)
        if dimension.decimals is not None:
            out[:] = half_up(out, dimension.decimals)
        if self.columns[layout.row] is not None:
            self._fill_in_given(layout, block)

    @property
    def _shows_coverage(self) -> bool:
        """Whether coverage, in draws, is needed: for what pools, does not apply, or was given."""
        given = any(self.columns[row] is not None for row in self.layouts)
        return given or bool(self.planes.mass) or bool(self.planes.marked)

    def _excused(self, layout: DimensionLayout, block: slice) -> np.ndarray:
        """Tell which members may be absent: optional ones, and those that do not apply: (..., members, 1 or cities)."""
        optional = layout.optional[:, None]
        return optional | self.planes.marks_of(layout, block) if self.planes.marked else optional

    def _mark(self, layout: DimensionLayout, block: slice, members: Array) -> None:
        """Mark a dimension where no member of weight applies, or the others are optional and absent: no coverage."""
        light = (layout.weights <= 0)[..., None]
        lifted = self.planes.marks_of(layout, block)
        absent = layout.optional[:, None] & np.isnan(members)
        marked = (lifted | absent | light).all(axis=-2) & (lifted & ~light).any(axis=-2)
        self.planes.marked[layout.row][..., block] = marked
        self.planes.coverage[layout.slot][..., block][marked] = np.nan

    def _over_gaps(
        self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, out: Array
    ) -> Array:
        """Aggregate the scores of the members that have one, and give their share of the required weight."""
        dimension, is_scored = layout.dimension, np.equal(members, members)  # NaN is not equal to itself
        reached = product(layout.weights, is_scored.astype(float))
        share: Array = reached / layout.required_weight(is_scored, excused)
        lacks = share < dimension.min_coverage - _SHARE_TIE
        apart = not is_own(dimension.aggregate)  # others are not asked for nothing
        there = is_scored & ~lacks[..., None, :] if apart else is_scored
        if dimension.missing == "worst":
            lacking = ~is_scored & ~excused
            members = np.where(lacking, self.framework.worst_score_in(dimension), members)
            there = there | (lacking & ~lacks[..., None, :] if apart else lacking)
        known, city = None if dimension.missing == "worst" else reached, self._city(block)
        out[:] = over_present(dimension.aggregate, members, layout.weights, there, reached=known, city=city)
        out[lacks] = np.nan
        return share

    def _pooled(self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, out: Array) -> Array:
        """Average over all indicators below that have a score, and give their share of the required weight."""
        mean = layout.dimension.aggregate
        if not (isinstance(mean, Mean) and is_own(mean) and is_bounded(mean)):
            raise RuleError(Problem("pool_needs_mean"))
        inner = self.planes.fill_mass(layout, block, members, excused)
        mass, required = self.planes.mass[layout.slot][..., block]
        if inner is None:  # every member weighs as it does elsewhere
            out[:] = over_present(mean, members, layout.weights, np.equal(members, members), reached=mass)
        else:
            out[:] = mean.pooled(members, inner)
        share: Array = mass / np.maximum(required, _SHARE_TIE)
        out[share < layout.dimension.min_coverage - _SHARE_TIE] = np.nan
        self.partial[layout.row] = True
        self.planes.coverage[layout.slot][..., block] = share
        return share

    def _cover(
        self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray, share: Array | None
    ) -> None:
        """Fill in the coverage: the share of the weight, down to the indicators, that has a value."""
        self.partial[layout.row] = True
        if layout.flat and share is not None:
            self.planes.coverage[layout.slot][..., block] = share
            return
        is_scored = np.equal(members, members)
        inner = self.planes.inner_coverage(layout, block, is_scored, excused & ~is_scored)
        covered = product(layout.weights, inner) / layout.required_weight(is_scored, excused)
        self.planes.coverage[layout.slot][..., block] = covered

    def _city(self, block: slice) -> Callable[[int], str]:
        return lambda place: key_in_words(self.cities[block][place])

    def _refuse_undefined(self, layout: DimensionLayout, block: slice, share: Array | None, out: Array) -> None:
        """Refuse an aggregate that is not defined for real scores, such as a geometric mean of a negative one."""
        with np.errstate(invalid="ignore", over="ignore"):
            if np.isfinite(out.sum()):
                return
        bad = ~np.isfinite(out)
        if not bad.any():
            return
        self.gaps[layout.row] = True
        if share is not None:
            bad &= (share >= max(layout.dimension.min_coverage - _SHARE_TIE, _SHARE_TIE)) | np.isinf(out)
        if bad.any():
            city = self._city(block)(int(np.argmax(bad)) % bad.shape[-1])
            raise RuleError(Problem("aggregate_gives_nothing", city=city))

    def _fill_in_given(self, layout: DimensionLayout, block: slice) -> None:
        """Take given scores of a dimension where its members are absent; note where it has both and they differ."""
        values: Array = self.columns[layout.row][..., block]  # type: ignore[index]
        out, covered = self.planes.scores[layout.row][..., block], self.planes.coverage[layout.slot][..., block]
        lacking = np.isnan(out) | (covered < _SHARE_TIE)
        supplied = lacking & ~np.isnan(values)
        np.copyto(out, values, where=supplied)
        covered[supplied] = 1.0
        if self.planes.mass:
            mass = self.planes.mass[layout.slot][..., block]
            whole = (
                mass_of(layout.dimension) if self.varying is None else mass_below(layout, self.layouts, self.out.nodes)
            )
            np.copyto(mass, np.asarray(whole)[..., None], where=supplied)
        if self.planes.marked:
            self.planes.marked[layout.row][..., block] &= ~supplied
        self.planes.given[layout.slot][..., block] = supplied
        if self.varying is None:  # in a draw, scores of the members differ from the one that was given
            with np.errstate(invalid="ignore"):
                differ = ~lacking & (np.abs(out - values) > layout.tolerance)
            self.out.disagree.extend((layout.row, block.start + int(city)) for city in np.flatnonzero(differ))
