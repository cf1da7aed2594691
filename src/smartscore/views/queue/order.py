"""The order of a queue: what brings most for each item stands first."""

import numpy as np

from smartscore.model import Framework
from smartscore.rounding import on_grid
from smartscore.rules import Array
from smartscore.views.queue.items import Chains, OpenItems, sooner


def steepness(gain: Array, needed: np.ndarray) -> Array:
    """Give what each item of a step brings, with the steps after it as far as that is best: (steps, chains).

    It is the slope of the least concave line over gains by items done, so that it never rises from a step to the next:
    a step that brings little counts as the way to one that brings much. Source: Sidney (1975), sequencing of chains.
    """
    start = np.zeros((1, gain.shape[1]))
    gains, costs = (np.concatenate([start, np.cumsum(each, axis=0)]) for each in (gain, needed))
    slopes = np.full(gain.shape, np.inf)
    for first in range(len(gain)):
        items = costs[first + 1 :] - costs[first]
        with np.errstate(divide="ignore", invalid="ignore"):
            onward = np.where(items > 0, (gains[first + 1 :] - gains[first]) / items, -np.inf)
        best = np.maximum.accumulate(onward[::-1])[::-1]
        slopes[first:] = np.minimum(slopes[first:], best)
    return np.where(needed > 0, slopes, 0.0)


def good_gains(chains: Chains, framework: Framework) -> Array:
    """Give the gains of steps so that more is better, none where it is not known."""
    return np.nan_to_num(framework.sign * chains.gain)


def order_of(found: OpenItems, framework: Framework, first: np.ndarray) -> np.ndarray:
    """Order open items: those that are needed by what they bring; equal ones by chain, the one that is due first.

    Steps that are not in time bring nothing. The `first` ones come first: bool (items). Gives positions.
    """
    chains, chain = found.chains, found.chain
    gains = np.where(found.in_time, good_gains(chains, framework), 0.0)
    slopes = on_grid(steepness(gains, chains.needed), framework.scale)
    brings, stepped = np.zeros(len(chain)), found.step > 0
    brings[stepped] = slopes[found.step[stepped] - 1, chain[stepped]]
    due = sooner(found.due)
    earliest = np.full(chains.needed.shape[1], np.iinfo(np.int64).max)
    np.minimum.at(earliest, chain[found.is_needed], due[found.is_needed])
    keys = (-found.status, due, found.step, chain, earliest[chain], -brings, ~found.is_needed, ~first)
    return np.lexsort(keys)
