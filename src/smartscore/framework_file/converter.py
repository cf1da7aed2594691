"""How each type is made of a value of TOML, strictly: nothing is turned into something else."""

from collections.abc import Callable
from functools import lru_cache
from types import GenericAlias
from typing import Any, Literal, get_args, get_origin

from attrs import Attribute, fields, fields_dict
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from smartscore.aggregates import Aggregate
from smartscore.errors import FrameworkError, Problem, hint
from smartscore.framework_file.making import Kind, make
from smartscore.model import (
    Band,
    Confidence,
    Criterion,
    Dimension,
    Domain,
    Draft,
    Framework,
    Indicator,
    Ladder,
    Methods,
    Official,
    Period,
    Step,
    Years,
)
from smartscore.model.about import GRADES, ungraded
from smartscore.rules import RelativeRule, Rule
from smartscore.text import A_LIST, A_TABLE, A_TEXT, Text

A_NUMBER = Text({"en": "a number", "id": "angka"})
A_WHOLE = Text({"en": "a whole number", "id": "bilangan bulat"})
A_TRUTH = Text({"en": "true or false", "id": "true atau false"})
TEXTS = Text({"en": "text, or a text for each language", "id": "teks, atau satu teks untuk tiap bahasa"})
A_METHOD = Text({"en": '"name" or { name = { ... } }', "id": '"nama" atau { nama = { ... } }'})


@lru_cache(maxsize=8)
def converter_with(methods: Methods) -> Converter:
    """Give the converter that knows these methods."""
    converter = Converter(forbid_extra_keys=True)
    for kind, words in ((float, A_NUMBER), (int, A_WHOLE), (str, A_TEXT), (bool, A_TRUTH)):
        converter.register_structure_hook(kind, strictly(kind, words))
    converter.register_structure_hook(Text, lambda value, _: _text(value))
    converter.register_structure_hook(Domain, lambda value, _: Domain.parse(_a_string(value)))
    converter.register_structure_hook(Years, lambda value, _: Years.parse(_a_string(value)))
    converter.register_structure_hook(Period, lambda value, _: Period.parse(_a_string(value)))
    converter.register_structure_hook(Official | None, lambda value, _: _one_of(value, "official", get_args(Official)))
    converter.register_structure_hook(Confidence, lambda value, _: _confidence(value))
    for union in (Rule | RelativeRule, Rule | RelativeRule | None):
        converter.register_structure_hook(union, lambda value, _: _method(value, methods, "rule"))
    converter.register_structure_hook(Aggregate, lambda value, _: _method(value, methods, "aggregate"))
    converter.register_structure_hook(Step, lambda value, _: _method(value, methods, "step"))
    converter.register_structure_hook(Band, lambda value, _: _band(value))
    criterion = make_dict_structure_fn(Criterion, converter)
    converter.register_structure_hook(Criterion, lambda value, kind: criterion(a_table(value), kind))
    draft = make_dict_structure_fn(
        Draft, converter, columns=override(struct_hook=_checked(converter, fields(Draft).columns))
    )
    converter.register_structure_hook(Draft, lambda value, kind: draft(a_table(value), kind))
    ladder = make_dict_structure_fn(Ladder, converter)
    converter.register_structure_hook(Ladder, lambda value, kind: ladder(a_table(value), kind))
    converter.register_structure_hook(
        Dimension | Indicator,
        lambda value, _: converter.structure(value, Dimension if "members" in a_table(value) else Indicator),
    )
    for model in (Dimension, Indicator, Framework):
        checked = {a.name: override(struct_hook=_checked(converter, a)) for a in fields(model) if _is_checked(a)}
        structure = make_dict_structure_fn(model, converter, **checked)  # type: ignore[arg-type]  # keywords by name
        converter.register_structure_hook(model, structure)
    return converter


def structure_key(methods: Methods, kind: type, key: str, value: object) -> object:
    """Make what one key of the table of a class says, by itself.

    Raises:
        SmartscoreError, BaseValidationError: if it is not valid.
    """
    attribute = fields_dict(kind)[key]
    return _checked(converter_with(methods), attribute)(value, attribute.type)


def _is_checked(attribute: "Attribute[Any]") -> bool:
    return bool(attribute.validator) or get_origin(attribute.type) in (tuple, Literal)


