"""JSON records as a table: a list of flat objects, or one object a line."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame, Index

from smartscore.errors import DatasetError, Problem
from smartscore.reading.documents import DocumentError, parse_json
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of, require_table
from smartscore.reading.text.encoding import decode
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Table

_WRAPPERS = ("data", "records", "results", "items", "value")  # names under which services give their records
_DIGITS = 300  # beyond which no number of the machine is near
_LONG: dict[type, str] = {list: "[...]", str: '"..."'}  # what may be too long to be shown
_MISSING = ("NaN",)  # which is no JSON, and written by many programs


@frozen
class _Pairs:
    """The names and values of an object, some of which may stand twice."""

    pairs: tuple[tuple[str, Any], ...]


def read_records(path: Path, data: bytes | None = None, options: ReadingOptions = DEFAULT) -> Table:
    """Read a list of flat objects, one under a name such as `data`, or an object a line; null is a missing value.

    The line of a record is its number in the list, or that of the file where each record has a line.

    Raises:
        DatasetError: if there is no such file, or it is no JSON, no list of objects, nested, or too large.
    """
    data = bytes_of(path, options) if data is None else data
    text = decode(data, path, options.encoding)
    lines, records = _records(text, path)
    names = list(dict.fromkeys(name for record in records for name, _ in record.pairs))
    require_table(path, options, len(records), len(names))
    problems = list(_faults(lines, records, path))
    if not names:
        problems.append(Problem("no_records", file=str(path)))
    if problems:
        raise DatasetError(problems)
    cells = np.full((len(records), len(names)), None, dtype=object)
    places = {name: place for place, name in enumerate(names)}
    for row, record in enumerate(records):
        for name, value in record.pairs:
            cells[row, places[name]] = value
    frame = DataFrame(cells, columns=Index([name.strip() for name in names], dtype=object), dtype=object)
    understood = Interpretation(str(path), encoding=options.encoding or "utf-8")
    return Table(frame, lines, str(path), hashlib.sha256(data).hexdigest(), interpretation=understood)


def _records(text: str, path: Path) -> tuple[list[int], list[_Pairs]]:
    written = text.splitlines() if "\n" in text.strip() else [text]
    if len(written) > 1 and _is_whole(written[0]) and text.lstrip().startswith("{"):
        lines = [line for line, one in enumerate(written, 1) if one.strip()]
        return lines, [_record(_parsed(written[line - 1], path, line), path, line) for line in lines]
    document = _parsed(text, path, None)
    if isinstance(document, _Pairs):
        lists = {name: value for name, value in document.pairs if isinstance(value, list)}
        name = next((name for name in _WRAPPERS if name in lists), None)
        document = [document] if name is None else lists[name]
    if not isinstance(document, list):
        raise DatasetError(Problem("no_records", file=str(path)))
    numbers = list(range(1, len(document) + 1))
    return numbers, [_record(value, path, number) for number, value in zip(numbers, document, strict=True)]


def _is_whole(line: str) -> bool:
    """Tell whether a line is a whole object, as each is in a file of lines."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str, path: Path, line: int | None) -> Any:
    try:
        return parse_json(
            text, object_pairs_hook=_pairs, parse_float=_exact, parse_int=_whole, parse_constant=_constant
        )
    except DocumentError as error:
        raise DatasetError(Problem("not_json", {"reason": error.reason}, file=str(path), row=line)) from error


def _pairs(pairs: Sequence[tuple[str, Any]]) -> _Pairs:
    return _Pairs(tuple(pairs))


def _exact(written: str) -> float | str:
    """Give a number; one that no number of the machine can hold stays as it is written, and is refused later."""
    number = float(written)
    return written if np.isinf(number) else number


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= _DIGITS else written


def _constant(written: str) -> str | None:
    return None if written in _MISSING else written


def _record(value: Any, path: Path, line: int) -> _Pairs:
    if not isinstance(value, _Pairs):
        found = _LONG.get(type(value)) or json.dumps(value)
        raise DatasetError(Problem("no_record", {"found": found}, file=str(path), row=line))
    return value


def _faults(lines: Sequence[int], records: Sequence[_Pairs], path: Path) -> Iterator[Problem]:
    """Find values that are nested, once for each name, and names that stand twice in a record."""
    nested: set[str] = set()
    for line, record in zip(lines, records, strict=True):
        names = [name for name, _ in record.pairs]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            fields = {"times": names.count(twice)}
            yield Problem("column_twice", fields, file=str(path), row=line, column=twice)
        for name, value in record.pairs:
            if isinstance(value, _Pairs | list) and name not in nested:
                nested.add(name)
                yield Problem("value_nested", file=str(path), row=line, column=name)
