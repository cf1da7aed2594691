"""Draws scored by structure: what no assumption touches once, distinct choices once each, the rest as arrays."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from math import ceil
from typing import Any, TypeGuard

import numpy as np
from attrs import evolve, field, frozen

from smartscore.aggregates import is_own
from smartscore.engine import Assessment
from smartscore.engine.draws import Draws
from smartscore.engine.fitting import fitted_steps, fitted_to, stepped
from smartscore.engine.folding import Folded
from smartscore.engine.kernel import Kernel
from smartscore.engine.scoring import with_values
from smartscore.model import Dimension, Framework, Step
from smartscore.robustness.assumptions.addresses import mapped
from smartscore.robustness.assumptions.base import Assumption, Nominal
from smartscore.robustness.world import World, reweighed_as
from smartscore.rules import Array, RelativeRule, Rule, is_relative
from smartscore.rules.drawn import OWN_RULES, DrawnRule, FittedToEach
from smartscore.rules.moved import movable_ends, moved, moved_in_draws

#: How many scores of a node are worked out at once, and half of it where weights are pooled city by city. With fewer,
#: threads wait for each other's turn in Python; with more, they take memory and leave the processor's cache.
CELLS = 60_000
#: How many variants are kept; those of a distribution do not come again.
MOST_KEPT = 256

#: Takes the numbers of draws and the scores of nodes in them: (draws), (draws, cities) by node.
Sink = Callable[[np.ndarray, Mapping[str, Array]], Any]


@frozen(eq=False)
class _Leaves:
    """The scores of indicators by one choice of rules and steps: columns after the steps, (cities).

    `framework` is `definition` with its rules and `steps` fitted, and without steps of its own.
    """

    definition: Framework
    framework: Framework
    steps: tuple[Step, ...]
    columns: Mapping[str, Array]
    scores: Mapping[str, Array]


@frozen(eq=False)
class _Variant:
    """A framework that is one of the choices, scored once, from which its draws go out."""

    framework: Framework  # relative rules of dimensions not fitted where draws fit them again
    leaves: _Leaves
    kernel: Kernel
    folded: Folded | None


@frozen(eq=False, slots=False)
class Replay:
    """Scores draws of a world.

    With `refit`, relative rules and steps are fitted again in each draw; without, they stay as they are fitted.
    """

    nominal: Nominal
    refit: bool = True
    nodes: tuple[str, ...] = ("index",)
    _leaves: dict[tuple[object, ...], _Leaves] = field(factory=dict)
    _variants: dict[tuple[object, ...], _Variant] = field(factory=dict)
    _columns_after: list[tuple[tuple[Step, ...], tuple[tuple[Step, ...], Mapping[str, Array]]]] = field(factory=list)

    @cached_property
    def refits(self) -> bool:
        """Whether rules and steps are fitted again: not to a baseline, which stays as it is."""
        return self.refit and _is_fitted_to_itself(self._assessment)

    @property
    def _assessment(self) -> Assessment:
        return self.nominal.assessment

    @property
    def start(self) -> Framework:
        """The framework from which variants are made."""
        return self._assessment.definition if self.refits else self._assessment.framework

    def run(self, world: World, sink: Sink) -> list[Any]:
        """Score every draw of a world, and give what the sink makes of each part, in a fixed order.

        Raises:
            RuleError: where a rule or an aggregate fails or is not defined in a draw, naming the node.
        """
        tasks = list(self._tasks(world))
        if self._is_own and len(tasks) > 1:
            with ThreadPoolExecutor(min(os.cpu_count() or 1, len(tasks))) as pool:
                return list(pool.map(lambda task: self._score(task, sink), tasks))
        return [self._score(task, sink) for task in tasks]

    @property
    def _is_own(self) -> bool:
        """Whether no code of others is called, which may not stand several threads."""
        walked = [
            *self._assessment.definition.walk(),
            *(n for v in self._variants.values() for n in v.framework.walk()),
        ]
        rules = all(node.rule is None or type(node.rule).__module__ in OWN_RULES for node in walked)
        return rules and all(is_own(node.aggregate) for node in walked if isinstance(node, Dimension))

    def _tasks(self, world: World) -> Iterator[tuple[_Variant, np.ndarray, Draws, np.ndarray]]:
        choices, choice_of = np.unique(world.keys, axis=0, return_inverse=True)
        for number, keys in enumerate(choices):
            places = np.flatnonzero(choice_of.ravel() == number)
            variant = self._variant(world, keys)
            draws = self._draws(variant, world, places)
            varying = variant.kernel.varying_in(draws)
            cells = CELLS // 2 if variant.kernel.planes.mass else CELLS
            most = max(1, cells // max(1, len(self._assessment.rows)))
            chunk = ceil(len(places) / ceil(len(places) / most))  # parts of one size, so that cores end together
            for start in range(0, len(places), chunk):
                part = slice(start, start + chunk)
                yield variant, varying, draws.part(part), places[part]

    def _score(self, task: tuple[_Variant, np.ndarray, Draws, np.ndarray], sink: Sink) -> Any:
        variant, varying, draws, places = task
        if variant.folded is not None and not draws.columns and not draws.rules:
            return sink(places, {"index": variant.folded.index(draws)})
        kernel = variant.kernel.drawn(draws, varying)
        kernel.run()
        shape = (draws.count, len(self._assessment.rows))
        rows = {node.id: row for row, node in enumerate(kernel.out.nodes)}
        return sink(places, {n: np.broadcast_to(kernel.planes.scores[rows[n]], shape) for n in self.nodes})

    def _variant(self, world: World, keys: np.ndarray) -> _Variant:
        asked = tuple(keys.tolist())
        if asked not in self._variants:
            if len(self._variants) > MOST_KEPT:  # numbers of a distribution, which do not come again
                self._variants.clear()
            self._variants[asked] = self._made(world, asked)
        return self._variants[asked]

    def _made(self, world: World, keys: tuple[float, ...]) -> _Variant:
        pairs = list(zip(world.changing, keys, strict=True))
        below = [(one, key) for one, key in pairs if one.touches_scores(self.nominal)]
        above = [pair for pair in pairs if pair not in below]
        asked = tuple((one.id, key) for one, key in below)
        if asked not in self._leaves:
            if len(self._leaves) > MOST_KEPT:
                self._leaves.clear()
            self._leaves[asked] = self._scored_leaves(self._changed(self.start, below))
        leaves = self._leaves[asked]
        framework = self._changed(leaves.definition, above)
        fitted = self._changed(leaves.framework, above) if above else leaves.framework
        if any(node.rule is not None and is_relative(node.rule) for node in fitted.dimensions):
            fitted = fitted_to(fitted, self._assessment.dataset, leaves.columns, self._marks)
        given = {node.id: c for node in fitted.dimensions if (c := leaves.columns.get(node.id)) is not None}
        rows = self._assessment.rows
        kernel = Kernel.of(fitted, {**leaves.scores, **given}, rows, leaves.scores.keys(), self._marks)
        kernel.run()
        return _Variant(framework, leaves, kernel, Folded.of(kernel) if self.nodes == ("index",) else None)

    def _changed(self, framework: Framework, pairs: list[tuple[Assumption, float]]) -> Framework:
        for assumption, key in pairs:
            framework = assumption.variant(framework, key, self.nominal)
        return framework

    @property
    def _marks(self) -> Mapping[str, np.ndarray]:
        return self._assessment.not_applicable

    def _frozen(self, framework: Framework) -> Framework:
        """Fit what is not fitted yet to the values as they are."""
        if framework.steps != self._assessment.framework.steps:
            return fitted_to(framework, self._assessment.dataset, self._assessment.measured, self._marks)
        bare = evolve(framework, steps=())
        fitted = fitted_to(bare, self._assessment.dataset, self._assessment.columns, self._marks)
        return evolve(fitted, steps=framework.steps)

    def _scored_leaves(self, framework: Framework) -> _Leaves:
        assessment, bare = self._assessment, evolve(framework, steps=())
        if framework is self.start or (not self.refits and framework.steps == assessment.framework.steps):
            steps, columns = assessment.framework.steps, assessment.columns
            bare = evolve(assessment.framework if framework is self.start else framework, steps=())
        else:
            steps, columns = self._after(framework, len(framework.steps))
        fitted = fitted_to(bare, assessment.dataset, columns, self._marks)
        scores = Kernel.of(fitted, columns, assessment.rows, not_applicable=self._marks).leaves()
        return _Leaves(framework, fitted, steps, columns, scores)

    def _after(self, framework: Framework, count: int) -> tuple[tuple[Step, ...], Mapping[str, Array]]:
        """Fit the first steps of a framework, and give the columns after them; the same steps once for all variants."""
        asked, assessment = framework.steps[:count], self._assessment
        if not count:
            return (), assessment.measured
        known = next((found for steps, found in self._columns_after if steps == asked), None)
        if known is None:
            before, columns = self._after(framework, count - 1)
            alone = evolve(framework, steps=asked[-1:])
            fitted, columns = fitted_steps(alone, assessment.dataset, columns, self._marks)
            known = (*before, *fitted), columns
            if len(self._columns_after) > MOST_KEPT:
                self._columns_after.clear()
            self._columns_after.append((asked, known))
        return known

    def _draws(self, variant: _Variant, world: World, places: np.ndarray) -> Draws:
        """Give what differs among the draws of a variant."""
        columns = self._columns(variant, world, places)
        rules: dict[str, DrawnRule] = {}
        for node in variant.framework.walk():
            if node.rule is None:
                continue
            if node.id in world.moves and node.id in variant.leaves.columns and _moves(node.rule):
                rules[node.id] = moved_in_draws(node.rule, world.moves[node.id][:, places])
                columns.setdefault(node.id, variant.leaves.columns[node.id])
            elif is_relative(node.rule) and self.refits and (isinstance(node, Dimension) or node.id in columns):
                rules[node.id] = FittedToEach(node.rule)
        weights = {name: each[places] for name, each in world.weights.items()}
        return Draws(len(places), weights, columns, rules)

    def _columns(self, variant: _Variant, world: World, places: np.ndarray) -> dict[str, Array]:
        """Give the columns that errors change, after the steps: (draws, cities)."""
        if not world.noise:
            return {}
        noisy = {name: self._measured(name, noise[places]) for name, noise in world.noise.items()}
        if not variant.framework.steps:
            return noisy
        each = [self._stepped(variant, {name: one[draw] for name, one in noisy.items()}) for draw in range(len(places))]
        names = {name for name in each[0] if name in variant.framework.nodes}
        return {name: np.stack([one[name] for one in each]) for name in sorted(names)}

    def _measured(self, name: str, noise: Array) -> Array:
        domain = self._assessment.definition.nodes[name].possible  # type: ignore[union-attr]  # an indicator
        values = self._assessment.measured[name] + noise
        return values if domain is None else np.clip(values, domain.low, domain.high)

    def _stepped(self, variant: _Variant, noisy: Mapping[str, Array]) -> dict[str, Array]:
        assessment, columns = self._assessment, {**self._assessment.measured, **noisy}
        if self.refits:
            return dict(fitted_steps(variant.framework, assessment.dataset, columns, self._marks)[1])
        for step in variant.leaves.steps:
            columns = stepped(step, assessment.dataset, columns, variant.framework, self._marks)
        return columns

    def assessed(self, world: World, draw: int) -> Assessment:
        """Assess what one draw stands for: its framework and its values, as anybody would by hand."""
        assessment, keys = self._assessment, world.keys[draw].tolist()
        framework = self._changed(self.start, list(zip(world.changing, keys, strict=True)))
        movable = {name for name in world.moves if _moves(framework.nodes[name].rule)}
        framework = framework if self.refits else self._frozen(framework)
        framework = framework.reweigh(reweighed_as(world, draw, framework)) if world.weights else framework
        moves = {name: both[:, draw].tolist() for name, both in world.moves.items()}
        index = mapped(framework.index, movable, lambda node: evolve(node, rule=moved(node.rule, *moves[node.id])))
        framework = evolve(framework, index=index)
        values = {name: self._measured(name, noise[draw : draw + 1])[0] for name, noise in world.noise.items()}
        measured = {**assessment.measured, **values}
        fitted = fitted_to(framework, assessment.dataset, measured, self._marks) if self.refits else framework
        there = evolve(assessment, framework=fitted, definition=framework)
        return with_values(there, assessment.dataset, measured, self._marks)


def _moves(rule: Rule | RelativeRule | None) -> TypeGuard[Rule]:
    """Tell whether a rule has bounds to move: one that is fitted to values has none of its own."""
    return rule is not None and not is_relative(rule) and any(movable_ends(rule))


def _is_fitted_to_itself(assessment: Assessment) -> bool:
    """Tell whether the rules and steps of an assessment are fitted to its own values, and not to a baseline."""
    definition, fitted = assessment.definition, assessment.framework
    if definition is fitted or definition.fingerprint == fitted.fingerprint:
        return True
    again = fitted_to(definition, assessment.dataset, assessment.measured, assessment.not_applicable)
    return again.fingerprint == fitted.fingerprint
