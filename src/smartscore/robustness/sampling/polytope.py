"""Weights of which only linear statements are known."""

from attrs import frozen

from smartscore.rules import Array


@frozen(eq=False)
class WeightPolytope:
    """Weights w of siblings with matrix @ w <= bounds, beside w >= 0 and a sum of 1: (rows, members), (rows)."""

    members: tuple[str, ...]
    matrix: Array
    bounds: Array
