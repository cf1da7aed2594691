"""Which candidates are in, out or open: the outcome of every method of selection."""

import numpy as np
from attrs import frozen

IN, OPEN, OUT = 1, 0, -1


@frozen(eq=False)
class Choice:
    """Who is in, out or open, for candidates with the best first: (candidates) each.

    Of all sets that keep the quotas those are best that have the best ranks: the most of the first rank, then the most
    of the second, and so on. A candidate who stands in every best set is in, one who stands in none is out, and one
    who stands in some is open: only a tie decides. `example` is one of the best sets. An open candidate shares
    `places` with its `rivals`, itself among them; `within` tells whether these are all of its own group.
    """

    state: np.ndarray
    example: np.ndarray
    places: np.ndarray
    rivals: np.ndarray
    within: np.ndarray

    @classmethod
    def of_none(cls, count: int) -> "Choice":
        """Give the choice in which no candidate has a place."""
        whole = np.zeros((2, count), dtype=int)
        flags = np.zeros((2, count), dtype=bool)
        return cls(np.full(count, OUT), flags[0], whole[0], whole[1], flags[1])
