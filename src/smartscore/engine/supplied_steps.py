"""Steps: given a frame that is theirs alone, and refused where what comes back is not the same cities and columns."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NoReturn, cast

import numpy as np
from attrs import frozen
from pandas import DataFrame, Index, Series
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from smartscore.dataset.keys import key_in_words
from smartscore.errors import Problem
from smartscore.method_faults import Method
from smartscore.model import Step
from smartscore.rules import Array
from smartscore.rules.results import digits
from smartscore.suppliers import is_built_in
from smartscore.text import Phrase, Sentence


@frozen(eq=False)
class StepInput:
    """What steps work on: the frame of a dataset, and columns of values (cities) of nodes by id, NaN for a gap."""

    frame: DataFrame
    columns: Mapping[str, Array]

    @property
    def order(self) -> list[Any]:
        return list(dict.fromkeys([*self.frame.columns, *self.columns]))

    @property
    def given(self) -> DataFrame:
        """A new frame, made at once: that of the dataset, with the columns of values in it."""
        columns = {name: self.columns[name] if name in self.columns else self.frame[name] for name in self.order}
        return DataFrame(columns, index=self.frame.index, copy=True)

    @property
    def names(self) -> list[str]:
        return sorted(self.columns)


def fitted_step(step: Step, given: StepInput, indicators: list[str]) -> Step:
    """Fit a step to the values of a baseline.

    Raises:
        RuleError: if it fails, writes over the frame, or gives no step.
    """
    method, frame = Method("step", step), given.given
    with method.called():
        fitted: Any = step.fit(frame, indicators)
    _refuse_written_over(method, given, frame)
    if not callable(fitted) or isinstance(fitted, type):
        found = Phrase("result_nothing") if fitted is None else Phrase("result_type", type=type(fitted).__name__)
        _refuse(method, found, Phrase("result_step"))
    return cast("Step", fitted)


def stepped_values(step: Step, given: StepInput) -> dict[str, Array]:
    """Apply a fitted step, and give the values that it leaves: (cities) by id.

    Raises:
        RuleError: if it fails or writes over the frame, and if what it gives are not the same cities in the same
            order, with a column of numbers for each that it was given, none infinite, and the others unchanged where
            its `columns` say which it is for.
    """
    method, frame = Method("step", step), given.given
    with method.called():
        after = step(frame)
    _refuse_written_over(method, given, frame)
    _refuse_other_cities(method, given.frame.index, after)
    _refuse_other_columns(method, given.names, after)
    values = {name: _numbers(method, name, after) for name in given.names}
    _refuse_undeclared(method, given, values)
    return values


def _refuse(method: Method, found: Sentence, expected: Sentence, **place: Any) -> NoReturn:
    raise method.error(Problem("method_gives", {**method.fields, "found": found, "expected": expected}, **place))


def _refuse_written_over(method: Method, given: StepInput, frame: DataFrame) -> None:
    """Refuse a step that wrote over the frame that it was given."""
    if is_built_in(method.value):
        return
    names = given.order
    if not frame.index.equals(given.frame.index) or list(frame.columns) != names:
        raise method.error(Problem("method_writes_over", method.fields))
    for name in names:
        untouched = given.columns[name] if name in given.columns else given.frame[name]
        if not frame[name].equals(Series(untouched, index=frame.index)):
            raise method.error(Problem("method_writes_over", method.fields, column=str(name)))


def _where(cities: Index, mask: np.ndarray) -> Iterator[str]:
    return (key_in_words(cities[int(place)]) for place in np.flatnonzero(mask))


def _refuse_other_cities(method: Method, cities: Index, after: Any) -> None:
    """Refuse what is no frame, and a frame with other rows than the cities in their order."""
    if not isinstance(after, DataFrame):
        nothing = Phrase("result_nothing") if after is None else Phrase("result_type", type=type(after).__name__)
        _refuse(method, nothing, Phrase("result_frame", count=len(cities)))
    if after.index.equals(cities):
        return
    found, expected = list(after.index), list(cities)
    if len(found) != len(expected):
        lost = next((key_in_words(city) for city in expected if city not in found), None)
        _refuse(method, Phrase("result_rows", count=len(found)), Phrase("result_rows", count=len(expected)), city=lost)
    if (first := next((row for row, city in enumerate(expected) if found[row] != city), None)) is not None:
        rows = [Phrase("result_row", row=first + 1, city=key_in_words(keys[first])) for keys in (found, expected)]
        _refuse(method, *rows)


def _refuse_other_columns(method: Method, names: Collection[str], after: DataFrame) -> None:
    counts = Counter(after.columns)
    for name in names:
        if counts[name] != 1:
            _refuse(method, Phrase("result_columns", count=counts[name]), Phrase("result_column"), column=name)


def _numbers(method: Method, name: str, after: DataFrame) -> Array:
    """Give a column as floats; one of texts, and an infinite number, is refused."""
    column, cities = after[name], after.index
    if not is_numeric_dtype(column.dtype) or is_bool_dtype(column.dtype) or column.dtype.kind == "c":
        told = next(iter(column[column.notna()]), None)
        city = next(_where(cities, column.notna().to_numpy()), None)
        _refuse(
            method,
            Phrase("result_cell", found=repr(told), dtype=column.dtype),
            Phrase("result_numbers"),
            column=name,
            city=city,
        )
    values = column.to_numpy(dtype=float, na_value=np.nan)
    if (city := next(_where(cities, np.isinf(values)), None)) is not None:
        _refuse(method, digits(values[np.isinf(values)][0]), Phrase("result_finite"), column=name, city=city)
    return values


def _refuse_undeclared(method: Method, given: StepInput, values: Mapping[str, Array]) -> None:
    """Refuse changes in other columns than those that a step says it is for, where it has `columns` that say so."""
    declared = getattr(method.value, "columns", ())
    if not declared or not isinstance(declared, tuple | list | set | frozenset):
        return
    for name in set(given.names) - set(declared):
        before = given.columns[name]
        if (changed := ~((before == values[name]) | (np.isnan(before) & np.isnan(values[name])))).any():
            first = int(np.argmax(changed))
            city = next(_where(given.frame.index, changed))
            _refuse(method, digits(values[name][first]), digits(before[first]), column=name, city=city)
