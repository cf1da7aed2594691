"""What a heading says that its column holds: codes or names of places, and how small these are; years."""

import re
import unicodedata
from collections.abc import Collection
from typing import Literal

from attrs import evolve, frozen

from smartscore.tables.columns import ABOUT_INDICATORS, OF_ITEMS, VALUE_FIELDS, is_long
from smartscore.tables.table import Place, Table, TablePart

Kind = Literal["code", "name"]

#: How small the places are that a word means; where two columns have places, those with the smaller are rows.
_LEVELS = {
    **dict.fromkeys(("island", "pulau", "group", "kelompok", "continent", "benua"), 0),
    **dict.fromkeys(("country", "countries", "negara", "nation", "economy", "pays", "pais", "adm0"), 1),
    **dict.fromkeys(("province", "provinsi", "propinsi", "prov", "state", "bundesland", "adm1"), 2),
    **dict.fromkeys(("provincia", "canton", "kanton", "oblast", "governorate"), 2),
    **dict.fromkeys(("kabupaten", "kab", "kota", "kabkota", "city", "cities", "county", "municipality", "regency"), 3),
    **dict.fromkeys(("town", "municipal", "district", "distrito", "commune", "comune", "kommune", "gemeinde"), 3),
    **dict.fromkeys(("daerah", "pemda", "pemkab", "pemkot"), 3),  # of a local government
    **dict.fromkeys(("municipio", "ciudad", "ville", "stadt", "kreis", "adm2"), 3),
    **dict.fromkeys(("kecamatan", "kec", "subdistrict", "adm3"), 4),
    **dict.fromkeys(("desa", "kelurahan", "kel", "village", "ward", "adm4"), 5),
}
_AREAS = frozenset(
    {*("region", "regions", "reg", "regional", "wilayah", "area", "territory", "zone", "geography", "lau", "nuts")}
)
_PLACES = frozenset(
    {*_AREAS, "geo", "ref", "reference", "location", "pemerintah", "lokasi", "entity", "place", "tempat", "ort", "lieu"}
)
_CODES = frozenset(
    {
        *(
            "code",
            "kode",
            "codes",
            "pcode",
            "id",
            "uid",
            "gid",
            "fid",
            "geoid",
            "geocode",
            "key",
            "iso",
            "iso2",
            "iso3",
        ),
        *("bps", "kemendagri", "fips", "m49", "lau", "nuts", "ags"),
    }
)
_WEAK_CODES = frozenset({"id", "uid", "gid", "fid", "key"})
_NAMES = frozenset({"name", "names", "nama", "label"})
_FILLING = frozenset(
    {*("of", "the", "dan", "and", "or", "atau", "en", "full", "short", "official", "alpha", "u", "unit")}
)

#: Headings of years that are not called `year`.
YEARS = frozenset(
    {
        *("tahun", "tahun_data", "thn", "yr", "time", "time_period", "period", "periode", "year_data", "data_year"),
        *("reference_year", "tahun_survei", "ref_year", "years"),
    }
)
#: Headings of columns of numbers that break a value down.
BREAKDOWNS = frozenset(
    {
        *(
            "month",
            "bulan",
            "quarter",
            "triwulan",
            "semester",
            "week",
            "minggu",
            "period",
            "periode",
            "time",
            "time_period",
        ),
        *("tahun", "age", "umur", "usia", "round", "wave", "class", "kelas", "tahun_data"),
    }
)
_KEY_HEADINGS = ("city", "year", "assessor")
_LONG_HEADINGS = ("indicator", "value", "criterion", *OF_ITEMS, *VALUE_FIELDS, *ABOUT_INDICATORS)


@frozen
class PlaceHeading:
    """What the heading of a column of places says.

    `level` is larger for smaller places, None where the heading does not say it; `is_area` where it is one of the words
    that mean a group of places beside a word with a level. A `weak` code is one that may be the number of the row.
    """

    kind: Kind
    level: int | None = None
    is_area: bool = False
    is_weak: bool = False
    says_name: bool = False


