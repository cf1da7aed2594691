"""Fingerprints of models: they change with everything that can move a score."""

import hashlib
import json
from collections.abc import Mapping
from typing import cast

import numpy as np
from attrs import AttrsInstance, fields, has

from smartscore.model.nodes import Dimension, Indicator

# What a reader is told and what does not move a score: left out of the fingerprint.
_WORDS = frozenset(
    [
        "title",
        "note",
        "description",
        "source",
        "code",
        "aliases",
        "unit",
        "kind",
        "max_age",
        "agency",
        "published",
        "typical",
        "basis",
        "caution",
        "overlaps",
        "confidence",
        "criteria",
    ]
)


def fingerprint_of(value: object) -> str:
    """Give 16 hexadecimal digits of a value of the model: of its methods and parameters, not of its words."""
    text = json.dumps(_as_json(value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _as_json(value: object) -> object:
    """Give what scores depend on as JSON: a value's type and fields, numbers as floats, members by id."""
    if isinstance(value, bool | str | int | float | np.number) or value is None:
        return value if value is None or isinstance(value, bool | str) else repr(float(value))
    if isinstance(value, Mapping):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        items = [_as_json(item) for item in value]
        nodes = any(isinstance(item, Dimension | Indicator) for item in value)
        return sorted(items, key=json.dumps) if nodes else items
    if hasattr(value, "__qualname__"):  # a function or a class
        return str(value.__qualname__)
    if not has(type(value)):  # a value of a plugin: its parts as they would be pickled
        return [_as_json(part) for part in value.__reduce_ex__(2)]
    words = _WORDS if type(value).__module__.startswith(__package__) else frozenset()
    contents = {
        attribute.name: getattr(value, attribute.name)
        for attribute in fields(cast("type[AttrsInstance]", type(value)))
        if attribute.name not in words and not _is_default(getattr(value, attribute.name), attribute.default)
    }
    return {"type": type(value).__name__, **{name: _as_json(content) for name, content in contents.items()}}


def _is_default(content: object, default: object) -> bool:
    """Tell whether an attribute has its default value, so that a new attribute changes no fingerprint."""
    return isinstance(default, str | int | float | bool | tuple | None) and content == default
