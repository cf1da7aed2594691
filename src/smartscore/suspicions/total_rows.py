"""Rows that are no unit among the units: what they are found by, and one suspicion of all of them."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from attrs import frozen
from pandas import factorize

from smartscore.dataset import Dataset, known_names
from smartscore.errors import Suspicion
from smartscore.model import Framework
from smartscore.rules import Array
from smartscore.suspicions.cells import SHOWN, Listing, label, listing, option
from smartscore.suspicions.row_names import coded_rows, name_columns, named_rows, province_rows
from smartscore.suspicions.row_sums import Agreement, Numbers, agreeing_rows
from smartscore.suspicions.subtotals import subtotals
from smartscore.tables.columns import not_numeric
from smartscore.tables.identifiers import as_keys
from smartscore.text import Phrase, Sentence

Found = dict[int, list[Sentence]]
#: Up to how many rows the line for a recipe names all, as many as the World Bank has groups and more.
_ALL = 100


@frozen(eq=False)
class _Rows:
    """The rows of a dataset, by the round of assessment (year and assessor) and the group of each grouping column."""

    rounds: np.ndarray
    groupings: Mapping[str, np.ndarray]
    numbers: Numbers


def total_rows(dataset: Dataset, framework: Framework, _measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find rows that are no unit: by name, by code, by being the sum or a mean of the others, by an empty group."""
    if len(dataset.frame) < 2:
        return
    columns = name_columns(dataset, framework)
    found: Found = {}
    rows_ = _rows(dataset, framework)
    for code, rows in {
        "total_by_name": named_rows(columns, rows_.numbers.are_empty),
        "total_by_province": province_rows(columns),
        "total_by_code": coded_rows(columns),
    }.items():
        for row, name in rows.items():
            found.setdefault(row, []).append(Phrase(code, name=name))
    for column, row in _without_group(rows_):
        found.setdefault(row, []).append(Phrase("total_by_group", column=column))
    _add_sums(found, rows_)
    if found:
        yield _suspicion(dataset, found)


def _rows(dataset: Dataset, framework: Framework) -> _Rows:
    frame = dataset.frame
    levels = [factorize(frame.index.get_level_values(level))[0] for level in range(1, frame.index.nlevels)]
    rounds = np.zeros(len(frame), dtype=int)
    for level in levels:
        rounds = rounds * (level.max(initial=0) + 1) + level
    used = known_names(framework) | {"name"}
    texts = {str(name): as_keys(frame[name]) for name in not_numeric(frame) if name not in used}
    groupings = {name: groups for name, cells in texts.items() if (groups := _grouping(cells)) is not None}
    names = [str(name) for name, dtype in frame.dtypes.items() if dtype.kind in "fiu"]
    numbers = Numbers.of(frame[names].to_numpy(dtype=float, na_value=np.nan), names)
    return _Rows(rounds, groupings, numbers)


def _grouping(cells: list[str]) -> np.ndarray | None:
    """Number the groups of a column of texts, -1 where it is empty; None for one whose texts hardly come twice."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(text for text in cells if text))}
    if not 0 < len(numbers) <= sum(map(bool, cells)) / 2:
        return None
    return np.array([numbers.get(text, -1) for text in cells])


def _without_group(rows: _Rows) -> Iterator[tuple[str, int]]:
    """Find the one row of a round that stands first or last and has no group where all others have one."""
    for column, groups in rows.groupings.items():
        for turn in np.unique(rows.rounds[groups < 0]):
            among = np.flatnonzero(rows.rounds == turn)
            empty = among[groups[among] < 0]
            if len(empty) == 1 and len(among) > 3 and empty[0] in (among[0], among[-1]):
                yield column, int(empty[0])


def _add_sums(found: Found, rows: _Rows) -> None:
    """Add the rows that are the sum or a mean of the units of their group, then of all units of their round."""
    units = np.ones(len(rows.rounds), dtype=bool)
    told = list(found)
    units[told] = False
    for groups in rows.groupings.values():
        inside = np.flatnonzero(units & (groups >= 0))
        within = rows.rounds * (groups.max(initial=0) + 2) + groups
        for row, agreement in agreeing_rows(rows.numbers, within, inside):
            found.setdefault(row, []).extend(_in_words(agreement))
            units[row] = False
    for turn in np.unique(rows.rounds).tolist():
        for one in subtotals(rows.numbers, np.flatnonzero(units & (rows.rounds == turn))):
            code = "total_by_rows_above" if one.above else "total_by_rows_below"
            found.setdefault(one.row, []).append(Phrase(code, columns=listing(one.columns, len(one.columns))))
            units[one.row] = False
    for row, agreement in [*agreeing_rows(rows.numbers, rows.rounds, np.flatnonzero(units))]:
        found.setdefault(row, []).extend(_in_words(agreement))
        units[row] = False
    for row in told[: 4 * SHOWN]:
        together = np.append(np.flatnonzero(units & (rows.rounds == rows.rounds[row])), row)
        sums = dict(agreeing_rows(rows.numbers, rows.rounds, np.sort(together)))
        if row in sums:
            found[row].extend(_in_words(sums[row]))


def _in_words(agreement: Agreement) -> Iterator[Phrase]:
    sums, means = (listing(columns, len(columns)) for columns in (agreement.sums, agreement.means))
    if agreement.sums:
        yield Phrase("total_by_sum", columns=sums)
    if agreement.means and agreement.weights:
        yield Phrase("total_by_weighted_mean", columns=means, weights=agreement.weights)
    elif agreement.means:
        yield Phrase("total_by_mean", columns=means)


def _suspicion(dataset: Dataset, found: Found) -> Suspicion:
    """Tell all rows that were found, each city once, with every way out."""
    first: dict[str, int] = {}
    for row in sorted(found):
        first.setdefault(str(dataset.cities[row]), row)
    told = [_told(dataset, row, found[row]) for row in first.values()]
    keys = list(first)
    options = " ".join(option("--leave-out", key) for key in keys[:SHOWN]) + (" ..." if len(keys) > SHOWN else "")
    shown = keys if len(keys) <= _ALL else keys[:SHOWN]
    quoted = ", ".join('"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"' for key in shown)
    quoted += ", ..." if len(keys) > len(shown) else ""
    fields: dict[str, Any] = {
        "count": len(keys),
        "rows": listing(told, len(told), "; "),
        "names": listing([label(dataset, row, line=False) for row in first.values()], len(keys)),
        "options": options,
        "recipe": f"leave_out = [{quoted}]",
        "accept": "--accept total_row",
    }
    where = dataset.place(next(iter(first.values()))) if len(keys) == 1 else {"file": dataset.file}
    return Suspicion("total_row", fields, **where)


def _told(dataset: Dataset, row: int, reasons: list[Sentence]) -> Phrase:
    return Phrase("total_row_because", row=label(dataset, row), reasons=Listing(tuple(reasons), len(reasons)))
