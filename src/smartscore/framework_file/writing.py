"""From a framework back to a TOML file, which reads back as an equal one."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import tomli_w
from attrs import NOTHING, AttrsInstance, fields, has

from smartscore.errors import FrameworkError, Problem
from smartscore.framework_file.faults import OF_INDEX
from smartscore.framework_file.reading import BUILT_IN
from smartscore.model import Band, Confidence, Domain, Framework, Methods, Years
from smartscore.text import Text

Table = dict[str, Any]


def write_framework(framework: Framework, methods: Methods = BUILT_IN) -> str:
    """Give a framework as TOML, without what it says by default.

    Raises:
        FrameworkError: for a rule, aggregate or step that no method of `methods` makes.
    """
    index = _of(framework.index, methods)
    head = {key: value for key, value in _of(framework, methods).items() if key not in ("index", "variant")}
    told = {**head, **{key: index[key] for key in OF_INDEX if key in index and key != "members"}}
    return tomli_w.dumps({**told, "members": index["members"]}, multiline_strings=False)


def _of(value: object, methods: Methods) -> Table:
    """Give the attributes of a value that are not what they are by default."""
    told: Table = {}
    for attribute in fields(cast("type[AttrsInstance]", type(value))):
        content = getattr(value, attribute.name)
        if attribute.name == "title" and content == Text(getattr(value, "id", "")):
            continue
        if content != _default(attribute.default) and content not in (None, (), Text("")):
            told[attribute.name] = _plain(attribute.name, content, methods)
    return told


def _default(default: Any) -> object:
    if default is NOTHING:
        return NOTHING
    factory = getattr(default, "factory", None)
    return factory() if factory is not None and not default.takes_self else default


def _plain(name: str, content: Any, methods: Methods) -> Any:
    if name in ("rule", "aggregate"):
        return _method(content, methods.rules if name == "rule" else methods.aggregates, name)
    if name == "steps":
        return [_as_table(_method(step, methods.steps, "step")) for step in content]
    if isinstance(content, tuple):
        return [_plain("", item, methods) for item in content]
    for kind, write in _WRITTEN.items():
        if isinstance(content, kind):
            return write(content)
    return _of(content, methods) if has(type(content)) else content


def _text(text: Text) -> Any:
    texts = dict(text.by_language)
    return texts.get("", texts)


def _confidence(confidence: Confidence) -> Any:
    if confidence.definition == confidence.bounds:
        return confidence.definition
    return {"definition": confidence.definition, "bounds": confidence.bounds}


def _band(band: Band) -> Table:
    return {"above" if band.open else "from": band.start, "title": _text(band.title)}


_WRITTEN: Mapping[type, Callable[[Any], Any]] = {
    Text: _text,
    Domain: str,
    Years: str,
    Confidence: _confidence,
    Band: _band,
}


def _as_table(method: Any) -> Any:
    return {method: {}} if isinstance(method, str) else method


def _method(value: object, known: Mapping[str, Callable[..., object]], kind: str) -> str | Table:
    """Give the name of a method, with its parameters where they are not the default ones."""
    name = next((name for name, made in known.items() if made is type(value)), None)
    if name is None:
        raise FrameworkError(Problem("not_written_as_file", {"kind": kind, "found": type(value).__name__}))
    told = {
        attribute.name: _parameter(getattr(value, attribute.name))
        for attribute in fields(cast("type[AttrsInstance]", type(value)))
        if attribute.name != "fitted" and getattr(value, attribute.name) != attribute.default
    }
    return {name: told} if told else name


def _parameter(value: Any) -> Any:
    if isinstance(value, tuple):
        pairs = value and all(isinstance(item, tuple) for item in value)
        return dict(value) if pairs else list(value)
    return value
