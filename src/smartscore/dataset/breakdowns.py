"""Columns that break values down (by sex, age, urban and rural): the fewest that tell rows of one key apart."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen
from pandas import DataFrame, Series
from pandas.api.types import is_numeric_dtype

from smartscore.errors import Problem
from smartscore.messages import LANGUAGES, message
from smartscore.numerals.parsing import parse_number
from smartscore.tables.columns import VALUE_FIELDS
from smartscore.tables.headings import BREAKDOWNS, YEARS, place_heading, plain_heading
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Table
from smartscore.text import Text

#: Words for all, of which values are proposed before others.
WORDS_FOR_ALL = frozenset(
    {
        *("total", "t", "_t", "tot", "all", "both", "both sexes", "bothsex", "btsx", "allage", "all ages", "jumlah"),
        *("semua", "keseluruhan", "total penduduk", "laki-laki dan perempuan", "laki-laki + perempuan"),
        *(
            "perkotaan dan perdesaan",
            "perkotaan+perdesaan",
            "urban and rural",
            "total economy",
            "all areas",
            "allarea",
            "overall",
        ),
    }
)
_CANDIDATES = 12  # that are tried together
_COLUMNS = 4  # that may break a value down
_SHOWN = 8  # values of a column


@frozen
class Breakdown:
    """A column that breaks values down, and its values with their numbers of rows: those for all first, then by number.

    `value` is the one to propose.
    """

    column: str
    counts: tuple[tuple[str, int], ...]

    @property
    def value(self) -> str:
        """Give the value to propose: a word for all, else the one of most rows."""
        return self.counts[0][0]

    @property
    def is_for_all(self) -> bool:
        """Whether the value to propose is a word for all."""
        return self.value.casefold() in WORDS_FOR_ALL

    def __str__(self) -> str:
        shown = ", ".join(f"{value or '-'} {count}" for value, count in self.counts[:_SHOWN])
        return f"{self.column}: {shown}" + (", ..." if len(self.counts) > _SHOWN else "")


def breakdowns(frame: DataFrame, keys: Collection[str]) -> tuple[Breakdown, ...]:
    """Find the fewest columns of a table that with the columns of the key (city, year, indicator) tell rows apart.

    Nothing if the key does so alone, or nothing does: rows that are alike in every such column stand there twice.
    """
    base = _numbered([frame[column] for column in keys if column in frame.columns], len(frame))
    return tuple(_counted(frame[name]) for name in telling_apart(frame, base, keys))


def telling_apart(frame: DataFrame, base: np.ndarray, keys: Collection[str]) -> tuple[str, ...]:
    """Find the fewest columns that tell apart rows with the same number in `base`."""
    doubled = Series(base).duplicated(keep=False).to_numpy()
    if not doubled.any():
        return ()
    rows, among = np.flatnonzero(doubled), base[doubled]
    varying = {
        name: numbers for name, numbers in _candidates(frame, rows, keys) if _pairs(among, numbers)[1] > _count(among)
    }
    names = sorted(varying, key=lambda name: int(varying[name].max(initial=0)))[:_CANDIDATES]
    apart = among
    for name in names:
        apart, _ = _pairs(apart, varying[name])
    wanted = _count(apart)
    if wanted - _count(among) < (len(rows) - _count(among)) / 2:
        return ()
    for size in range(1, min(_COLUMNS, len(names)) + 1):
        for chosen in combinations(names, size):
            together = among
            for name in chosen:
                together, _ = _pairs(together, varying[name])
            if _count(together) == wanted:
                return chosen
    return tuple(names)


def breakdown_problem(table: Table, columns: Sequence[str], row: int) -> Problem:
    """Tell once that columns break values down, with their values and what to write; the place is the first row."""
    found = [_counted(table.frame[name]) for name in columns]
    fields = {
        "columns": _listed([repr(one.column) for one in found]),
        "values": "; ".join(map(str, found)),
        "keep": ", ".join(f"{_toml_key(one.column)} = {_toml_text(one.value)}" for one in found),
    }
    code = "broken_down"
    if len(columns) == 1 and plain_heading(columns[0]) in YEARS:
        code = "broken_down_by_year"
    elif all(place_heading(name) for name in columns) and not any(one.is_for_all for one in found):
        code = "broken_down_by_place"
    return Problem(code, fields, column=columns[0] if len(columns) == 1 else None, **table.at(row, columns[0]))


def _listed(names: Sequence[str]) -> Text:
    """Write a list of names in every language."""
    if len(names) == 1:
        return Text(names[0])
    return Text(
        {language: message("list_and", language, first=", ".join(names[:-1]), last=names[-1]) for language in LANGUAGES}
    )


def _toml_key(column: str) -> str:
    """Write a heading as a key of TOML: in quotes unless it is one word of letters and digits."""
    return column if column.isascii() and column.replace("_", "").replace("-", "").isalnum() else _toml_text(column)


def _toml_text(text: str) -> str:
    """Write a text of TOML in quotes, in which a backslash and a quote have one before them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _counted(column: "Series[Any]") -> Breakdown:
    counts = Counter(as_keys(column))
    ordered = sorted(counts.items(), key=lambda pair: (pair[0].casefold() not in WORDS_FOR_ALL, -pair[1], pair[0]))
    return Breakdown(str(column.name), tuple(ordered))


def _candidates(frame: DataFrame, rows: np.ndarray, keys: Collection[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Give the columns that may break values down, their texts in these rows as numbers."""
    for name in frame.columns:
        if name in keys or name in ("value", *VALUE_FIELDS):
            continue
        column = frame[name].iloc[rows]
        if plain_heading(name) not in BREAKDOWNS and _holds_numbers(column):
            continue
        numbers = _numbered([column], len(rows))
        if 2 * (int(numbers.max(initial=0)) + 1) <= max(len(rows), 4) or _says_all(column):
            yield name, numbers


def _says_all(column: "Series[Any]") -> bool:
    """Tell whether one of the texts of a column is a word for all."""
    return any(text.casefold() in WORDS_FOR_ALL for text in as_keys(column.drop_duplicates()))


def _holds_numbers(column: "Series[Any]") -> bool:
    """Tell whether at least half of what stands in a column is a number, in whatever way it is written."""
    if is_numeric_dtype(column):
        return True
    some = [text for text in dict.fromkeys(as_keys(column.drop_duplicates().head(200))) if text]
    return 2 * sum(parse_number(text) is not None for text in some) >= len(some)


def _numbered(columns: "Sequence[Series[Any]]", count: int) -> np.ndarray:
    """Number the rows by what these columns say in them."""
    numbers = np.zeros(count, dtype=np.int64)
    for column in columns:
        places = pd.factorize(np.array([*as_keys(column), None], dtype=object)[:-1])[0]
        numbers, _ = _pairs(numbers, places)
    return numbers


def _pairs(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, int]:
    """Number the different pairs, and count them."""
    numbers, different = pd.factorize(one * (int(other.max(initial=0)) + 1) + other)
    return numbers, len(different)


def _count(numbers: np.ndarray) -> int:
    return len(pd.unique(numbers))
