"""Frameworks and dimensions as TOML: read strictly, every fault told at once with its place.

A member with `members` is a dimension, else an indicator. `[defaults]` are what a member has that
says nothing. Files are data: no expressions, no import paths; methods are asked for by name.
"""

import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, Union

from attrs import Attribute, evolve, fields
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from smartscore.aggregates import AGGREGATES, Aggregate
from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint
from smartscore.model import Band, Confidence, Dimension, Domain, Framework, Indicator, Methods, Step, Years
from smartscore.rules import RULES, RelativeRule, Rule
from smartscore.steps import STEPS
from smartscore.text import Text

BUILT_IN = Methods(rules=RULES, aggregates=AGGREGATES, steps=STEPS)

A_NUMBER = Text({"en": "a number", "id": "angka"})
A_WHOLE = Text({"en": "a whole number", "id": "bilangan bulat"})
A_TEXT = Text({"en": "text in quotes", "id": "teks dalam tanda kutip"})
A_TRUTH = Text({"en": "true or false", "id": "true atau false"})
A_TABLE = Text({"en": "a table", "id": "tabel"})
TEXTS = Text({"en": "text, or a text for each language", "id": "teks, atau satu teks untuk tiap bahasa"})
A_METHOD = Text({"en": '"name" or { name = { ... } }', "id": '"nama" atau { nama = { ... } }'})

Table = dict[str, Any]
Source = Path | Traversable
T = TypeVar("T")

_INHERITED = {"indicator": ("rule", "decimals"), "dimension": ("aggregate", "min_coverage", "decimals", "missing")}
_OF_INDEX = ("members", "aggregate", "rule", "missing", "min_coverage", "decimals")


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
    index: Table = {key: table.pop(key) for key in _OF_INDEX if key in table}
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
        return _converter(methods).structure(table, kind)
    except (BaseValidationError, SmartscoreError) as error:
        found = [*_problems(error, table, "")]
        found += [problem for problem in _twice(table) if problem not in found]
        raise FrameworkError(evolve(problem, file=file) for problem in found) from error


def _twice(table: Any) -> Iterator[Problem]:
    """Find ids that the tables of a file use twice, which is seen even where a node has other faults."""
    seen: set[object] = set()
    tables = [table.get("index", table)]
    for member in tables:
        if isinstance(member, dict):
            if isinstance(own := member.get("id"), str) and own in seen:
                yield Problem("id_twice", {"found": own})
            seen.add(str(own))
            tables.extend(member["members"] if isinstance(member.get("members"), list) else ())


def _problems(error: BaseException, table: object, path: str) -> Iterator[Problem]:
    """Turn what cattrs raised into problems with a path of ids, such as `economy > income > rule`."""
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _problems(part, *_step(table, path, part))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield Problem("unknown_key", {"found": key, "hint": hint(key, _keys(error.cl))}, column=path or None)
    elif isinstance(error, SmartscoreError):
        for problem in error.problems:
            yield evolve(problem, column=problem.column or path or None)
    elif isinstance(error, KeyError):
        yield Problem("key_missing", {"found": error.args[0]}, column=path or None)
    else:
        yield Problem("value_not_valid", {"reason": str(error)}, column=path or None)


def _keys(kind: type) -> set[str]:
    """Give the keys that a table for this class may have."""
    names = {attribute.name for attribute in fields(kind)}
    return (names - {"index", "variant"}) | set(_OF_INDEX) | {"defaults"} if kind is Framework else names


