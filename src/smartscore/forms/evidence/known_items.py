"""What is known of items before a form is made: those of a dataset, and those of a list."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from smartscore.dataset import Dataset, arrange_parts, known_names
from smartscore.dataset.combine import combine
from smartscore.dataset.evidence.items import items_of
from smartscore.errors import DatasetError, Problem, hint
from smartscore.evidence.evidence import ITEM_FIELDS
from smartscore.evidence.statuses import STATUSES, Status
from smartscore.forms.prefilled import Prefill, prefill_of
from smartscore.model import Framework, Indicator
from smartscore.reading import DEFAULT, TableReader
from smartscore.tables.columns import ID_COLUMNS
from smartscore.tables.table import Table

#: What tells items of an indicator apart: the level, and the name with small letters or the place of a criterion.
ItemKey = tuple[int, str]
_NOBODY = "-"  # the city of a list, which has none


@frozen
class KnownItem:
    """An item: what it is, how far it is (None where nothing is said), and what is said beside it, by `ITEM_FIELDS`."""

    level: int
    name: str
    status: Status | None
    said: Mapping[str, str]


def known_items(prefill: Prefill, row: int | None, node: Indicator) -> dict[ItemKey, KnownItem]:
    """Give the items of an indicator that a dataset has for the city in a row, nothing without one."""
    if row is None:
        return {}
    dataset, found = prefill.dataset, {}
    items = items_of(dataset, node)
    for place in np.flatnonzero(items.rows == row).tolist():
        level, name, line = int(items.levels[place]), str(items.names[place]), int(items.lines[place])
        said, status = _of_criterion(prefill, row, node, name), STATUSES[items.statuses[place]]
        if line >= 0 and dataset.evidence is not None:
            said = {field: str(dataset.evidence.columns[field][line]) for field in ITEM_FIELDS}
        is_blank = status == "none" and name not in node.ticks
        found[level, name.casefold()] = KnownItem(level, name, None if is_blank else status, said)
    return found


def _of_criterion(prefill: Prefill, row: int, node: Indicator, name: str) -> dict[str, str]:
    """Give what is said beside a criterion that is ticked."""
    if name not in node.ticks:
        return {}
    return {kind: texts[row] for kind, texts in prefill.notes(node, name, ITEM_FIELDS).items()}


def read_items(
    path: Path,
    frameworks: Sequence[Framework],
    read: TableReader,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> Prefill:
    """Read a list of items: a table `indicator, level, item`, with office, owner, due and the rest where known.

    The items are those of row 0.

    Raises:
        DatasetError: with every problem of the file, and every indicator or level that the frameworks do not have.
        UsageError: for a file of another kind.
    """
    dataset = combine(arrange_parts([_whole(table) for table in read(path, DEFAULT)]))
    problems, prefill = list(_unknown(dataset, frameworks)), Prefill(dataset)
    try:
        prefill = prefill_of(dataset, frameworks, elsewhere)
    except DatasetError as error:
        problems += error.problems
    if problems:
        raise DatasetError(evolve(one, city=None if one.city == _NOBODY else one.city) for one in problems)
    return prefill


def _unknown(dataset: Dataset, frameworks: Sequence[Framework]) -> Iterator[Problem]:
    """Find the items of indicators that no framework has."""
    known = [name for framework in frameworks for name in known_names(framework)]
    if dataset.evidence is None:
        return
    for name, lines in dataset.evidence.of_indicators.items():
        if name and name not in known:
            where = dataset.evidence.place(int(lines[0]), dataset.file, "indicator")
            yield Problem("unknown_indicator", {"found": name, "hint": hint(name, known)}, **where)


def _whole(table: Table) -> Table:
    """Give a list of items as a long table: with a city, and with a column for statuses."""
    names = {str(name).strip().casefold() for name in table.frame.columns}
    frame = table.frame if names & {*ID_COLUMNS} else table.frame.assign(city=_NOBODY)
    return evolve(table, frame=frame if names & {"status", "value"} else frame.assign(status=None))
