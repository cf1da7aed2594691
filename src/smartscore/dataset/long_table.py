"""Long tables, a line a value, as datasets."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from attrs import evolve, frozen
from pandas import DataFrame, Index, MultiIndex, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.breakdowns import breakdown_problem, telling_apart
from smartscore.dataset.dataset import Dataset
from smartscore.dataset.evidence.lines import evidence_in, item_lines
from smartscore.dataset.keys import key_in_words
from smartscore.errors import Problem, Remark
from smartscore.evidence.evidence import Evidence
from smartscore.numerals.numbers import infer_numbers
from smartscore.rules import Array
from smartscore.tables.columns import ABOUT_INDICATORS, OF_ITEMS, VALUE_FIELDS, WORKED_OUT
from smartscore.tables.identifiers import as_keys
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Table


@frozen(eq=False)
class _Cells:
    """Where each line of a long table belongs: its row among the keys, its column among the indicators."""

    rows: np.ndarray
    keys: Index
    columns: np.ndarray
    indicators: Index

    @property
    def places(self) -> np.ndarray:
        """The number of the cell of each line."""
        return np.asarray(self.rows * len(self.indicators) + self.columns)

    def spread(self, values: Sequence[Any] | Array, empty: object) -> DataFrame:
        """Give a frame with a row a key and a column an indicator: of numbers if the values are an array of such."""
        kind = values.dtype if isinstance(values, np.ndarray) else np.dtype(object)
        cells = np.full((len(self.indicators), len(self.keys)), empty, dtype=kind)
        cells[self.columns, self.rows] = np.asarray(values, dtype=kind)
        return DataFrame(cells.T, index=self.keys, columns=self.indicators, dtype=kind, copy=False)


@frozen(eq=False)
class _Lines:
    """Lines of a long table, with the key of each and the position of its city among the keys."""

    table: Table
    index: Index
    rows: np.ndarray

    def at(self, kept: np.ndarray) -> "_Lines":
        """Give the lines that are kept, without their faults, which are told with the whole."""
        places = np.flatnonzero(kept).tolist()
        lines = None if self.table.lines is None else [self.table.lines[place] for place in places]
        table = evolve(self.table, frame=self.table.frame.iloc[places], lines=lines, faults=())
        return _Lines(table, self.index[kept], self.rows[kept])

    def cells(self, keys: Index) -> _Cells:
        """Give where each line belongs."""
        return _Cells(self.rows, keys, *pd.factorize(Series(_names(self.table.frame), dtype=object)))


def from_long(table: Table, index: Index) -> Dataset:
    """Give the dataset of a long table: values, what belongs to each value, and what belongs to the city."""
    all_rows, keys = pd.factorize(index)
    keys = keys.set_names(index.names) if isinstance(keys, MultiIndex) else keys.rename("city")
    whole = _Lines(table, index, all_rows)
    is_item = item_lines(table.frame)
    if not is_item.any():
        return _of_values(whole, whole, keys, ())
    dataset = _of_values(whole.at(~is_item), whole, keys, OF_ITEMS)
    return _with_items(dataset, *evidence_in(table, np.flatnonzero(is_item), all_rows, index))


def _with_items(dataset: Dataset, evidence: Evidence, of_items: list[Problem]) -> Dataset:
    """Give the dataset with items, and an empty column of each indicator that has items and no value."""
    lacking = [name for name in evidence.of_indicators if name and name not in dataset.frame]
    lines = dataset.notes.get("line", DataFrame(index=dataset.frame.index))
    return evolve(
        dataset,
        frame=dataset.frame.assign(**dict.fromkeys(lacking, np.nan)),
        notes={
            **dataset.notes,
            "line": lines.assign(**{name: _first_lines(evidence, name, lines) for name in lacking}),
        },
        evidence=evidence,
        long=(*dataset.long, *lacking),
        problems=(*dataset.problems, *of_items),
    )


def _first_lines(evidence: Evidence, name: str, lines: DataFrame) -> np.ndarray:
    """Give where the first item of an indicator stands in each city, None where it has none."""
    first, places = np.full(len(lines), None, dtype=object), evidence.of_indicators[name][::-1]
    first[evidence.columns["row"][places]] = evidence.columns["line"][places]
    return first


def _of_values(lines: _Lines, whole: _Lines, keys: Index, of_items: Collection[str]) -> Dataset:
    """Give the dataset of the lines that have values, with what the whole table says of cities.

    What stands in the columns `of_items` belongs to the value, as do the other fields.
    """
    table, index, frame, cells = lines.table, lines.index, lines.table.frame, lines.cells(keys)
    unnamed = np.flatnonzero(cells.indicators[cells.columns] == "").tolist() if len(frame) else []
    problems = [Problem("indicator_empty", **table.at(row, "indicator")) for row in unnamed]
    doubled = np.flatnonzero(Series(cells.places).duplicated()).tolist()
    broken_down = telling_apart(frame, cells.places, ("indicator", "criterion")) if doubled else ()
    if broken_down:
        problems.append(breakdown_problem(table, broken_down, doubled[0]))
    else:
        problems += _cells_twice(table, index, cells, doubled)
    others = evolve(whole.table, frame=whole.table.frame.drop(columns=[name for name in of_items if name in frame]))
    of_whole = cells if whole is lines else whole.cells(keys)
    about, differing, of_lines = _about_cities(others, whole.index, of_whole, broken_down)
    fields = (*VALUE_FIELDS, *of_items)
    notes = {name: cells.spread(as_keys(frame[name]), "") for name in fields if name in frame}
    if table.lines is not None:
        notes["line"] = cells.spread(table.lines, None)
    written = frame["value"] if "value" in frame else Series([None] * len(frame), dtype=object)
    return Dataset(
        about.join(_values(written, cells)),
        notes=notes,
        long=tuple(cells.indicators),
        problems=(*problems, *([] if broken_down else differing)),
        interpretations=(_with_remark(table, of_lines),),
    )


def _with_remark(table: Table, of_lines: Sequence[str]) -> Interpretation:
    """Say of which columns nothing was taken since they belong to indicators or single lines."""
    read = table.interpretation
    if not of_lines:
        return read
    code = "column_of_lines" if len(of_lines) == 1 else "columns_of_lines"
    remark = Remark(code, {"columns": ", ".join(map(repr, of_lines))}, file=table.file)
    return evolve(read, remarks=(*read.remarks, remark))


def _values(written: "Series[Any]", cells: _Cells) -> DataFrame:
    """Give the values, as numbers where every one of an indicator is, all at once if every one of the table is."""
    together = infer_numbers(written)
    if is_numeric_dtype(together.dtype):
        return cells.spread(together.to_numpy(dtype=float), np.nan)
    texts = cells.spread(written.tolist(), None)
    return DataFrame({name: infer_numbers(texts[name]) for name in cells.indicators}, index=cells.keys)


def _names(frame: DataFrame) -> list[str]:
    """Give the column of each line: its indicator, with `:level.number` where a criterion is ticked."""
    indicators = as_keys(frame["indicator"])
    if "criterion" not in frame:
        return indicators
    criteria = ["" if pd.isna(criterion) else str(criterion).strip() for criterion in frame["criterion"]]
    return [f"{name}:{tick}" if tick else name for name, tick in zip(indicators, criteria, strict=True)]


_NOT_ABOUT = frozenset({"indicator", "criterion", "value", *VALUE_FIELDS, *ABOUT_INDICATORS, *WORKED_OUT})
_FEW = 2  # cities of which lines may contradict each other by mistake


def _is_of_lines(column: "Series[Any]", cells: _Cells) -> bool:
    texts = np.array([*as_keys(column), None], dtype=object)[:-1]
    filled = texts != ""
    rows, places = cells.rows[filled], pd.factorize(texts[filled])[0]
    count = int(places.max(initial=0)) + 1
    by_city = pd.unique(rows * count + places) // count
    lines = np.bincount(rows, minlength=len(cells.keys))
    several = np.bincount(by_city, minlength=len(cells.keys)) > 1
    if not several.any():
        return False
    contradicting = int(several.sum())
    is_of_indicators = filled.all() and _is_function(cells.columns, places) and (contradicting >= _FEW or count > _FEW)
    return bool(is_of_indicators or (contradicting > _FEW and 2 * contradicting > int((lines > 1).sum())))


def _is_function(of: np.ndarray, values: np.ndarray) -> bool:
    """Tell whether what is alike in one column is alike in the other."""
    pairs = of * (int(values.max(initial=0)) + 1) + values
    return len(pd.unique(pairs)) == len(pd.unique(of))


def _about_cities(
    table: Table, index: Index, cells: _Cells, broken_down: Collection[str]
) -> tuple[DataFrame, list[Problem], list[str]]:
    """Give the columns that belong to cities, the lines that contradict them, and the columns that belong to lines.

    Of a column that breaks values down nothing is told but that.
    """
    about, problems, of_lines = {}, [], []
    for name in table.frame.columns:
        if name in cells.indicators:
            problems.append(Problem("column_twice", {"times": 2}, file=table.file, column=str(name)))
        elif name not in _NOT_ABOUT and name not in broken_down:
            column = table.frame[name]
            values, wrong = _one_a_city(column, cells)
            if wrong and not broken_down and _is_of_lines(column, cells):
                of_lines.append(str(name))
                continue
            about[name] = infer_numbers(values)
            written = column.tolist() if wrong else []
            problems += [
                Problem(
                    "city_differs",
                    {"found": _whole(written[row])},
                    city=key_in_words(index[row]),
                    column=name,
                    **table.at(row, name),
                )
                for row in wrong
            ]
    return DataFrame(about, index=cells.keys), problems, of_lines


def _whole(cell: object) -> object:
    """Give a cell as people write it: workbooks have no whole numbers."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _one_a_city(column: "Series[Any]", cells: _Cells) -> "tuple[Series[Any], list[int]]":
    is_filled = np.array([text != "" for text in as_keys(column)], dtype=bool)
    values = column.to_numpy(dtype=object, copy=True)
    values[~is_filled] = None
    first = np.full(len(cells.keys), None, dtype=object)
    first[cells.rows[is_filled][::-1]] = values[is_filled][::-1]  # the last one written is the first one told
    contradicting_rows = np.flatnonzero(is_filled & (values != first[cells.rows]))
    return Series(first, index=cells.keys), [int(row) for row in contradicting_rows]


def _cells_twice(table: Table, index: Index, cells: _Cells, doubled: Sequence[int]) -> Iterator[Problem]:
    """Tell the lines whose value stands in the table already, each with the first one."""
    if not doubled:
        return
    numbers, different = pd.factorize(cells.places)
    first = np.full(len(different), -1)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    for row in doubled:
        indicator = cells.indicators[int(cells.columns[row])]
        where = {"city": key_in_words(index[row]), "indicator": indicator, **table.at(row, "value")}
        line = table.line(int(first[numbers[row]]), "value")
        yield Problem("value_twice" if isinstance(line, int) else "value_twice_there", {"first": line}, **where)
