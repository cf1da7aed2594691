"""Values that are handed out and stay what they are: who writes into one is refused, or writes into a copy."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import numpy as np
from pandas import DataFrame, Series, StringDtype

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

    Others are kept as `taken` gives them.
    """
    kinds = {kind for kind in frame.dtypes if isinstance(kind, np.dtype)}
    if len(kinds) != 1 or frame.dtypes.nunique() != 1 or kinds.pop().kind not in "fb":
        return taken(frame)
    return DataFrame(locked(frame.to_numpy()), index=frame.index, columns=frame.columns, copy=False)


def taken(frame: DataFrame) -> DataFrame:
    """Give a frame to keep whose memory others have too, which pandas copies as soon as somebody writes into it.

    Columns whose memory pandas would hand out itself are locked copies.
    """
    kept = lent(frame)
    for place, kind in enumerate(frame.dtypes):
        if _is_handed_out(kind):
            kept.isetitem(place, column_taken(frame.iloc[:, place]))  # type: ignore[arg-type]  # it copies an array
    return kept


def column_taken(column: Series) -> Series:
    """Give a column to keep, as `taken` gives a frame."""
    if not _is_handed_out(column.dtype) or not column.to_numpy().flags.writeable:
        return column.copy(deep=False)
    copy = column.copy()
    copy.array.to_numpy().flags.writeable = False  # the memory of the copy itself
    return copy


def frames_taken(frames: Mapping[str, DataFrame]) -> dict[str, DataFrame]:
    """Give frames by name to keep, each as `taken` gives it."""
    return {name: taken(frame) for name, frame in frames.items()}


def _is_handed_out(kind: Any) -> bool:
    """Tell whether `to_numpy` gives the memory of a column of this type, with the right to write into it."""
    return isinstance(kind, StringDtype) and kind.storage == "python"


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
