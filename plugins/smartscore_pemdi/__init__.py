"""Digital government (Pemdi): the index that follows SPBE, a family of its own; the tree is in a TOML file."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    return [
        framework_source(
            files(__name__) / "pemdi-2026.toml",
            {
                "en": "Digital Government Index (Pemdi), PermenPANRB 8/2026",
                "id": "Indeks Pemerintah Digital (Pemdi), PermenPANRB 8/2026",
            },
        )
    ]