def _checked(converter: Converter, attribute: "Attribute[Any]") -> Callable[[object, object], object]:
    """Structure an attribute and run its validator at once, so that every fault of a node is found."""
    origin, allowed = get_origin(attribute.type), get_args(attribute.type)

    def structure(value: object, kind: Any) -> object:
        if origin is tuple and not isinstance(value, list):
            raise expected(value, A_LIST)
        if origin is tuple:
            kind = GenericAlias(tuple, (allowed[0], ...))  # a validator says how many there must be
        if origin is Literal:
            _one_of(value, attribute.name, allowed)
        structured = converter.structure(value, kind)
        if attribute.validator:
            attribute.validator(None, attribute, structured)
        return structured

    return structure


def strictly(kind: type, words: Text) -> Callable[[object, object], object]:
    """Give the hook that takes values of this kind alone, which the words name."""
    allowed = (int, float) if kind is float else kind

    def structure(value: object, _kind: object) -> object:
        if not isinstance(value, allowed) or (isinstance(value, bool) and kind is not bool):
            raise expected(value, words)
        return kind(value)

    return structure


def expected(value: object, words: Text) -> FrameworkError:
    """Say what was found where something else was expected."""
    return FrameworkError(Problem("wrong_type", {"found": repr(value), "expected": words}))


def _a_string(value: object) -> str:
    if not isinstance(value, str):
        raise expected(value, A_TEXT)
    return value


def _one_of(value: object, name: str, allowed: tuple[str, ...]) -> object:
    """Give a value as it is if it is one of the words that are allowed."""
    if value not in allowed:
        fields = {"name": name, "found": repr(value), "allowed": ", ".join(allowed)}
        raise FrameworkError(Problem("parameter_not_allowed", fields))
    return value


def a_table(value: object) -> dict[str, Any]:
    """Give a table as it is, and refuse everything else."""
    if not isinstance(value, dict):
        raise expected(value, A_TABLE)
    return value


def _text(value: object) -> Text:
    if isinstance(value, str):
        return Text(value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise expected(value, TEXTS)
    return Text(value)


def _confidence(value: object) -> Confidence:
    if isinstance(value, str):
        return Confidence(value, value)  # type: ignore[arg-type]  # its validators check the word
    table = a_table(value)
    ends = {"worst", "best"} if table.keys() & {"worst", "best"} else {"bounds"}
    table = only(table, {"definition", "bounds", "worst", "best"}, needed={"definition", *ends})
    if "bounds" not in table:
        return Confidence(**table)
    if len(ends) > 1:
        raise FrameworkError(Problem("confidence_bounds_twice", {}))
    if table["bounds"] not in GRADES:
        raise FrameworkError(ungraded("bounds", table["bounds"]))
    return Confidence(table["definition"], table["bounds"])


def _band(value: object) -> Band:
    table = only(a_table(value), {"title", "from", "above"}, needed={"title"})
    if ("from" in table) == ("above" in table):
        raise FrameworkError(Problem("band_needs_one_start", {}))
    start = table.get("from", table.get("above"))
    if isinstance(start, bool) or not isinstance(start, int | float):
        raise expected(start, A_NUMBER)
    return Band(_text(table["title"]), float(start), open="above" in table)


def only(table: dict[str, Any], known: set[str], needed: set[str]) -> dict[str, Any]:
    """Give a table as it is if it has no keys but the known ones and all that are needed."""
    problems = [
        Problem("unknown_key", {"found": key, "hint": hint(key, known)}) for key in sorted(table.keys() - known)
    ]
    problems += [Problem("key_missing", {"found": key}) for key in sorted(needed - table.keys())]
    if problems:
        raise FrameworkError(problems)
    return table


def _method(value: object, methods: Methods, kind: Kind) -> Any:
    """Make the rule, aggregate or step that `"name"` or `{ name = { parameter = ... } }` asks for."""
    parameters: object = {}
    if isinstance(value, str):
        name = value
    elif isinstance(value, dict) and len(value) == 1:
        ((name, parameters),) = value.items()
    else:
        raise expected(value, A_METHOD)
    return make(methods, kind, name, a_table(parameters))
