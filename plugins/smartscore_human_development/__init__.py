"""Two published indices of human development: BPS's for Indonesia (ipm) and UNDP's for countries (hdi)."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    here = files(__name__)
    return [
        framework_source(
            here / "hdi.toml", {"en": "Human Development Index", "id": "Indeks Pembangunan Manusia (UNDP)"}
        ),
        framework_source(
            here / "ipm.toml",
            {"en": "Human Development Index of Indonesia (IPM)", "id": "Indeks Pembangunan Manusia (IPM)"},
        ),
    ]
