"""The JSON Schema of a value of TOML, by the type that is made of it and by its validator."""

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from smartscore.aggregates import Aggregate
from smartscore.model import (
    Band,
    Confidence,
    Criterion,
    Dimension,
    Domain,
    Draft,
    Indicator,
    Ladder,
    Period,
    Step,
    Years,
)
from smartscore.model.about import a_part
from smartscore.model.framework import FRAMEWORK_ID, framework_id
from smartscore.model.nodes import ID, MOST_DECIMALS, RESERVED, a_share, few_decimals, not_negative, well_formed
from smartscore.rules import RelativeRule, Rule
from smartscore.rules.base import positive
from smartscore.text import Text

Schema = dict[str, Any]

_PLAIN: Mapping[object, Schema] = {
    float: {"type": "number"},
    int: {"type": "integer"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
}

#: What has a definition of its own, to which the others refer.
_DEFINED: Mapping[object, str] = {
    Text: "text",
    Domain: "domain",
    Years: "years",
    Period: "period",
    Confidence: "confidence",
    Criterion: "criterion",
    Draft: "draft",
    Band: "band",
    Ladder: "ladder",
    Rule: "rule",
    RelativeRule: "rule",
    Rule | RelativeRule: "rule",
    Rule | RelativeRule | None: "rule",
    Aggregate: "aggregate",
    Step: "step",
    Dimension: "dimension",
    Indicator: "indicator",
    Dimension | Indicator: "member",
}

#: What validators hold beside the type.
_LIMITS: Mapping[object, Schema] = {
    well_formed: {"pattern": f"^{ID}$", "not": {"enum": sorted(RESERVED)}},
    framework_id: {"pattern": f"^{FRAMEWORK_ID}$"},
    not_negative: {"minimum": 0},
    a_share: {"minimum": 0, "maximum": 1},
    few_decimals: {"minimum": 0, "maximum": MOST_DECIMALS},
    a_part: {"exclusiveMinimum": 0, "maximum": 1},
    positive: {"exclusiveMinimum": 0},
}

#: What `attrs.validators.gt` and its kin, which plugins use, hold.
_COMPARISONS = {">=": "minimum", ">": "exclusiveMinimum", "<=": "maximum", "<": "exclusiveMaximum"}


def reference(name: str) -> Schema:
    """Refer to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def either(test: Schema, first: str, second: str) -> Schema:
    """Refer to the first definition where a value passes the test, else to the second.

    The test leads to errors in their place. Editors that do not know it look for what they can offer in `anyOf`, which
    demands nothing here.
    """
    one, other = reference(first), reference(second)
    return {"if": test, "then": one, "else": other, "anyOf": [True, one, other]}


def table_of(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """Give the schema of a table with these keys and no others."""
    needed = sorted(required)
    more = {"required": needed} if needed else {}
    return {"type": "object", "properties": dict(properties), **more, "additionalProperties": False}


def schema_of(kind: Any) -> Schema:
    """Give the schema of the values of which this type is made; that of any value for a type that says nothing."""
    if _is_key(kind, _DEFINED):
        return reference(_DEFINED[kind])
    if _is_key(kind, _PLAIN):
        return dict(_PLAIN[kind])
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in (Union, UnionType):
        return _any_of([schema_of(one) for one in inside if one is not type(None)])  # TOML has no null
    if inside and isinstance(origin, type) and issubclass(origin, Iterable):
        return _table_of_any(inside) if issubclass(origin, Mapping) else _list_of(inside)
    return {}


def _any_of(kinds: list[Schema]) -> Schema:
    if {} in kinds:
        return {}
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


def _table_of_any(inside: tuple[Any, ...]) -> Schema:
    return {"type": "object", "additionalProperties": schema_of(inside[1])}


def _list_of(inside: tuple[Any, ...]) -> Schema:
    """Give the schema of a list: of any length, or of the length that a tuple has."""
    items = schema_of(inside[0])
    if len(inside) == 1 or inside[1] is Ellipsis:
        return {"type": "array", "items": items}
    return {"type": "array", "prefixItems": [*map(schema_of, inside)], "minItems": len(inside), "maxItems": len(inside)}


def _is_key(kind: Any, known: Mapping[object, object]) -> bool:
    try:
        return kind in known
    except TypeError:  # an annotation that has no hash
        return False


def limits_of(validator: object) -> Schema:
    """Give what a validator of attrs holds beside the type, as far as a schema can say it."""
    if _is_key(validator, _LIMITS):
        return _LIMITS[validator]
    parts: Iterable[object] = getattr(validator, "_validators", ())  # of `attrs.validators.and_`
    limits = {name: limit for part in parts for name, limit in limits_of(part).items()}
    options: object = getattr(validator, "options", None)  # of `attrs.validators.in_`
    if isinstance(options, list | tuple | set | frozenset) and all(_has_words(option) for option in options):
        limits["enum"] = sorted(options, key=str)
    if (name := _COMPARISONS.get(str(getattr(validator, "compare_op", "")))) is not None:
        limits[name] = getattr(validator, "bound", None)
    return limits


def _has_words(option: object) -> bool:
    return isinstance(option, str | int | float)
