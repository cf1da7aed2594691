"""What a step is: a function type, not a base class."""

from typing import Protocol

from pandas import DataFrame


class Step(Protocol):
    """Something done to the values before they are judged, such as imputing.

    `fit(frame)` gives the step with what it learnt from a baseline; calling it gives a new frame.
    """

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Step": ...

    def __call__(self, frame: DataFrame, /) -> DataFrame: ...
