"""What the columns of a file are for: which unit, which year, which indicator, which value, which part of a whole."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from attrs import field, frozen

from smartscore.recipes.patterns import plain
from smartscore.recipes.proposal.columns import ColumnCells, YearColumns, without_twins
from smartscore.recipes.proposal.matching import Matcher

_YEARS = frozenset(
    {"year", "tahun", "time period", "timeperiod", "time", "periode", "period", "tahun data", "ref year", "waktu"}
)
_YEAR_WORDS = frozenset({"year", "tahun", "time", "period", "periode", "date", "tanggal", "yr", "thn"})
_VALUES = frozenset({"value", "obs value", "obsvalue", "nilai", "capaian", "realisasi", "data value", "angka"})
_INDICATORS = frozenset(
    {
        *("indicator", "indicator code", "indicator name", "indicator id", "indikator", "nama indikator", "measure"),
        *("series", "series code", "series name", "seriescode", "variable", "variabel", "kode indikator", "uraian"),
    }
)
_CODES = frozenset(
    {
        *("code", "kode", "geo", "ref area", "iso3", "iso", "country code", "id", "geoareacode", "fips", "region code"),
        *("kode kabupaten kota", "kode wilayah", "kode kab/kota", "kode daerah", "unit code", "ucode", "bps code"),
        *("country code iso3", "kode bps", "kode kemendagri", "location", "cou"),
    }
)
_NAMES = frozenset(
    {
        *("name", "nama", "city", "country", "country name", "kabupaten", "kota", "kabupaten/kota", "kabupaten kota"),
        *("region", "region name", "nama kabupaten kota", "nama wilayah", "reference area", "geoareaname", "county"),
        *("unit name", "uname", "wilayah", "daerah", "kab/kota", "location name"),
    }
)
_NO_KEYS = frozenset(
    {
        *("no", "no.", "nomor", "unit", "satuan", "unit measure", "unit of measure", "keterangan", "note", "notes"),
        *("source", "sumber", "catatan", "obs status", "observation status", "dataflow", "structure", "action"),
        *("structure id", "footnote", "footnotes", "sumber data", "opd", "dinas", "bukti"),
    }
)
_TOTALS = frozenset(
    {
        *("t", "tot", "total", "_t", "both sexes", "bothsex", "all", "semua", "jumlah", "l+p", "allage", "all ages"),
        *("laki-laki dan perempuan", "laki-laki + perempuan", "total (semua)"),
    }
)

#: A column that divides a whole, and its cell that is the whole.
Part: TypeAlias = tuple[ColumnCells, str | None]


@frozen(eq=False)
class Roles:
    """The columns by what they are for; those of `parts` divide a whole, each with the value that is the whole."""

    key: str | None = None
    name: str | None = None
    year: str | None = None
    indicator: ColumnCells | None = None
    value: str | None = None
    parts: tuple[Part, ...] = ()
    others: tuple[ColumnCells, ...] = field(default=())


def roles_of(columns: Sequence[ColumnCells], by_year: Sequence[YearColumns], matcher: Matcher) -> Roles:
    """Find what each column is for."""
    in_years = {heading for group in by_year if len(group.headings) > 1 for heading in group.headings}
    free = [column for column in columns if column.name not in in_years]
    year = _first(free, _YEARS) or next((one for one in free if one.is_of_years and _is_called_year(one)), None)
    free = [column for column in free if column is not year]
    value = _first([column for column in free if column.is_of_numbers], _VALUES)
    numbers = [column for column in free if column.is_of_numbers and not column.is_called(_CODES | _NO_KEYS)]
    if value is None and not in_years and len(numbers) == 1 and _names_indicators(free, matcher):
        value = numbers[0]
    indicator = _indicator([column for column in free if column is not value], matcher) if value or in_years else None
    free = [column for column in free if column not in (value, indicator)]
    key, name = _key([column for column in free if not _is_of_values(column, matcher)])
    free = [column for column in free if column not in (key, name)]
    of_lines = [column for column in (key, year, indicator) if column is not None]
    parts = _parts(free, of_lines) if key is not None else ()
    chosen = {column.name for column, _ in parts}
    return Roles(
        key=None if key is None else key.name,
        name=None if name is None else name.name,
        year=None if year is None else year.name,
        indicator=indicator,
        value=None if value is None else value.name,
        parts=parts,
        others=tuple(column for column in free if column.name not in chosen),
    )


def _is_called_year(column: ColumnCells) -> bool:
    return not _YEAR_WORDS.isdisjoint(plain(column.name.replace("_", " ")).split())


def _first(columns: Sequence[ColumnCells], words: frozenset[str]) -> ColumnCells | None:
    return next((column for column in columns if column.is_called(words)), None)


def _is_of_values(column: ColumnCells, matcher: Matcher) -> bool:
    is_number = column.is_of_numbers and not column.is_called(_CODES)
    return is_number or column.is_called(_NO_KEYS | _INDICATORS | _VALUES) or matcher.is_named(column.name)


def _names_indicators(columns: Sequence[ColumnCells], matcher: Matcher) -> bool:
    """Tell whether the cells of a column are names of indicators."""
    return any(matcher.is_named(cell) for column in columns for cell in column.different[:2000])


def _indicator(columns: Sequence[ColumnCells], matcher: Matcher) -> ColumnCells | None:
    """Find the column that names the indicator of each line: by its cells, else by its heading."""
    named = [(sum(matcher.is_named(cell) for cell in column.different[:2000]), column) for column in columns]
    most = max((count for count, _ in named), default=0)
    if most:
        return next(column for count, column in named if count == most)
    called = [column for column in columns if column.is_called(_INDICATORS)]
    near = [(sum(bool(matcher.match(cell).sure) for cell in column.different[:50]), column) for column in called]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _key(columns: Sequence[ColumnCells]) -> tuple[ColumnCells | None, ColumnCells | None]:
    """Find the column of the key, the one that tells the most units apart, and that of their names."""
    known = [column for column in columns if column.is_called(_CODES | _NAMES)]
    candidates = [column for column in known or columns if column.different and not _numbers_rows(column)]
    if not candidates:
        return None, None
    most = max(len(column.different) for column in candidates)
    telling = [column for column in candidates if len(column.different) >= 0.95 * most]
    code = _first(telling, _CODES) or next((column for column in telling if _is_of_codes(column)), None)
    names = [column for column in telling if column is not code]
    called = [column for column in candidates if len(column.different) >= 0.5 * most and column is not code]
    name = _first(names, _NAMES) or _first(called, _NAMES) or next(iter(names), None)
    return (code, name) if code is not None else (name, None)


def _numbers_rows(column: ColumnCells) -> bool:
    """Tell whether a column only counts the rows."""
    count = len(column.cells)
    return any(list(column.cells) == [str(number) for number in range(start, start + count)] for start in (0, 1))


def _is_of_codes(column: ColumnCells) -> bool:
    return all(cell.replace(".", "").isalnum() and cell.upper() == cell and len(cell) < 16 for cell in column.different)


def _parts(free: Sequence[ColumnCells], of_lines: Sequence[ColumnCells]) -> tuple[Part, ...]:
    """Find the columns by which lines of the same unit, year and indicator differ."""
    lines = list(zip(*(column.cells for column in of_lines), strict=True))
    if len(set(lines)) == len(lines):
        return ()
    parts = []
    for column in without_twins([column for column in free if 1 < len(column.different) <= 60]):
        if _numbers_rows(column):
            continue
        if column.is_called(_NO_KEYS - {"unit", "satuan", "unit measure", "unit of measure"}):
            continue
        differing = Counter(line for line, _ in set(zip(lines, column.cells, strict=True)))
        if max(differing.values()) > 1:
            whole = next((cell for cell in column.different if plain(cell) in _TOTALS), None)
            parts.append((column, whole))
    return tuple(parts)
