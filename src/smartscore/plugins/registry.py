"""The plugins of one run and the values that they supply."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from typing import Any, TypeVar

import pluggy
from attrs import evolve, field, frozen

from smartscore import smart_city
from smartscore.errors import PluginError, Problem
from smartscore.framework_file import BUILT_IN
from smartscore.gazetteer import Gazetteer
from smartscore.hookspecs import PROJECT, FrameworkSource, GazetteerSource
from smartscore.model import Dimension, Framework, Methods
from smartscore.plugins.calling import build, call_hook, duplicate, render_report, wrong_type
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
        """The frameworks, not yet built; the error of one that cannot be built names its plugin."""
        sources, supplier = self._collected(
            "smartscore_frameworks", FrameworkSource, lambda source: source.id, taken=(smart_city.ID,)
        )
        return {
            name: evolve(source, load=partial(build, source, Framework, supplier[name]))
            for name, source in sources.items()
        }

    @cached_property
    def gazetteers(self) -> Mapping[str, GazetteerSource]:
        """The gazetteers, each read once and only when asked for; the error of one that fails names its plugin."""
        sources, supplier = self._collected("smartscore_gazetteers", GazetteerSource, lambda source: source.id)
        return {
            name: evolve(source, load=cache(partial(build, source, Gazetteer, supplier[name])))
            for name, source in sources.items()
        }

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The ways to write assessments that plugins add; the error of one that fails names its plugin."""
        reports, supplier = self._collected("smartscore_reports", Report, lambda report: report.id, taken=REPORTS)
        return {
            name: evolve(report, render=partial(render_report, report, supplier[name]))
            for name, report in reports.items()
        }

    @cached_property
    def methods(self) -> Methods:
        """The built-in methods and those of plugins."""
        methods, known = BUILT_IN, {what: (PROJECT, method) for what, method in methods_by_name(BUILT_IN).items()}
        for name, added in self._results("smartscore_methods"):
            if not isinstance(added, Methods):
                raise wrong_type(name, "smartscore_methods", added, Methods)
            own = methods_by_name(added)
            if both := sorted(what for what in known.keys() & own.keys() if known[what][1] is not own[what]):
                raise PluginError(duplicate(known[what][0], name, *what) for what in both)
            known |= {what: (name, method) for what, method in own.items()}
            methods = methods.joined(added)
        return methods

    def tried(self) -> tuple[Plugin, ...]:
        """Give the plugins with each of their hooks called, and the error of one that fails or gives nothing."""
        errors: dict[str, PluginError] = {}
        for hook in sorted({hook for plugin in self.found for hook in plugin.hooks}):
            for impl in getattr(self.manager.hook, hook).get_hookimpls():
                try:
                    call_hook(impl, hook)
                except PluginError as error:
                    errors.setdefault(impl.plugin_name, error)
        return tuple(evolve(plugin, error=plugin.error or errors.get(plugin.name)) for plugin in self.found)

    def offered(self, hook: str) -> list[Any]:
        """Give the values of a hook from the plugins whose code does not fail, unchecked."""
        values: list[Any] = []
        for impl in getattr(self.manager.hook, hook).get_hookimpls():
            with suppress(PluginError):
                values += call_hook(impl, hook)
        return values

    def _results(self, hook: str) -> list[tuple[str, Any]]:
        """Call a hook of each plugin, and raise one error with the problems of all that fail."""
        results: list[tuple[str, Any]] = []
        problems: list[Problem] = []
        for impl in sorted(getattr(self.manager.hook, hook).get_hookimpls(), key=lambda impl: impl.plugin_name):
            try:
                results.append((impl.plugin_name, call_hook(impl, hook)))
            except PluginError as error:
                problems += error.problems
        if problems:
            raise PluginError(problems)
        return results

    def _collected(
        self, hook: str, kind: type[T], key: Callable[[T], str], taken: Collection[str] = ()
    ) -> tuple[Mapping[str, T], Mapping[str, str]]:
        """Give the values of a hook by id, sorted, and the plugin that supplied each."""
        by_id: dict[str, T] = {}
        supplier = dict.fromkeys(taken, PROJECT)
        problems = []
        for name, items in self._results(hook):
            for item in items:
                if not isinstance(item, kind):
                    raise wrong_type(name, hook, item, kind)
                if key(item) in supplier:
                    problems.append(duplicate(supplier[key(item)], name, kind.__name__, key(item)))
                by_id[key(item)], supplier[key(item)] = item, name
        if problems:
            raise PluginError(problems)
        return dict(sorted(by_id.items())), supplier


def methods_by_name(methods: Methods) -> dict[tuple[str, str], object]:
    kinds = {"rule": methods.rules, "aggregate": methods.aggregates, "step": methods.steps}
    return {(kind, name): method for kind, known in kinds.items() for name, method in known.items()}