def _step(table: object, path: str, error: BaseException) -> tuple[object, str]:
    """Follow the note of cattrs one step down: into an attribute, or to a member, which is named by its id."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote) and isinstance(table, list) and isinstance(note.index, int):
            inner = table[note.index]
            own = inner.get("id") if isinstance(inner, dict) else None
            return inner, _joined(path, str(own or note.index + 1))
        if isinstance(note, AttributeValidationNote):
            inner = table.get(note.name) if isinstance(table, dict) else None
            return inner, path if note.name in ("members", "index") else _joined(path, note.name)
    return table, path


def _joined(path: str, name: str) -> str:
    return f"{path} > {name}" if path else name


def _converter(methods: Methods) -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind, words in ((float, A_NUMBER), (int, A_WHOLE), (str, A_TEXT), (bool, A_TRUTH)):
        converter.register_structure_hook(kind, _strictly(kind, words))
    converter.register_structure_hook(Text, lambda value, _: _text(value))
    converter.register_structure_hook(Domain, lambda value, _: Domain.parse(_a_string(value)))
    converter.register_structure_hook(Years, lambda value, _: Years.parse(_a_string(value)))
    converter.register_structure_hook(Confidence, lambda value, _: _confidence(value))
    for union in (Rule | RelativeRule, Rule | RelativeRule | None):
        converter.register_structure_hook(union, lambda value, _: _method(value, methods.rules, "rule"))
    converter.register_structure_hook(Aggregate, lambda value, _: _method(value, methods.aggregates, "aggregate"))
    converter.register_structure_hook(Step, lambda value, _: _method(value, methods.steps, "step"))
    converter.register_structure_hook(Band, lambda value, _: _band(value))
    converter.register_structure_hook(
        Union[Dimension, Indicator],
        lambda value, _: converter.structure(value, Dimension if "members" in _a_table(value) else Indicator),
    )
    for node in (Dimension, Indicator):
        checked = {a.name: override(struct_hook=_validated(converter, a)) for a in fields(node) if a.validator}
        converter.register_structure_hook(node, make_dict_structure_fn(node, converter, **checked))
    return converter


def _validated(converter: Converter, attribute: "Attribute[Any]") -> Callable[[object, object], object]:
    """Structure an attribute and run its validator at once, so that every fault of a node is found."""

    def structure(value: object, kind: Any) -> object:
        structured = converter.structure(value, kind)
        if attribute.validator:
            attribute.validator(None, attribute, structured)
        return structured

    return structure


def _strictly(kind: type, words: Text) -> Callable[[object, object], object]:
    allowed = (int, float) if kind is float else kind

    def structure(value: object, _kind: object) -> object:
        if not isinstance(value, allowed) or (isinstance(value, bool) and kind is not bool):
            raise _expected(value, words)
        return kind(value)

    return structure


def _expected(value: object, words: Text) -> FrameworkError:
    return FrameworkError(Problem("wrong_type", {"found": repr(value), "expected": words}))


def _a_string(value: object) -> str:
    if not isinstance(value, str):
        raise _expected(value, A_TEXT)
    return value


def _a_table(value: object) -> Table:
    if not isinstance(value, dict):
        raise _expected(value, A_TABLE)
    return value


def _text(value: object) -> Text:
    if isinstance(value, str):
        return Text(value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise _expected(value, TEXTS)
    return Text(value)


def _confidence(value: object) -> Confidence:
    if isinstance(value, str):
        return Confidence(value, value)  # type: ignore[arg-type]  # its validators check the word
    return Confidence(**_only(_a_table(value), {"definition", "bounds"}, needed={"definition", "bounds"}))


def _band(value: object) -> Band:
    table = _only(_a_table(value), {"title", "from", "above"}, needed={"title"})
    if ("from" in table) == ("above" in table):
        raise FrameworkError(Problem("band_needs_one_start", {}))
    start = table.get("from", table.get("above"))
    if isinstance(start, bool) or not isinstance(start, int | float):
        raise _expected(start, A_NUMBER)
    return Band(_text(table["title"]), float(start), open="above" in table)


def _only(table: Table, known: set[str], needed: set[str]) -> Table:
    problems = [
        Problem("unknown_key", {"found": key, "hint": hint(key, known)}) for key in sorted(table.keys() - known)
    ]
    problems += [Problem("key_missing", {"found": key}) for key in sorted(needed - table.keys())]
    if problems:
        raise FrameworkError(problems)
    return table


def _method(value: object, known: Mapping[str, Callable[..., Any]], kind: str) -> Any:
    """Make the rule, aggregate or step that `"name"` or `{ name = { parameter = ... } }` asks for."""
    if isinstance(value, str):
        name, parameters = value, {}
    elif isinstance(value, dict) and len(value) == 1:
        ((name, parameters),) = value.items()
    else:
        raise _expected(value, A_METHOD)
    if name not in known:
        raise FrameworkError(Problem("unknown_method", {"kind": kind, "found": name, "hint": hint(name, known.keys())}))
    signature = inspect.signature(known[name]).parameters
    accepted = {key for key in signature if key != "fitted"}
    needed = {key for key in accepted if signature[key].default is inspect.Parameter.empty}
    return known[name](**_only(_a_table(parameters), accepted, needed))
