"""The City Prosperity Index of UN-Habitat, with limits taken from a third-party implementation."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    title = {"en": "City Prosperity Index (UN-Habitat)", "id": "Indeks Kemakmuran Kota (UN-Habitat)"}
    return [framework_source(files(__name__) / "cpi.toml", title)]
