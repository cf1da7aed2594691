"""The lines of a long table that are items of evidence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from pandas import DataFrame, Index, Series

from smartscore.dataset.keys import key_in_words
from smartscore.errors import Problem, hint
from smartscore.evidence.dates import date_of
from smartscore.evidence.evidence import ITEM_FIELDS, Evidence
from smartscore.evidence.statuses import STATUSES, Status, status_of, words_of_status
from smartscore.tables.identifiers import as_key, as_keys
from smartscore.tables.table import Table

_NO_LEVEL = -1
Made = TypeVar("Made")


def item_lines(frame: DataFrame) -> np.ndarray:
    """Tell which lines of a long table are items of evidence: those with a level or an item, or a status and no value.

    A line that ticks a criterion by its place is none.
    """
    filled = {name: _filled(frame, name) for name in ("level", "item", "status", "value", "criterion")}
    if not filled["status"].any() and not filled["item"].any():
        return np.zeros(len(frame), dtype=bool)
    is_item = filled["level"] | filled["item"] | (filled["status"] & ~filled["value"])
    return np.asarray(is_item & ~filled["criterion"])


def _filled(frame: DataFrame, name: str) -> np.ndarray:
    if name not in frame:
        return np.zeros(len(frame), dtype=bool)
    return np.array([text != "" for text in as_keys(frame[name])], dtype=bool)


def evidence_in(table: Table, lines: np.ndarray, rows: np.ndarray, index: Index) -> tuple[Evidence, list[Problem]]:
    """Give the items of some lines of a long table, and everything that is wrong with them.

    `lines` are their positions, `rows` the positions of their cities, `index` the key of every line of the table.
    """
    frame = table.frame.iloc[lines]
    texts = {name: _texts(frame, name) for name in ("indicator", "item", *ITEM_FIELDS)}
    levels = np.array(_each(_level_of, _cells(frame, "level")), dtype=int)
    stated = _each(_status, [*zip(_cells(frame, "status"), _cells(frame, "value"), strict=True)])
    content = {
        "row": rows[lines],
        "indicator": texts["indicator"],
        "level": levels,
        "item": texts["item"],
        "status": np.array(_each(_number_of, stated), dtype=np.int8),
        **{name: texts[name] for name in ITEM_FIELDS},
        "is_stated": _filled(frame, "status") | _filled(frame, "value"),
        "line": _places(table, lines),
    }
    evidence = Evidence(DataFrame({name: Series(column, dtype=column.dtype) for name, column in content.items()}))
    problems = [
        Problem(code, fields, city=key_in_words(index[lines[place]]), **_at(table, int(lines[place]), column))
        for place, code, column, fields in _faults(frame, content, stated)
    ]
    return evidence, [*problems, *_twice(evidence, table, lines, index)]


def _at(table: Table, line: int, column: str) -> dict[str, Any]:
    return {"column": column, **table.at(line, column)}


def _texts(frame: DataFrame, name: str) -> np.ndarray:
    texts = as_keys(frame[name]) if name in frame else [""] * len(frame)
    return np.array([*texts, None], dtype=object)[:-1]


def _cells(frame: DataFrame, name: str) -> list[Any]:
    return frame[name].tolist() if name in frame else [None] * len(frame)


def _number_of(status: Status | None) -> int:
    return STATUSES.index(status or "none")


def _places(table: Table, lines: np.ndarray) -> np.ndarray:
    places = [None] * len(lines) if table.lines is None else [table.lines[line] for line in lines.tolist()]
    return np.array([*places, None], dtype=object)[:-1]


def _level_of(cell: object) -> int:
    text = as_key(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else _NO_LEVEL


def _each(make: Callable[[Any], Made], cells: Sequence[Any]) -> list[Made]:
    """Make something of each cell; of those that are alike once."""
    made = {cell: make(cell) for cell in dict.fromkeys(cells)}
    return [made[cell] for cell in cells]


def _status(cells: tuple[object, object]) -> Status | None:
    """Give the status that a line names, in its own column or, as forms do, as its value; None for another word."""
    cell, value = cells
    return status_of(cell) if as_key(cell) or not as_key(value) else status_of(value)


def _faults(
    frame: DataFrame, content: Mapping[str, Any], stated: Sequence[str | None]
) -> Iterator[tuple[int, str, str, dict[str, object]]]:
    """Find what is wrong with lines: the position, the code, the column and the fields of each problem."""
    written, values, levels = (_texts(frame, name) for name in ("status", "value", "level"))
    for place in np.flatnonzero(content["indicator"] == "").tolist():
        yield place, "indicator_empty", "indicator", {}
    for place in np.flatnonzero(content["level"] == _NO_LEVEL).tolist():
        yield place, "item_level_not_whole", "level", {"found": levels[place] or "-"}
    for place in np.flatnonzero(content["item"] == "").tolist():
        yield place, "item_empty", "item", {}
    for place in np.flatnonzero((written != "") & (values != "")).tolist():
        if status_of(values[place]) != stated[place]:
            yield place, "item_with_value", "value", {"found": values[place], "status": written[place]}
    for place in (place for place, status in enumerate(stated) if status is None):
        found, column = (written[place], "status") if written[place] else (values[place], "value")
        yield place, "status_not_valid", column, {"found": found, "hint": hint(found, words_of_status())}
    dates = {due: date_of(due) for due in dict.fromkeys(content["due"]) if due}
    for place in np.flatnonzero(content["due"] != "").tolist():
        if dates[content["due"][place]] is None:
            yield place, "due_not_a_date", "due", {"found": content["due"][place]}


def _twice(evidence: Evidence, table: Table, lines: np.ndarray, index: Index) -> Iterator[Problem]:
    """Find the items that stand in the table already, each with the place of the first."""
    numbers = numbers_of(evidence)
    _, first = np.unique(numbers, return_index=True)
    for place in np.flatnonzero(Series(numbers).duplicated() & (evidence.columns["item"] != "")).tolist():
        line = int(lines[place])
        fields = {
            "found": evidence.columns["item"][place],
            "first": table.line(int(lines[first[numbers[place]]]), "item"),
        }
        where = {"city": key_in_words(index[line]), **_at(table, line, "item")}
        yield Problem("item_twice", fields, indicator=evidence.columns["indicator"][place], **where)


def numbers_of(evidence: Evidence) -> np.ndarray:
    """Give each item a number, 0, 1, ..., alike where city, indicator, level and name (in any letters) are."""
    columns = evidence.columns
    names = _each(str.casefold, columns["item"].tolist())
    parts = (
        columns["row"],
        pd.factorize(columns["indicator"])[0],
        columns["level"],
        pd.factorize(np.array(names, dtype=object))[0],
    )
    numbers = np.zeros(len(evidence), dtype=np.int64)
    for part in parts:
        places, different = pd.factorize(part)
        numbers = pd.factorize(numbers * (len(different) + 1) + places)[0]
    return np.asarray(numbers)
