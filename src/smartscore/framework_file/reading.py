"""From a file to the table of its TOML, and with the defaults filled in to the types.

What a text says by the built-in methods alone is worked out once: a run, and the next in the same process, reads the
bundled files again and again. A method of others may have a state, so what asks for one is made anew each time.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve
from cattrs import BaseValidationError

from smartscore.aggregates import AGGREGATES
from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint
from smartscore.framework_file.converter import converter_with, structure_key
from smartscore.framework_file.faults import OF_INDEX, problems_of, tree_faults, unknown_key
from smartscore.model import Dimension, Framework, Indicator, Methods
from smartscore.reading.documents import DocumentError, parse_toml
from smartscore.rules import RULES
from smartscore.steps import STEPS
from smartscore.text import A_TABLE, reason_of

BUILT_IN = Methods(rules=RULES, aggregates=AGGREGATES, steps=STEPS)

TomlTable = dict[str, Any]
Source = Path | Traversable
T = TypeVar("T")

#: What `[defaults]` may hold for members of each kind.
INHERITED = {"indicator": ("rule", "decimals"), "dimension": ("aggregate", "min_coverage", "decimals", "missing")}
_KINDS: dict[str, type] = {"indicator": Indicator, "dimension": Dimension}


def read_framework(source: Source, methods: Methods = BUILT_IN) -> Framework:
    """Read a framework from a TOML file.

    Raises:
        FrameworkError: with every fault of the file.
    """
    return _made(_framework, source, methods)


def framework_of(table: TomlTable, methods: Methods, file: str) -> Framework:
    """Make the framework that the table of a file says.

    Raises:
        FrameworkError: with every fault of the table.
    """
    defaults = table.get("defaults", {})
    table, problems = _defaults_filled_in(table)
    index: TomlTable = {"id": "index", **{key: table.pop(key) for key in OF_INDEX if key in table}}
    if "title" in table:
        index["title"] = table["title"]
    if "index" in table:
        problems.append(unknown_key("index", Framework))
    framework = _structured({**table, "index": index}, Framework, methods, problems, file)
    _require_valid(defaults, methods, file)
    return framework


def read_dimension(source: Source, methods: Methods = BUILT_IN) -> Dimension:
    """Read one dimension, such as a plugin supplies, from a TOML file.

    Raises:
        FrameworkError: with every fault of the file.
    """
    return _made(_dimension, source, methods)


def read_toml(source: Source) -> TomlTable:
    """Read a TOML file as a table.

    Raises:
        FrameworkError: if the file cannot be read or is not TOML.
    """
    return _parsed(_text(source), str(source))


def _made(make: Callable[[str, Methods, str], T], source: Source, methods: Methods) -> T:
    made: T = (_by_built_in if methods is BUILT_IN else _anew)(make, _text(source), methods, str(source))
    return made


def _anew(make: Callable[[str, Methods, str], T], text: str, methods: Methods, file: str) -> T:
    return make(text, methods, file)


_by_built_in = lru_cache(maxsize=32)(_anew)


def _framework(text: str, methods: Methods, file: str) -> Framework:
    return framework_of(_parsed(text, file), methods, file)


def _dimension(text: str, methods: Methods, file: str) -> Dimension:
    written = _parsed(text, file)
    defaults = written.get("defaults", {})
    table, problems = _defaults_filled_in(written, itself=True)
    dimension = _structured(table, Dimension, methods, problems, file)
    _require_valid(defaults, methods, file)
    return dimension


def _text(source: Source) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FrameworkError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(source))) from error
    except UnicodeDecodeError as error:
        raise FrameworkError(Problem("toml_not_utf8", file=str(source))) from error


def _parsed(text: str, file: str) -> TomlTable:
    try:
        return parse_toml(text)
    except DocumentError as error:
        raise FrameworkError(Problem("not_toml", {"reason": error.reason}, file=file)) from error


def _defaults_filled_in(table: TomlTable, *, itself: bool = False) -> tuple[TomlTable, list[Problem]]:
    """Give the table without `[defaults]`, which its members (and it itself) take over, and what is wrong with them."""
    defaults = table.pop("defaults", {})
    if not isinstance(defaults, dict):
        return table, [Problem("wrong_type", {"found": repr(defaults), "expected": A_TABLE}, column="defaults")]
    known = {key for keys in INHERITED.values() for key in keys}
    problems = [
        Problem("unknown_key", {"found": key, "hint": hint(key, known)}, column="defaults")
        for key in sorted(defaults.keys() - known)
    ]
    if itself:
        return _filled_in(table, defaults), problems
    if "members" in table:
        table["members"] = _with_defaults(table["members"], defaults)
    return table, problems


def _require_valid(defaults: TomlTable, methods: Methods, file: str) -> None:
    """Refuse defaults that are wrong and that no member took over, or the members would have been refused.

    Raises:
        FrameworkError: with every fault of them.
    """
    problems: list[Problem] = []
    kinds = {name: _KINDS[kind] for kind, names in INHERITED.items() for name in names}
    for name in (name for name in kinds if name in defaults):
        try:
            structure_key(methods, kinds[name], name, defaults[name])
        except (BaseValidationError, SmartscoreError) as error:
            problems += problems_of(error, defaults[name], f"defaults > {name}")
    if problems:
        raise FrameworkError(evolve(problem, file=file) for problem in problems)


def _with_defaults(members: object, defaults: TomlTable) -> object:
    if not isinstance(members, list):
        return members
    return [_filled_in(member, defaults) if isinstance(member, dict) else member for member in members]


def _filled_in(member: TomlTable, defaults: TomlTable) -> TomlTable:
    kind = "dimension" if "members" in member else "indicator"
    merged = {**{key: defaults[key] for key in INHERITED[kind] if key in defaults}, **member}
    if "members" in merged:
        merged["members"] = _with_defaults(merged["members"], defaults)
    return merged


def _structured(table: TomlTable, kind: type[T], methods: Methods, earlier_problems: list[Problem], file: str) -> T:
    """Make a framework or a dimension of a table, or refuse it with all problems."""
    problems = [*earlier_problems, *tree_faults(table.get("index", table), table.get("bands"))]
    try:
        structured = converter_with(methods).structure(table, kind)
    except (BaseValidationError, SmartscoreError) as error:
        further_problems = list(problems_of(error, table))
        problems = [*further_problems, *(problem for problem in problems if problem not in further_problems)]
        raise FrameworkError(evolve(problem, file=file) for problem in problems) from error
    if problems:
        raise FrameworkError(evolve(problem, file=file) for problem in problems)
    return structured
