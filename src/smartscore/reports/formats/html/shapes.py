"""The shapes of a map as a page draws them: flat, on a grid that is as fine as a screen shows."""

from collections.abc import Collection
from math import cos, radians
from typing import Any

import numpy as np

from smartscore.messages import printable
from smartscore.reports.map_file import Map, Shape
from smartscore.rules import Array

_GRID = 3000  # steps across the wider side


def shapes(map_: Map, cities: Collection[str]) -> dict[str, Any]:
    """Give each shape with the city whose key it bears (None for none), and what of cities and shapes is unmatched.

    Longitudes are shortened by the cosine of the middle latitude, so that distances are alike both ways there;
    points that fall on one place of the grid are given once.
    """
    points = np.array([p for shape in map_.shapes for polygon in shape.rings for ring in polygon for p in ring])
    points = points.reshape(-1, 2)
    low, high = (points.min(axis=0), points.max(axis=0)) if len(points) else (np.zeros(2), np.ones(2))
    narrow = np.array([cos(radians(float(low[1] + high[1]) / 2)), 1.0])
    step = max(float(((high - low) * narrow).max()), 1e-9) / _GRID
    matches = [next((name for name in shape.names if name in cities), None) for shape in map_.shapes]
    unmatched = [
        shape.names[-1] for shape, city in zip(map_.shapes, matches, strict=True) if city is None and shape.names
    ]
    return {
        "features": [
            {"city": None if city is None else printable(city), "polygons": _flat(shape, low, narrow / step)}
            for shape, city in zip(map_.shapes, matches, strict=True)
        ],
        "cities_without": sorted(printable(city) for city in set(cities) - set(matches)),
        "shapes_without": sorted(printable(name) for name in unmatched),
    }


def _flat(shape: Shape, low: Array, factor: Array) -> list[list[list[list[int]]]]:
    polygons = [[_ring(np.array(ring), low, factor) for ring in polygon] for polygon in shape.rings]
    kept = [[ring for ring in polygon if len(ring) > 3] for polygon in polygons]
    return [polygon for polygon in kept if polygon]


def _ring(ring: Array, low: Array, factor: Array) -> list[list[int]]:
    """Lay a ring on the grid; places that repeat are left out, so one too small to be seen has hardly any."""
    places = np.rint((ring.reshape(-1, 2) - low) * factor).astype(int)
    moved = np.r_[True, (np.diff(places, axis=0) != 0).any(axis=1)][: len(places)]
    points: list[list[int]] = places[moved].tolist()
    return points
