"""The indicators of United for Smart Sustainable Cities (U4SSC), judged by benchmarks that the user gives."""

from collections.abc import Iterable
from importlib.resources import files

from smartscore import FrameworkSource, Methods, framework_source, hookimpl
from smartscore_u4ssc.rule import Benchmark

METHODS = Methods(rules={"benchmark": Benchmark})


@hookimpl
def smartscore_methods() -> Methods:
    return METHODS


@hookimpl
def smartscore_frameworks() -> Iterable[FrameworkSource]:
    title = {
        "en": "United for Smart Sustainable Cities (U4SSC)",
        "id": "Bersatu untuk Kota Cerdas Berkelanjutan (U4SSC)",
    }
    return [framework_source(files(__name__) / "u4ssc.toml", title, methods=METHODS)]
