"""What all assumptions together say in each draw."""

from collections.abc import Sequence
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

    `keys` are those of the assumptions that change the framework, (draws, `changing`); `weights` those of the members
    of a dimension, (draws, members); `moves` those of the bounds of an indicator, (2, draws); `noise` what is added to
    the values of an indicator, (draws, cities).
    """

    count: int
    changing: tuple[Assumption, ...]
    keys: np.ndarray
    weights: dict[str, Array]
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
            _weights(nominal.definition, realised, len(design)),
            _sums([one.moves for one in realised]),
            _sums([one.noise for one in realised]),
        )


def _sums(parts: Sequence[object]) -> dict[str, Array]:
    sums: dict[str, Array] = {}
    for part in parts:
        for name, values in part.items():  # type: ignore[attr-defined]  # mappings
            sums[name] = sums[name] + values if name in sums else values
    return sums


def _weights(framework: Framework, realised: Sequence[Realisation], draws: int) -> dict[str, Array]:
    """Give the weights of the members of every dimension in which they differ from draw to draw: (draws, members).

    A dimension of which no member has weight in a draw has none itself; where that would leave nothing, all stays.
    """
    weights: dict[str, Array] = {}
    empty: dict[str, np.ndarray] = {}
    for dimension in reversed(framework.dimensions):
        lacking = [empty.get(member.id) for member in dimension.members]
        given = [one.weights[dimension.id] for one in realised if dimension.id in one.weights]
        factors = [one.factors[dimension.id] for one in realised if dimension.id in one.factors]
        if not given and not factors and all(one is None for one in lacking):
            continue
        nominal = nominal_weights(dimension)
        drawn = np.array(np.broadcast_to(given[0] if given else nominal, (draws, len(nominal))), dtype=float)
        for factor in factors:
            drawn *= factor
        for place, out in enumerate(lacking):
            if out is not None:
                drawn[out, place] = 0.0
        nothing = np.asarray(~(drawn > 0).any(axis=1))
        if nothing.any():
            drawn[nothing] = nominal
            empty[dimension.id] = nothing
        weights[dimension.id] = drawn
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
