"""From assumptions back to a TOML file, which reads back as equal ones."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from attrs import fields_dict

from smartscore.errors import FrameworkError, Problem, SmartscoreError
from smartscore.robustness.assumptions.assumption_file.reading import assumptions_of
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Assumption
from smartscore.robustness.assumptions.distributions import DISTRIBUTIONS
from smartscore.robustness.assumptions.measurement import MeasurementError
from smartscore.robustness.assumptions.parameters import Alternatives, Spread
from smartscore.robustness.assumptions.regions import WeightRegion
from smartscore.robustness.assumptions.values import BoundShift, LeaveOut
from smartscore.robustness.assumptions.weights import WeightDirichlet, WeightNoise, WeightSets
from smartscore.text import Phrase

TomlTable = dict[str, Any]


def written(assumptions: Assumptions) -> str:
    """Give assumptions as TOML, without what they say by default.

    Raises:
        FrameworkError: for one that a file has no words for, such as a rule made in Python.
    """
    text = "\n".join(_written(_table(one)) for one in assumptions)
    try:
        read = assumptions_of(tomllib.loads(text)).items if text else ()
    except SmartscoreError as error:
        raise _no_words(assumptions.items[0]) from error
    for one, again in zip(assumptions.items, read, strict=True):
        if one != again:
            raise _no_words(one)
    return text


def _no_words(one: Assumption) -> FrameworkError:
    return FrameworkError(Problem("not_written_as_file", {"kind": Phrase("kind_assumption"), "found": one.id}))


def _table(one: Assumption) -> TomlTable:
    """Give the keys of an assumption that are not what they are by default."""
    make = _TABLES.get(type(one))
    if make is None:
        raise _no_words(one)
    own = {name: getattr(one, name) for name in ("id", "group")}
    defaults = fields_dict(type(one))  # type: ignore[arg-type]  # all are of attrs
    return {**{name: value for name, value in own.items() if value != defaults[name].default}, **make(one)}


def _said(**values: Any) -> TomlTable:
    """Give the keys that say something."""
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: value for name, value in lists.items() if value not in (None, [], {}, False)}


def _noise(one: WeightNoise) -> TomlTable:
    return {"weights": {"noise": one.relative, **_said(of=one.of, level=one.level)}}


def _dirichlet(one: WeightDirichlet) -> TomlTable:
    about = True if one.concentration is None else one.concentration
    return {"weights": {"dirichlet": about, **_said(of=one.of, level=one.level)}}


def _sets(one: WeightSets) -> TomlTable:
    key = "judges" if one.mixture else "sets"
    sets = {name: dict(weights) for name, weights in one.sets.items()}
    return {"weights": {key: sets, **_said(probabilities=one.probabilities)}}


def _region(one: WeightRegion) -> TomlTable:
    between = {name: list(ends) for name, ends in one.between.items()}
    return {"weights": {"of": one.of, **_said(order=one.order, between=between)}}


def _at(one: Alternatives | Spread) -> TomlTable:
    addresses = [str(address) for address in one.at]
    at = addresses if len(addresses) != 1 else addresses[0]
    if isinstance(one, Alternatives):
        return {"at": at, "choices": list(one.choices), **_said(probabilities=one.probabilities)}
    kind, given = one.distribution.kind, one.distribution.parameters
    in_order = [given[name] for name in DISTRIBUTIONS[kind][0]] if kind in DISTRIBUTIONS else []
    return {"at": at, kind: dict(given) if kind == "normal" else in_order}


def _bounds(one: BoundShift) -> TomlTable:
    grades = one.grades if one.grades != fields_dict(BoundShift)["grades"].default else ()
    return {"bounds": {"move": one.relative, **_said(grades=grades, of=one.of)}}


def _leave_out(one: LeaveOut) -> TomlTable:
    return {"leave_out": _said(of=one.of, probability=one.probability)}


def _error(one: MeasurementError) -> TomlTable:
    sizes = {"absolute": one.absolute, "percent": one.percent, "column": one.column, "quality": dict(one.quality)}
    return {"error": _said(of=one.of, **sizes)}


_TABLES: Mapping[type, Callable[[Any], TomlTable]] = {
    WeightNoise: _noise,
    WeightDirichlet: _dirichlet,
    WeightSets: _sets,
    WeightRegion: _region,
    Alternatives: _at,
    Spread: _at,
    BoundShift: _bounds,
    LeaveOut: _leave_out,
    MeasurementError: _error,
}


def _written(table: TomlTable) -> str:
    return "".join(["[[assumptions]]\n", *(f"{_key(name)} = {_value(value)}\n" for name, value in table.items())])


def _value(value: Any) -> str:
    """Write a value on one line; of what TOML has no words for, its name, which does not read back the same."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(name))} = {_value(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return json.dumps(str(value), ensure_ascii=True)


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else json.dumps(name)