def words_of(heading: str) -> list[str]:
    """Give the words of a heading in small letters: `Kabupaten/Kota` and `KabupatenKota` are alike."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", heading))
    return re.findall(r"[^\W_]+", apart.casefold())


def plain_heading(heading: str) -> str:
    """Give a heading as column names are written: small letters, words joined by low lines."""
    return "_".join(words_of(heading))


def place_heading(heading: str) -> PlaceHeading | None:
    """Tell what a heading of codes or names of places says; None if it is another one."""
    words = {word for word in words_of(heading) if not word.isdecimal()}
    known = {*_LEVELS, *_PLACES, *_CODES, *_NAMES, *_FILLING}
    if not words or not words <= known or words <= {*_FILLING, "ref"}:
        return None
    level = max((_LEVELS[word] for word in words if word in _LEVELS), default=None)
    is_area = level is None and bool(words & _AREAS)
    says_name = bool(words & _NAMES)
    if not says_name and words & _CODES:
        return PlaceHeading("code", level, is_area and bool(words & _CODES - _AREAS), words <= _WEAK_CODES)
    return PlaceHeading("name", level, is_area, says_name=says_name)


def with_reserved_headings(table: Table) -> tuple[Table, dict[str, str]]:
    """Give the table with the headings that mean the same in every table as they are reserved: `City` is `city`.

    Beside it stand the headings as they were written, by what they became.
    """
    columns = [str(name) for name in table.frame.columns]
    plain: dict[str, str] = {}
    for name in columns:
        plain.setdefault(plain_heading(name), name)
    reserved = (*_KEY_HEADINGS, *(_LONG_HEADINGS if is_long(plain) else ()))
    written = {name: plain[name] for name in reserved if name in plain and name not in columns}
    return (renamed(table, {old: new for new, old in written.items()}) if written else table), written


def renamed(table: Table, names: dict[str, str]) -> Table:
    """Give the table with other names for some columns, and all its places with these."""
    parts: dict[int, TablePart] = {}

    def moved(line: int | Place) -> int | Place:
        if not isinstance(line, Place):
            return line
        if id(line.part) not in parts:
            columns = {names.get(name, name): column for name, column in line.part.columns.items()}
            parts[id(line.part)] = evolve(line.part, columns=columns)
        return Place(parts[id(line.part)], line.line)

    lines = table.lines
    if lines is not None and len(lines) and isinstance(lines[0], Place):
        lines = [moved(line) for line in lines]
    faults = tuple(evolve(fault, column=names.get(fault.column, fault.column)) for fault in table.faults)
    return evolve(table, frame=table.frame.rename(columns=names), lines=lines, faults=faults)


#: Words of units of measurement, which a column `unit` of cities does not have.
_MEASURES = frozenset(
    {
        *(
            "percent",
            "percentage",
            "persen",
            "persentase",
            "per",
            "index",
            "indeks",
            "number",
            "share",
            "ratio",
            "rasio",
        ),
        *(
            "rate",
            "score",
            "skor",
            "points",
            "poin",
            "km",
            "km2",
            "m2",
            "m3",
            "ha",
            "hektar",
            "hectare",
            "hectares",
            "kg",
        ),
        *(
            "ton",
            "tons",
            "tonnes",
            "liter",
            "litres",
            "kwh",
            "mwh",
            "gwh",
            "jiwa",
            "orang",
            "people",
            "persons",
            "person",
        ),
        *(
            "rupiah",
            "rp",
            "idr",
            "usd",
            "dollar",
            "dollars",
            "euro",
            "juta",
            "miliar",
            "million",
            "billion",
            "thousand",
        ),
        *("ribu", "years", "tahun", "days", "hari", "hours", "jam", "minutes", "menit", "households", "homes", "ppm"),
        *(
            "rumah",
            "unit",
            "units",
            "buah",
            "level",
            "count",
            "proportion",
            "fraction",
            "celsius",
            "mm",
            "meter",
            "metres",
        ),
    }
)


def are_measures(texts: Collection[str]) -> bool:
    """Tell whether texts are units of measurement: % or words such as percent, for half of them."""
    measures = sum("%" in text or bool(_MEASURES & set(words_of(text)) - {"unit"}) for text in texts)
    return bool(texts) and 2 * measures >= len(texts)
