"""The decimal mark of a file: a point or a comma, found out from all its columns of numbers."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, get_args

from attrs import evolve, frozen
from pandas import DataFrame, Series

from smartscore.errors import Problem, UsageError
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import is_code, is_number, is_plain, lines
from smartscore.numerals.parsing import ParsedNumber, parse_number
from smartscore.numerals.quantity import OtherMark, Quantity
from smartscore.tables.columns import ABOUT_INDICATORS, ID_COLUMNS, VALUE_FIELDS, not_numeric
from smartscore.tables.table import Fault, Table
from smartscore.text import number_as_text

Mark = Literal["dot", "comma"]
MARKS: tuple[Mark, ...] = get_args(Mark)

_NO_NUMBERS = frozenset({*ID_COLUMNS, "year", "assessor", "indicator", "criterion", *VALUE_FIELDS, *ABOUT_INDICATORS})

#: A point that starts no three digits, or has before it what is no group of thousands: it can only be a decimal one.
_POINT = re.compile(r"\.(?!\d{3}(?!\d))|\.\d{3}[eE]|(?<!\d)0\d*\.|\d{4}\.|(?<!\d)\.", re.ASCII)


@frozen(eq=False)
class _NumberColumn:
    """A column of a table of which most texts are numbers, and the reading of each different one."""

    table: int
    name: str
    cells: list[Any]
    written: dict[str, ParsedNumber]

    def where(self, condition: Callable[[ParsedNumber], bool]) -> Iterator[tuple[int, str]]:
        """Give row and text of the cells whose number meets the condition."""
        texts = {text for text, written in self.written.items() if condition(written)}
        return ((row, cell) for row, cell in enumerate(self.cells) if isinstance(cell, str) and cell in texts)

    def read(self, mark: str | None, *, strictly: bool) -> list[Any]:
        """Give the cells with numbers for their texts, nothing for those that are faults."""
        read = {text: _cell(text, written, mark, strictly=strictly) for text, written in self.written.items()}
        return [read.get(cell, cell) if isinstance(cell, str) else cell for cell in self.cells]


def _cell(text: str, written: ParsedNumber, mark: str | None, *, strictly: bool) -> float | Quantity | OtherMark | None:
    """Give the number of a text, with its unit where it has one.

    Nothing where the mark is open and matters, or the text contradicts what others tell of it;
    where the mark was said (`strictly`), such a text is refused only if it is needed.
    """
    if (mark is None and written.is_ambiguous) or (mark and written.mark not in (None, mark)):
        return OtherMark(text) if strictly else None
    number = written.comma if mark == "comma" else written.dot
    return Quantity(number, written.unit, text.strip()) if number is not None and written.unit else number


def resolve_decimals(
    tables: Sequence[Table],
    *,
    id_column: str | None = None,
    keys: Collection[str] = (),
    decimal: str | None = None,
) -> list[Table]:
    """Give the tables of one file with the numbers in their texts read, all with the same decimal mark.

    The mark is `decimal` (dot or comma) where it is given, else that with which every number of the
    file can be read. Numbers that contradict each other, and one that each mark makes another one,
    are told in the `faults` of the tables. Columns of keys (`id_column`, `keys`) and of what belongs to a value have no
    numbers; nor has a column of which less than half of the texts are some.

    Raises:
        UsageError: for another mark.
    """
    if decimal is not None and decimal not in MARKS:
        fields = {"name": "decimal", "found": decimal, "allowed": ", ".join(MARKS)}
        raise UsageError(Problem("parameter_not_allowed", fields))
    keys = {*keys, str(id_column)}
    is_plain_file, has_point = _is_plain([texts for table in tables for texts in _texts(table, keys)])
    if decimal != "comma" and is_plain_file:
        return [_marked(table, decimal or ("dot" if has_point else None)) for table in tables]
    numbers = [
        _NumberColumn(place, str(texts.name), texts.tolist(), written)
        for place, table in enumerate(tables)
        for texts in _texts(table, keys)
        if (written := _readings(texts))
    ]
    mark = decimal or _mark(numbers)
    faults = [] if decimal else list(_faults(tables, numbers, mark))
    read = []
    for place, table in enumerate(tables):
        own = [column for column in numbers if column.table == place]
        cells = {column.name: column.read(mark, strictly=decimal is not None) for column in own}
        own_faults = [fault for of, fault in faults if of == place]
        changed = evolve(table, frame=_with_columns(table.frame, cells), faults=(*table.faults, *own_faults))
        read.append(_marked(changed, mark))
    return read


def _marked(table: Table, mark: str | None) -> Table:
    """Say with which decimal mark a table was read."""
    return evolve(table, interpretation=evolve(table.interpretation, decimal=mark))


def _with_columns(frame: DataFrame, columns: dict[str, list[Any]]) -> DataFrame:
    changed = frame.copy(deep=False)
    for name, cells in columns.items():
        changed[name] = Series(cells, index=frame.index, dtype=object)
    return changed


def _texts(table: Table, keys: Collection[str]) -> "list[Series[Any]]":
    """Give the columns that may hold numbers as text."""
    return [table.frame[name] for name in not_numeric(table.frame) if name not in _NO_NUMBERS and name not in keys]


def _is_plain(columns: "list[Series[Any]]") -> tuple[bool, bool]:
    """Tell whether all numbers are written as programs write them, with a decimal point, as in nearly every file.

    Beside it stands whether there is one that only a decimal point explains.
    """
    has_points = has_decimal_point = False
    for column in columns:
        joined = lines(column.tolist())
        if not is_plain(joined):
            numbers = _readings(column)
            if not all(is_number(text) for text in numbers):
                return False, False
            joined = "\n".join(numbers)
        has_points = has_points or "." in joined
        has_decimal_point = has_decimal_point or _POINT.search(joined) is not None
    return has_decimal_point or not has_points, has_decimal_point


def _readings(column: "Series[Any]") -> dict[str, ParsedNumber]:
    """Give the different texts of a column that are numbers.

    None if less than half are, or some are codes such as 01; but the values of a long table may be of every kind.
    """
    texts = [cell for cell in dict.fromkeys(column.tolist()) if isinstance(cell, str)]
    if column.name != "value" and any(is_code(text) for text in texts):
        return {}
    written = {text: number for text in texts if not is_code(text) and (number := parse_number(text))}
    no_numbers = [text for text in texts if text not in written and not is_not_applicable(text)]
    others = [text for text in no_numbers if text.strip().casefold() not in MISSING_WORDS]
    return written if column.name == "value" or len(written) >= len(others) else {}


def _mark(columns: Sequence[_NumberColumn]) -> str | None:
    """Give the only decimal mark with which some numbers can be read, or that of most; None if all take either."""
    counts = Counter(written.mark for column in columns for written in column.written.values() if written.mark)
    return max(MARKS, key=lambda mark: counts[mark]) if counts else None


def _faults(tables: Sequence[Table], columns: Sequence[_NumberColumn], mark: str | None) -> Iterator[tuple[int, Fault]]:
    """Find, by table, the numbers that contradict the mark; if nothing tells it, the first one with two readings."""
    if mark is None:
        unclear = ((column, *cell) for column in columns for cell in column.where(lambda number: number.is_ambiguous))
        for column, row, text in islice(unclear, 1):
            readings = {str(name): number_as_text(f"{getattr(column.written[text], name):.12g}") for name in MARKS}
            yield column.table, Fault(row, column.name, "decimal_unclear", {"found": text, **readings})
        return
    regular = ((column, *cell) for column in columns for cell in column.where(lambda number: number.mark == mark))
    of, first, other = next(regular)
    fields = {"other": other, "place": tables[of.table].place(first, of.name)}
    for column in columns:
        for row, text in column.where(lambda number: number.mark not in (None, mark)):
            yield column.table, Fault(row, column.name, "decimal_contradicts", {"found": text, **fields})
