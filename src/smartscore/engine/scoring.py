"""Judging: a dataset and a framework go in, an assessment comes out."""

from collections.abc import Callable, Collection, Iterator, Mapping

from pandas import DataFrame, Index

from smartscore.dataset import Dataset, arrange, checked_columns, gathered
from smartscore.engine.assessment import Assessment
from smartscore.engine.fitting import fit, fitted_to, stepped
from smartscore.engine.kernel import Kernel, Scored
from smartscore.errors import DatasetError, Problem
from smartscore.model import Framework
from smartscore.rules import Array


def assess(
    dataset: Dataset | DataFrame,
    framework: Framework,
    *,
    baseline: Dataset | DataFrame | None = None,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> Assessment:
    """Judge every city of a dataset by a framework.

    Relative rules and steps are fitted to `baseline`, by default to the dataset itself.
    `elsewhere` gives ids that other frameworks know; see `check`.

    Raises:
        DatasetError: with every problem of the dataset.
        RuleError: where a rule or an aggregate cannot be applied, naming node and city.
    """
    dataset = gathered(dataset if isinstance(dataset, Dataset) else arrange(dataset), framework)
    measured = columns = checked_columns(dataset, framework, elsewhere)
    fitted = fitted_to(framework, dataset, columns) if baseline is None else fit(framework, baseline)
    for step in fitted.steps:
        columns = stepped(step, dataset, columns, fitted)
    scored = Kernel.of(fitted, columns, dataset.frame.index).run()
    if scored.disagree:
        raise DatasetError(_disagreement(dataset, scored, columns))
    rows, ids = dataset.frame.index, Index(list(fitted.nodes), dtype=object)
    above = Index([dimension.id for dimension in fitted.dimensions], dtype=object)
    return Assessment(
        framework=fitted,
        definition=framework,
        dataset=dataset,
        measured=measured,
        columns=columns,
        scores=DataFrame(scored.scores.T, index=rows, columns=ids, copy=False),
        coverage=DataFrame(scored.coverage.T, index=rows, columns=above, copy=False),
        given=DataFrame(scored.given.T, index=rows, columns=above, copy=False),
    )


def _disagreement(dataset: Dataset, scored: Scored, columns: Mapping[str, Array]) -> Iterator[Problem]:
    for row, city in scored.disagree:
        name = scored.nodes[row].id
        told = {"given": columns[name][city], "computed": scored.scores[row, city]}
        yield Problem("given_differs", told, **dataset.place(city, name))
