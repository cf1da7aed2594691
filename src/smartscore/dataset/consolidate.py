"""A dataset with a row an assessor as one with a row a city."""

from collections.abc import Mapping
from typing import cast

import numpy as np
import pandas as pd
from attrs import evolve
from pandas import DataFrame, Index, MultiIndex, Series

from smartscore.consolidation.rule import ConsolidationRule
from smartscore.consolidation.spread import Spread
from smartscore.dataset.check import checked_columns, not_applicable
from smartscore.dataset.dataset import Dataset
from smartscore.dataset.evidence.combined import combined, moved
from smartscore.dataset.evidence.levels import stated_levels
from smartscore.dataset.node_columns import columns_of, with_merged_columns
from smartscore.errors import Problem, UsageError
from smartscore.evidence.evidence import Evidence
from smartscore.model import Framework
from smartscore.numerals.not_applicable import NOT_APPLICABLE_BY_LANGUAGE
from smartscore.rules import Array
from smartscore.tables.table import TablePart

_DOES_NOT_APPLY = NOT_APPLICABLE_BY_LANGUAGE["en"]


def consolidate(dataset: Dataset, framework: Framework, rule: ConsolidationRule | str) -> Dataset:
    """Give a row a city (and year) of a dataset that has one for each assessor, with one value of theirs.

    The values of each node are made one by the rule, from those who give one; where all who say anything say that it
    does not apply, it does not. Other columns keep what the first assessor says. Items of evidence are not averaged:
    those of all assessors are put together, of the one alone where the rule takes the word of one who has items. How
    far assessors are apart stands in `spread`.

    Raises:
        UsageError: for a rule that is none, an assessor that there is not, and a dataset without assessors.
        DatasetError: with every problem of the dataset.
    """
    rule = ConsolidationRule.parse(rule) if isinstance(rule, str) else rule
    if "assessor" not in dataset.frame.index.names:
        raise UsageError(Problem("no_such_column", {"found": "assessor"}, file=dataset.file))
    merged = with_merged_columns(dataset, framework)
    groups = _Groups(merged.frame.index)
    rule.require(groups.assessors)
    measured = checked_columns(merged, framework)
    marks = not_applicable(merged, framework, measured)
    values = {name: groups.spread(column) for name, column in _stated(merged, framework, measured).items()}
    cells = {name: _cells(rule, groups, each, marks.get(name)) for name, each in values.items()}
    spread = Spread.of(rule, tuple(groups.assessors), values)
    one = _one_a_city(merged, framework, rule, groups)
    by_items = dict.fromkeys(measured.keys() - cells.keys(), np.nan)
    return evolve(one, frame=one.frame.assign(**cells, **by_items), spread=spread)


def _stated(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> dict[str, Array]:
    """Give the columns whose values become one: those of all nodes but levels that follow from items of evidence."""
    with_lines = {} if dataset.evidence is None else dataset.evidence.of_indicators
    columns = columns_of(dataset, framework)
    stated = {name: values for name, values in measured.items() if name not in with_lines}
    if framework.ladder is not None and framework.ladder.advisory:
        stated |= {name: stated_levels(dataset, columns[name]) for name in measured if name in with_lines}
    return stated


class _Groups:
    """Which rows are of one city and year, and whose each is."""

    def __init__(self, index: Index) -> None:
        keys = cast("MultiIndex", index).droplevel("assessor")
        self.rows, self.keys = pd.factorize(keys)
        self.keys = self.keys.set_names(keys.names) if isinstance(keys, MultiIndex) else self.keys.rename(keys.name)
        names = index.get_level_values("assessor").astype(str)
        self.places, named = pd.factorize(names)
        self.assessors = [str(name) for name in named]
        self.first = np.unique(self.rows, return_index=True)[1]

    def spread(self, column: np.ndarray) -> Array:
        """Give a column with a row a city and a column an assessor."""
        values = np.full((len(self.keys), len(self.assessors)), np.nan)
        values[self.rows, self.places] = column
        return values


def _one_a_city(dataset: Dataset, framework: Framework, rule: ConsolidationRule, groups: _Groups) -> Dataset:
    """Give a row a city of all that is no value of a node: what the first assessor says that says anything."""
    ticks = {column for node in framework.indicators for column in node.tick_columns.values()}
    of_nodes = {*columns_of(dataset, framework).values(), *ticks} & set(dataset.frame.columns)
    evidence, problems = _evidence(dataset, rule, groups)
    names, lines = dataset.names, dataset.lines
    return evolve(
        dataset,
        frame=dataset.frame.drop(columns=list(of_nodes)).groupby(groups.rows).first().set_axis(groups.keys),
        names=None if names is None else Series(names.to_numpy()[groups.first], index=groups.keys, dtype=object),
        notes=_notes(dataset, groups),
        lines=None if lines is None else Series(lines.to_numpy()[groups.first], index=groups.keys, dtype=object),
        problems=(*dataset.problems, *problems),
        evidence=evidence,
    )


def _cells(rule: ConsolidationRule, groups: _Groups, values: Array, excused: np.ndarray | None) -> np.ndarray:
    """Give the value of every city, and the words where it does not apply."""
    merged = rule(values, groups.assessors)
    if excused is None:
        return merged
    is_excused = (np.bincount(groups.rows[excused], minlength=len(groups.keys)) > 0) & np.isnan(values).all(axis=1)
    if not is_excused.any():
        return merged
    cells = merged.astype(object)
    cells[np.isnan(merged)] = None
    cells[is_excused] = _DOES_NOT_APPLY
    return cells


def _notes(dataset: Dataset, groups: _Groups) -> dict[str, DataFrame]:
    """Give what belongs to the values: of texts all that differ, of places the first."""
    notes = {}
    for kind, note in dataset.notes.items():
        together = "first" if kind == "line" else _joined
        notes[kind] = note.groupby(groups.rows).agg(together).set_axis(groups.keys)
    return notes


def _joined(texts: "Series[str]") -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _evidence(dataset: Dataset, rule: ConsolidationRule, groups: _Groups) -> tuple[Evidence | None, list[Problem]]:
    """Give the items of all assessors as those of their city, or of the one whose word is taken."""
    if dataset.evidence is None:
        return None, []
    targets = groups.rows.copy()
    if rule.kind == "assessor":
        own = groups.places == groups.assessors.index(rule.assessor)
        if own[dataset.evidence.columns["row"]].any():
            targets[~own] = -1
    labels = [str(dataset.labels[row]) for row in groups.first.tolist()]
    return combined([moved(dataset.evidence, targets, TablePart(dataset.file))], labels)
