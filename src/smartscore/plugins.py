"""Finding plugins and turning what they give into plain values, in one place and without a global manager."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from attrs import evolve, field, frozen

from smartscore import hookspecs, smart_city
from smartscore.errors import FrameworkError, PluginError, Problem, UsageError, hint
from smartscore.framework_file import BUILT_IN
from smartscore.hookspecs import PROJECT, FrameworkSource
from smartscore.model import Dimension, Framework, Methods
from smartscore.reports import REPORTS, Report

T = TypeVar("T")


@frozen(eq=False)
class Plugin:
    """An installed plugin: where it comes from, what it implements, and the error if it is broken."""

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    error: PluginError | None = None

    @property
    def bundled(self) -> bool:
        return self.distribution == PROJECT


@frozen(eq=False, slots=False)
class Plugins:
    """The plugins of one run, and what they give, checked, without duplicates, and sorted by id."""

    found: tuple[Plugin, ...]
    manager: pluggy.PluginManager = field(repr=False)

    def require_whole(self) -> None:
        """Refuse to go on with a broken plugin, since leaving it out would change scores silently.

        Raises:
            PluginError: naming every broken plugin.
        """
        problems = [problem for plugin in self.found if plugin.error for problem in plugin.error.problems]
        if problems:
            raise PluginError(problems)

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions that join smart-city."""
        return self._collected("smartscore_dimensions", Dimension, lambda dimension: dimension.id)[0]

    @cached_property
    def frameworks(self) -> Mapping[str, FrameworkSource]:
        """The frameworks, not yet built; one that cannot be built is put to its plugin."""
        given, supplier = self._collected(
            "smartscore_frameworks", FrameworkSource, lambda source: source.id, taken=(smart_city.ID,)
        )
        return {name: evolve(source, load=partial(_built, source, supplier[name])) for name, source in given.items()}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The ways to write assessments that plugins add."""
        return self._collected("smartscore_reports", Report, lambda report: report.id, taken=REPORTS)[0]

    @cached_property
    def methods(self) -> Methods:
        """The built-in methods and those of plugins."""
        methods, supplier = BUILT_IN, dict.fromkeys(_names_of(BUILT_IN), PROJECT)
        for name, given in self._results("smartscore_methods"):
            if not isinstance(given, Methods):
                raise _wrong_type(name, "smartscore_methods", given, Methods)
            if twice := sorted(supplier.keys() & _names_of(given)):
                raise PluginError(_twice(supplier[what], name, *what) for what in twice)
            supplier |= dict.fromkeys(_names_of(given), name)
            methods = methods.joined(given)
        return methods

    def _results(self, hook: str) -> Iterable[tuple[str, Any]]:
        for impl in sorted(getattr(self.manager.hook, hook).get_hookimpls(), key=lambda impl: impl.plugin_name):
            with _Blaming(impl.plugin_name, hook):
                result = impl.function()
                if result is None:  # pluggy would drop it without a word
                    raise PluginError(Problem("hook_silent", {"plugin": impl.plugin_name, "hook": hook}))
                result = result if isinstance(result, Methods) else list(result)
            yield impl.plugin_name, result

    def _collected(
        self, hook: str, kind: type[T], key: Callable[[T], str], taken: Collection[str] = ()
    ) -> tuple[Mapping[str, T], Mapping[str, str]]:
        """Give what a hook gives by id, sorted, and who supplied it."""
        given: dict[str, T] = {}
        supplier = dict.fromkeys(taken, PROJECT)
        problems = []
        for name, items in self._results(hook):
            for item in items:
                if not isinstance(item, kind):
                    raise _wrong_type(name, hook, item, kind)
                if key(item) in supplier:
                    problems.append(_twice(supplier[key(item)], name, kind.__name__, key(item)))
                given[key(item)], supplier[key(item)] = item, name
        if problems:
            raise PluginError(problems)
        return dict(sorted(given.items())), supplier


def discover(
    *, without: Collection[str] = (), only: Collection[str] = (), bundled_only: bool = False, group: str = PROJECT
) -> Plugins:
    """Load the installed plugins one by one; a broken one is kept with its error.

    Raises:
        UsageError: for a name in `without` or `only` that no plugin has.
    """
    points = sorted(entry_points(group=group), key=lambda point: point.name)
    names = {point.name for point in points}
    if wrong := sorted({*without, *only} - names):
        raise UsageError(Problem("unknown_plugin", {"found": name, "hint": hint(name, names)}) for name in wrong)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    first: dict[str, str] = {}
    twice = [
        _twice(first[point.name], _distribution(point), "plugin", point.name)
        for point in points
        if first.setdefault(point.name, _distribution(point)) != _distribution(point)
    ]
    if twice:
        raise PluginError(twice)
    found = [
        _loaded(point, manager)
        for point in points
        if point.name not in without and (not only or point.name in only)
        if not (bundled_only and _distribution(point) != PROJECT)
    ]
    return Plugins(tuple(found), manager)


def of_modules(modules: Mapping[str, object]) -> Plugins:
    """Give plugins that are at hand as objects, by name: for tests, and for tools with plugins of their own."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    found = [_registered(Plugin(name, "", ""), module, manager) for name, module in sorted(modules.items())]
    return Plugins(tuple(found), manager)


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else ""


