"""Rows that are no unit by their name or their code: totals, groups of publishers, a province among its regencies."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
from attrs import frozen
from pandas import Series

from smartscore.dataset import Dataset, known_names
from smartscore.model import Framework
from smartscore.suspicions.total_names import TotalWords
from smartscore.tables.columns import not_numeric
from smartscore.tables.identifiers import as_keys

_WORLD = frozenset({"world", "wld", "owid_wrl", "dunia", "global"})
#: How publishers write the codes of countries and groups.
_CODE = re.compile(r"[A-Z][A-Z0-9_.-]{1,10}")
#: Codes of countries and of their regions, NUTS and ISO 3166-2.
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3}|[A-Z0-9]{0,3})")
#: Whose group it is, as Our World in Data writes it behind the name: Africa (UN).
_SOURCE = re.compile(r" \([a-z ]{2,12}\)$")
#: The last two digits of a regency or a city, and those of its province.
_REGENCY = re.compile(r"[0-3]\d|7[1-9]")
_CALLED = re.compile(r"(?:kab|kabupaten|kota|kotamadya)\b")
#: How many digits the codes of provinces, regencies, districts (6 or 7) and villages have.
_LENGTHS = frozenset({2, 4, 6, 7, 10})
#: Names up to this long are codes beside a name: ALL, SUM.
_SHORT = 4


@frozen(eq=False)
class _Names:
    totals: frozenset[str]
    groups: frozenset[str]
    codes: frozenset[str]
    units: frozenset[str]
    provinces: Mapping[str, str]
    alike: frozenset[str]
    neighbours: frozenset[str]
    words: TotalWords


@cache
def _names() -> _Names:
    text = files("smartscore.suspicions").joinpath("aggregates.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    indonesia, words = tables.pop("indonesia"), cast("dict[str, Any]", tables.pop("words"))
    totals = frozenset(tables.pop("totals")["names"])
    provinces = {name: code for code, _, name in (line.partition(" ") for line in indonesia["provinces"])}
    provinces |= dict.fromkeys(indonesia["others"], "")
    return _Names(
        totals=totals,
        groups=frozenset(name for table in tables.values() for name in table["names"]),
        codes=frozenset(code for table in tables.values() for code in table.get("codes", ())),
        units=frozenset(tables["our_world_in_data"]["units"]),
        provinces=provinces,
        alike=frozenset(indonesia["alike"]),
        neighbours=frozenset(indonesia["neighbours"]),
        words=TotalWords(**words, places=provinces),
    )


@frozen(eq=False)
class NameColumn:
    """A key or a name of each row as it was written, and without capitals, further blanks and marks at its ends."""

    written: Sequence[str]
    plain: Sequence[str]

    @classmethod
    def of(cls, column: "Series[Any]") -> "NameColumn":
        written = as_keys(column)
        return cls(written, [" ".join(text.casefold().split()).strip(" .:*") for text in written])

    @property
    def has_words(self) -> bool:
        """Tell whether some of it is written in small letters, as names are and codes are not."""
        return any(text != text.upper() for text in self.written)


def name_columns(dataset: Dataset, framework: Framework) -> list[NameColumn]:
    """Give what may be the key or the name of rows: texts that are all different within a year."""
    used, frame = known_names(framework), dataset.frame
    columns = [dataset.cities.to_series()]
    if dataset.names is not None:
        columns.append(dataset.names)
    turns = max(1, len(frame) // max(1, dataset.cities.nunique()))
    texts = [frame[name] for name in not_numeric(frame) if name not in used]
    columns += [text for text in texts if text.nunique() * turns * 1.25 >= len(frame)]
    return [NameColumn.of(column) for column in columns]


def named_rows(columns: Sequence[NameColumn], are_empty: np.ndarray) -> dict[int, str]:
    """Find the rows that are no unit by key or name, each with that name; where all are such, only totals.

    Of rows that `are_empty` of numbers, those that say what the rows below them are count too.
    """
    names = _names()
    found: dict[int, str] = {}
    for column in columns:
        rows = np.flatnonzero(are_empty).tolist()
        found |= {row: column.written[row] for row in rows if names.words.is_heading(column.plain[row])}
        is_coded = _are_codes(column.written)
        is_beside_name = is_coded and any(other.has_words for other in columns if other is not column)
        least = _SHORT + 1 if is_beside_name else 0
        found |= {row: name for row, name in _named(column) if len(name) >= least}
        if is_coded:
            found |= {row: code for row, code in enumerate(column.written) if _is_group(code)}
    if len(found) == len(columns[0].written):
        totals = names.totals | _WORLD
        plain = {name: name.casefold() for name in found.values()}
        totals |= {text for text in plain.values() if names.words.is_total(text)}
        found = {row: name for row, name in found.items() if plain[name] in totals}
    return found


def _named(column: NameColumn) -> Iterator[tuple[int, str]]:
    names = _names()
    known = names.totals | names.groups | names.words.paired(column.plain)
    if names.neighbours.isdisjoint(column.plain) and names.neighbours.isdisjoint(column.written):
        known = known | {"indonesia"}
    wrong = {
        text
        for text in set(column.plain)
        if text in known or names.words.is_total(text) or (text.endswith(")") and _SOURCE.sub("", text) in names.groups)
    }
    return ((row, column.written[row]) for row, text in enumerate(column.plain) if text in wrong)


def _are_codes(written: Sequence[str]) -> bool:
    sample = written[:: max(1, len(written) // 50)]
    return bool(np.mean([_CODE.fullmatch(code) is not None for code in sample]) >= 0.8)


def _is_group(code: str) -> bool:
    names = _names()
    bare = re.sub(r"_?(19|20)\d\d$", "", code) if code.startswith("E") else code
    return code in names.codes or bare in names.codes or (code.startswith("OWID_") and code not in names.units)


def province_rows(columns: Sequence[NameColumn]) -> dict[int, str]:
    """Find provinces that stand among regencies, by name: there are fewer of them than of other rows."""
    names, found = _names(), dict[int, str]()
    for column in columns:
        whole = {
            text
            for text in set(column.plain)
            if names.words.province_in(text) or (text in names.provinces and text not in names.alike)
        }
        found |= {row: column.written[row] for row, text in enumerate(column.plain) if text in whole}
    others = len(columns[0].written) - len(found)
    is_mixed = others >= len(found) and any(_is_called_regency(column.plain) for column in columns)
    return found if others > len(found) or is_mixed else {}


def _is_called_regency(plain: Sequence[str]) -> bool:
    """Tell whether a name says that it is that of a regency or a city, as Kab. Bogor does."""
    return any(_CALLED.match(text) for text in plain)


def coded_rows(columns: Sequence[NameColumn]) -> dict[int, str]:
    """Find the rows whose code is that of what others are parts of: 62 or 6200 among 62xx, DE among DE11."""
    found: dict[int, str] = {}
    for written in (column.written for column in columns):
        digits = [(f"{code}0" if len(code) == 4 and code[2] == "." else code).replace(".", "") for code in written]
        if all(code.isascii() and code.isdecimal() for code in digits):
            found |= {row: written[row] for row in _parents_in_digits(digits)}
        elif all(map(_REGION.fullmatch, written)):
            found |= {row: written[row] for row in _parents_in_letters(written)}
    return found


def _parents_in_letters(codes: Sequence[str]) -> list[int]:
    """Give the rows of countries and regions among codes of their parts: DE and DE1 among DE11, ID among ID-BA."""
    children = _counts(code[:length] for code in set(codes) for length in (2, 3, 4) if len(code) > length)
    least = {2: 2}  # a country has several regions; a region may have one part alone, which is the same
    return [
        row
        for row, code in enumerate(codes)
        if children.get(code, 0) >= least.get(len(code), 1) and (len(code) == 2 or any(map(str.isdecimal, code)))
    ]


def _parents_in_digits(codes: Sequence[str]) -> list[int]:
    """Give the rows of provinces and regencies among codes of what is in them, of states among those of counties."""
    lengths = {len(code) for code in codes}
    if lengths <= _LENGTHS and all(len(code) == 2 or _REGENCY.fullmatch(code[2:4]) for code in codes):
        return _parents_of_indonesia(codes)
    if lengths == {5}:
        counties = [code for code in codes if not code.endswith("000")]
        if len(counties) > 1 and np.mean([int(code) % 2 for code in counties]) > 0.9:  # counties of the USA are odd
            return [row for row, code in enumerate(codes) if code.endswith("000")]
    return []


def _parents_of_indonesia(codes: Sequence[str]) -> list[int]:
    """Give the rows whose code is that of a province or a regency, with or without zeros behind it, and its parts."""
    bare = {code: _without_zeros(code) for code in set(codes)}
    if not all(area[:2] in set(_names().provinces.values()) for area in bare.values() if area):
        return []
    parents = {area[:length] for area in bare.values() for length in (0, 2, 4) if len(area) > length}
    return [row for row, code in enumerate(codes) if bare[code] in parents]


def _without_zeros(code: str) -> str:
    """Give the part of a code of Indonesia that says something: 62 of 6200, 6201 of 620100, nothing of 0000."""
    for length in (0, 2, 4):
        if not code[length:].strip("0"):
            return code[:length]
    return code


def _counts(names: Any) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return counted
