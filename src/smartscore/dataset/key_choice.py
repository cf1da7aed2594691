"""Which column says what a row is about, and which one has the names: two roles, chosen by what the columns are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen
from pandas import DataFrame, Series
from pandas.api.types import is_numeric_dtype

from smartscore.errors import DatasetError, Problem, Remark, hint
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import infer_numbers
from smartscore.numerals.parsing import parse_number
from smartscore.tables.columns import ABOUT_INDICATORS, ID_COLUMNS, VALUE_FIELDS, not_numeric
from smartscore.tables.headings import PlaceHeading, are_measures, place_heading
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Table

#: Columns that tell rows of one city apart.
BESIDE_KEY = ("year", "assessor", "indicator", "criterion")
_NO_CITY = frozenset({*BESIDE_KEY, "value", *VALUE_FIELDS})
_NAME_COLUMNS = ("city", "name", "unit")
_CODE = re.compile(r"[A-Z]{2}|[A-Z]{3}|[A-Z]{2}[A-Z0-9_]*\d[A-Z0-9_]*")
_DIGIT = re.compile(r"\d")
_SHOWN = 3  # values of a column
_MARKS = dict.fromkeys(map(ord, ".,-_'\u2019\u2018`"), " ")  # that some write in a name, and others do not: Kab. Bogor
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


@frozen
class KeyChoice:
    """The columns of the key and of the names, what is wrong with the choice, and what is said about it."""

    key: str | None = None
    name: str | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()


@frozen(eq=False, slots=False)
class _Candidate:
    """A column that may be the key or hold the names: its cells as texts, and what its heading says."""

    column: str
    cells: "Series[Any]"
    heading: PlaceHeading | None

    @cached_property
    def texts(self) -> list[str]:
        return as_keys(self.cells)

    @cached_property
    def places(self) -> np.ndarray:
        """The number of the text of each row among the different ones."""
        return pd.factorize(np.array([*self.texts, None], dtype=object)[:-1])[0]

    @cached_property
    def different(self) -> list[str]:
        return [text for text in dict.fromkeys(self.texts) if text]

    def determines(self, other: "_Candidate") -> bool:
        """Tell whether rows that are alike here are alike there."""
        pairs = self.places * (int(other.places.max(initial=0)) + 1) + other.places
        return len(pd.unique(pairs)) == len(pd.unique(self.places))

    def tells_apart(self, beside: np.ndarray) -> bool:
        """Tell whether no two rows are alike here and beside it, and none is empty."""
        pairs = self.places * (int(beside.max(initial=0)) + 1) + beside
        return "" not in self.texts and len(pd.unique(pairs)) == len(pairs)

    def is_words(self) -> bool:
        """Tell whether most of the cells are words, and no numbers in whatever way they are written."""
        if is_numeric_dtype(self.cells):
            return False
        some = [text for text in islice(self.different, 200) if text.casefold() not in MISSING_WORDS]
        some = [text for text in some if not is_not_applicable(text)]
        return 2 * sum(parse_number(text) is None for text in some) > len(some)

    def is_codes(self) -> bool:
        """Tell whether every cell is a short code in capitals, as those of countries are."""
        return bool(self.different) and all(map(_CODE.fullmatch, self.different))


def choose_key(table: Table, asked: str | None, *, is_form: bool = False) -> KeyChoice:
    """Choose the columns of the key and of the names.

    The key is the column that was asked for; else a code of the city, its name, or another column of places that are
    the smallest in the table; else the only column of texts that tells rows apart. In a form, whose tables must have
    the same key, the plain names of columns alone count.

    Raises:
        DatasetError: if the column that was asked for is none.
    """
    frame = table.frame
    if asked is not None:
        if asked not in frame:
            fields = {"found": asked, "hint": hint(asked, list(frame.columns))}
            raise DatasetError(Problem("column_missing", fields, file=table.file))
        return KeyChoice(asked, _name_column(frame, asked))
    plain = next((name for name in ID_COLUMNS if name in frame.columns and name != "unit"), None)
    if plain in ("code", "bps_code", "city") or (plain and is_form):
        return KeyChoice(plain, _name_column(frame, plain))
    known = [one for one in _candidates(frame) if one.heading is not None]
    if plain and not any(one.heading and one.heading.kind == "code" for one in known):
        unit = _unit(frame) if plain == "name" else None
        return _with_name(table, unit or plain)
    chosen, rivals = _finest(known, frame, plain)
    if chosen is None and (unit := _unit(frame)):
        return _with_name(table, unit)
    if chosen is None and not known:
        chosen, rivals = _only_texts(table)
    if rivals and chosen is not None:
        return KeyChoice(chosen.column, problems=(_unclear(table, chosen, rivals[0]),))
    return KeyChoice() if chosen is None else _with_name(table, chosen.column)


def _with_name(table: Table, key: str) -> KeyChoice:
    """Add the names to a key, and say which columns were chosen unless they have one of the plain names."""
    name = _name_column(table.frame, key)
    if key in ID_COLUMNS and name in (None, *ID_COLUMNS):
        return KeyChoice(key, name)
    code = "key_chosen" if name is None else "key_and_name_chosen"
    return KeyChoice(key, name, remarks=(Remark(code, {"key": key, "name": name}, file=table.file),))


def _candidates(frame: DataFrame) -> list[_Candidate]:
    """List the columns that by their heading may have codes or names of places, and hold such."""
    candidates = []
    for column in frame.columns:
        heading = None if column in _NO_CITY else place_heading(column)
        if heading is None:
            continue
        one = _Candidate(column, frame[column], heading)
        if column in ID_COLUMNS or _holds(one, heading):
            candidates.append(one)
    return candidates


def _holds(one: _Candidate, heading: PlaceHeading) -> bool:
    """Tell whether a column holds what its heading says; numbers in a column called region are codes, if whole."""
    if not one.different:
        return False
    if heading.is_weak:
        return True
    if heading.kind == "code":
        return one.is_words() or all(len(text) < 20 for text in one.different)
    return one.is_words() or (heading.level is not None and all(text.isdecimal() for text in one.different))


def _beside_key(frame: DataFrame) -> np.ndarray:
    """Number what else tells rows of a city apart: year, assessor, indicator and criterion."""
    numbers = np.zeros(len(frame), dtype=np.int64)
    for column in BESIDE_KEY:
        if column in frame.columns:
            places = pd.factorize(np.array([*as_keys(frame[column]), None], dtype=object)[:-1])[0]
            numbers = pd.factorize(numbers * (int(places.max(initial=0)) + 1) + places)[0]
    return numbers


def _unit(frame: DataFrame) -> str | None:
    """Give `unit` where it says the city: its values tell rows apart, and are no units of measurement."""
    if "unit" not in frame.columns:
        return None
    unit = _Candidate("unit", frame["unit"], None)
    return (
        "unit"
        if not are_measures(unit.different) and (unit.tells_apart(_beside_key(frame)) or not len(frame))
        else None
    )


def _finest(
    known: Sequence[_Candidate], frame: DataFrame, plain: str | None
) -> tuple[_Candidate | None, list[_Candidate]]:
    """Give the candidate for the smallest places, a code before a name, and those that would do as well."""
    strong = [one for one in known if one.heading and not one.heading.is_weak]
    fine = [one for one in strong or known if not any(_is_coarser(one, other) for other in strong if other is not one)]
    if len(fine) < 2:
        return next(iter(fine), None), []
    beside = _beside_key(frame)
    doing = [one for one in fine if one.tells_apart(beside)] or fine
    codes = [one for one in doing if one.heading and one.heading.kind == "code"]
    for one in codes:
        if all(one.determines(other) for other in doing):
            doing = [one]
            break
    chosen = next((one for one in doing if one.column == plain), (codes or doing)[0])
    if len(doing) == 1 or chosen.column == plain:
        return chosen, []
    return chosen, [other for other in doing if not (chosen.determines(other) or other.determines(chosen))]


def _is_coarser(one: _Candidate, other: _Candidate) -> bool:
    """Tell whether the places of one column are groups of those of the other, by heading, else by the cells."""
    if one.heading is None or other.heading is None:
        return False
    if one.heading.level is not None and other.heading.level is not None:
        return one.heading.level < other.heading.level
    if other.heading.kind == "name" and one.heading.kind == "code" and not one.heading.is_area:
        return False  # a city may have been called otherwise in another year
    is_function, is_inverse = other.determines(one), one.determines(other)
    return is_function and (not is_inverse or (one.heading.is_area and other.heading.level is not None))


def _only_texts(table: Table) -> tuple[_Candidate | None, list[_Candidate]]:
    """Give the column of words that tells rows apart where no heading is known, and the others that do."""
    frame = table.frame
    about = (*ABOUT_INDICATORS,) if "indicator" in frame.columns else ("unit",)
    free = [_Candidate(name, frame[name], None) for name in not_numeric(frame) if name not in (*_NO_CITY, *about)]
    words = [one for one in free if one.is_words()]
    if "indicator" in frame.columns:
        indicator = _Candidate("indicator", frame["indicator"], None)
        words = [one for one in words if len(one.different) == 1 or not indicator.determines(one)] or words
    beside = _beside_key(frame)
    doing = [one for one in words if one.tells_apart(beside)]
    chosen = next(iter(doing or words), None)
    return chosen, doing[1:]


def _unclear(table: Table, one: _Candidate, other: _Candidate) -> Problem:
    """Tell of two columns that would both do as the key."""
    fields = {
        "first": one.column,
        "second": other.column,
        "values": ", ".join(one.different[:_SHOWN]),
        "others": ", ".join(other.different[:_SHOWN]),
    }
    return Problem("key_unclear", fields, file=table.file)


def _name_column(frame: DataFrame, key: str) -> str | None:
    """Find the column of the names beside a key: one with a plain name, else one that goes with a key of codes."""
    for name in (name for name in _NAME_COLUMNS if name in frame.columns and name != key):
        texts = _Candidate(name, frame[name], None)
        is_text = not is_numeric_dtype(infer_numbers(Series(frame[name].unique(), dtype=object)))
        if is_text and (name != "unit" or not are_measures(texts.different)):
            return name
    own = place_heading(key)
    codes = _Candidate(key, frame[key], own)
    if own is not None and own.kind == "name" and key not in ("code", "bps_code", "unit") and not codes.is_codes():
        return None
    fitting = list(_fitting_names(codes, _candidates(frame)))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else _beside(frame, codes)


def _beside(frame: DataFrame, codes: _Candidate) -> str | None:
    """Give the column of words next to that of the codes, where its heading says nothing and each code has its own."""
    place = frame.columns.get_loc(codes.column)
    if codes.heading is None or not isinstance(place, int) or len(codes.different) < _SHOWN:
        return None
    for column in (str(name) for name in frame.columns[max(place - 1, 0) : place + 2]):
        one = _Candidate(column, frame[column], place_heading(column))
        is_free = column != codes.column and column not in (*_NO_CITY, *ABOUT_INDICATORS) and one.heading is None
        if is_free and one.is_words() and codes.determines(one) and one.determines(codes):
            return column
    return None


def _fitting_names(
    codes: _Candidate, candidates: Iterable[_Candidate]
) -> Iterator[tuple[tuple[bool, bool, bool, int], str]]:
    """Give the columns of names that go with codes, each with how well: one to one, said in the heading, small."""
    own = codes.heading
    for one in candidates:
        heading = one.heading
        if heading is None or heading.kind != "name" or one.column == codes.column or not one.is_words():
            continue
        level = heading.level if heading.level is not None else 9
        if own is not None and own.level is not None and level < own.level:
            continue
        if not codes.determines(one):
            continue
        is_pair = one.determines(codes)
        may_repeat = (level > 2 and not heading.is_area) or heading.says_name
        if is_pair or (may_repeat and 2 * len(one.different) >= len(codes.different)):
            yield (not is_pair, not heading.says_name, heading.is_area, -level), one.column


def same_spelling(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of texts that differ in capital letters, blanks, unseen letters and the marks of names alone."""
    known: dict[str, str] = {}
    for text in texts:
        spelt = text.casefold().translate(_UNSEEN)
        plain = spelt.translate(_MARKS) if spelt[:1].isalpha() and not _DIGIT.search(spelt) else spelt
        first = known.setdefault(" ".join(plain.split()) or text, text)
        if first != text:
            yield first, text
