"""How the table of a recipe's TOML becomes a recipe, strictly, with every fault at once."""

import codecs
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from smartscore.errors import FrameworkError, Problem, SmartscoreError, UsageError, hint
from smartscore.framework_file.converter import (
    A_TRUTH,
    A_WHOLE,
    a_table,
    expected,
    only,
    strictly,
)
from smartscore.numerals.decimals import MARKS
from smartscore.recipes.patterns import Pattern
from smartscore.recipes.recipe import LeftOut, Long, Recipe, Source
from smartscore.text import A_TEXT, Text

TEXTS = Text({"en": "a text in quotes, or a list of them", "id": "teks dalam tanda kutip, atau daftarnya"})
WHOLES = Text({"en": "a line number, or a list of them", "id": "nomor baris, atau daftarnya"})
YEARS = Text({"en": "a heading in quotes, or a year", "id": "judul kolom dalam tanda kutip, atau tahun"})
A_SOURCE = Text({"en": "a heading, or { heading = ... }", "id": "judul kolom, atau { heading = ... }"})
_FACTOR = Text({"en": "a number that is not 0", "id": "angka selain 0"})

#: The encodings that are offered where another one is not known.
ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "cp1250", "cp1251", "iso8859-9", "gb18030", "shift_jis")

Structure = Callable[[Any, str], Any]


def structured(table: Mapping[str, Any]) -> Recipe:
    """Make the recipe that a table says.

    Raises:
        BaseValidationError: from cattrs, with every fault.
    """
    converter = Converter(forbid_extra_keys=True)
    hooks: dict[str, Any] = {name: override(struct_hook=_at(name, make)) for name, make in _STRUCTURES.items()}
    hooks |= {name: override(omit=True) for name in ("written_in", "digest")}
    return make_dict_structure_fn(Recipe, converter, **hooks)(table, Recipe)


def _at(name: str, make: Structure) -> Callable[[Any, object], Any]:
    return lambda value, _kind: make(value, name)


def _strict(kind: type, words: Text) -> Structure:
    take = strictly(kind, words)
    return lambda value, _path: take(value, kind)


