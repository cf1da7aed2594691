"""The ministry's index of regional innovation, Indeks Inovasi Daerah, and the maturity of one innovation in it."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    here = files(__name__)
    return [
        framework_source(
            here / "iid-2026.toml", {"en": "Regional Innovation Index (IID)", "id": "Indeks Inovasi Daerah (IID)"}
        ),
        framework_source(
            here / "iid-innovation-2026.toml",
            {
                "en": "Maturity of one innovation in the Regional Innovation Index",
                "id": "Kematangan satu inovasi dalam Indeks Inovasi Daerah",
            },
        ),
    ]
