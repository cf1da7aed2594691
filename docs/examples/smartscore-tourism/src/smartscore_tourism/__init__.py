"""The dimension tourism, and the rule `saturation` that it asks for by name in `tourism.toml`."""

from importlib.resources import files
from typing import ClassVar, Literal

import numpy as np
from attrs import field, frozen, validators
from numpy.typing import NDArray

from smartscore import Dimension, Methods, hookimpl, load_dimension

#: The contract of smartscore that this is written for.
smartscore_contract = 2


@frozen
class Saturation:
    """value / (value + half): each further unit counts less. 0 scores 0, `half` scores 0.5, and 1 is never reached."""

    half: float = field(validator=validators.gt(0))
    better: ClassVar[Literal["higher"]] = "higher"

    def __call__(self, values: NDArray[np.float64], /) -> NDArray[np.float64]:
        amounts = np.maximum(values, 0.0)  # a missing value stays missing
        return amounts / (amounts + self.half)

    def inverse(self, normalised: NDArray[np.float64], /) -> NDArray[np.float64]:
        return self.half * normalised / (1 - normalised)


METHODS = Methods(rules={"saturation": Saturation})


@hookimpl
def smartscore_methods() -> Methods:
    return METHODS


@hookimpl
def smartscore_dimensions() -> list[Dimension]:
    return [load_dimension(files(__name__) / "tourism.toml", methods=METHODS)]