def _plainly(value: Any) -> str | None:
    """Give a text, or a number as one writes it; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return value if isinstance(value, str) else f"{value:.15g}"


_a_text = _strict(str, A_TEXT)


def _texts(value: Any, _path: str) -> tuple[str, ...]:
    texts = tuple(_plainly(one) for one in (value if isinstance(value, list) else [value]))
    if not texts or None in texts:
        raise expected(value, TEXTS)
    return tuple(text for text in texts if text is not None)


def _choices(value: Any, path: str) -> tuple[str, ...]:
    """Make texts that cells are compared with, in which * stands for anything."""
    texts = _texts(value, path)
    if problems := [problem for text in texts for problem in Pattern(text).problems(())]:
        raise FrameworkError(problems)
    return texts


def _choice(value: Any, path: str) -> str:
    return _choices(_a_text(value, path), path)[0]


def _headings(value: Any, _path: str, allowed: Collection[str] | None = ()) -> tuple[str, ...]:
    """Make headings, in which some names may stand in braces."""
    texts = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise expected(value, TEXTS)
    if problems := [problem for text in texts for problem in Pattern(text).problems(allowed)]:
        raise FrameworkError(problems)
    return tuple(texts)


def _patterns(*allowed: str) -> Structure:
    return lambda value, path: _headings(value, path, allowed)


def _any_pattern(value: Any, path: str) -> str:
    return _headings(_a_text(value, path), path, None)[0]


def _decimal(value: Any, _path: str) -> str:
    if value not in MARKS:
        fields = {"name": "decimal", "found": repr(value), "allowed": ", ".join(MARKS)}
        raise FrameworkError(Problem("parameter_not_allowed", fields))
    return str(value)


def _delimiter(value: Any, path: str) -> str:
    if len(_a_text(value, path)) != 1:
        raise FrameworkError(Problem("recipe_delimiter", {"found": value}))
    return str(value)


def _encoding(value: Any, path: str) -> str:
    try:
        known = bool(getattr(codecs.lookup(_a_text(value, path)), "_is_text_encoding", False))
    except (LookupError, ValueError):
        known = False
    if not known:
        raise FrameworkError(Problem("recipe_encoding", {"found": value, "hint": hint(value, ENCODINGS)}))
    return str(value)


def _rows(value: Any, _path: str) -> tuple[int, ...]:
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, int) and not isinstance(row, bool) and row > 0 for row in rows):
        raise expected(value, WHOLES)
    return tuple(rows)


def _year(value: Any, path: str) -> tuple[str, ...] | int:
    if isinstance(value, int) and not isinstance(value, bool):
        if not 1000 <= value <= 9999:
            raise expected(value, YEARS)
        return value
    return _headings(value, path)


def _all(pairs: Mapping[str, Any], make: Structure, path: str) -> dict[str, Any]:
    """Make each value of a table, or refuse it with the faults of all, each with its path."""
    made, problems = {}, list[Problem]()
    for name, value in pairs.items():
        try:
            made[name] = make(value, f"{path} > {name}")
        except SmartscoreError as error:
            problems += _located(error, f"{path} > {name}")
    if problems:
        raise FrameworkError(problems)
    return made


def _located(error: SmartscoreError, path: str) -> Iterator[Problem]:
    for problem in error.problems:
        yield problem if problem.column else Problem(problem.code, problem.fields, column=path)


def _table(make: Structure) -> Structure:
    return lambda value, path: _all(a_table(value), make, path)


def _code(value: Any, _path: str) -> str:
    text = _plainly(value)
    if text is None:
        raise expected(value, A_TEXT)
    return text


def _factor(value: Any, _path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or not value:
        raise expected(value, _FACTOR)
    return float(value)


_SOURCE: Mapping[str, Structure] = {"heading": _patterns("year"), "factor": _factor, "where": _table(_choices)}
_LONG: Mapping[str, Structure] = {
    "value": _patterns("year", "indicator"),
    "indicator": _headings,
    "codes": _table(_code),
}
_LEFT_OUT: Mapping[str, Structure] = {
    "pattern": _choice,
    "column": _headings,
    "key_length": _strict(int, A_WHOLE),
}


def _parts(value: Any, path: str, known: Mapping[str, Structure], needed: set[str]) -> dict[str, Any]:
    """Make the values of a table that has certain keys alone."""
    problems, table = list[Problem](), a_table(value)
    try:
        only(table, set(known), needed)
    except FrameworkError as error:
        problems += _located(error, path)
    made = {}
    for name in (name for name in table if name in known):
        try:
            made[name] = known[name](table[name], f"{path} > {name}")
        except SmartscoreError as error:
            problems += _located(error, f"{path} > {name}")
    if problems:
        raise FrameworkError(problems)
    return made


def _sources(value: Any, path: str) -> tuple[Source, ...]:
    """Make the sources of an indicator: a heading or several to choose from, or a table, or several of these."""
    many = value if isinstance(value, list) else [value]
    if many and all(isinstance(one, str) and one.strip() for one in many):
        return (Source(_SOURCE["heading"](many, path)),)
    if not many or not all(isinstance(one, dict) for one in many):
        raise expected(value, A_SOURCE)
    return tuple(Source(**_parts(one, path, _SOURCE, {"heading"})) for one in many)


def _long(value: Any, path: str) -> Long:
    parts = _parts(value, path, _LONG, {"value"})
    named = any("indicator" in Pattern(text).names for text in parts["value"])
    if "indicator" not in parts and not named:
        raise FrameworkError(Problem("key_missing", {"found": "indicator"}))
    if "indicator" in parts and named:
        raise FrameworkError(Problem("recipe_said_twice", {"first": "indicator", "second": "{indicator}"}))
    return Long(**parts)


def _left_out(value: Any, path: str) -> tuple[LeftOut, ...]:
    """Make what says which rows are left out: texts, and tables with a pattern or a length of keys."""
    many = value if isinstance(value, list) else [value]
    made = _all({str(number): one for number, one in enumerate(many, 1)}, _one_left_out, path)
    return tuple(made.values())


def _one_left_out(value: Any, path: str) -> LeftOut:
    if isinstance(value, str):
        return LeftOut(_choice(value, path))
    parts = _parts(value, path, _LEFT_OUT, set())
    if ("pattern" in parts) == ("key_length" in parts):
        raise UsageError(Problem("recipe_pattern_or_length", {}))
    return LeftOut(**parts)


_STRUCTURES: Mapping[str, Structure] = {
    "file": _patterns(),
    "sheet": _patterns("year"),
    "heading": _rows,
    "skip": _rows,
    "delimiter": _delimiter,
    "encoding": _encoding,
    "decimal": _decimal,
    **dict.fromkeys(("city", "parts"), _a_text),
    "hidden": _strict(bool, A_TRUTH),
    **dict.fromkeys(("missing", "flags", "accept"), _texts),
    **dict.fromkeys(("key", "name", "assessor", "about"), _headings),
    "year": _year,
    "split": _table(_any_pattern),
    "keep": _table(_choices),
    "leave_out": _left_out,
    "columns": _table(_sources),
    "long": _long,
    "crosswalk": _table(_code),
}
