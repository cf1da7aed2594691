"""Recipes: TOML files that say how a file becomes a dataset."""

from smartscore.recipes.apply import apply
from smartscore.recipes.choice import reader_by, reader_of, recipes_of, require_files
from smartscore.recipes.found_key import with_found_key
from smartscore.recipes.opening import reading_options
from smartscore.recipes.recipe import LeftOut, Long, Recipe, Source
from smartscore.recipes.recipe_file import read_recipe, recipe_of

__all__ = [
    "LeftOut",
    "Long",
    "Recipe",
    "Source",
    "apply",
    "read_recipe",
    "reader_by",
    "reader_of",
    "reading_options",
    "recipe_of",
    "recipes_of",
    "require_files",
    "with_found_key",
]
