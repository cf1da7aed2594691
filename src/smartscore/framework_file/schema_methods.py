"""The JSON Schema of rules, aggregates and steps: their names, and their parameters as their constructors take them."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

from attrs import fields, has

from smartscore.framework_file.making import Kind, needed_of, parameters_of
from smartscore.framework_file.schema_types import Schema, either, limits_of, schema_of, table_of


def method_definitions(kind: Kind, known: Mapping[str, Callable[..., Any]]) -> dict[str, Schema]:
    """Give the definitions of what asks for a method of this kind: `"name"` or `{ name = { parameter = ... } }`.

    A name alone is enough for a method that needs no parameter.
    """
    bare = sorted(name for name, method in known.items() if not needed_of(parameters_of(method, kind)))
    name, table = f"{kind}_name", f"{kind}_table"
    return {
        kind: either({"type": "string"}, name, table),
        name: {"type": "string", "enum": bare} if bare else {"type": "object"},
        table: {
            **table_of({n: _parameters(m, kind) for n, m in known.items()}),
            "minProperties": 1,
            "maxProperties": 1,
        },
    }


def _parameters(method: Callable[..., Any], kind: Kind) -> Schema:
    """Give the schema of the parameters of a method, which its docstring describes."""
    parameters, types, validators = parameters_of(method, kind), _types(method), _validators(method)
    tables = {}
    for name, parameter in parameters.items():
        default = _default(parameter.default)
        tables[name] = {**schema_of(types.get(name)), **limits_of(validators.get(name)), **default}
    about = inspect.cleandoc(method.__doc__) if method.__doc__ else ""
    return {**({"description": about} if about else {}), **table_of(tables, set(needed_of(parameters)))}


def _types(method: Callable[..., Any]) -> Mapping[str, Any]:
    """Give the types of the parameters of a method; none where the annotations of somebody's method cannot be read."""
    called: Any = method
    try:
        return get_type_hints(called.__init__ if isinstance(method, type) else called)
    except Exception:  # other people's names, which may exist for type checkers alone
        return {}


def _validators(method: Callable[..., Any]) -> Mapping[str, object]:
    if not (isinstance(method, type) and has(method)):
        return {}
    return {attribute.alias: attribute.validator for attribute in fields(method) if attribute.alias}


def _default(default: object) -> Schema:
    """Give what a parameter is where a file says nothing, if TOML has words for it."""
    return {"default": default} if isinstance(default, str | bool | int | float) else {}
