"""The ministry's annual smart-city evaluation, in the editions whose weights were published."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    here = files(__name__)
    return [
        framework_source(
            here / "kominfo-2022.toml",
            {
                "en": "Annual smart-city evaluation of the ministry, 2022",
                "id": "Evaluasi smart city kementerian, 2022",
            },
        ),
        framework_source(
            here / "kominfo-sleman.toml",
            {
                "en": "Annual smart-city evaluation of the ministry, weights printed by Sleman",
                "id": "Evaluasi smart city kementerian, bobot menurut Sleman",
            },
        ),
    ]
