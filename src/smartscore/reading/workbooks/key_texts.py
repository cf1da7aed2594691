"""Codes of cities as their cells show them: 62.1 with two decimals is the code 62.10."""

import re
from collections.abc import Sequence
from typing import Any

from smartscore.reading.workbooks.cell_grid import CellGrid

_CODE = re.compile(r"(?:^|[\W_])(?:code|kode|id|iso\d?)(?:$|[\W_])", re.IGNORECASE)


def is_of_codes(name: str, key: str | None) -> bool:
    """Tell whether a column of this name holds codes: that of the key, or one that is called so."""
    return name == key or bool(_CODE.search(name))


def as_shown(sheet: CellGrid, column: int, rows: Sequence[int]) -> list[Any]:
    """Give the cells of a column of codes; where one is a fraction, all numbers as their cells show them."""
    cells = [sheet.rows[row][column] for row in rows]
    if not any(isinstance(cell, float) and not cell.is_integer() for cell in cells):
        return cells
    decimals = sheet.decimals(column)
    return [
        f"{cell:.{decimals[row]}f}" if isinstance(cell, int | float) and row in decimals else cell
        for row, cell in zip(rows, cells, strict=True)
    ]
