"""From a framework back to a TOML file, which reads back as an equal one."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any, cast

from attrs import NOTHING, Attribute, AttrsInstance, evolve, fields, has

from smartscore.errors import FrameworkError, Problem
from smartscore.framework_file.faults import OF_INDEX
from smartscore.framework_file.reading import BUILT_IN, framework_of
from smartscore.model import Band, Confidence, Domain, Framework, Methods, Period, Years
from smartscore.text import Phrase, Text

TomlTable = dict[str, Any]


def write_framework(framework: Framework, methods: Methods = BUILT_IN) -> str:
    """Give a framework as TOML, without what it says by default.

    Raises:
        FrameworkError: for a rule, aggregate or step that no method of `methods` makes, and for anything else that
            would not be read back.
    """
    if framework.index.title == Text("index") and framework.title != Text(framework.id):
        # Nobody gave it a title, so it takes that of the framework, as in a file.
        framework = evolve(framework, index=evolve(framework.index, title=framework.title))
    head, index = _table_of(framework, methods), _table_of(framework.index, methods)
    if framework.index.title == framework.title:
        head["title"] = _text(framework.title)
    content = {**head, **{key: index[key] for key in OF_INDEX if key in index}, "members": index["members"]}
    table = {key: value for key, value in content.items() if key != "index"}
    import tomli_w  # which only writing needs

    written = tomli_w.dumps({**table, "members": table.pop("members")}, multiline_strings=False)
    if framework_of(tomllib.loads(written), methods, framework.id) != framework:
        raise _no_words("framework", framework.id)
    return written


def _table_of(value: object, methods: Methods) -> TomlTable:
    """Give the attributes of a value that are not what they are by default."""
    table: TomlTable = {}
    for attribute in fields(cast("type[AttrsInstance]", type(value))):
        content = getattr(value, attribute.name)
        if attribute.name == "title" and content == Text(getattr(value, "id", "")):
            continue
        if content is not None and content != _default(attribute.default):
            table[attribute.name] = _plain(attribute.name, content, methods)
    return table


def plain_default(attribute: "Attribute[Any]") -> Any:
    """Give what a file means that says nothing about an attribute, as TOML has it; None where that is nothing."""
    usual = _default(attribute.default)
    if usual is NOTHING or getattr(usual, "takes_self", False) or usual in (None, (), "", Text("")):
        return None
    return _plain(attribute.name, usual, BUILT_IN)


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
    return _table_of(content, methods) if has(type(content)) else content


def _text(text: Text) -> Any:
    texts = dict(text.by_language)
    return texts[""] if texts.keys() == {""} else texts


def _confidence(confidence: Confidence) -> Any:
    if confidence.worst != confidence.best:
        return {"definition": confidence.definition, "worst": confidence.worst, "best": confidence.best}
    if confidence.definition == confidence.bounds:
        return confidence.definition
    return {"definition": confidence.definition, "bounds": confidence.bounds}


def _band(band: Band) -> TomlTable:
    return {"above" if band.open else "from": band.start, "title": _text(band.title)}


_WRITTEN: Mapping[type, Callable[[Any], Any]] = {
    Text: _text,
    Domain: str,
    Years: str,
    Period: str,
    Confidence: _confidence,
    Band: _band,
}


def _as_table(method: Any) -> Any:
    return {method: {}} if isinstance(method, str) else method


def _method(value: object, known: Mapping[str, Callable[..., object]], kind: str) -> str | TomlTable:
    """Give the name of a method, with its parameters where they are not the default ones."""
    if itself := next((name for name, made in known.items() if made is value), None):
        return itself
    name = next((name for name, made in known.items() if made is type(value)), None)
    if name is None or not has(type(value)):
        raise _no_words(kind, type(value).__name__)
    parameters = {}
    for attribute in fields(cast("type[AttrsInstance]", type(value))):
        content, usual = getattr(value, attribute.name), _default(attribute.default)
        if not attribute.init or attribute.name == "fitted" or content is usual:
            continue
        if not _has_words(content):
            raise _no_words(kind, f"{name} > {attribute.alias}")
        if content != usual:
            parameters[attribute.alias] = _parameter(content)
    return {name: parameters} if parameters else name


def _has_words(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_has_words(item) for item in value)
    return isinstance(value, str | bool | int | float)


def _parameter(value: Any) -> Any:
    if isinstance(value, tuple):
        pairs = value and all(isinstance(item, tuple) for item in value)
        return {str(key): item for key, item in value} if pairs else list(value)
    return value


def _no_words(kind: str, name: str) -> FrameworkError:
    return FrameworkError(Problem("not_written_as_file", {"kind": Phrase(f"kind_{kind}"), "found": name}))
