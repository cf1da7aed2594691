"""The scores of an assessment as one table, for other programs: a row a city, or a row a city and node."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment, members_of
from smartscore.model import Dimension, Framework
from smartscore.rules import Array


def wide_table(assessment: Assessment, by: str | None = None) -> DataFrame:
    """Give a row a city, in the order of the dataset: key, name, rank, band, then the score of each node by its id."""
    told = {
        **_keys(assessment),
        "name": assessment.dataset.labels,
        "rank": assessment.ranks(by),
        "band": assessment.bands().to_numpy(),
    }
    scores = assessment.scores
    return DataFrame({**told, **{str(name): scores[name].to_numpy() for name in scores}})


def long_table(assessment: Assessment, by: str | None = None, language: str = "en") -> DataFrame:
    """Give a row a city and node, cities in the order of the dataset and nodes in that of the tree.

    Columns: the key (city, year, assessor as they apply) and name of the city; node, its title, the dimension that it
    is a member of and its level in the tree (0 is the index); value (raw, after the steps), score, the least and the
    greatest that missing values allow, rank and coverage;
    whether the score was given, the node does not apply, and the value is clipped or imputed.
    """
    framework = assessment.framework
    nodes, count = members_of(framework, len(framework.nodes)), len(assessment.rows)
    above = {member.id: parent.id for parent in framework.dimensions for member in parent.members}
    of_city = {**_keys(assessment), "name": np.array(assessment.dataset.labels, dtype=object)}
    of_node: dict[str, list[Any]] = {
        "node": nodes,
        "title": [framework.nodes[name].title.to(language) for name in nodes],
        "dimension": [above.get(name, "") for name in nodes],
        "level": [_levels(framework)[name] for name in nodes],
    }
    columns = {
        **{name: np.repeat(np.asarray(keys), len(nodes)) for name, keys in of_city.items()},
        **{name: told * count for name, told in of_node.items()},
        **{name: cells.ravel() for name, cells in _cells(assessment, nodes, by).items()},
    }
    return DataFrame(columns)


def _keys(assessment: Assessment) -> dict[str, Any]:
    rows = assessment.rows
    return {str(name): rows.get_level_values(level).to_numpy(copy=True) for level, name in enumerate(rows.names)}


def _levels(framework: Framework) -> dict[str, int]:
    levels = {framework.index.id: 0}
    for dimension in framework.dimensions:
        levels |= {member.id: levels[dimension.id] + 1 for member in dimension.members}
    return levels


def _cells(assessment: Assessment, nodes: list[str], by: str | None) -> dict[str, np.ndarray]:
    """Give each column that differs by city and node: (cities, nodes)."""
    scores = assessment.scores[nodes]
    coverage = assessment.coverage.reindex(columns=nodes).to_numpy(copy=True)
    leaves = [place for place, name in enumerate(nodes) if not isinstance(assessment.framework.nodes[name], Dimension)]
    coverage[:, leaves] = scores.notna().to_numpy()[:, leaves]
    given = assessment.given
    marks: dict[str, Mapping[str, np.ndarray]] = {
        "given": {str(name): given[name].to_numpy() for name in given},
        "not_applicable": assessment.not_applicable,
        "clipped": assessment.clipped,
        "imputed": assessment.imputed,
    }
    nowhere = np.zeros(len(scores), dtype=bool)
    ranks: list[Array] = [assessment.ranks(by, name) for name in nodes]
    return {
        "value": assessment.values.reindex(columns=nodes).to_numpy(dtype=float),
        "score": scores.to_numpy(dtype=float),
        "least": assessment.score_range.least[nodes].to_numpy(),
        "greatest": assessment.score_range.greatest[nodes].to_numpy(),
        "rank": np.stack(ranks, axis=1),
        "coverage": coverage,
        **{mark: np.stack([flags.get(name, nowhere) for name in nodes], axis=1) for mark, flags in marks.items()},
    }
