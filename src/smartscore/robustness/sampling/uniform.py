"""Random draws from the unit cube, of which any part can be had by itself."""

import numpy as np

from smartscore.rules import Array


def uniform_draws(count: int, columns: int, seed: int, start: int = 0) -> Array:
    """Give the draws `start` to `start + count` of independent uniforms from 0 (included) to 1 (excluded).

    Shape: (count, columns). All draws of a seed are one stream of PCG64 (O'Neill 2014), which jumps to any place: a
    draw has the same numbers however the draws are split. Another number of columns is another set of draws.
    """
    stream = np.random.PCG64(seed)
    stream.advance(start * columns)
    return np.random.Generator(stream).random((count, columns))
