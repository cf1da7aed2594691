"""Rows that are no unit by their name or their code: totals, groups of publishers, a province among its regencies."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from attrs import frozen
from pandas import Series

from smartscore.dataset import Dataset, known_names
from smartscore.model import Framework
from smartscore.tables.columns import not_numeric
from smartscore.tables.identifiers import as_keys

_WORLD = frozenset({"world", "wld", "owid_wrl", "dunia", "global"})
_PROVINCE = ("provinsi ", "propinsi ", "prov ", "prov. ", "province of ")
_TOTAL = ("jumlah ", "total ", "rata-rata ", "rerata ")
#: How publishers write the codes of countries and groups.
_CODE = re.compile(r"[A-Z][A-Z0-9_.-]{1,10}")
#: The last two digits of a regency or a city, and those of its province.
_REGENCY = re.compile(r"[0-3]\d|7[1-9]")


@frozen(eq=False)
class _Names:
    totals: frozenset[str]
    groups: frozenset[str]
    codes: frozenset[str]
    units: frozenset[str]
    provinces: Mapping[str, str]
    alike: frozenset[str]
    neighbours: frozenset[str]


@cache
def _names() -> _Names:
    text = files("smartscore.suspicions").joinpath("aggregates.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    indonesia = tables.pop("indonesia")
    totals = frozenset(tables.pop("totals")["names"])
    provinces = {name: code for code, _, name in (line.partition(" ") for line in indonesia["provinces"])}
    return _Names(
        totals=totals,
        groups=frozenset(name for table in tables.values() for name in table["names"]),
        codes=frozenset(code for table in tables.values() for code in table.get("codes", ())),
        units=frozenset(tables["our_world_in_data"]["units"]),
        provinces=provinces | dict.fromkeys(indonesia["others"], ""),
        alike=frozenset(indonesia["alike"]),
        neighbours=frozenset(indonesia["neighbours"]),
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


def named_rows(columns: Sequence[NameColumn]) -> dict[int, str]:
    """Find the rows that are no unit by key or name, each with that name; where all are such, only totals."""
    found = {row: name for column in columns for row, name in _named(column)}
    if len(found) == len(columns[0].written):
        totals = _names().totals | _WORLD
        found = {row: name for row, name in found.items() if name.casefold() in totals}
    return found


def _named(column: NameColumn) -> Iterator[tuple[int, str]]:
    names, written = _names(), column.written
    known = names.totals | names.groups
    if names.neighbours.isdisjoint(column.plain) and names.neighbours.isdisjoint(written):
        known = known | {"indonesia"}
    whole = names.provinces.keys() | {"indonesia", "provinsi"}
    for row, text in enumerate(column.plain):
        if text in known or (text.startswith(_TOTAL) and text.partition(" ")[2] in whole):
            yield row, written[row]
    sample = written[:: max(1, len(written) // 50)]
    if np.mean([_CODE.fullmatch(code) is not None for code in sample]) >= 0.8:
        yield from ((row, code) for row, code in enumerate(written) if _is_group(code))


def _is_group(code: str) -> bool:
    names = _names()
    bare = re.sub(r"_?(19|20)\d\d$", "", code) if code.startswith("E") else code
    return code in names.codes or bare in names.codes or (code.startswith("OWID_") and code not in names.units)


def province_rows(columns: Sequence[NameColumn]) -> dict[int, str]:
    """Find provinces that stand among regencies, by name: there are fewer of them than of other rows."""
    names, found = _names(), dict[int, str]()
    for column in columns:
        for row, text in enumerate(column.plain):
            is_said = text.startswith(_PROVINCE)
            if is_said or (text in names.provinces and text not in names.alike):
                found[row] = column.written[row]
    return found if len(found) * 2 < len(columns[0].written) else {}


def coded_rows(columns: Sequence[NameColumn]) -> dict[int, str]:
    """Find the rows whose code is that of what others are parts of: 62 or 6200 among 62xx, DE among DE11."""
    found: dict[int, str] = {}
    for written in (column.written for column in columns):
        digits = [code.replace(".", "") for code in written]
        if all(code.isascii() and code.isdecimal() for code in digits):
            found |= {row: written[row] for row in _parents_in_digits(digits)}
        elif all(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", code) for code in written):
            children = _counts(code[:2] for code in set(written) if len(code) > 2)
            found |= {row: code for row, code in enumerate(written) if len(code) == 2 and children.get(code, 0) > 1}
    return found


def _parents_in_digits(codes: Sequence[str]) -> list[int]:
    """Give the rows of provinces among codes of regencies, of states among those of counties."""
    if {len(code) for code in codes} <= {2, 4} and all(
        len(code) == 2 or _REGENCY.fullmatch(code[2:]) for code in codes
    ):
        provinces = set(_names().provinces.values())
        if not all(code[:2] in provinces or code in ("00", "0000") for code in codes):
            return []
        children = _counts(code[:2] for code in set(codes) if len(code) == 4 and not code.endswith("00"))
        return [
            row
            for row, code in enumerate(codes)
            if (len(code) == 2 or code.endswith("00"))
            and (children.get(code[:2], 0) > 0 or (code in ("00", "0000") and len(codes) > 1))
        ]
    if {len(code) for code in codes} == {5}:
        counties = [code for code in codes if not code.endswith("000")]
        if len(counties) > 1 and np.mean([int(code) % 2 for code in counties]) > 0.9:  # counties of the USA are odd
            return [row for row, code in enumerate(codes) if code.endswith("000")]
    return []


def _counts(names: Any) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return counted
