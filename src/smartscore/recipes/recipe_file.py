"""From a TOML file to a recipe, or to every fault of the file at once."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve
from cattrs import BaseValidationError

from smartscore.errors import Problem, SmartscoreError, UsageError
from smartscore.framework_file.faults import problems_of
from smartscore.framework_file.reading import read_toml
from smartscore.recipes.converter import structured
from smartscore.recipes.patterns import Pattern
from smartscore.recipes.recipe import Headings, Recipe


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from a TOML file.

    Raises:
        UsageError: with every fault of the file.
    """
    try:
        table = read_toml(path)
        return evolve(recipe_of(table), written_in=str(path), digest=hashlib.sha256(path.read_bytes()).hexdigest())
    except SmartscoreError as error:
        raise UsageError(evolve(problem, file=str(path)) for problem in error.problems) from error


def recipe_of(table: Mapping[str, Any]) -> Recipe:
    """Make the recipe that the table of a file says.

    Raises:
        UsageError: with every fault of the table.
    """
    try:
        recipe = structured(table)
    except (BaseValidationError, SmartscoreError) as error:
        problems = list(problems_of(error, table))
        faulty = {(problem.column or str(problem.fields.get("found"))).split(" > ")[0] for problem in problems}
        rest = structured({key: value for key, value in table.items() if key not in faulty})
        raise UsageError([*problems, *_said_twice(rest)]) from error
    if problems := [*_said_twice(recipe), *_unsaid(recipe)]:
        raise UsageError(problems)
    return recipe


def _said_twice(recipe: Recipe) -> Iterator[Problem]:
    """Find what two keys of a recipe say."""
    if recipe.key and recipe.city is not None:
        yield Problem("recipe_said_twice", {"first": "key", "second": "city"})
    if recipe.parts in recipe.columns:
        yield Problem("recipe_said_twice", {"first": "parts", "second": f"columns > {recipe.parts}"})
    years = [*(["year"] if recipe.year else []), *_years(recipe)]
    if years and years[0] in ("year", "sheet > {year}") and len(years) > 1:
        yield Problem("recipe_said_twice", {"first": years[0], "second": years[1]})


def _unsaid(recipe: Recipe) -> Iterator[Problem]:
    """Find what a recipe must say beside what it says."""
    sources = [source for sources in recipe.columns.values() for source in sources]
    in_lines = recipe.long or any(source.where for source in sources) or len(sources) > len(recipe.columns)
    years = [path for path in _years(recipe) if path != "sheet > {year}"]
    if (in_lines or years) and recipe.key_column is None:
        yield Problem("recipe_needs_key")
    if recipe.parts and (in_lines or _years(recipe) or recipe.key_column is None or not recipe.columns):
        yield Problem("recipe_parts", column="parts")


def _years(recipe: Recipe) -> list[str]:
    """List where a recipe takes years from the name of a sheet or from headings."""
    headings = {"sheet": recipe.sheet}
    for name, sources in recipe.columns.items():
        headings[f"columns > {name}"] = tuple(text for source in sources for text in source.heading)
    if recipe.long:
        headings["long > value"] = recipe.long.value
    return [f"{path} > {{year}}" for path, texts in headings.items() if "year" in _names(texts)]


def _names(texts: Headings) -> set[str]:
    return {name for text in texts for name in Pattern(text).names}
