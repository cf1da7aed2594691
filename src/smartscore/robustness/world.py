"""What all assumptions together say in each draw."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from attrs import frozen

from smartscore.model import Dimension, Framework
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Assumption, Nominal, Realisation
from smartscore.robustness.assumptions.weights import nominal_weights
from smartscore.rules import Array


@frozen(eq=False)
class World:
    """The draws of a design.

    `keys` are those of the assumptions that change the framework, (draws, `changing`). `weights` are those of the
    members of a dimension, (draws, members), `free` the same before anything is left out, where weights themselves
    differ, and `kept` who is left. `moves` are those of the bounds of an indicator, (2, draws); `noise` is what is
    added to the values of an indicator, (draws, cities).
    """

    count: int
    changing: tuple[Assumption, ...]
    keys: np.ndarray
    weights: dict[str, Array]
    free: dict[str, Array]
    kept: dict[str, np.ndarray]
    moves: dict[str, Array]
    noise: dict[str, Array]

    @classmethod
    def of(cls, assumptions: Assumptions, design: Array, nominal: Nominal) -> Self:
        """Put together what assumptions make of a design: (draws, columns)."""
        realised = assumptions.realise(design, nominal)
        pairs = [(one, r.keys) for one, r in zip(assumptions, realised, strict=True) if r.keys is not None]
        keys = [found for _, found in pairs if found is not None]
        return cls(
            len(design),
            tuple(one for one, _ in pairs),
            np.stack(keys, axis=1) if keys else np.zeros((len(design), 0)),
            *_weights(nominal.definition, realised, len(design)),
            _sums([one.moves for one in realised]),
            _sums([one.noise for one in realised]),
        )


def _sums(parts: Sequence[object]) -> dict[str, Array]:
    sums: dict[str, Array] = {}
    for part in parts:
        for name, values in part.items():  # type: ignore[attr-defined]  # mappings
            sums[name] = sums[name] + values if name in sums else values
    return sums


def _weights(
    framework: Framework, realised: Sequence[Realisation], draws: int
) -> tuple[dict[str, Array], dict[str, Array], dict[str, np.ndarray]]:
    """Give the weights of the members of dimensions in each draw, the same with nobody left out, and who is left."""
    free: dict[str, Array] = {}
    kept: dict[str, np.ndarray] = {}
    for dimension in framework.dimensions:
        name, nominal = dimension.id, nominal_weights(dimension)
        given = [one.weights[name] for one in realised if name in one.weights]
        factors = [one.factors[name] for one in realised if name in one.factors]
        if given or factors:
            free[name] = np.array(np.broadcast_to(given[0] if given else nominal, (draws, len(nominal))), dtype=float)
            for factor in factors:
                free[name] *= factor
        if masks := [one.kept[name] for one in realised if name in one.kept]:
            kept[name] = np.logical_and.reduce(masks)
    return weights_of_those_left(framework, free, kept, draws), free, kept


def weights_of_those_left(
    framework: Framework, free: Mapping[str, Array], kept: Mapping[str, np.ndarray], draws: int
) -> dict[str, Array]:
    """Give the weights of members in each draw, 0 for those that are left out: (draws, members) by dimension.

    A dimension of which no member has weight in a draw has none itself; where that would leave nothing, all stays.
    """
    weights: dict[str, Array] = {}
    empty: dict[str, np.ndarray] = {}
    for dimension in reversed(framework.dimensions):
        name, nominal = dimension.id, nominal_weights(dimension)
        lacking = [empty.get(member.id) for member in dimension.members]
        if name not in free and name not in kept and all(one is None for one in lacking):
            continue
        drawn = np.array(np.broadcast_to(free.get(name, nominal), (draws, len(nominal))), dtype=float)
        if name in kept:
            drawn *= kept[name]
        for place, out in enumerate(lacking):
            if out is not None:
                drawn[out, place] = 0.0
        nothing = np.asarray(~(drawn > 0).any(axis=1))
        if nothing.any():
            drawn[nothing] = nominal
            empty[name] = nothing
        weights[name] = drawn
    return weights


def reweighed_as(world: World, draw: int, framework: Framework) -> dict[str, float]:
    """Give the weights of a draw by the ids of nodes, for `Framework.reweigh`."""
    nodes = framework.nodes
    return {
        member.id: float(weight)
        for name, weights in world.weights.items()
        if isinstance(node := nodes[name], Dimension)
        for member, weight in zip(node.members, weights[draw], strict=True)
    }
