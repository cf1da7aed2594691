"""Indices of which the weights are known, for cities that hold the scores already."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    here = files(__name__)
    return [
        framework_source(
            here / "city-index-102.toml",
            {
                "en": "Smart city index of 102 cities, recovered weights",
                "id": "Indeks kota cerdas 102 kota, bobot hasil regresi",
            },
        ),
        framework_source(
            here / "ikci-2018.toml",
            {
                "en": "Indonesian smart city index (IKCI), 2018 weights",
                "id": "Indeks Kota Cerdas Indonesia (IKCI), bobot 2018",
            },
        ),
    ]
