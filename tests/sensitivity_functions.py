"""Functions whose indices are known, and their outputs in the blocks of a design."""

from collections.abc import Callable, Sequence

import numpy as np

from smartscore.robustness.sampling import uniform_draws
from smartscore.robustness.sensitivity import saltelli_blocks, saltelli_design

Blocks = tuple[np.ndarray, np.ndarray, np.ndarray]

#: Analytic indices of Ishigami's function with a = 7 and b = 0.1. Source: Ishigami and Homma (1990).
ISHIGAMI_FIRST = np.array([0.3139, 0.4424, 0.0])
ISHIGAMI_TOTAL = np.array([0.5576, 0.4424, 0.2437])


def ishigami(uniform: np.ndarray) -> np.ndarray:
    """Give Ishigami's function of uniforms, (runs, 3) -> (runs)."""
    x, y, z = (np.pi * (2 * uniform - 1)).T
    return np.asarray(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))


def blocks(
    function: Callable[[np.ndarray], np.ndarray], groups: Sequence[Sequence[int]], count: int, seed: int = 1
) -> Blocks:
    """Give the outputs of a function of uniforms in the blocks of a design of random draws."""
    columns = sum(len(group) for group in groups)
    return saltelli_blocks(function(saltelli_design(uniform_draws(count, 2 * columns, seed), groups)), len(groups))
