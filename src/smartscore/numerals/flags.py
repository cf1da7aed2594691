"""Flags after numbers, as statistics offices write them: 12.3 p is provisional, 12.3* has a footnote."""

import re
from collections.abc import Collection
from typing import Any

from attrs import evolve
from pandas import Series

from smartscore.tables.columns import ID_COLUMNS, not_numeric
from smartscore.tables.table import Table

#: The single letters of Eurostat, in any order: break, confidential, differs, estimated, forecast, not significant,
#: provisional, revised, Eurostat's estimate, low reliability, not applicable.
_LETTERS = "bcdefnprsuz"
_SIGNS = "*\u2020\u2021\u00a7#\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_NUMBER = r"(?P<number>[+\-\u2212]?\d[\d.,' \u00a0\u202f]*|:|\.\.|-)"
_FLAGGED = re.compile(
    rf"{_NUMBER}(?P<gap>\s*)(?P<flags>[{_LETTERS}]{{1,3}}(?:\s[{_LETTERS}])*|[{re.escape(_SIGNS)}]+"
    rf"|\(\w{{1,2}}\)|\[\w{{1,2}}\]|(?<=\s)\d\)|[a-z]\))"
)
_LONGEST = 60  # letters of a number with its flags
_KEPT = frozenset({*ID_COLUMNS, "year", "assessor", "indicator", "criterion"})


def flags_of(written: str) -> tuple[str, ...]:
    """Give the flags that stand after a number, each as somebody would name it: p and e for `12.3 pe`."""
    found = _flagged(written)
    if found is None:
        return ()
    flags = found["flags"]
    if flags[0] in _LETTERS and not flags.endswith(")"):
        return tuple(dict.fromkeys(flags.replace(" ", "")))
    return tuple(dict.fromkeys(flags)) if flags[0] in _SIGNS else (flags,)


def _flagged(written: str) -> re.Match[str] | None:
    return _FLAGGED.fullmatch(written.strip()) if len(written) <= _LONGEST else None


def without_flags(table: Table, flags: Collection[str]) -> Table:
    """Give the table with these flags taken off the numbers that have no others; keys stay as they are."""
    if not flags:
        return table
    flagged = _flagged_by(flags)
    frame = table.frame.copy(deep=False)
    for name in (name for name in not_numeric(frame) if name not in _KEPT):
        column = frame[name].tolist()
        bare = {cell: _bare(cell, flagged) for cell in dict.fromkeys(column) if isinstance(cell, str)}
        if any(cell != text for cell, text in bare.items()):
            cells: list[Any] = [bare[cell] if isinstance(cell, str) else cell for cell in column]
            frame[name] = Series(cells, index=frame.index, dtype=object)
    return evolve(table, frame=frame)


def _flagged_by(flags: Collection[str]) -> re.Pattern[str]:
    """Give what matches a number, or a mark for none, with some of these flags after it."""
    some = "|".join(re.escape(flag.strip()) for flag in sorted(flags, key=len, reverse=True))
    return re.compile(rf"{_NUMBER}%?\s*(?:(?:{some})[\s,;]*)+")


def _bare(written: str, flagged: re.Pattern[str]) -> str:
    match = flagged.fullmatch(written.strip()) if len(written) <= _LONGEST else None
    return match["number"].strip() if match else written
