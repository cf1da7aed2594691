"""The framework readiness: is a regency ready for a smart-city programme? Its checks are in `readiness.toml`."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, framework_source, hookimpl


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    title = {"en": "Readiness for a smart-city programme", "id": "Kesiapan program kota cerdas"}
    return [framework_source(files(__name__) / "readiness.toml", title)]
