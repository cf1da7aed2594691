"""Electronic government maturity (SPBE) in two editions of one family; the trees are in TOML files."""

from collections.abc import Iterable
from functools import partial
from importlib.resources import files

from smartscore import Framework, FrameworkSource, Methods, hookimpl, load_framework

_TITLES = {
    "spbe-2018": {"en": "Electronic government maturity (SPBE), 2018", "id": "Kematangan SPBE, edisi 2018"},
    "spbe-2020": {"en": "Electronic government maturity (SPBE), 2020", "id": "Kematangan SPBE, edisi 2020"},
}


def _load(name: str) -> Framework:
    return load_framework(files(__name__) / f"{name}.toml", methods=Methods())


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    return [FrameworkSource(name, title, partial(_load, name)) for name, title in _TITLES.items()]
