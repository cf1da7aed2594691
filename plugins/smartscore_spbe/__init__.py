"""Electronic government maturity (SPBE) in two editions of one family; the trees are in TOML files."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    here = files(__name__)
    return [
        framework_source(
            here / "spbe-2018.toml",
            {
                "en": "Electronic government maturity (SPBE), PermenPANRB 5/2018",
                "id": "Kematangan SPBE, PermenPANRB 5/2018",
            },
        ),
        framework_source(
            here / "spbe-2020.toml",
            {
                "en": "Electronic government maturity (SPBE), PermenPANRB 59/2020",
                "id": "Kematangan SPBE, PermenPANRB 59/2020",
            },
        ),
    ]
