"""Fingerprints of models: they change with everything that can move a score."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import numpy as np
from attrs import AttrsInstance, fields, has

from smartscore.errors import Problem
from smartscore.method_faults import Kind, Method
from smartscore.model.nodes import Dimension, Indicator
from smartscore.model.states import States, UnseenError
from smartscore.suppliers import is_built_in

# What is known by its class alone. The rule of U4SSC is among it: its fingerprints are older than those of modules.
Node = Dimension | Indicator
_OLD_PLUGIN = "smartscore_u4ssc."

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
        "taken_from",
        "levels",
        "drafts",
        "published",
        "typical",
        "basis",
        "basis_worst",
        "basis_best",
        "caution",
        "overlaps",
        "confidence",
        "criteria",
        "official",
        "in_force",
        "repeals",
        "repealed_by",
    ]
)


def fingerprint_of(value: object) -> str:
    """Give 16 hexadecimal digits of a value of the model: of its methods and parameters, not of its words.

    Raises:
        RuleError: for a rule, aggregate or step that holds something into which nobody can see.
    """
    text = json.dumps(_as_json(value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def prints_of_methods(walk: Iterable[Node], steps: Iterable[object]) -> Iterator[tuple[Method, str | None, str]]:
    """Give other people's rules, aggregates and steps, each with its node and a fingerprint of its own."""
    for node in walk:
        kinds: list[tuple[Kind, object]] = [("rule", node.rule)]
        if isinstance(node, Dimension):
            kinds.append(("aggregate", node.aggregate))
        for kind, method in kinds:
            if method is not None and not is_own(method):
                yield Method(kind, method), node.id, fingerprint_of(_method(method, kind, node.id))
    for step in steps:
        if not is_own(step):
            yield Method("step", step), None, fingerprint_of(_method(step, "step", None))


def is_own(method: object) -> bool:
    """Tell whether a rule, an aggregate or a step is one of ours, of which everything is known."""
    return is_built_in(method) or type(method).__module__.startswith(_OLD_PLUGIN)


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
    if not is_own(value) or not has(type(value)):
        return States(_own_state).of(value)
    words = _WORDS if type(value).__module__.startswith(__package__) else frozenset()
    contents = {
        attribute.name: getattr(value, attribute.name)
        for attribute in fields(cast("type[AttrsInstance]", type(value)))
        if attribute.name not in words and not _is_default(getattr(value, attribute.name), attribute.default)
    }
    return {"type": type(value).__name__, **{name: _part(value, name, content) for name, content in contents.items()}}


def _own_state(value: object) -> object:
    return _as_json(value) if is_own(value) and has(type(value)) else None


def _part(holder: object, name: str, content: Any) -> object:
    """Give a field of a value; what cannot be seen into is told with the node and the method that hold it."""
    if name == "steps":
        return [_method(step, "step", None) for step in content]
    if name in ("rule", "aggregate") and isinstance(holder, Dimension | Indicator):
        return _method(content, "rule" if name == "rule" else "aggregate", holder.id)
    return _as_json(content)


def _method(method: object, kind: Kind, node: str | None) -> object:
    try:
        return _as_json(method)
    except (UnseenError, RecursionError) as error:
        of, found = Method(kind, method), error.found if isinstance(error, UnseenError) else type(error).__name__
        raise of.error(Problem("method_unseen", {**of.fields, "found": found}, indicator=node)) from error


def _is_default(content: object, default: object) -> bool:
    """Tell whether an attribute has its default value, so that a new attribute changes no fingerprint."""
    return isinstance(default, str | int | float | bool | tuple | None) and content == default
