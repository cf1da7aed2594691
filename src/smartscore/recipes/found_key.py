"""The key of a file whose recipe does not name it: found out as without a recipe, for what the recipe says of keys."""

from collections.abc import Sequence

from attrs import evolve

from smartscore.dataset import chosen_columns
from smartscore.recipes.recipe import Recipe
from smartscore.tables.table import Table


def with_found_key(tables: Sequence[Table], recipe: Recipe) -> tuple[list[Table], Recipe]:
    """Give the tables of a file and its recipe with the key and the names, if the recipe needs and does not name them.

    It needs them to leave out rows and to translate keys. What is said of the choice stands with the first table.
    """
    speaks_of_keys = bool(recipe.crosswalk) or any(not one.column for one in recipe.leave_out)
    if recipe.key or recipe.city is not None or recipe.split or not speaks_of_keys or not tables:
        return [*tables], recipe
    found = chosen_columns(tables[0])
    headings = {found.key, *([found.name] if found.name else [])}
    if found.key is None or not all(headings <= set(table.frame.columns) for table in tables):
        return [*tables], recipe
    name = recipe.name or ((found.name,) if found.name else ())
    said = tuple(remark for remark in found.remarks if "key" in remark.fields)
    read = tables[0].interpretation
    first = evolve(tables[0], interpretation=evolve(read, remarks=(*read.remarks, *said)))
    return [first, *tables[1:]], evolve(recipe, key=(found.key,), name=name)
