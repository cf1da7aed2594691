"""The dimension governance of the framework smart-city; its indicators and criteria are in `governance.toml`."""

from importlib.resources import files

from smartscore import Dimension, hookimpl, load_dimension


@hookimpl
def smartscore_dimensions() -> list[Dimension]:
    return [load_dimension(files(__name__) / "governance.toml")]
