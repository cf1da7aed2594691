"""Tables with other rows and columns, in which every line and fault keeps its place in the file."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame, Index, RangeIndex, Series, isna

from smartscore.dataset.breakdowns import telling_apart
from smartscore.recipes.layout import Column, Layout
from smartscore.recipes.patterns import plain
from smartscore.recipes.recipe import Recipe
from smartscore.recipes.rows import each_different, multiplied, says
from smartscore.tables.columns import VALUE_FIELDS
from smartscore.tables.identifiers import as_key
from smartscore.tables.table import Fault, Line, Place, Table, TablePart

#: The names of columns in the file, by those that they get.
Names = Mapping[str, str]


def taken(table: Table, rows: np.ndarray) -> Table:
    """Give the table with the rows at these positions alone."""
    if len(rows) == len(table.frame):
        return table
    places = {int(row): place for place, row in enumerate(rows)} if table.faults else {}
    faults = tuple(evolve(fault, row=places[fault.row]) for fault in table.faults if fault.row in places)
    lines = None if table.lines is None else [table.lines[row] for row in rows.tolist()]
    return evolve(table, frame=table.frame.iloc[rows].reset_index(drop=True), lines=lines, faults=faults)


def as_wide(table: Table, layout: Layout, recipe: Recipe) -> Table:
    """Give the table with its columns named by role and indicator, and numbers multiplied; others stay as they are."""
    new: dict[str, Column] = {column.indicator or column.heading: column for column in layout.columns}
    roles = _role_names(layout, recipe)
    names: dict[str, str] = {}
    for heading in table.frame.columns:
        own = [role for role, of in roles.items() if of == heading]
        own += [indicator for indicator, column in new.items() if column.heading == heading]
        others = [] if own or heading in new or heading in roles else [heading]
        names |= dict.fromkeys(own or others, heading)
    columns = {name: table.frame[heading] for name, heading in names.items()}
    for name, column in new.items():
        if name in columns and column.source.factor != 1:
            cells = multiplied(columns[name].to_numpy(), column.source.factor)
            columns[name] = Series(cells, index=table.frame.index)
    frame = DataFrame(columns, index=table.frame.index, columns=Index(list(columns), dtype=object), copy=False)
    faults = [evolve(fault, column=name) for fault in table.faults for name, of in names.items() if of == fault.column]
    lines = None if table.lines is None else _placed(table.lines, names)
    return evolve(table, frame=frame, lines=lines, faults=tuple(faults))


def _role_names(layout: Layout, recipe: Recipe) -> dict[str, str]:
    roles = dict(layout.roles)
    if layout.key is not None and recipe.key_column is not None:
        roles = {recipe.key_column: roles.pop("key"), **roles}
    return roles


def _placed(lines: Sequence[Line], names: Names) -> list[Line]:
    """Give lines whose cells are found by the new names of columns."""
    parts: dict[int, TablePart] = {}

    def placed(line: Line) -> Line:
        if not isinstance(line, Place):
            return line
        if id(line.part) not in parts:
            columns = {new: line.part.columns[old] for new, old in names.items() if old in line.part.columns}
            parts[id(line.part)] = evolve(line.part, columns=columns)
        return Place(parts[id(line.part)], line.line)

    return [placed(line) for line in lines]


@frozen(eq=False)
class _Block:
    """Cells that become lines: those of one column in some rows, with the indicator of each."""

    column: Column
    rows: np.ndarray
    indicators: np.ndarray

    def of(self, cells: np.ndarray) -> np.ndarray:
        """Give the cells of the rows, of which there may be all."""
        return cells if len(self.rows) == len(cells) else cells[self.rows]


def as_long(table: Table, layout: Layout, recipe: Recipe) -> Table:
    """Give the table with a line a value: every column of values below the other, with numbers multiplied."""
    frame = table.frame
    blocks = list(_blocks(frame, layout, recipe))
    roles = {**_role_names(layout, recipe), **{name: name for name in layout.about}}
    if layout.indicator:
        roles |= {name: name for name in VALUE_FIELDS if name in frame and name not in roles.values()}
    roles |= {name: name for name in _broken_down_by(frame, blocks, layout, {*roles.values(), *recipe.split})}
    columns: dict[str, np.ndarray] = {}
    for name, heading in roles.items():
        cells = frame[heading].to_numpy(dtype=object)
        columns[name] = _joined([block.of(cells) for block in blocks])
    if any(block.column.year for block in blocks):
        columns["year"] = np.repeat([block.column.year for block in blocks], [len(block.rows) for block in blocks])
    columns["indicator"] = _joined([block.indicators for block in blocks])
    columns["value"] = _joined(
        [multiplied(block.of(frame[block.column.heading].to_numpy()), block.column.source.factor) for block in blocks]
    )
    made = {name: Series(cells, dtype=None if cells.dtype.kind == "f" else object) for name, cells in columns.items()}
    index = RangeIndex(sum(len(block.rows) for block in blocks))
    return evolve(
        table,
        frame=DataFrame(made, index=index, columns=Index(list(made), dtype=object), copy=False),
        lines=None if table.lines is None else _lines(table.lines, blocks, roles, layout),
        faults=tuple(_faults(table.faults, blocks, roles)),
    )


def _broken_down_by(
    frame: DataFrame, blocks: Sequence[_Block], layout: Layout, used: Collection[str]
) -> tuple[str, ...]:
    """Give the columns that tell apart rows with the same unit, year and indicator, for a problem that names them."""
    told = [*dict.fromkeys(one for one in (layout.key, layout.year, layout.assessor, layout.indicator) if one in frame)]
    if not told or not blocks or not frame.duplicated(subset=told).any():
        return ()
    rows = np.unique(np.concatenate([block.rows for block in blocks]))
    among = frame.iloc[rows]
    base = among.groupby(told, sort=False, dropna=False).ngroup().to_numpy()
    taken = {*told, *used, *(column.heading for column in layout.columns)}
    taken |= {heading for column in layout.columns for heading in column.source.where}
    return telling_apart(among[[name for name in among.columns if name not in taken]], base, ())


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    if len(parts) == 1:
        return parts[0]
    numeric = all(part.dtype.kind in "fiu" for part in parts) and bool(parts)
    return np.concatenate([part if numeric else part.astype(object) for part in parts] or [np.array([], dtype=object)])


def _blocks(frame: DataFrame, layout: Layout, recipe: Recipe) -> Iterator[_Block]:
    """Give the cells of each column of values, of the rows that count for it.

    In a long table what has no code, where there are codes, and what has columns of its own is passed over.
    """
    codes = {plain(code): indicator for code, indicator in recipe.long.codes.items()} if recipe.long else {}

    def by_code(code: str) -> str | None:
        indicator = codes.get(plain(code)) if codes else code
        return None if indicator in recipe.columns else indicator

    named = each_different(frame[layout.indicator], lambda cell: by_code(as_key(cell))) if layout.indicator else None
    for column in layout.columns:
        rows = np.arange(len(frame))
        for heading, texts in column.source.where.items():
            rows = rows[says(frame[heading], texts)[rows]]
        if column.indicator is None and column.code is None and named is not None:
            indicators = named[rows]
        else:
            indicators = np.full(len(rows), column.indicator or by_code(column.code or ""), dtype=object)
        has_one = ~isna(indicators)
        if has_one.any():
            yield _Block(column, rows[has_one], indicators[has_one])


def _lines(lines: Sequence[Line], blocks: Sequence[_Block], roles: Names, layout: Layout) -> list[Line]:
    placed: list[Line] = []
    for block in blocks:
        names = {**roles, "value": block.column.heading, "indicator": layout.indicator or block.column.heading}
        own = lines if len(block.rows) == len(lines) else [lines[row] for row in block.rows.tolist()]
        placed += _placed(own, names) if own and isinstance(own[0], Place) else own
    return placed


def _faults(faults: Sequence[Fault], blocks: Sequence[_Block], roles: Names) -> Iterator[Fault]:
    """Find each fault of a cell again, in the lines of the first block for a column that says which row it is."""
    for fault in faults:
        start = 0
        for block in blocks:
            row = int(np.searchsorted(block.rows, fault.row))
            if row < len(block.rows) and block.rows[row] == fault.row:
                if block.column.heading == fault.column:
                    yield evolve(fault, row=start + row, column="value")
                elif own := next((name for name, of in roles.items() if of == fault.column), None):
                    yield evolve(fault, row=start + row, column=own)
                    break
            start += len(block.rows)
