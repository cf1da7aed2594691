"""What an index is worth: whether an input acts, whether its index is noise, and how many draws would settle it."""

from collections.abc import Iterator
from math import ceil
from typing import Literal

import numpy as np
from attrs import frozen

from smartscore.rules import Array

#: An input that brings less than this share of the variance is negligible. Source: Tang et al. (2007).
NEGLIGIBLE = 0.01

#: `acts`, `negligible` or `unsettled`: the interval of the total order lies above 0.01, below it, or on both sides.
#: `noise`: the interval of the first order holds 0 or lies below, so that the index cannot be told from nothing.
#: `interacts`: the whole interval of the total order lies above that of the first: the input acts with others.
#: `constant`: the output does not vary. `unknown`: the output has no value in some run.
Code = Literal["acts", "negligible", "unsettled", "noise", "interacts", "constant", "unknown"]


@frozen
class Verdict:
    """What the indices of one input are worth, as codes, and the N that would settle what is open; None if nothing."""

    input: str
    codes: tuple[Code, ...]
    draws: int | None = None

    @property
    def settled(self) -> bool:
        """Tell whether no more draws are needed to say what the input does, alone and in all."""
        return self.draws is None and not {"constant", "unknown"} & {*self.codes}


def judged(name: str, first: float, first_interval: Array, total_interval: Array, count: int) -> Verdict:
    """Give the verdict on one input of an output that varies: its intervals, shape (2), and N."""
    codes = (*_codes(first_interval, total_interval),)
    needed = []
    if "noise" in codes and first_interval[1] > NEGLIGIBLE:
        needed.append(draws_to_settle(first_interval, count, max(abs(first), NEGLIGIBLE)))
    if "unsettled" in codes:
        needed.append(draws_to_settle(total_interval, count, NEGLIGIBLE))
    return Verdict(name, codes, max((draws for draws in needed if draws is not None), default=None))


def _codes(first: Array, total: Array) -> Iterator[Code]:
    if total[0] > NEGLIGIBLE:
        yield "acts"
    elif total[1] < NEGLIGIBLE:
        yield "negligible"
    else:
        yield "unsettled"
    if first[0] <= 0:
        yield "noise"
    if total[0] > first[1]:
        yield "interacts"


def draws_to_settle(interval: Array, count: int, half_width: float) -> int | None:
    """Give the N whose interval would be no wider than twice `half_width`, rounded up to a power of two.

    Widths shrink with the square root of N; `count` is the N of the interval, shape (2). None for an interval that
    is NaN.

    Raises:
        ValueError: for a half width that is not above 0.
    """
    if not half_width > 0:
        raise ValueError(f"no number of draws gives an interval a half width of {half_width}")
    found = float(interval[1] - interval[0]) / 2
    if np.isnan(found):
        return None
    needed = ceil(count * (found / half_width) ** 2 * (1 - 1e-9))
    return 1 << max(0, needed - 1).bit_length()
