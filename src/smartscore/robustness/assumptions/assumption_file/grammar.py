"""How the tables of a file say assumptions, strictly, with every fault at once and its place."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from smartscore.errors import FrameworkError, Problem, SmartscoreError
from smartscore.framework_file.converter import A_NUMBER, A_TRUTH, A_WHOLE, a_table, expected, only, strictly
from smartscore.text import A_LIST, A_TEXT, Text

TEXTS = Text({"en": "a text in quotes, or a list of them", "id": "teks dalam tanda kutip, atau daftarnya"})
NUMBERS = Text({"en": "a list of numbers", "id": "daftar angka"})
NUMBER_OR_TRUE = Text({"en": "a number, or true", "id": "angka, atau true"})

#: Makes what a value of TOML says, given the path of keys to it.
Make = Callable[[Any, str], Any]


def _strict(kind: type, words: Text) -> Make:
    take = strictly(kind, words)
    return lambda value, _path: take(value, kind)


text = _strict(str, A_TEXT)
truth = _strict(bool, A_TRUTH)
whole = _strict(int, A_WHOLE)


def number(value: Any, _path: str) -> float:
    """Make a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise expected(value, A_NUMBER)
    return float(value)


def number_or_true(value: Any, path: str) -> float | None:
    """Make a number; true stands for that nothing is known, None."""
    if value is True:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise expected(value, NUMBER_OR_TRUE)
    return number(value, path)


def texts(value: Any, _path: str) -> tuple[str, ...]:
    """Make texts, of which one alone may stand without a list."""
    many = value if isinstance(value, list) else [value]
    if not many or not all(isinstance(one, str) and one for one in many):
        raise expected(value, TEXTS)
    return tuple(many)


def numbers(value: Any, path: str) -> tuple[float, ...]:
    """Make a list of numbers."""
    if not isinstance(value, list):
        raise expected(value, NUMBERS)
    return tuple(gathered({str(place): one for place, one in enumerate(value, 1)}, number, path).values())


def anything(value: Any, _path: str) -> tuple[Any, ...]:
    """Make a list of whatever a framework file may say."""
    if not isinstance(value, list):
        raise expected(value, A_LIST)
    return tuple(value)


def table_of(make: Make) -> Make:
    """Make a table of which each value is of one kind."""
    return lambda value, path: gathered(a_table(value), make, path)


def gathered(pairs: Mapping[str, Any], make: Make, path: str) -> dict[str, Any]:
    """Make each value of a table, or refuse it with the faults of all, each with its path."""
    made, problems = {}, list[Problem]()
    for name, value in pairs.items():
        try:
            made[name] = make(value, f"{path} > {name}")
        except SmartscoreError as error:
            problems += located(error, f"{path} > {name}")
    if problems:
        raise FrameworkError(problems)
    return made


def located(error: SmartscoreError, path: str) -> Iterator[Problem]:
    """Give the problems of an error with a path, where they have none of their own."""
    for problem in error.problems:
        yield problem if problem.column else evolve(problem, column=path)


def parts(
    table: Mapping[str, Any], path: str, known: Mapping[str, Make], needed: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Make the values of a table that has certain keys alone."""
    problems: list[Problem] = []
    try:
        only(dict(table), set(known), set(needed))
    except FrameworkError as error:
        problems += located(error, path)
    made = {}
    for name in (name for name in table if name in known):
        try:
            made[name] = known[name](table[name], f"{path} > {name}")
        except SmartscoreError as error:
            problems += located(error, f"{path} > {name}")
    if problems:
        raise FrameworkError(problems)
    return made


def the_one(table: Mapping[str, Any], path: str, allowed: Mapping[str, object], also: Mapping[str, object]) -> str:
    """Give the one key of a table that says of which kind it is.

    Raises:
        FrameworkError: with the nearest name for keys that are unknown, else if there is none or several.
    """
    found = [name for name in allowed if name in table]
    if len(found) == 1:
        return found[0]
    problems = []
    if not found:
        try:
            only(dict(table), {*allowed, *also}, set())
        except FrameworkError as error:
            problems = list(located(error, path))
    fields = {"found": ", ".join(found) or "-", "allowed": ", ".join(allowed)}
    raise FrameworkError(problems or [Problem("not_exactly_one", fields, column=path)])
