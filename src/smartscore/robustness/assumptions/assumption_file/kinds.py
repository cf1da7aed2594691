"""The kinds of assumptions that a file may have, each with its keys."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from attrs import evolve
from cattrs import BaseValidationError

from smartscore.errors import FrameworkError, Problem, SmartscoreError
from smartscore.framework_file.converter import a_table, expected, only, structure_key
from smartscore.framework_file.faults import problems_of
from smartscore.model import Methods
from smartscore.robustness.assumptions.addresses import Address
from smartscore.robustness.assumptions.assumption_file.grammar import (
    Make,
    anything,
    located,
    number,
    number_or_true,
    numbers,
    parts,
    table_of,
    text,
    texts,
    the_one,
    truth,
    whole,
)
from smartscore.robustness.assumptions.base import Assumption
from smartscore.robustness.assumptions.distributions import DISTRIBUTIONS, Distribution
from smartscore.robustness.assumptions.measurement import MeasurementError
from smartscore.robustness.assumptions.parameters import Alternatives, Spread
from smartscore.robustness.assumptions.regions import WeightRegion
from smartscore.robustness.assumptions.values import BoundShift, LeaveOut
from smartscore.robustness.assumptions.weights import WeightDirichlet, WeightNoise, WeightSets
from smartscore.text import Text

_TWO = Text({"en": "two numbers, [least, greatest]", "id": "dua angka, [terkecil, terbesar]"})
_OWN: Mapping[str, Make] = {"id": text, "group": text}
_OF_AT = ("choices", *DISTRIBUTIONS)


def assumption_of(table: Mapping[str, Any], path: str) -> Assumption:
    """Make the assumption that a table says.

    Raises:
        FrameworkError: with every fault of it.
    """
    kind = the_one(table, path, _KINDS, dict.fromkeys([*_OWN, "probabilities", *_OF_AT]))
    problems, own = list[Problem](), dict[str, Any]()
    rest = {name: value for name, value in table.items() if name not in _OWN}
    try:
        own = parts({name: table[name] for name in table if name in _OWN}, path, _OWN)
    except FrameworkError as error:
        problems += error.problems
    try:
        made = _KINDS[kind](rest, path)
    except FrameworkError as error:
        raise FrameworkError([*problems, *error.problems]) from error
    if problems:
        raise FrameworkError(problems)
    renewed: Assumption = _called(lambda: evolve(cast("Any", made), **own), {}, path)
    return renewed


def _called(make: Callable[[], Any], names: Mapping[str, str], path: str) -> Any:
    """Make an assumption; what it refuses is told by the names of keys."""
    try:
        return make()
    except SmartscoreError as error:
        problems = [
            evolve(p, fields={**p.fields, "name": names[name]}) if (name := str(p.fields.get("name"))) in names else p
            for p in error.problems
        ]
        raise FrameworkError(located(FrameworkError(problems), path)) from error


def _inner(table: Mapping[str, Any], path: str, key: str, known: Mapping[str, Make], *needed: str) -> dict[str, Any]:
    """Make the values of the table that a kind is, the only key beside those of all kinds."""
    problems: list[Problem] = []
    try:
        only(dict(table), {key}, set())
    except FrameworkError as error:
        problems += located(error, path)
    try:
        made = parts(_a_table(table[key], f"{path} > {key}"), f"{path} > {key}", known, needed)
    except FrameworkError as error:
        problems += error.problems
    if problems:
        raise FrameworkError(problems)
    return made


def _a_table(value: Any, path: str) -> dict[str, Any]:
    try:
        return a_table(value)
    except FrameworkError as error:
        raise FrameworkError(located(error, path)) from error


def _between(value: Any, path: str) -> tuple[float, ...]:
    pair = numbers(value, path)
    if len(pair) != 2:
        raise expected(value, _TWO)
    return pair


_AROUND: Mapping[str, Make] = {"of": texts, "level": whole}
_WEIGHTS: Mapping[str, Mapping[str, Make]] = {
    "noise": {"noise": number, **_AROUND},
    "dirichlet": {"dirichlet": number_or_true, **_AROUND},
    "sets": {"sets": table_of(table_of(number)), "probabilities": numbers},
    "judges": {"judges": table_of(table_of(number)), "one": truth, "probabilities": numbers},
    "order": {"of": text, "order": texts, "between": table_of(_between)},
}
_WAYS = ("noise", "dirichlet", "sets", "judges")


def _weights(table: Mapping[str, Any], path: str) -> Assumption:
    inner = _a_table(table["weights"], f"{path} > weights")
    ways = dict.fromkeys([*_WAYS, *(["between"] if "between" in inner and "order" not in inner else ["order"])])
    every = {name: None for known in _WEIGHTS.values() for name in known}
    way = the_one(inner, f"{path} > weights", ways, every)
    way = "order" if way == "between" else way
    needed = ("of",) if way == "order" else ()
    given = _inner(table, path, "weights", _WEIGHTS[way], *needed)
    return _called(lambda: _weights_made(way, given), {"relative": "noise"}, f"{path} > weights")  # type: ignore[no-any-return]


def _weights_made(way: str, given: dict[str, Any]) -> Assumption:
    first = given.pop(way, ())
    if way == "noise":
        return WeightNoise(first, **given)
    if way == "dirichlet":
        return WeightDirichlet(first, **given)
    if way == "order":
        return WeightRegion(order=first, **given)
    mixture = way == "judges" and not given.pop("one", False)
    return WeightSets(first, mixture=mixture, **given)


def _bounds(table: Mapping[str, Any], path: str) -> Assumption:
    given = _inner(table, path, "bounds", {"move": number, "grades": texts, "of": texts}, "move")
    if "grades" in given and "of" in given:
        fields = {"first": "grades", "second": "of"}
        raise FrameworkError(Problem("assumption_said_twice", fields, column=f"{path} > bounds"))
    make = lambda: BoundShift(given.pop("move"), **given)  # noqa: E731  # called where its refusals are named
    return _called(make, {"relative": "move"}, f"{path} > bounds")  # type: ignore[no-any-return]


def _leave_out(table: Mapping[str, Any], path: str) -> Assumption:
    return LeaveOut(**_inner(table, path, "leave_out", {"of": texts, "probability": number}))


_SIZES: Mapping[str, Make] = {
    "absolute": number,
    "percent": number,
    "column": texts,
    "quality": table_of(number),
}


def _error(table: Mapping[str, Any], path: str) -> Assumption:
    inner = _a_table(table["error"], f"{path} > error")
    size = the_one(inner, f"{path} > error", _SIZES, {"of": None})
    given = _inner(table, path, "error", {"of": texts, size: _SIZES[size]})
    return _called(lambda: MeasurementError(**given), {}, f"{path} > error")  # type: ignore[no-any-return]


def _addresses(value: Any, path: str) -> tuple[Address, ...]:
    problems, made = list[Problem](), []
    for written in texts(value, path):
        try:
            made.append(Address.parse(written))
        except FrameworkError as error:
            problems += error.problems
    if problems:
        raise FrameworkError(problems)
    return tuple(made)


def _at(table: Mapping[str, Any], path: str) -> Assumption:
    said = the_one(
        {name: table[name] for name in table if name != "at"}, path, dict.fromkeys(_OF_AT), {"probabilities": 0}
    )
    if said == "choices":
        given = parts(table, path, {"at": _addresses, "choices": anything, "probabilities": numbers})
        return Alternatives(**given)
    names = DISTRIBUTIONS[said][0]
    given = parts(table, path, {"at": _addresses, said: _parameters(names)})
    return Spread(given["at"], Distribution(said, given[said]))


def _parameters(names: tuple[str, ...]) -> Make:
    """Make the parameters of a distribution, as a list in their order or as a table."""
    words = ", ".join(names)
    shape = Text({"en": f"[{words}], or a table with them", "id": f"[{words}], atau tabel berisi semuanya"})

    def make(value: Any, path: str) -> dict[str, float]:
        if isinstance(value, dict):
            return parts(value, path, dict.fromkeys(names, number), names)
        if not isinstance(value, list) or len(value) != len(names):
            raise expected(value, shape)
        return dict(zip(names, numbers(value, path), strict=True))

    return make


_KINDS: Mapping[str, Callable[[Mapping[str, Any], str], Assumption]] = {
    "weights": _weights,
    "bounds": _bounds,
    "at": _at,
    "leave_out": _leave_out,
    "error": _error,
}


def choice_problems(one: Assumption, methods: Methods, path: str) -> Iterator[Problem]:
    """Find choices that are no rule, aggregate, step or value of their part in any framework."""
    if not isinstance(one, Alternatives):
        return
    kinds = {(address.kind, address.part) for address in one.at if not address.parameter}
    for kind, part in sorted(kinds, key=str):
        for place, choice in enumerate(one.choices, 1):
            try:
                _structured(kind, part, choice, methods)
            except KeyError:
                return  # no such part, which is told of the framework
            except (BaseValidationError, SmartscoreError) as error:
                yield from problems_of(error, [choice], f"{path} > choices > {place}")


def _structured(kind: type, part: str, choice: Any, methods: Methods) -> None:
    if not part.isdecimal():
        structure_key(methods, kind, part, choice)
    elif not isinstance(choice, bool):
        structure_key(methods, kind, "steps", [choice])
