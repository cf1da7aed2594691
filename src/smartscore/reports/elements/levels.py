"""The names that a framework gives to whole levels, and the level that a value has reached."""

import numpy as np

from smartscore.model import Framework, Indicator, Node
from smartscore.rules import Array
from smartscore.text import Phrase, Sentence

_SLACK = 1e-9  # 2.9999999999999996 has reached 3


def named_levels(framework: Framework) -> list[Phrase]:
    """Give the levels with their names from the lowest up: 1 Merintis; none where they have no names."""
    first = int(framework.scale[0])
    return [Phrase("level_and_name", level=first + place, name=name) for place, name in enumerate(framework.levels)]


def levels_at(framework: Framework, node: Node, values: Array) -> np.ndarray:
    """Give the place in `framework.levels` of the highest whole level that values reach: (cities) -> (cities).

    -1 where there is none: without a value, and for indicators whose values are not on the scale of the framework.
    """
    domain = node.possible if isinstance(node, Indicator) else None
    places = np.full(len(values), -1)
    if domain is None or (domain.low, domain.high) != framework.scale:
        return places
    reached = np.floor(np.nan_to_num(values - framework.scale[0] + _SLACK, nan=-1.0))
    named = (reached >= 0) & (reached < len(framework.levels))
    places[named] = reached[named]
    return places


def level_reached(framework: Framework, node: Node, value: float) -> Sentence:
    """Name the highest whole level that the value of an indicator on the scale of the framework has reached."""
    place = int(levels_at(framework, node, np.array([value]))[0])
    return named_levels(framework)[place] if place >= 0 else ""
