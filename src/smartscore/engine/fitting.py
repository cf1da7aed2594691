"""Fitting: steps and relative rules become fixed by a baseline, from the leaves up."""

import logging
from collections.abc import Mapping
from time import perf_counter
from typing import Literal

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame, Index

from smartscore.dataset import Dataset, arrange, not_applicable, with_merged_columns
from smartscore.engine.kernel import Kernel
from smartscore.engine.supplied_steps import StepInput, fitted_step, stepped_values
from smartscore.errors import RuleError
from smartscore.method_faults import naming
from smartscore.model import Dimension, Framework, Node, Step
from smartscore.rounding import on_grid
from smartscore.rules import Array, RelativeRule, Rule, Unscored, is_relative
from smartscore.rules.supplied import fitted
from smartscore.suspicions import trusted_columns

_log = logging.getLogger(__name__)


def fit(framework: Framework, baseline: Dataset | DataFrame) -> Framework:
    """Give the framework with its steps and relative rules fitted to a baseline, from the leaves up.

    A framework without relative parts comes back as it is. Once fitted, it scores any dataset by
    the same bounds, so that years compare.

    Raises:
        DatasetError: with every problem of the baseline, and every suspicion that was not accepted.
        RuleError: where a rule cannot be fitted, naming the node.
    """
    dataset = with_merged_columns(baseline if isinstance(baseline, Dataset) else arrange(baseline), framework)
    columns, _ = trusted_columns(dataset, framework)
    return fitted_to(framework, dataset, columns, not_applicable(dataset, framework, columns))


def fitted_to(
    framework: Framework, dataset: Dataset, columns: Mapping[str, Array], marks: Mapping[str, np.ndarray]
) -> Framework:
    """Fit a framework to the checked columns of a dataset, and where indicators do not apply: bool (cities) by id."""
    started = perf_counter()
    steps, columns = fitted_steps(framework, dataset, columns, marks)
    framework = evolve(framework, steps=steps) if steps else framework
    relative = [node.id for node in framework.walk() if node.rule is not None and is_relative(node.rule)]
    if relative:
        baseline = _Baseline(framework, columns, marks, dataset.frame.index)
        framework = evolve(framework, index=_fitted(framework.index, baseline))
    if steps or relative:
        told = framework.name, len(dataset.cities), len(steps), len(relative), perf_counter() - started
        _log.info("fitted %s to %d rows: %d steps and %d relative rules in %.3f s", *told)
        _log.debug("fitted rules of %s: %s", framework.name, ", ".join(relative))
    return framework


def fitted_steps(
    framework: Framework, dataset: Dataset, columns: Mapping[str, Array], marks: Mapping[str, np.ndarray]
) -> tuple[list[Step], Mapping[str, Array]]:
    """Fit the steps of a framework one after another, and give them with the values that the last one leaves."""
    steps: list[Step] = []
    for step in framework.steps:
        given, indicators = _step_input(dataset, columns, framework), [node.id for node in framework.indicators]
        steps.append(fitted_step(step, given, indicators))
        columns = stepped(steps[-1], dataset, columns, framework, marks)
    return steps, columns


def stepped(
    step: Step,
    dataset: Dataset,
    columns: Mapping[str, Array],
    framework: Framework,
    marks: Mapping[str, np.ndarray],
) -> dict[str, Array]:
    """Apply a fitted step to checked columns; an indicator without a column has gaps in every city.

    What does not apply (`marks`) and had no value has none afterwards.
    """
    after = stepped_values(step, _step_input(dataset, columns, framework))
    for name in after.keys() & marks.keys():
        filled = marks[name] & np.isnan(columns[name]) if name in columns else marks[name]
        after[name] = np.where(filled, np.nan, after[name])
    return after


def _step_input(dataset: Dataset, columns: Mapping[str, Array], framework: Framework) -> StepInput:
    gaps = np.full(len(dataset.frame), np.nan)
    lacking = {node.id: gaps for node in framework.indicators if node.id not in columns}
    return StepInput(dataset.frame, {**columns, **lacking})


@frozen(eq=False)
class _Baseline:
    """What the rules of a framework are fitted to: columns after the steps, and where indicators do not apply."""

    framework: Framework
    columns: Mapping[str, Array]
    marks: Mapping[str, np.ndarray]
    rows: Index


def _fitted(dimension: Dimension, baseline: _Baseline) -> Dimension:
    framework, columns, rows = baseline.framework, baseline.columns, baseline.rows
    members: list[Node] = []
    for member in dimension.members:
        if isinstance(member, Dimension):
            members.append(_fitted(member, baseline))
        elif is_relative(member.rule):
            values = columns.get(member.id, np.full(len(rows), np.nan))
            members.append(evolve(member, rule=_fitted_rule(member, member.rule, values, framework)))
        else:
            members.append(member)
    dimension = evolve(dimension, members=members)
    if dimension.rule is None or not is_relative(dimension.rule):
        return dimension
    bare = evolve(dimension, id="index", rule=None, decimals=None)
    below = {name: values for name, values in columns.items() if name not in ("index", dimension.id)}
    higher: Literal["better", "worse"] = "worse" if framework.ways[dimension.members[0].id] < 0 else "better"
    alone = evolve(framework, index=bare, bands=(), steps=(), higher=higher)
    before = Kernel.of(alone, below, rows, not_applicable=baseline.marks).run().scores[0]
    rule = _fitted_rule(dimension, dimension.rule, on_grid(before, framework.scale), framework)
    return evolve(dimension, rule=rule)


def _fitted_rule(node: Node, rule: RelativeRule, values: Array, framework: Framework) -> Rule | RelativeRule:
    """Fit a rule; the rule of an indicator without any value stays as it is.

    One that refuses the values, such as equal ones, gives no score where the node has no share of the index.
    """
    if np.isnan(values).all():
        return rule
    with naming(node.id):
        try:
            return fitted(rule, values)
        except RuleError as error:
            faults = [problem for problem in error.problems if "method" in problem.fields]  # its own
            is_fault = any(problem.code != "method_refuses" for problem in faults)
            if framework.shares[node.id] or is_fault:
                raise
            return Unscored()
