"""Finding plugins and turning what they give into plain values, in one place and without a global manager."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from attrs import evolve, field, frozen

from smartscore import hookspecs, smart_city
from smartscore.engine import Assessment
from smartscore.errors import PluginError, Problem, UsageError, hint
from smartscore.framework_file import BUILT_IN
from smartscore.hookspecs import PROJECT, FrameworkSource
from smartscore.model import Dimension, Framework, Methods
from smartscore.reports import REPORTS, Report, View

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
        """The ways to write assessments that plugins add; one that fails is put to its plugin."""
        given, supplier = self._collected("smartscore_reports", Report, lambda report: report.id, taken=REPORTS)
        return {name: evolve(report, write=partial(_written, report, supplier[name])) for name, report in given.items()}

    @cached_property
    def methods(self) -> Methods:
        """The built-in methods and those of plugins."""
        methods, known = BUILT_IN, {what: (PROJECT, method) for what, method in _named(BUILT_IN).items()}
        for name, given in self._results("smartscore_methods"):
            if not isinstance(given, Methods):
                raise _wrong_type(name, "smartscore_methods", given, Methods)
            own = _named(given)
            if twice := sorted(what for what in known.keys() & own.keys() if known[what][1] is not own[what]):
                raise PluginError(_twice(known[what][0], name, *what) for what in twice)
            known |= {what: (name, method) for what, method in own.items()}
            methods = methods.joined(given)
        return methods

    def tried(self) -> tuple[Plugin, ...]:
        """Give the plugins with each of their hooks called, and the error of one that fails or gives nothing."""
        errors: dict[str, PluginError] = {}
        for hook in sorted({hook for plugin in self.found for hook in plugin.hooks}):
            for impl in getattr(self.manager.hook, hook).get_hookimpls():
                try:
                    _called(impl, hook)
                except PluginError as error:
                    errors.setdefault(impl.plugin_name, error)
        return tuple(evolve(plugin, error=plugin.error or errors.get(plugin.name)) for plugin in self.found)

    def offered(self, hook: str) -> list[Any]:
        """Give what a hook gives, unchecked, passing over the plugins that fail."""
        given: list[Any] = []
        for impl in getattr(self.manager.hook, hook).get_hookimpls():
            with suppress(PluginError):
                given += _called(impl, hook)
        return given

    def _results(self, hook: str) -> list[tuple[str, Any]]:
        """Call a hook of each plugin; those that fail are all told."""
        results: list[tuple[str, Any]] = []
        problems: list[Problem] = []
        for impl in sorted(getattr(self.manager.hook, hook).get_hookimpls(), key=lambda impl: impl.plugin_name):
            try:
                results.append((impl.plugin_name, _called(impl, hook)))
            except PluginError as error:
                problems += error.problems
        if problems:
            raise PluginError(problems)
        return results

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
    found: list[Plugin] = []
    for point in points:
        wanted = point.name not in without and (not only or point.name in only)
        if wanted and (not bundled_only or _distribution(point) == PROJECT):
            found.append(_loaded(point, found, manager))
    return Plugins(tuple(found), manager)


def of_modules(modules: Mapping[str, object]) -> Plugins:
    """Give plugins that are at hand as objects, by name: for tests, and for tools with plugins of their own."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    found = [_registered(Plugin(name, "", ""), module, manager) for name, module in sorted(modules.items())]
    return Plugins(tuple(found), manager)


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else ""


def _loaded(point: EntryPoint, found: list[Plugin], manager: pluggy.PluginManager) -> Plugin:
    plugin = Plugin(point.name, _distribution(point), point.dist.version if point.dist else "")
    if taken := [other.distribution for other in found if other.name == point.name]:
        return evolve(plugin, error=PluginError(_twice(taken[0], plugin.distribution, "plugin", plugin.name)))
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


def _named(methods: Methods) -> dict[tuple[str, str], object]:
    kinds = {"rule": methods.rules, "aggregate": methods.aggregates, "step": methods.steps, "weights": methods.weights}
    return {(kind, name): method for kind, known in kinds.items() for name, method in known.items()}


def _twice(first: str, second: str, kind: str, name: str) -> Problem:
    return Problem("supplied_twice", {"first": first, "second": second, "kind": kind, "id": name})


def _called(impl: pluggy.HookImpl, hook: str) -> Any:
    with _Blaming(impl.plugin_name, hook):
        result: Any = impl.function()
        if result is None:  # pluggy would drop it without a word
            raise PluginError(Problem("hook_silent", {"plugin": impl.plugin_name, "hook": hook}))
        return result if isinstance(result, Methods) else list(result)


def _written(report: Report, plugin: str, assessments: Sequence[Assessment], view: View) -> str | bytes:
    try:
        with _Blaming(plugin, report.id):
            written = report.write(assessments, view)
    except PluginError as error:
        if isinstance(error.__cause__, UsageError):  # what the user asked for does not exist
            raise error.__cause__ from error
        raise
    if not isinstance(written, str | bytes):
        raise _wrong_type(plugin, report.id, written, str)
    return written


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
        if isinstance(error, Exception) and not isinstance(error, PluginError):
            raise PluginError(_broken(self.plugin, f"{self.hook}: {error}")) from error
