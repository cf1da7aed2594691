"""Which recipe is for which file: those that name their files, and those that are for the dataset."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from smartscore.errors import Problem, UsageError
from smartscore.numerals.decimals import resolve_decimals
from smartscore.reading import DEFAULT, ReadingOptions, TableReader, read_tables
from smartscore.recipes.apply import apply
from smartscore.recipes.opening import reading_options
from smartscore.recipes.patterns import as_pattern
from smartscore.recipes.recipe import Recipe
from smartscore.tables import Table


def recipes_of(names: Sequence[str], recipes: Sequence[Recipe]) -> list[Recipe | None]:
    """Give the recipe of each file of a dataset: the one that names it, else one for all others, or one each in order.

    Raises:
        UsageError: for a recipe that names no file here, and for another number of the others.
    """
    require_files(recipes, names)
    chosen = [own_recipe(name, recipes) for name in names]
    rest = [place for place, one in enumerate(chosen) if one is None]
    others = [recipe for recipe in recipes if not recipe.file]
    if others and len(others) != len(rest) and (len(others) > 1 or not rest):
        raise UsageError(Problem("recipes_not_as_many", {"found": len(others), "expected": len(rest)}))
    for number, place in enumerate(rest if others else ()):
        chosen[place] = others[number if len(others) > 1 else 0]
    return chosen


def own_recipe(name: str, recipes: Sequence[Recipe]) -> Recipe | None:
    """Give the first recipe that names this file."""
    return next((recipe for recipe in recipes if recipe.is_for(name)), None)


def require_files(recipes: Sequence[Recipe], names: Sequence[str]) -> None:
    """Refuse recipes for files of which none is read.

    Raises:
        UsageError: naming the files that are.
    """
    absent = [recipe for recipe in recipes if recipe.file and not any(map(recipe.is_for, names))]
    if absent:
        raise UsageError(
            Problem(
                "recipe_for_no_file",
                {"found": recipe.file[0], "names": ", ".join(names)},
                file=recipe.written_in,
                column="file",
            )
            for recipe in absent
        )


def reader_of(name: str, recipes: Sequence[Recipe]) -> TableReader:
    """Give the reader of the only file of a command, by the recipe that names it, or one that names none.

    Raises:
        UsageError: for a recipe of another file, and for several.
    """
    (recipe,) = recipes_of([name], recipes)
    return reader_by([] if recipe is None else [evolve(recipe, file=(as_pattern(name),))])


def reader_by(recipes: Sequence[Recipe], decimal: str | None = None) -> TableReader:
    """Give the reader of files beside the dataset (weights, programmes), each by the recipe that names it, if one does.

    `decimal` is the decimal mark of all of them, before what recipes say.
    """

    def read(path: Path, options: ReadingOptions = DEFAULT) -> list[Table]:
        recipe, mark = own_recipe(path.name, recipes), decimal
        if recipe is None:
            tables = read_tables(path, options)
        else:
            mark = decimal or recipe.decimal
            tables = apply(read_tables(path, reading_options(recipe, path)), evolve(recipe, decimal=mark))
        return resolve_decimals(tables, id_column=options.key, decimal=mark) if mark else tables

    return read
