"""Rows that are no unit, and cells that are no number, by the words and codes that they have."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from smartscore.numerals.flags import flags_of
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.recipes.patterns import plain
from smartscore.recipes.proposal.cells import is_empty, number_of, without_flags
from smartscore.recipes.proposal.columns import ColumnCells

_TOTALS = re.compile(
    r"prov(insi|\.) .*|(grand |sub)?total\b.*|jumlah\b.*|rata-rata\b.*|average|mean|"
    r"indonesia|nasional|national|world|dunia|"
    r"(very )?(low|high|medium|lower middle|upper middle|middle)( & middle)? (income|human development)|"
    r"(least developed|developing|small island developing|fragile|heavily indebted)\b.*|arab states|"
    r"sub-saharan africa.*|latin america.*|east and south asia|east asia.*|middle east.*|oceania|oecd members|"
    r"eastern europe and central asia|europe.* central asia|"
    r"eu27.*|euro area.*|wld|owid_wrl|whole country|(kalimantan|sulawesi|sumatera|jawa|papua)( \w+)?"
)
_CODE = re.compile(r"[\d.]+")
_SENTINELS = frozenset({-9.0, -99.0, -999.0, -9999.0, 999.0, 9999.0, 99999.0, 999999.0})


def totals_of(columns: Iterable[ColumnCells]) -> list[str]:
    """List the cells of the key and the name that stand for a sum, a mean or a country, where most do not."""
    found: list[str] = []
    for column in columns:
        totals = [cell for cell in column.different if _TOTALS.fullmatch(plain(cell))]
        found += totals if 2 * len(totals) < len(column.different) else []
    return list(dict.fromkeys(found))[:8]


def short_codes(key: ColumnCells) -> int | None:
    """Give the length of the codes of provinces among those of regencies; None if all are of one length."""
    if not all(map(_CODE.fullmatch, key.different)) or len(key.different) < 2:
        return None
    lengths = Counter(map(len, key.different))
    usual = max(lengths, key=lambda length: (lengths[length], length))
    shorter = [length for length in lengths if length < usual]
    return shorter[0] if len(shorter) == 1 and usual >= 4 and shorter[0] == 2 else None


def flags_in(values: Sequence[ColumnCells]) -> list[str]:
    """List the flags after numbers."""
    found = {flag for column in values for cell in column.different for flag in flags_of(cell)}
    return sorted(found)


def marks_of(values: Sequence[ColumnCells]) -> list[str]:
    """List the words for a missing value that are not read as such anyway."""
    cells = {without_flags(cell)[0].strip() for column in values for cell in set(column.cells)}
    return sorted(cell for cell in cells if is_empty(cell) and cell.casefold() not in MISSING_WORDS)


def sentinels_of(values: Sequence[ColumnCells]) -> list[str]:
    """List the numbers that often mean that a value is not known."""
    cells = {cell for column in values for cell in column.different if number_of(cell) in _SENTINELS}
    return sorted(cells)


def are_shares(column: ColumnCells) -> bool:
    """Tell whether all numbers of a column are from 0 to 1."""
    numbers = [number for cell in column.different if (number := number_of(cell)) is not None]
    return bool(numbers) and all(0 <= number <= 1 for number in numbers) and max(numbers) > 0
