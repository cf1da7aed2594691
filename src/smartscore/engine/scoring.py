"""Judging: a dataset and a framework go in, an assessment comes out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypedDict, TypeVar

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame, Index

from smartscore.dataset import Dataset, arrange, not_applicable, with_merged_columns
from smartscore.engine.assessment import Assessment
from smartscore.engine.fitting import fit, fitted_to, stepped
from smartscore.engine.kernel import Kernel
from smartscore.engine.planes import Scored
from smartscore.errors import DatasetError, Problem
from smartscore.model import Framework
from smartscore.rules import Array
from smartscore.suspicions import trusted_columns

A = TypeVar("A", bound=Assessment)


def assess(
    dataset: Dataset | DataFrame,
    framework: Framework,
    *,
    baseline: Dataset | DataFrame | None = None,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> Assessment:
    """Judge every city of a dataset by a framework.

    Relative rules and steps are fitted to `baseline`, by default to the dataset itself.
    `elsewhere` gives ids that other frameworks know; see `check`. A dataset that was read from files
    is refused where something in it is probably wrong and moves scores, unless its `accepted` says so.

    Raises:
        DatasetError: with every problem of the dataset, and every suspicion that was not accepted.
        RuleError: where a rule or an aggregate cannot be applied, naming node and city.
    """
    framework.refuse_changed_methods()
    dataset = with_merged_columns(dataset if isinstance(dataset, Dataset) else arrange(dataset), framework)
    measured, suspicions = trusted_columns(dataset, framework, elsewhere)
    marks = not_applicable(dataset, framework, measured)
    fitted = fitted_to(framework, dataset, measured, marks) if baseline is None else fit(framework, baseline)
    judged = _judged(_Source(dataset, framework, fitted, measured), marks)
    framework.refuse_changed_methods()  # what keeps something of one call for the next judges cities by each other
    return Assessment(**judged, suspicions=suspicions)


def with_values(assessment: A, dataset: Dataset, measured: Mapping[str, Array], marks: Mapping[str, np.ndarray]) -> A:
    """Judge other raw values, by id, of the same rows by the framework as it is fitted.

    `marks` are where an indicator without a value does not apply: bool (cities) by id.

    Raises:
        DatasetError: where a score that is given for a dimension is no longer that of its members.
        RuleError: where a rule or an aggregate cannot be applied, naming node and city.
    """
    source = _Source(dataset, assessment.definition, assessment.framework, measured)
    return evolve(assessment, **_judged(source, marks))


def without_values(assessment: A, kept: Mapping[str, np.ndarray], marks: Mapping[str, np.ndarray]) -> A:
    """Judge again with some values left out, steps not taken again: bool (cities) by node for those that are kept.

    A score that was given for a dimension counts where it counted before. `marks` are where an indicator without
    a value does not apply: bool (cities) by id.
    """
    counted = {name: kept[name] & assessment.counted(name) for name in assessment.columns}
    columns = {name: np.where(counted[name], values, np.nan) for name, values in assessment.columns.items()}
    measured = {name: np.where(kept[name], values, np.nan) for name, values in assessment.measured.items()}
    source = _Source(assessment.dataset, assessment.definition, assessment.framework, measured)
    return evolve(assessment, **_scored(source, columns, marks))


class _Scores(TypedDict):
    """All that is new in an assessment of a source."""

    framework: Framework
    definition: Framework
    dataset: Dataset
    measured: Mapping[str, Array]
    columns: Mapping[str, Array]
    scores: DataFrame
    coverage: DataFrame
    given: DataFrame
    not_applicable: Mapping[str, np.ndarray]


@frozen(eq=False)
class _Source:
    """What is judged: a dataset with its raw values, by a framework as it was asked for and as it is fitted."""

    dataset: Dataset
    definition: Framework
    fitted: Framework
    measured: Mapping[str, Array]


def _judged(source: _Source, marks: Mapping[str, np.ndarray]) -> _Scores:
    """Give the values after the steps and the scores."""
    columns = source.measured
    for step in source.fitted.steps:
        columns = stepped(step, source.dataset, columns, source.fitted, marks)
    return _scored(source, columns, marks)


def _scored(source: _Source, columns: Mapping[str, Array], marks: Mapping[str, np.ndarray]) -> _Scores:
    fitted, rows = source.fitted, source.dataset.frame.index
    scored = Kernel.of(fitted, columns, rows, not_applicable=marks).run()
    if scored.disagree:
        raise DatasetError(_disagreement(source.dataset, scored, columns))
    ids = Index(list(fitted.nodes), dtype=object)
    above = Index([dimension.id for dimension in fitted.dimensions], dtype=object)
    return _Scores(
        framework=fitted,
        definition=source.definition,
        dataset=source.dataset,
        measured=source.measured,
        columns=columns,
        scores=DataFrame(scored.scores.T, index=rows, columns=ids, copy=False),
        coverage=DataFrame(scored.coverage.T, index=rows, columns=above, copy=False),
        given=DataFrame(scored.given.T, index=rows, columns=above, copy=False),
        not_applicable=_by_node(scored),
    )


def _by_node(scored: Scored) -> dict[str, np.ndarray]:
    """Give where a node does not apply, by id, without the nodes that apply everywhere."""
    if scored.not_applicable is None:
        return {}
    return {node.id: mask for node, mask in zip(scored.nodes, scored.not_applicable, strict=True) if mask.any()}


def _disagreement(dataset: Dataset, scored: Scored, columns: Mapping[str, Array]) -> Iterator[Problem]:
    for row, city in scored.disagree:
        name = scored.nodes[row].id
        fields = {"given": columns[name][city], "computed": scored.scores[row, city]}
        yield Problem("given_differs", fields, **dataset.place(city, name))
