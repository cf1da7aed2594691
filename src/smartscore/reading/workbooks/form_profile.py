"""The profile of a form: which city or cities it is about, with the year, the assessor and facts about each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen
from pandas import DataFrame, Series

from smartscore.errors import DatasetError, Problem, hint
from smartscore.reading.workbooks.cell_grid import CellGrid
from smartscore.reading.workbooks.grid_table import row_with, without_broken
from smartscore.tables.columns import ABOUT_INDICATORS, ID_COLUMNS
from smartscore.tables.identifiers import as_key, as_keys
from smartscore.tables.table import Fault, Place, Table, TablePart, letters

_NAMES = tuple(name for name in ID_COLUMNS if name != "unit")


@frozen(eq=False)
class Profile:
    """A table with a row a city and a column a field, and the heading of each city (`value` if there is one alone)."""

    table: Table
    headings: Sequence[str]

    def names(self) -> dict[str, int]:
        """Give the row of each city by all its names."""
        columns = [as_keys(self.table.frame[name]) for name in _NAMES if name in self.table.frame]
        return {name: row for column in [*columns, self.headings] for row, name in reversed(list(enumerate(column)))}


def profile_of(sheet: CellGrid, file: str) -> Profile | None:
    """Give the cities of a profile; None if the sheet is none.

    It has the heading `field`, and a column `value`, or one for each city under its name.

    Raises:
        DatasetError: if it has one city and does not say which.
    """
    heading = row_with(sheet, ("field",))
    named = {} if heading is None else _texts_of(sheet.rows[heading])
    of_fields = named.pop("field", 0)
    cities = {name: place for name, place in named.items() if name not in (*ABOUT_INDICATORS, "note")}
    if heading is None or not cities:
        return None
    names = {row: as_key(sheet.rows[row][of_fields]) for row in range(heading + 1, len(sheet.rows))}
    filled = {row: name for row, name in names.items() if name and _is_filled(sheet.rows[row], cities.values())}
    fields = {name: min(row for row, one in filled.items() if one == name) for name in filled.values()}
    values = {name: [sheet.rows[row][column] for column in cities.values()] for name, row in fields.items()}
    part = TablePart(file, sheet.name, fields, across=True)
    lines = [Place(part, column + 1) for column in cities.values()]
    times = Counter(filled.values())
    twice = tuple(Fault(0, name, "column_twice", {"times": times[name]}) for name in fields if times[name] > 1)
    table = Table(DataFrame(values, index=range(len(cities)), dtype=object), lines, file, faults=twice)
    key_cell = next(
        (f"{letters(min(cities.values()))}{row + 1}" for row, name in names.items() if name in _NAMES), None
    )
    return Profile(_named(without_broken(table), list(cities), sheet.name, key_cell), list(cities))


def _texts_of(row: Sequence[Any]) -> dict[str, int]:
    """Give the columns of the texts in a row."""
    return {cell.strip(): column for column, cell in enumerate(row) if isinstance(cell, str)}


def _is_filled(row: Sequence[Any], columns: Iterable[int]) -> bool:
    return any(row[column] is not None for column in columns)


def _named(table: Table, cities: Sequence[str], sheet: str, cell: str | None) -> Table:
    """Give several cities the names of their headings where the profile has none; a single one must have some name."""
    frame = table.frame
    if list(cities) != ["value"]:
        names = frame["city"].tolist() if "city" in frame else [None] * len(cities)
        labels = [heading if name is None else name for name, heading in zip(names, cities, strict=True)]
        return evolve(table, frame=frame.assign(city=Series(labels, dtype=object)))
    if not any(name in frame for name in _NAMES):
        fields = {"hint": "code, city"}
        raise DatasetError(Problem("profile_without_city", fields, file=table.file, sheet=sheet, cell=cell))
    return table


def with_cities(values: Table, profile: Profile, id_column: str | None = None) -> Table:
    """Give the lines of a form with what the profile says to tell cities apart: code, name, year, assessor.

    A line says its city by any name that the profile has for it, and need not where there is one only.

    Raises:
        DatasetError: if there are several cities, and lines do not say of which they are.
    """
    frame, profile_frame = values.frame, profile.table.frame
    if len(profile_frame) > 1 and "city" not in frame:
        raise DatasetError(Problem("no_id_column", {"hint": "city"}, file=values.file))
    stated = as_keys(frame["city"]) if "city" in frame else [""] * len(frame)
    names = profile.names()
    rows = [names.get(city, 0 if len(profile_frame) == 1 and not city else -1) for city in stated]
    offer = [name for name in names if name != "value"]
    faults = [
        Fault(row, "city", "not_in_profile", {"found": stated[row], "hint": hint(stated[row], offer)})
        for row, city in enumerate(rows)
        if city < 0 and stated[row]
    ]
    columns = {
        str(name): Series(list(_of_lines(str(name), profile_frame[name].tolist(), rows, stated, frame)), dtype=object)
        for name in profile_frame
        if name in (*_NAMES, "year", "assessor", id_column)
    }
    return evolve(values, frame=frame.assign(**columns), faults=(*values.faults, *faults))


def _of_lines(
    name: str, by_city: Sequence[Any], rows: Sequence[int], stated: Sequence[str], frame: DataFrame
) -> Iterator[Any]:
    """Give what the profile says of the city of each line, unless the line says it itself."""
    own = frame[name].tolist() if name in frame and name != "city" else [None] * len(frame)
    for line, row in enumerate(rows):
        if own[line] is not None:
            yield own[line]
        elif row >= 0:
            yield by_city[row]
        else:  # a city that the profile does not know, which is told
            yield by_city[0] if name in ("year", "assessor") else stated[line] or None
