"""Bands: which range of the index with a name an index is in."""

import numpy as np

from smartscore.model import Framework
from smartscore.rounding import TIE, half_up, on_grid
from smartscore.rules import Array


def band_places(framework: Framework, index: Array) -> np.ndarray:
    """Give the place in `framework.bands` of the band that each index is in, -1 without one: (...) -> (...)."""
    decimals, scale = framework.index.decimals, framework.scale
    judged = half_up(index, decimals) if decimals is not None else on_grid(index, scale)
    place = np.full(judged.shape, -1)
    slack = TIE * (scale[1] - scale[0])
    for number, band in enumerate(framework.bands):
        reached = judged > band.start + slack if band.open else judged >= band.start - slack
        place[reached] = number
    return place
