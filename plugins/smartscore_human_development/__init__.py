"""Two published indices of human development: BPS's for Indonesia (ipm) and UNDP's for countries (hdi)."""

from collections.abc import Iterable
from functools import partial
from importlib.resources import files

from smartscore import Framework, FrameworkSource, Methods, hookimpl, load_framework

_TITLES = {
    "hdi": {"en": "Human Development Index", "id": "Indeks Pembangunan Manusia (UNDP)"},
    "ipm": {"en": "Human Development Index of Indonesia (IPM)", "id": "Indeks Pembangunan Manusia (IPM)"},
}


def _load(name: str) -> Framework:
    return load_framework(files(__name__) / f"{name}.toml", methods=Methods())


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    return [FrameworkSource(name, title, partial(_load, name)) for name, title in _TITLES.items()]
