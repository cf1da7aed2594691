"""A dimension of an assessment as what it is made of: its members' scores and weights in every city."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.model import Dimension, mass
from smartscore.rules import Array


@frozen(eq=False)
class Decomposition:
    """A dimension with its members' scores, gaps filled where they count, and weights there: (members, cities) each."""

    dimension: Dimension
    values: Array
    weighed: Array  # 0 for what does not count
    score: Array

    @classmethod
    def of(cls, assessment: Assessment, dimension: Dimension, masses: Mapping[str, Array]) -> "Decomposition":
        """Gather what a dimension is made of; nothing where its score was given or is not to be had."""
        members = dimension.members
        values = np.stack([assessment.scores[member.id].to_numpy() for member in members])
        present = ~np.isnan(values)
        if dimension.missing == "worst":
            required = [assessment.applies(member.id) & (not member.optional) for member in members]
            present = present | np.array(required)
        values = np.where(np.isnan(values) & present, assessment.framework.worst_score_in(dimension), values)
        weights = [
            masses[m.id] if dimension.missing == "pool" else np.full(present.shape[1], m.weight) for m in members
        ]
        score = assessment.scores[dimension.id].to_numpy()
        counts = present & ~assessment.given[dimension.id].to_numpy() & ~np.isnan(score)
        return cls(dimension, np.where(present, values, 0.0), np.where(counts, np.stack(weights), 0.0), score)

    @property
    def filled(self) -> dict[str, Array]:
        """The score that counts, by member."""
        return {member.id: values for member, values in zip(self.dimension.members, self.values, strict=True)}


def decompositions(assessment: Assessment) -> "Iterator[Decomposition]":
    """Give every dimension as what it is made of, the index first."""
    dimensions = assessment.framework.dimensions
    counted = _masses(assessment) if any(dimension.missing == "pool" for dimension in dimensions) else {}
    return (Decomposition.of(assessment, dimension, counted) for dimension in dimensions)


def _masses(assessment: Assessment) -> dict[str, Array]:
    """Give the weight of the indicators with a score below each node: (cities) by node."""
    masses: dict[str, Array] = {}
    for node in reversed(list(assessment.framework.walk())):
        scored = assessment.scores[node.id].notna().to_numpy()
        if isinstance(node, Dimension):
            below = np.sum([masses[member.id] for member in node.members], axis=0)
            below = np.where(assessment.given[node.id], mass(node), below)
        else:
            below = np.full(len(scored), node.weight)
        masses[node.id] = np.where(scored, below, 0.0)
    return masses


def settled(assessment: Assessment) -> dict[str, np.ndarray]:
    """Tell in which rows a node cannot move the index, as a dimension above has a given score: bool (rows) by node."""
    settled_rows = {"index": np.zeros(len(assessment.rows), dtype=bool)}
    for dimension in assessment.framework.dimensions:
        rows = settled_rows[dimension.id] | assessment.given[dimension.id].to_numpy()
        settled_rows |= {member.id: rows for member in dimension.members}
    return settled_rows
