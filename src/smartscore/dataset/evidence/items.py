"""The items of one indicator in every city: those of a table of evidence, and the criteria that its framework asks."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from smartscore.dataset.dataset import Dataset
from smartscore.evidence.statuses import STATUSES, are, status_of
from smartscore.model import Indicator
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.tables.identifiers import as_key

_BLANK = -1
_NONE, _EXCUSED = STATUSES.index("none"), STATUSES.index("not_applicable")


@frozen(eq=False)
class Items:
    """The items of an indicator, each an entry of the arrays: (items).

    `rows` are positions of cities, `statuses` places in `STATUSES`, `names` what each item is: the text of a line, or
    the place `level.number` of a criterion. `lines` are positions in the evidence of the dataset, -1 for a criterion
    that no line of it names. `lowest` is the level where nothing is reached.
    """

    rows: np.ndarray
    levels: np.ndarray
    statuses: np.ndarray
    names: np.ndarray
    lines: np.ndarray
    lowest: float

    @property
    def steps(self) -> np.ndarray:
        """The levels of which something is asked, from the lowest."""
        return np.unique(self.levels)

    @property
    def excused(self) -> np.ndarray:
        """Which items do not apply."""
        return are(self.statuses, {"not_applicable"})


_WHOLE = np.zeros(0, dtype=int)
NO_ITEMS = Items(_WHOLE, _WHOLE, np.zeros(0, dtype=np.int8), np.zeros(0, dtype=object), _WHOLE, lowest=0.0)


def items_of(dataset: Dataset, node: Indicator) -> Items:
    """Give the items of an indicator in every city.

    A criterion of the framework is an item of every city that says anything of the indicator; where it says nothing of
    the criterion, nothing is there. A line of evidence that names a criterion, by its place or its text, is that one;
    without a status it says nothing, as an empty tick.
    """
    lines = _lines_of(dataset, node)
    criteria = _statuses_of_criteria(dataset, node)
    further = _fill(criteria, dataset, node, lines)
    is_said = np.zeros(len(dataset.frame), dtype=bool)
    for statuses, _ in criteria.values():
        is_said |= (statuses != _BLANK) & (statuses != _EXCUSED)
    if len(further):
        is_said[_columns(dataset)["row"][further]] = True
    parts = [_criterion(place, level, *criteria[place], np.flatnonzero(is_said)) for place, level in node.ticks.items()]
    parts.append(_own(dataset, further))
    rows, levels, statuses, names, of_lines = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Items(rows, levels, statuses, names, of_lines, node.lowest_level)


def _lines_of(dataset: Dataset, node: Indicator) -> np.ndarray:
    nothing = np.zeros(0, dtype=int)
    return nothing if dataset.evidence is None else dataset.evidence.of_indicators.get(node.id, nothing)


def _statuses_of_criteria(dataset: Dataset, node: Indicator) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Give the status of each criterion in every city, blank where nothing is said, and no line of evidence yet."""
    count = len(dataset.frame)
    return {
        place: (
            _ticked(dataset, column) if column in dataset.frame else np.full(count, _BLANK, dtype=np.int8),
            np.full(count, _BLANK),
        )
        for place, column in node.tick_columns.items()
    }


def _ticked(dataset: Dataset, column: str) -> np.ndarray:
    """Give the statuses of a column of ticks, blank where a cell says nothing or no status."""
    cells = dataset.frame[column].tolist()
    known = {cell: _status_of_tick(cell) for cell in dict.fromkeys(cells)}
    return np.array([known[cell] for cell in cells], dtype=np.int8)


def _status_of_tick(cell: object) -> int:
    status = status_of(cell)
    is_blank = status is None or (status == "none" and as_key(cell).casefold() in MISSING_WORDS - _NOTHING_THERE)
    return _BLANK if status is None or is_blank else STATUSES.index(status)


#: Words for a missing number that say of a criterion that it is not met.
_NOTHING_THERE = frozenset({"tidak ada", "belum ada"})


def _fill(
    criteria: Mapping[str, tuple[np.ndarray, np.ndarray]], dataset: Dataset, node: Indicator, lines: np.ndarray
) -> np.ndarray:
    """Give criteria the statuses of the lines that name them, in place, and give the other lines."""
    names = _names_of_criteria(node)
    if not names or not len(lines):
        return lines
    columns, further = _columns(dataset), list[int]()
    for line in lines.tolist():
        name = (int(columns["level"][line]), str(columns["item"][line]).casefold())
        if (place := names.get(name)) is None:
            further.append(line)
            continue
        (statuses, of_lines), row = criteria[place], columns["row"][line]
        of_lines[row] = line
        if columns["is_stated"][line]:
            statuses[row] = columns["status"][line]
    return np.array(further, dtype=int)


def _names_of_criteria(node: Indicator) -> dict[tuple[int, str], str]:
    """Give the place of each criterion by its level and what lines may call it: its place, or its text."""
    criteria = node.criteria_by_place
    names = {(criterion.level, place): place for place, criterion in criteria.items()}
    for place, criterion in criteria.items():
        names |= {(criterion.level, text.casefold()): place for _, text in criterion.text.by_language}
    return names


def _criterion(
    place: str, level: int, statuses: np.ndarray, lines: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Give a criterion as items of the cities at some positions, in the order of the fields of `Items`."""
    said = statuses[rows]
    count = len(rows)
    return (
        rows,
        np.full(count, level),
        np.where(said == _BLANK, _NONE, said).astype(np.int8),
        np.array([place] * count, dtype=object),
        lines[rows],
    )


def _own(dataset: Dataset, lines: np.ndarray) -> tuple[np.ndarray, ...]:
    """Give lines that no criterion of the framework has as items."""
    columns = _columns(dataset)
    if not len(lines):
        return NO_ITEMS.rows, NO_ITEMS.levels, NO_ITEMS.statuses, NO_ITEMS.names, NO_ITEMS.lines
    return columns["row"][lines], columns["level"][lines], columns["status"][lines], columns["item"][lines], lines


def _columns(dataset: Dataset) -> Mapping[str, np.ndarray]:
    return {} if dataset.evidence is None else dataset.evidence.columns
