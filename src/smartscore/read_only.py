"""Values that are handed out and stay what they are: who writes into one is refused, or writes into a copy."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import numpy as np
from pandas import DataFrame

T = TypeVar("T")


def locked(array: np.ndarray) -> np.ndarray:
    """Give the same array without the right to write into it."""
    view = array.view()
    view.flags.writeable = False
    return view


def kept_apart(array: np.ndarray) -> np.ndarray:
    """Give a copy for other people's code, which can neither write into it nor take the right to."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy.view()


def locked_arrays(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give a dict of the same arrays, without the right to write into them."""
    return {name: locked(array) for name, array in arrays.items()}


def lent(frame: DataFrame) -> DataFrame:
    """Give a frame over the same memory, which pandas copies as soon as somebody writes into it."""
    return frame.copy(deep=False)


def held(frame: DataFrame) -> DataFrame:
    """Give a frame to keep: one of numbers alone, or of yes and no, over an array without the right to write into it.

    Others are kept as they are, and only pandas stands between them and those who have what `lent` gives.
    """
    kinds = {kind for kind in frame.dtypes if isinstance(kind, np.dtype)}
    if len(kinds) != 1 or frame.dtypes.nunique() != 1 or kinds.pop().kind not in "fb":
        return lent(frame)
    return DataFrame(locked(frame.to_numpy()), index=frame.index, columns=frame.columns, copy=False)


class LentFrames(Mapping[str, DataFrame]):
    """Frames by name, each given as `lent` gives one, when it is asked for."""

    def __init__(self, frames: Mapping[str, DataFrame]) -> None:
        self._frames = frames

    def __getitem__(self, name: str) -> DataFrame:
        return lent(self._frames[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def shown(values: Mapping[str, T]) -> dict[str, T]:
    """Give a copy of a mapping, as a dict, of which pandas makes frames."""
    return dict(values)
