"""The index of villages, Indeks Desa, from the points of its sub-dimensions."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    title = {"en": "Village index of Indonesia (Indeks Desa)", "id": "Indeks Desa"}
    return [framework_source(files(__name__) / "indeks-desa-2025.toml", title)]
