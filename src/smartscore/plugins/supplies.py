"""What plugins give, by id: names that are well formed, functions that can be called, nothing supplied by two."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from smartscore import smart_city
from smartscore.errors import PluginError, Problem
from smartscore.framework_file import BUILT_IN
from smartscore.hookspecs import PROJECT, FrameworkSource, GazetteerSource
from smartscore.model import Dimension, Methods, walk
from smartscore.model.framework import FRAMEWORK_ID
from smartscore.plugins.calling import together
from smartscore.reports import CALENDAR, REPORTS, Report
from smartscore.text import Phrase

T = TypeVar("T")
_ENDING = r"\.[a-z0-9_]+"
#: Words beside the built-in reports that some commands take as a format, and the endings of two of them.
_OTHER_FORMATS, _OTHER_ENDINGS = ("text", "toml", CALENDAR.id), (".toml", *CALENDAR.suffixes)
METHODS = {"rule": "rules", "aggregate": "aggregates", "step": "steps", "estimator": "estimators"}

#: What each hook gives, and what it is called.
GIVEN: Mapping[str, tuple[type, str]] = {
    "smartscore_dimensions": (Dimension, "dimension"),
    "smartscore_frameworks": (FrameworkSource, "framework"),
    "smartscore_gazetteers": (GazetteerSource, "gazetteer"),
    "smartscore_methods": (Methods, "method"),
    "smartscore_reports": (Report, "report"),
}


@frozen(eq=False)
class Supplies(Generic[T]):
    """What plugins give in a hook, by id and sorted, the plugin that supplied each, and what is wrong with it all."""

    values: Mapping[str, T]
    suppliers: Mapping[str, str]
    errors: Sequence[PluginError]

    def whole(self) -> "Supplies[T]":
        """Give them as they are if nothing is wrong.

        Raises:
            PluginError: with all that is wrong.
        """
        if error := together(list(self.errors)):
            raise error
        return self


def supplied(hook: str, results: Sequence[tuple[str, Iterable[Any]]], errors: Sequence[PluginError]) -> Supplies[Any]:
    """Put together what plugins gave in a hook; `errors` are those of the plugins that failed."""
    kind = GIVEN[hook][1]
    editions = [edition.id for edition in smart_city.EDITIONS]
    taken = {"framework": editions, "report": [*REPORTS, *_OTHER_FORMATS]}.get(kind, [])
    values: dict[str, Any] = {}
    suppliers = dict.fromkeys(taken, PROJECT)
    problems: list[Problem] = []
    for plugin, items in results:
        for item in items:
            faults = list(_faults(plugin, kind, item))
            if not faults and item.id in suppliers:
                faults = [twice(suppliers[item.id], plugin, kind, item.id)]
            problems += faults
            if not faults:
                values[item.id], suppliers[item.id] = item, plugin
    problems += _shared(kind, values, suppliers)
    told = [PluginError(problems)] if problems else []
    return Supplies(dict(sorted(values.items())), suppliers, [*errors, *told])


def twice(first: str, second: str, kind: str, name: str) -> Problem:
    """Say that two supply one thing: two plugins, a plugin what is built in, or a plugin the same thing again."""
    words = Phrase(f"kind_{kind}")
    if first == second:
        return Problem("supplied_again", {"plugin": first, "kind": words, "id": name})
    if first == PROJECT:
        return Problem("supplied_built_in", {"plugin": second, "kind": words, "id": name})
    return Problem("supplied_twice", {"first": first, "second": second, "kind": words, "id": name})


def _faults(plugin: str, kind: str, item: Any) -> Iterator[Problem]:
    """Find what is wrong with one thing that a plugin gave: its id, its function, its file endings."""
    if kind != "dimension" and not _is(FRAMEWORK_ID, item.id):  # a dimension has checked its own
        yield misnamed(plugin, kind, item.id)
        return
    function = {"framework": "load", "gazetteer": "load", "report": "render"}.get(kind, "")
    if function and not callable(value := getattr(item, function)):
        fields = {"kind": Phrase(f"kind_{kind}"), "id": item.id, "name": function, "found": type(value).__name__}
        yield Problem("supply_no_function", {"plugin": plugin, **fields})
    if kind == "report":
        yield from _faults_of_endings(plugin, item)


def misnamed(plugin: str, kind: str, found: object) -> Problem:
    """Say that a name is no id, and what is nearest to it."""
    fields = {"plugin": plugin, "kind": Phrase(f"kind_{kind}"), "found": found, "hint": spelt(found)}
    return Problem("supply_misnamed", fields)


def spelt(name: object) -> str:
    """Give the valid name that is nearest to another, - for what is no text."""
    if not isinstance(name, str):
        return "-"
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    plain = re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-_")
    return re.sub(r"^[^a-z]+", "", plain) or "-"


def _faults_of_endings(plugin: str, report: Report) -> Iterator[Problem]:
    for ending in report.suffixes:
        if not _is(_ENDING, ending):
            plain = re.sub(r"[^a-z0-9_]", "", ending.lower().rpartition(".")[2]) if isinstance(ending, str) else ""
            fields = {"plugin": plugin, "id": report.id, "found": ending, "hint": f".{plain}" if plain else "-"}
            yield Problem("ending_malformed", fields)
    if report.cities and not report.suffixes:
        yield Problem("ending_needed", {"plugin": plugin, "id": report.id})


def _is(grammar: str, name: object) -> bool:
    return isinstance(name, str) and re.fullmatch(grammar, name) is not None


def _shared(kind: str, values: Mapping[str, Any], suppliers: Mapping[str, str]) -> Iterator[Problem]:
    """Find the nodes and aliases that two dimensions have, and the file endings that two reports serve."""
    if kind == "dimension":
        pairs = [(suppliers[top], name) for top in sorted(values) for name in _names(values[top])]
        taken, what = {"index": PROJECT}, "node"
    elif kind == "report":
        pairs = [(suppliers[name], ending) for name in sorted(values) for ending in values[name].suffixes]
        built_in = [ending for report in REPORTS.values() for ending in report.suffixes]
        taken, what = dict.fromkeys((*built_in, *_OTHER_ENDINGS), PROJECT), "ending"
    else:
        return
    for plugin, name in pairs:
        if name in taken:
            yield twice(taken[name], plugin, what, name)
        taken.setdefault(name, plugin)


def _names(top: Dimension) -> list[str]:
    return [name for node in walk(top) for name in (node.id, *node.aliases)]


def methods_of(results: Sequence[tuple[str, Methods]]) -> tuple[Methods, list[Problem]]:
    """Put together the built-in methods and those of plugins, with what is wrong with them."""
    known = {what: (PROJECT, made) for what, made in _by_name(BUILT_IN).items()}
    joined, problems = BUILT_IN, list[Problem]()
    for plugin, given in results:
        faults = list(_faults_of_methods(plugin, given))
        if not faults:
            own = _by_name(given)
            both = [what for what in sorted(known.keys() & own.keys()) if known[what][1] is not own[what]]
            faults = [twice(known[what][0], plugin, *what) for what in both]
            if not faults:
                joined = joined.joined(given)
                known |= {what: (plugin, made) for what, made in own.items() if what not in known}
        problems += faults
    suppliers = {what: plugin for what, (plugin, _) in known.items() if plugin != PROJECT}
    return evolve(joined, suppliers=suppliers) if suppliers else joined, problems


def _by_name(methods: Methods) -> dict[tuple[str, str], object]:
    return {(kind, name): made for kind, own in METHODS.items() for name, made in getattr(methods, own).items()}


def _faults_of_methods(plugin: str, methods: Methods) -> Iterator[Problem]:
    for kind, name in METHODS.items():
        known: object = getattr(methods, name)
        if not isinstance(known, Mapping):
            common = {"plugin": plugin, "kind": "Methods", "id": name}
            yield Problem("plugin_gave_another_type", {**common, "found": type(known).__name__, "expected": "dict"})
            continue
        for own, made in known.items():
            if not _is(FRAMEWORK_ID, own):
                yield misnamed(plugin, kind, own)
            elif not callable(made):
                fields = {"kind": Phrase(f"kind_{kind}"), "id": own, "found": type(made).__name__}
                yield Problem("plugin_gave_another_type", {"plugin": plugin, **fields, "expected": kind.capitalize()})
