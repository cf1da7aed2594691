"""Columns that stand twice in a file, of which a recipe may have no use."""

from collections.abc import Iterator

from attrs import evolve

from smartscore.recipes.patterns import Pattern
from smartscore.recipes.recipe import Headings, Recipe
from smartscore.tables.table import Table


def without_unused_twins(table: Table, recipe: Recipe) -> Table:
    """Give the table without the columns that stand twice and are none that the recipe names.

    A recipe that names no columns may use all of them.
    """
    twice = {str(problem.column) for problem in table.problems if problem.code == "column_twice"}
    if not twice or not (recipe.columns or recipe.long):
        return table
    named = [Pattern(text) for headings in _named(recipe) for text in headings]
    unused = {name for name in twice if not any(pattern.match(name) is not None for pattern in named)}
    left = [place for place, name in enumerate(table.frame.columns) if name not in unused]
    problems = (one for one in table.problems if one.code != "column_twice" or str(one.column) not in unused)
    return evolve(
        table,
        frame=table.frame.iloc[:, left],
        problems=tuple(problems),
        faults=tuple(fault for fault in table.faults if fault.column not in unused),
    )


def _named(recipe: Recipe) -> Iterator[Headings]:
    """Give all headings that a recipe names."""
    yield from (recipe.key, recipe.name, recipe.assessor, recipe.about, tuple(recipe.split), tuple(recipe.keep))
    if not isinstance(recipe.year, int):
        yield recipe.year
    for one in recipe.leave_out:
        yield one.column
    for sources in recipe.columns.values():
        for source in sources:
            yield source.heading
            yield tuple(source.where)
    if recipe.long:
        yield recipe.long.value
        yield recipe.long.indicator