def _loaded(point: EntryPoint, manager: pluggy.PluginManager) -> Plugin:
    plugin = Plugin(point.name, _distribution(point), point.dist.version if point.dist else "")
    try:
        module = point.load()
    except Exception as error:
        return _failed(plugin, error)
    return _registered(plugin, module, manager)


def _registered(plugin: Plugin, module: object, manager: pluggy.PluginManager) -> Plugin:
    try:
        manager.register(module, name=plugin.name)
        manager.check_pending()
    except Exception as error:
        if manager.has_plugin(plugin.name):
            manager.unregister(name=plugin.name)
        return _failed(plugin, error)
    hooks = [caller.name for caller in manager.get_hookcallers(module) or ()]
    if not hooks:
        return evolve(plugin, error=PluginError(Problem("plugin_without_hooks", {"plugin": plugin.name})))
    return evolve(plugin, hooks=tuple(sorted(hooks)))


def _names_of(methods: Methods) -> set[tuple[str, str]]:
    kinds = {"rule": methods.rules, "aggregate": methods.aggregates, "step": methods.steps, "weights": methods.weights}
    return {(kind, name) for kind, known in kinds.items() for name in known}


def _twice(first: str, second: str, kind: str, name: str) -> Problem:
    return Problem("supplied_twice", {"first": first, "second": second, "kind": kind, "id": name})


def _built(source: FrameworkSource, plugin: str) -> Framework:
    with _Blaming(plugin, source.id):
        framework = source.load()
    if not isinstance(framework, Framework):
        raise _wrong_type(plugin, source.id, framework, Framework)
    return framework


def _failed(plugin: Plugin, error: Exception) -> Plugin:
    reason = str(error).replace("\n", " ") or type(error).__name__
    failure = PluginError(_broken(plugin.name, reason))
    failure.__cause__ = error
    return evolve(plugin, error=failure)


def _broken(name: str, reason: str) -> Problem:
    return Problem("plugin_broken", {"plugin": name, "reason": reason})


def _wrong_type(name: str, hook: str, found: object, kind: type) -> PluginError:
    fields = {"plugin": name, "hook": hook, "found": type(found).__name__, "expected": kind.__name__}
    return PluginError(Problem("hook_wrong_type", fields))


class _Blaming:
    """Say whose hook it was that failed: other people's code is called inside."""

    def __init__(self, plugin: str, hook: str) -> None:
        self.plugin, self.hook = plugin, hook

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, PluginError | FrameworkError):
            raise PluginError(_broken(self.plugin, f"{self.hook}: {error}")) from error
