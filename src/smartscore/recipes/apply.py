"""From the tables of a file to those that its recipe makes of them: with known columns, wide or long."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import evolve
from pandas import DataFrame, Series

from smartscore.errors import DatasetError, Problem
from smartscore.numerals.decimals import resolve_decimals
from smartscore.numerals.flags import without_flags
from smartscore.numerals.missing_marks import without_missing
from smartscore.recipes.layout import Layout, layout_of, sheet_of, table_name
from smartscore.recipes.patterns import first_there, nearest_names
from smartscore.recipes.recipe import Headings, Recipe
from smartscore.recipes.reshaping import as_long, as_wide, taken
from smartscore.recipes.rows import kept_rows, may_have_flags, may_say, parts_of, translated
from smartscore.recipes.summing import added_up
from smartscore.recipes.twins import without_unused_twins
from smartscore.tables.identifiers import as_key
from smartscore.tables.table import Fault, Place, Table


def apply(tables: Sequence[Table], recipe: Recipe) -> list[Table]:
    """Give the tables of one file as its recipe says: rows chosen, columns named, wide or long.

    Cells are parted first; then rows are chosen by what stands in the file; then keys are translated, flags and marks
    for missing values taken away, numbers multiplied, and parts added up.

    Raises:
        DatasetError: with every heading that the recipe names and the tables do not have.
    """
    problems: list[Problem] = []
    own = [_of_profile(recipe, table) if _is_profile(table) else recipe for table in tables]
    texts = [without_unused_twins(_with_texts_as_headings(table), recipe) for table in tables]
    parted = [_parted(table, one, problems) for table, one in zip(texts, own, strict=True)]
    layouts = [layout_of(table, one, problems) for table, one in zip(parted, own, strict=True)]
    if problems:
        raise DatasetError(problem for place, problem in enumerate(problems) if problem not in problems[:place])
    chosen = [_chosen(table, layout, one) for table, layout, one in zip(parted, layouts, own, strict=True)]
    cleaned = [_cleaned(table, layout, recipe) for table, layout in zip(chosen, layouts, strict=True)]
    if recipe.parts or any(column.source.factor != 1 for layout in layouts for column in layout.columns):
        cleaned = _with_numbers(cleaned, layouts, recipe)
    made = [
        (as_long if layout.is_long else as_wide)(table, layout, one)
        for table, layout, one in zip(cleaned, layouts, own, strict=True)
    ]
    made = [added_up(table, one) if one.parts else table for table, one in zip(made, own, strict=True)]
    return [_told(table, recipe) for table in made]


def _is_profile(table: Table) -> bool:
    """Tell whether a table is the profile of a form: what it says of cities, beside the table with their values."""
    first = table.lines[0] if table.lines else None
    return isinstance(first, Place) and first.part.across


def _of_profile(recipe: Recipe, profile: Table) -> Recipe:
    """Give the part of a recipe that a profile is meant by: which rows are units, and what they are called."""
    names = [str(name) for name in profile.frame.columns]

    def there(headings: Headings) -> Headings:
        return headings if first_there(headings, names) else ()

    return evolve(
        recipe,
        key=there(recipe.key),
        name=there(recipe.name),
        assessor=there(recipe.assessor),
        year=recipe.year if isinstance(recipe.year, int) else there(recipe.year),
        leave_out=tuple(one for one in recipe.leave_out if not one.column or there(one.column)),
        columns={},
        keep={},
        split={},
        about=(),
        long=None,
        parts=None,
    )


def _with_texts_as_headings(table: Table) -> Table:
    if all(isinstance(name, str) for name in table.frame.columns):
        return table
    return evolve(table, frame=table.frame.rename(columns=as_key))


def _parted(table: Table, recipe: Recipe, problems: list[Problem]) -> Table:
    """Give the table with the parts of cells as columns beside them."""
    frame, faults = table.frame, list(table.faults)
    for heading, pattern in recipe.split.items():
        found = first_there((heading,), list(frame.columns))
        if not found:
            fields = {"found": heading, "table": table_name(table), "hint": nearest_names((heading,), frame.columns)}
            problems.append(Problem("recipe_no_heading", fields, file=recipe.written_in, column="split"))
            continue
        cells = frame[found[0][0]]
        parts, without = parts_of(cells, pattern)
        if without.all() and len(frame):
            fields = {"found": as_key(cells.iloc[0]), "pattern": pattern}
            problems.append(Problem("recipe_no_parts", fields, file=recipe.written_in, column=f"split > {heading}"))
        told = next((name for name in parts if name in recipe.key), next(iter(parts), heading))
        faults += [
            Fault(row, told, "recipe_no_parts", {"found": as_key(cells.iloc[row]), "pattern": pattern})
            for row in np.flatnonzero(without).tolist()
        ]
        frame = frame.assign(**parts)
    return evolve(table, frame=frame, faults=tuple(faults))


def _chosen(table: Table, layout: Layout, recipe: Recipe) -> Table:
    """Give the rows that are kept, with what is said of all of them: their city, their year."""
    columns = {str(name): column for name, column in table.frame.items()}
    rows, remarks = kept_rows(columns, recipe, layout)
    read = table.interpretation
    chosen = evolve(taken(table, rows), interpretation=evolve(read, remarks=(*read.remarks, *remarks)))
    constant: dict[str, Any] = {}
    if recipe.city is not None:
        constant["city"] = recipe.city
    if (year := _year_of_all(table, recipe)) is not None:
        constant["year"] = year
    frame = chosen.frame
    if layout.key is not None and recipe.crosswalk:
        frame = _with_keys(frame, layout, recipe)
    if constant:
        others = frame.drop(columns=[name for name in constant if name in frame])
        frame = others.assign(**{name: Series(cell, frame.index, dtype=object) for name, cell in constant.items()})
    return evolve(chosen, frame=frame)


def _with_keys(frame: DataFrame, layout: Layout, recipe: Recipe) -> DataFrame:
    """Translate the keys; what a key was called before is its name, unless it was a code or the file has another."""
    keys = frame[layout.key]
    changed = {layout.key: translated(keys, recipe.crosswalk)}
    others = zip(keys.tolist(), changed[layout.key].tolist(), strict=True)
    has_words = any(any(map(str.isalpha, str(called))) for called, key in others if called != key)
    if has_words and layout.name is None and not {"city", "name"} & set(frame.columns):
        changed["name"] = keys
    return frame.assign(**{str(name): column for name, column in changed.items()})


def _year_of_all(table: Table, recipe: Recipe) -> str | None:
    """Give the year that the whole table is of, since the recipe or the name of the sheet says so."""
    if isinstance(recipe.year, int):
        return str(recipe.year)
    sheet = sheet_of(table)
    found = first_there(recipe.sheet, [sheet]) if sheet is not None else []
    return found[0][1].get("year") if found else None


def _value_columns(table: Table, layout: Layout, recipe: Recipe) -> list[str]:
    """List the columns whose cells may be values: those that the recipe names, in a wide table all without a role."""
    if layout.is_long:
        return list(dict.fromkeys(column.heading for column in layout.columns))
    not_values = {*layout.roles.values(), recipe.key_column, "year", "assessor"}
    return [name for name in table.frame.columns if name not in not_values]


def _cleaned(table: Table, layout: Layout, recipe: Recipe) -> Table:
    """Give the table without flags and without cells that say that a value is missing."""
    if not recipe.flags and not recipe.missing:
        return table
    values = table.frame[_value_columns(table, layout, recipe)]
    if flagged := [name for name, column in values.items() if recipe.flags and may_have_flags(column, recipe.flags)]:
        values = _with(values, without_flags(evolve(table, frame=values[flagged]), recipe.flags).frame)
    if marked := [name for name, column in values.items() if recipe.missing and may_say(column, recipe.missing)]:
        values = _with(values, without_missing(evolve(table, frame=values[marked]), recipe.missing).frame)
    return evolve(table, frame=_with(table.frame, values))


def _with(frame: DataFrame, others: DataFrame) -> DataFrame:
    """Give a frame with the columns of another in the place of its own."""
    return frame.assign(**{str(name): column for name, column in others.items()})


def _with_numbers(tables: Sequence[Table], layouts: Sequence[Layout], recipe: Recipe) -> list[Table]:
    """Read the numbers in the columns of values, all with the same decimal mark."""
    parts = [
        evolve(table, frame=table.frame[_value_columns(table, layout, recipe)])
        for table, layout in zip(tables, layouts, strict=True)
    ]
    read = resolve_decimals(parts, decimal=recipe.decimal)
    return [
        evolve(
            table, frame=table.frame.assign(**{str(name): part.frame[name] for name in part.frame}), faults=part.faults
        )
        for table, part in zip(tables, read, strict=True)
    ]


def _told(table: Table, recipe: Recipe) -> Table:
    return evolve(
        table, interpretation=evolve(table.interpretation, recipe=recipe.written_in, recipe_digest=recipe.digest)
    )
