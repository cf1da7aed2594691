"""What an assumption is, and what it makes of uniform numbers."""

from collections.abc import Iterator, Mapping
from typing import Protocol

import numpy as np
from attrs import field, frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.framework_file import BUILT_IN
from smartscore.model import Framework, Methods
from smartscore.rules import Array


@frozen(eq=False)
class Nominal:
    """What assumptions are about: an assessment, and the methods that may take the place of its own."""

    assessment: Assessment
    methods: Methods = BUILT_IN

    @property
    def definition(self) -> Framework:
        """The framework as it was asked for, its relative rules not fitted."""
        return self.assessment.definition


@frozen(eq=False)
class Realisation:
    """What an assumption says in each draw.

    `factors` multiply the weights of a dimension's members, `weights` take their place, and `kept` says which members
    are there at all: (draws, members) by dimension. `moves` are those of the worst and the best bound of an indicator,
    as shares of their distance: (2, draws). `noise` is added to values: (draws, cities) by indicator. `keys` say which
    variant of the framework is meant, (draws), None where the assumption changes none.
    """

    factors: Mapping[str, Array] = field(factory=dict)
    weights: Mapping[str, Array] = field(factory=dict)
    kept: Mapping[str, np.ndarray] = field(factory=dict)
    moves: Mapping[str, Array] = field(factory=dict)
    noise: Mapping[str, Array] = field(factory=dict)
    keys: np.ndarray | None = None


class Assumption(Protocol):
    """A choice that could have been another one, as data.

    Uniform numbers, (draws, columns) in [0, 1), decide which one is taken, so that a design of experiments of any
    kind can be laid over it. `group` names what it is moved together with in an analysis of sensitivity.
    """

    @property
    def id(self) -> str: ...

    @property
    def group(self) -> str: ...

    def columns(self, nominal: Nominal) -> int:
        """Give how many uniform numbers a draw needs."""
        ...

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        """Find everything in it that does not apply to a framework and its data."""
        ...

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        """Say what it means in each draw: (draws, columns) uniform numbers."""
        ...

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        """Give the variant of a framework that a key of a realisation means."""
        ...

    def touches_scores(self, nominal: Nominal) -> bool:
        """Tell whether its variants change the scores of indicators, or only what is made of them."""
        ...


class Plain:
    """What most assumptions have in common: they change no more than numbers."""

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        return framework

    def touches_scores(self, nominal: Nominal) -> bool:
        return False
