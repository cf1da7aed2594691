"""From a file to the table of its TOML, and with the defaults filled in to the types."""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve
from cattrs import BaseValidationError

from smartscore.aggregates import AGGREGATES
from smartscore.errors import FrameworkError, Problem, SmartscoreError
from smartscore.framework_file.converter import converter_with
from smartscore.framework_file.faults import OF_INDEX, problems_of, twice
from smartscore.model import Dimension, Framework, Methods
from smartscore.rules import RULES
from smartscore.steps import STEPS

BUILT_IN = Methods(rules=RULES, aggregates=AGGREGATES, steps=STEPS)

Table = dict[str, Any]
Source = Path | Traversable
T = TypeVar("T")

_INHERITED = {"indicator": ("rule", "decimals"), "dimension": ("aggregate", "min_coverage", "decimals", "missing")}


def read_framework(source: Source, methods: Methods = BUILT_IN) -> Framework:
    """Read a framework from a TOML file.

    Raises:
        FrameworkError: with every fault of the file.
    """
    return structure_framework(read_toml(source), methods, str(source))


def read_dimension(source: Source, methods: Methods = BUILT_IN) -> Dimension:
    """Read one dimension, such as a plugin supplies, from a TOML file.

    Raises:
        FrameworkError: with every fault of the file.
    """
    table = read_toml(source)
    defaults = table.pop("defaults", {})
    return _structured(_with_defaults(table, defaults, dimension=True), Dimension, methods, str(source))


def structure_framework(table: Table, methods: Methods, file: str) -> Framework:
    """Make a framework of the table of a TOML file; `file` is named in errors."""
    table = dict(table)
    defaults = table.pop("defaults", {})
    index: Table = {key: table.pop(key) for key in OF_INDEX if key in table}
    own = _with_defaults({"id": "index", **index}, {}, dimension=True)
    own["members"] = _members_with_defaults(own.get("members"), defaults)
    if "title" in table:
        own["title"] = table["title"]
    return _structured({**table, "index": own}, Framework, methods, file)


def read_toml(source: Source) -> Table:
    """Read a TOML file as a table.

    Raises:
        FrameworkError: if the file cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FrameworkError(Problem("file_unreadable", {"reason": str(error)}, file=str(source))) from error
    except tomllib.TOMLDecodeError as error:
        raise FrameworkError(Problem("not_toml", {"reason": str(error)}, file=str(source))) from error


def _with_defaults(table: Table, defaults: Table, *, dimension: bool) -> Table:
    kind = "dimension" if dimension else "indicator"
    given = {key: defaults[key] for key in _INHERITED[kind] if key in defaults}
    merged = {**given, **table}
    if dimension:
        merged["members"] = _members_with_defaults(table.get("members"), defaults)
    return merged


def _members_with_defaults(members: object, defaults: Table) -> object:
    if not isinstance(members, list):
        return members
    return [
        _with_defaults(member, defaults, dimension="members" in member) if isinstance(member, dict) else member
        for member in members
    ]


def _structured(table: Table, kind: type[T], methods: Methods, file: str) -> T:
    try:
        return converter_with(methods).structure(table, kind)
    except (BaseValidationError, SmartscoreError) as error:
        found = [*problems_of(error, table)]
        found += [problem for problem in twice(table) if problem not in found]
        raise FrameworkError(evolve(problem, file=file) for problem in found) from error
