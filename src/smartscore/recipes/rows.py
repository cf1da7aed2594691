"""The rows of a table as a recipe chooses them, and their cells as it reads them: parts, keys, flags, factors."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas import Series
from pandas.api.types import is_numeric_dtype

from smartscore.errors import Remark
from smartscore.numerals.numbers import infer_numbers, is_code, is_number
from smartscore.numerals.quantity import Quantity
from smartscore.recipes.layout import Layout
from smartscore.recipes.patterns import Pattern, plain
from smartscore.recipes.recipe import LeftOut, Recipe
from smartscore.tables.identifiers import as_key, as_keys

#: The columns of a table by heading.
Columns = Mapping[str, "Series[Any]"]


def each_different(column: "Series[Any]", change: Callable[[Any], Any]) -> np.ndarray:
    """Change the cells of a column; each different one is looked at once."""
    places, different = pd.factorize(column, use_na_sentinel=False)
    changed = np.empty(len(different), dtype=object)
    changed[:] = [change(cell) for cell in different]
    return changed[places]


def _lines(column: "Series[Any]") -> tuple[list[str], str]:
    """Give the cells as texts without line breaks, and all of them as one text, a line each."""
    cells = column.tolist()
    try:
        joined = "\n".join(cells)
    except TypeError:  # some are no texts
        cells = as_keys(column)
        joined = "\n".join(cells)
    if joined.count("\n") >= max(len(cells), 1):
        cells = [" ".join(cell.split("\n")) for cell in cells]
        joined = "\n".join(cells)
    return cells, joined


def _plain_cells(column: "Series[Any]") -> list[str]:
    """Give the cells as texts as they are compared, nearly always all at once."""
    cells, joined = _lines(column)
    return [plain(cell) for cell in cells] if _UNEVEN.search(joined) else joined.casefold().split("\n")


_UNEVEN = re.compile(r"[^\S\n ]| {2}|^ | $", re.MULTILINE)


def places_where(column: "Series[Any]", expression: str) -> np.ndarray:
    """Give the positions of the cells that a regular expression matches, which is looked for in all of them at once."""
    cells, joined = _lines(column)
    matches = re.finditer(f"^(?:{expression})$", joined, re.MULTILINE | re.IGNORECASE)
    found = [match.start() for match in matches] if cells else []
    if not found:
        return np.array([], dtype=int)
    starts = np.cumsum([0, *(len(cell) + 1 for cell in cells[:-1])])
    return np.searchsorted(starts, found)


def says(column: "Series[Any]", texts: Collection[str]) -> np.ndarray:
    """Tell which cells of a column are one of these texts or patterns."""
    cells = column.tolist()
    different = list(dict.fromkeys(cells))
    if len(different) * 4 < len(cells):  # few, of which each is looked at
        known = dict(zip(different, says(Series(different, dtype=object), texts).tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, cells), dtype=bool, count=len(cells))
    blanks = r"[^\S\n]*"
    either = "|".join(dict.fromkeys(f"{blanks}{Pattern(text).expression}{blanks}" for text in texts))
    is_one = np.zeros(len(column), dtype=bool)
    is_one[places_where(column, either)] = True
    return is_one


def kept_rows(columns: Columns, recipe: Recipe, layout: Layout) -> tuple[np.ndarray, list[Remark]]:
    """Give the positions of the rows that are kept, and say how many are left out by what."""
    count = len(next(iter(columns.values()), ()))
    kept, remarks = np.ones(count, dtype=bool), list[Remark]()

    def keep(chosen: np.ndarray, what: str) -> None:
        left = int((kept & ~chosen).sum())
        kept[~chosen] = False
        if left:
            remarks.append(Remark("recipe_left_out", {"count": left, "found": what}))

    for left_out in recipe.leave_out:
        keep(~_is_left_out(left_out, columns, layout), str(left_out))
    for name, texts in recipe.keep.items():
        keep(says(columns[layout.chosen[name]], texts), f"{name} = {', '.join(texts)}")
    return np.flatnonzero(kept), remarks


def _is_left_out(left_out: LeftOut, columns: Columns, layout: Layout) -> np.ndarray:
    headings = [layout.chosen[left_out.column[0]]] if left_out.column else [layout.key, layout.name]
    own = [columns[heading] for heading in headings if heading is not None]
    own = own or [column for column in columns.values() if not is_numeric_dtype(column)][:1]
    if left_out.key_length is not None:
        return says_length(own[0], left_out.key_length)
    told = says(own[0], (left_out.pattern or "",))
    for column in own[1:]:
        told |= says(column, (left_out.pattern or "",))
    return told


def says_length(column: "Series[Any]", length: int) -> np.ndarray:
    """Tell which cells of a column have a text of this length."""
    return np.array([len(cell.strip()) == length for cell in _lines(column)[0]], dtype=bool)


def parts_of(column: "Series[Any]", pattern: str) -> tuple[dict[str, "Series[Any]"], np.ndarray]:
    """Give the parts of the cells of a column by their names, and tell which cells do not have them."""
    matched = Pattern(pattern)
    found = each_different(column, lambda cell: matched.match(as_key(cell)))
    parts = {
        name: Series([None if cell is None else cell[name] for cell in found], index=column.index, dtype=object)
        for name in matched.names
    }
    return parts, np.array([cell is None for cell in found], dtype=bool)


def translated(column: "Series[Any]", names: Mapping[str, str]) -> "Series[Any]":
    """Give a column with some texts in the place of others."""
    known = {plain(name): other for name, other in names.items()}
    cells = [known.get(text, cell) for text, cell in zip(_plain_cells(column), column.tolist(), strict=True)]
    return Series(cells, index=column.index, dtype=object)


def may_have_flags(column: "Series[Any]", flags: Collection[str]) -> bool:
    """Tell whether a column of texts has a cell that ends with one of these flags."""
    if is_numeric_dtype(column) or not any(flag.strip() in _lines(column)[1] for flag in flags):
        return False
    some = "|".join(re.escape(flag.strip()) for flag in flags)
    return len(places_where(column, rf".*(?:{some})[^\S\n,;]*")) > 0


_POWERS = np.array([10.0**power for power in range(23)])  # which floats hold exactly


def may_say(column: "Series[Any]", marks: Collection[str]) -> bool:
    """Tell whether a column of texts may hold one of these marks, at a glance."""
    try:
        joined = "\n".join(column.tolist()).casefold()
    except TypeError:
        return True
    words = [mark.strip().casefold() for mark in marks]
    numbers = [float(word) for word in words if is_number(word)]
    figures = [f"-{abs(int(number))}" if number < 0 else str(int(number)) for number in numbers]
    zeros = ("e", "-0") if numbers else ()  # as in -9.99e2 and -0999
    return any(text in joined for text in (*words, *figures, *zeros))


def multiplied(cells: np.ndarray, factor: float) -> np.ndarray:
    """Give the numbers among cells times a factor, to 15 significant digits: 0.07 times 100 is 7."""
    if factor == 1:
        return cells
    numbers = infer_numbers(Series(cells, dtype=object)).to_numpy() if cells.dtype == object else cells
    if numbers.dtype != object:
        return _rounded(numbers.astype(float) * factor)
    changed: np.ndarray = each_different(Series(cells, dtype=object), lambda cell: _times(cell, factor))
    return changed


def _rounded(numbers: np.ndarray) -> np.ndarray:
    """Round to 15 significant digits, which takes away the noise of a product."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.nan_to_num(np.floor(np.log10(np.abs(numbers))), nan=0, posinf=0, neginf=0)
        scale = _POWERS[np.clip(14 - size, 0, 22).astype(int)]
        rounded: np.ndarray = np.rint(numbers * scale) / scale
    return rounded


def _times(cell: Any, factor: float) -> Any:
    number = cell.number if isinstance(cell, Quantity) else cell
    if isinstance(cell, str) and is_number(cell) and not is_code(cell):
        number = float(cell)  # written as programs do
    if isinstance(number, int | float | np.number) and not isinstance(number, bool):
        return float(f"{number * factor:.15g}")
    return cell
