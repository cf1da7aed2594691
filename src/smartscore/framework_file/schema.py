"""The grammar of the files as JSON Schema (draft 2020-12), made from the types that the reader makes of them.

A schema cannot say everything: that ids are unique, that weights are not all 0 or that bands rise is for the reader.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import NOTHING, Attribute, fields

from smartscore.framework_file.faults import OF_INDEX
from smartscore.framework_file.making import Kind
from smartscore.framework_file.reading import BUILT_IN, INHERITED
from smartscore.framework_file.schema_methods import method_definitions
from smartscore.framework_file.schema_types import Schema, either, limits_of, reference, schema_of, table_of
from smartscore.framework_file.writing import plain_default
from smartscore.messages import LANGUAGES, message
from smartscore.model import Criterion, Dimension, Draft, Framework, Indicator, Ladder, Methods
from smartscore.model.about import Grade

#: What a file holds.
FileKind: TypeAlias = Literal["framework", "dimension"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"[+-]?([iI]nf(inity)?|[0-9_]*\.?[0-9_]*([eE][+-]?[0-9_]+)?)"
_RANGE = rf"\s*({_NUMBER})?\s*\.\.\s*({_NUMBER})?\s*"
_DAY = r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?"
_STARTS = ("from", "above")
#: What a table of confidence has: a word for both ends of the rule, or one for each.
_FOUNDED = (("bounds", "definition"), ("best", "definition", "worst"))


def json_schema(kind: FileKind, methods: Methods = BUILT_IN, language: str = "en") -> Schema:
    """Give the JSON Schema of files of this kind that may ask for these methods; keys are described in a language."""
    top = _framework(language) if kind == "framework" else _dimension_file(language)
    heading = {
        "$schema": _DRAFT,
        "$id": f"urn:smartscore:{kind}-file",
        "title": message(f"title_schema_{kind}", language),
        "$comment": message("schema_comment", language),
    }
    definitions = {**_values(language), **_nodes(language), **_methods(methods)}
    return {**heading, **top, "$defs": definitions}


def _framework(language: str) -> Schema:
    """Give the schema of a whole file: the keys of a framework, and those of its index at the top."""
    own = _keys(Framework, language, "index")
    index = {name: schema for name, schema in _keys(Dimension, language).items() if name in OF_INDEX}
    table = table_of({**own, **index, "defaults": _defaults(language)}, _required(Framework) - {"index"} | {"members"})
    return {**table, **_needed_without_defaults()}


def _dimension_file(language: str) -> Schema:
    table = table_of({**_keys(Dimension, language), "defaults": _defaults(language)}, _required(Dimension))
    return {**table, **_needed_without_defaults()}


def _nodes(language: str) -> dict[str, Schema]:
    """Give the definitions of members: one with `members` is a dimension, else an indicator."""
    inherited = sorted(_inherited_and_needed())
    with_members = {"required": ["members"]}
    below = {"properties": {"members": {"items": reference("whole")}}}
    return {
        "member": either(with_members, "dimension", "indicator"),
        "dimension": table_of(_keys(Dimension, language), _required(Dimension)),
        "indicator": table_of(_keys(Indicator, language), _required(Indicator) - {*inherited}),
        "whole": {"if": with_members, "then": below, "else": {"required": inherited}},
    }


def _needed_without_defaults() -> Schema:
    """Say what indicators need of their own where `[defaults]` does not give it."""
    given = {"properties": {"defaults": {"required": sorted(_inherited_and_needed())}}, "required": ["defaults"]}
    return {"if": given, "else": {"properties": {"members": {"items": reference("whole")}}}}


def _inherited_and_needed() -> set[str]:
    return _required(Indicator) & set(INHERITED["indicator"])


def _defaults(language: str) -> Schema:
    kinds: Mapping[str, type] = {"dimension": Dimension, "indicator": Indicator}
    keys = {name: _keys(kinds[kind], language)[name] for kind, names in INHERITED.items() for name in names}
    return {"description": message("schema_defaults", language), **table_of(keys)}


def _values(language: str) -> dict[str, Schema]:
    """Give the definitions of values that have a grammar of their own."""
    text, texts = {"type": "string"}, {name: {"type": "string"} for name in LANGUAGES}
    grade = schema_of(Grade)
    bounds = {name: {"type": "number", "description": message(f"schema_{name}", language)} for name in _STARTS}
    band = table_of({"title": reference("text"), **bounds}, {"title"})
    return {
        "text": {"anyOf": [text, {"type": "object", "properties": texts, "additionalProperties": text}]},
        "domain": {"type": "string", "pattern": rf"^(number|levels):{_RANGE}$"},
        "years": {"type": "string", "pattern": rf"^({_RANGE}|\s*[+-]?[0-9_]+\s*)$"},
        "period": {"type": "string", "pattern": rf"^\s*({_DAY}\s*\.\.\s*({_DAY})?|\.\.\s*{_DAY})\s*$"},
        "confidence": {"anyOf": [grade, *(table_of(dict.fromkeys(names, grade), names) for names in _FOUNDED)]},
        "band": {**band, "oneOf": [{"required": [name]} for name in _STARTS]},
        "ladder": table_of(_keys(Ladder, language)),
        "criterion": table_of(_keys(Criterion, language), _required(Criterion)),
        "draft": table_of(_keys(Draft, language), _required(Draft)),
    }


def _methods(methods: Methods) -> dict[str, Schema]:
    kinds: Mapping[Kind, Mapping[str, Any]] = {
        "rule": methods.rules,
        "aggregate": methods.aggregates,
        "step": methods.steps,
    }
    return {name: made for kind, known in kinds.items() for name, made in method_definitions(kind, known).items()}


def _keys(kind: type, language: str, *without: str) -> dict[str, Schema]:
    """Give the schema of each key of the table of which a class is made."""
    return {attribute.name: _key(attribute, language) for attribute in fields(kind) if attribute.name not in without}


def _key(attribute: "Attribute[Any]", language: str) -> Schema:
    schema = {**schema_of(attribute.type), **limits_of(attribute.validator)}
    if attribute.name == "members":
        schema["minItems"] = 1
    usual = plain_default(attribute)
    about = {"description": message(f"schema_{attribute.name}", language)}
    return {**about, **schema, **({} if usual is None else {"default": usual})}


def _required(kind: type) -> set[str]:
    return {attribute.name for attribute in fields(kind) if attribute.default is NOTHING}
