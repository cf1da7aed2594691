"""A recipe proposed for a file: what is sure is written, and what is not stands beside it as comments."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve, frozen

from smartscore.errors import Problem, UsageError
from smartscore.model import Framework
from smartscore.reading.layout.headings import find_heading
from smartscore.recipes.patterns import as_pattern
from smartscore.recipes.proposal.columns import (
    ColumnCells,
    YearColumns,
    columns_of,
    names_below,
    split_of,
    year_columns,
)
from smartscore.recipes.proposal.draft import Draft
from smartscore.recipes.proposal.grid import Grid, grids_of
from smartscore.recipes.proposal.heading import Heading, heading_of
from smartscore.recipes.proposal.indicators import Columns, write_indicators
from smartscore.recipes.proposal.matching import Matcher
from smartscore.recipes.proposal.roles import Roles, roles_of
from smartscore.recipes.proposal.units import are_shares, flags_in, marks_of, sentinels_of, short_codes, totals_of

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_USUAL = (None, "utf-8")


@frozen(eq=False)
class _Found:
    """A table found in a file, with the sheets that have the same headings."""

    grid: Grid
    heading: Heading
    #: The columns of the first sheet, and those of all with their cells below each other.
    columns: tuple[ColumnCells, ...]
    together: tuple[ColumnCells, ...]
    sheets: tuple[str, ...] = ()
    others: bool = False


def propose(files: Sequence[Path], frameworks: Iterable[Framework], language: str = "en") -> str:
    """Propose a recipe, as TOML, for files of one layout; nobody uses it before somebody has read it.

    Raises:
        DatasetError: for a file that cannot be read.
        UsageError: for one without a table, and for files of different layouts.
    """
    matcher = Matcher.of(frameworks)
    texts = {file: _draft(file, matcher, language).text() for file in files}
    first = files[0]
    if different := [file for file in files[1:] if texts[file] != texts[first]]:
        raise UsageError(Problem("recipe_layouts_differ", {"first": str(first)}, file=str(file)) for file in different)
    return Draft(language).headed("recipe_proposed", texts[first], file=", ".join(file.name for file in files))


def _draft(file: Path, matcher: Matcher, language: str) -> Draft:
    found = _table_in(grids_of(file), matcher)
    if found is None:
        raise UsageError(Problem("recipe_nothing_to_propose", file=str(file)))
    split, parts = split_of(found.columns)
    columns = [*(column for column in found.columns if column.name not in split), *parts]
    by_year = year_columns(columns)
    roles = roles_of(columns, by_year, matcher)
    if roles.indicator is not None:
        codes = next((one for one in found.together if one.name == roles.indicator.name), roles.indicator)
        roles = evolve(roles, indicator=codes)
    draft = Draft(language)
    _say_where(draft, found, roles.key)
    if split:
        draft.write("split", split)
    _say_units(draft, columns, roles, found)
    _say_cells(draft, columns, by_year, roles)
    shares = frozenset(column.name for column in columns if are_shares(column))
    write_indicators(draft, Columns(by_year, roles, shares), matcher, _about(found, file))
    return draft


def _about(found: _Found, file: Path) -> list[str]:
    """Give what may say what the whole table is about: the lines above the headings, the sheet, the file."""
    above = [cell for row in found.grid.rows[: found.heading.rows[0]] for cell in row if cell]
    return [*above[:10], *([found.grid.sheet] if found.grid.sheet else []), file.stem]


def _table_in(grids: Sequence[Grid], matcher: Matcher) -> _Found | None:
    """Find the sheet with a table that names the most indicators, and those with the same headings."""
    tables = [(grid, heading) for grid in grids if (heading := heading_of(grid, matcher)) is not None]
    if not tables:
        return None
    grid, heading = max(tables, key=lambda table: (_named(table[0], table[1], matcher), len(table[0].rows)))
    names = names_below(grid, heading)
    alike = [(other, place) for other, place in tables if names_below(other, place)[: len(names)] == names]
    sheets = tuple(other.sheet for other, _ in alike if other.sheet is not None)
    columns = [columns_of(other, place) for other, place in alike]
    return _Found(*alike[0], tuple(columns[0]), _below_each_other(columns), sheets, others=len(grids) > len(alike))


def _below_each_other(sheets: Sequence[Sequence[ColumnCells]]) -> tuple[ColumnCells, ...]:
    """Give the columns of sheets with the same headings, of one sheet below those of the other."""
    cells = [{column.name: column.cells for column in columns} for columns in sheets]
    names = [column.name for column in sheets[0]]
    return tuple(ColumnCells(name, [cell for one in cells for cell in one.get(name, ())]) for name in names)


def _named(grid: Grid, heading: Heading, matcher: Matcher) -> int:
    cells = {cell for column in columns_of(grid, heading) for cell in (column.name, *column.different[:300])}
    return sum(matcher.is_named(cell) for cell in cells)


def _say_where(draft: Draft, found: _Found, key: str | None) -> None:
    """Say where the table is in the file."""
    grid, heading = found.grid, found.heading
    if sheet := _sheet(found):
        draft.write("sheet", sheet)
    if grid.encoding not in _USUAL:
        draft.write("encoding", grid.encoding)
    if grid.delimiter not in (None, ","):
        draft.write("delimiter", grid.delimiter)
    lines = [grid.lines[row] for row in heading.rows]
    if lines != [1] or find_heading(grid.rows, key) != heading.rows[0]:
        draft.write("heading", lines if len(lines) > 1 else lines[0])
    if heading.passed:
        draft.write("skip", [grid.lines[row] for row in heading.passed])


def _sheet(found: _Found) -> str | list[str] | None:
    """Give the sheets to read: by a pattern where their names differ by the year alone."""
    if len(found.sheets) < 2:
        return as_pattern(found.sheets[0]) if found.sheets and found.others else None
    patterns = {_YEAR.sub("{year}", as_pattern(name)) for name in found.sheets}
    pattern = patterns.pop()
    if not patterns and "{year}" in pattern:
        return pattern
    return [as_pattern(name) for name in found.sheets] if found.others else "*"


def _say_units(draft: Draft, columns: Sequence[ColumnCells], roles: Roles, found: _Found) -> None:
    """Say which column tells the unit, its name and the year, and which rows are none."""
    if roles.key is None:
        draft.suggest("city", "?")
    else:
        draft.write("key", as_pattern(roles.key))
    if roles.name is not None:
        draft.write("name", as_pattern(roles.name))
    if roles.year is not None and "{year}" not in str(_sheet(found) or ""):
        draft.write("year", as_pattern(roles.year))
    for column, whole in roles.parts:
        if whole is None:
            draft.suggest("keep", {column.name: as_pattern(column.different[0])}, "", *column.different[1:6])
    keep = {column.name: as_pattern(whole) for column, whole in roles.parts if whole is not None}
    if keep:
        draft.write("keep", keep)
    own = {column.name: column for column in columns}
    left_out: list[object] = list(
        map(as_pattern, totals_of(own[name] for name in (roles.key, roles.name) if name is not None))
    )
    if roles.key is not None and (length := short_codes(own[roles.key])):
        left_out.append({"key_length": length})
    if left_out:
        draft.write("leave_out", left_out)
    if roles.name is not None and 0 < own[roles.name].cells.count("") < len(own[roles.name].cells) / 2:
        draft.suggest("leave_out", [*left_out, {"column": as_pattern(roles.name), "pattern": ""}])


def _say_cells(draft: Draft, columns: Sequence[ColumnCells], by_year: Sequence[YearColumns], roles: Roles) -> None:
    """Say what stands in cells of values beside numbers."""
    in_years = {heading for group in by_year for heading in group.headings}
    values = [column for column in columns if column.name in (*in_years, roles.value)]
    if roles.indicator is None:
        values += [column for column in roles.others if column.is_of_numbers]
    if flags := flags_in(values):
        draft.write("flags", flags)
    if marks := marks_of(values):
        draft.write("missing", marks)
    if sentinels := sentinels_of(values):
        draft.suggest("missing", sentinels)
