"""The dimension economy of the framework smart-city; its indicators and criteria are in `economy.toml`."""

from importlib.resources import files

from smartscore import Dimension, hookimpl, load_dimension


@hookimpl
def smartscore_dimensions() -> list[Dimension]:
    return [load_dimension(files(__name__) / "economy.toml")]
