"""The plugins of one run and the values that they supply."""

from collections.abc import Mapping
from functools import cache, cached_property, partial
from typing import Any

import pluggy
from attrs import evolve, field, frozen

from smartscore.errors import PluginError
from smartscore.failures import packages_of
from smartscore.gazetteer import Gazetteer
from smartscore.hookspecs import PROJECT, FrameworkSource, GazetteerSource
from smartscore.model import Dimension, Framework, Methods
from smartscore.notebook import in_lines
from smartscore.plugins.calling import build, call_hook, render_report, together
from smartscore.plugins.supplies import GIVEN, Supplies, methods_of, supplied
from smartscore.reports import Report


@frozen(eq=False)
class Plugin:
    """An installed plugin: where it comes from, what it implements, and the error if it is broken.

    `contract` is that for which it was written, where it says so.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    error: PluginError | None = None
    contract: int | None = None

    @property
    def bundled(self) -> bool:
        return self.distribution == PROJECT


@frozen(eq=False, slots=False, repr=False)
class Plugins:
    """The plugins of one run, and what they give, checked, without duplicates, and sorted by id."""

    found: tuple[Plugin, ...]
    manager: pluggy.PluginManager = field(repr=False)

    def __repr__(self) -> str:
        own = ", ".join(each.name for each in self.found if each.bundled)
        others = [f"{each.name} of {each.distribution}" for each in self.found if not each.bundled]
        broken = [f"broken: {each.name}" for each in self.found if each.error]
        return in_lines(f"Plugins: {len(self.found)}", *([f"bundled: {own}"] if own else []), *broken, *others)

    def require_whole(self) -> None:
        """Refuse to go on with a broken plugin, since leaving it out would change scores silently.

        Raises:
            PluginError: naming every broken plugin.
        """
        if error := together([plugin.error for plugin in self.found if plugin.error]):
            raise error

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions that join smart-city."""
        return self.supplies("smartscore_dimensions").whole().values

    @cached_property
    def frameworks(self) -> Mapping[str, FrameworkSource]:
        """The frameworks, not yet built; the error of one that cannot be built names its plugin."""
        return self.supplies("smartscore_frameworks").whole().values

    @cached_property
    def gazetteers(self) -> Mapping[str, GazetteerSource]:
        """The gazetteers, each read once and only when asked for; the error of one that fails names its plugin."""
        return self.supplies("smartscore_gazetteers").whole().values

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """The ways to write assessments that plugins add; the error of one that fails names its plugin."""
        return self.supplies("smartscore_reports").whole().values

    @cached_property
    def methods(self) -> Methods:
        """The built-in methods and those of plugins."""
        methods, errors = self.offered_methods()
        if error := together(errors):
            raise error
        return methods

    def supplies(self, hook: str) -> Supplies[Any]:
        """Give what plugins give in a hook other than that of methods; what fails later names its plugin."""
        results, errors = self._results(hook)
        found = supplied(hook, results, errors)
        values = {name: self._blaming(value, found.suppliers[name]) for name, value in found.values.items()}
        return evolve(found, values=values)

    def offered_methods(self) -> tuple[Methods, list[PluginError]]:
        """Give the built-in methods and those of the plugins with which nothing is wrong, and what is with others."""
        results, errors = self._results("smartscore_methods")
        methods, problems = methods_of(results)
        return methods, [*errors, PluginError(problems)] if problems else errors

    def offered(self, hook: str) -> list[Any]:
        """Give the values of a hook from the plugins whose code does not fail; each names its plugin where it fails."""
        return [self._blaming(item, plugin) for plugin, items in self._results(hook)[0] for item in items]

    def _results(self, hook: str) -> tuple[list[tuple[str, Any]], list[PluginError]]:
        """Call a hook of each plugin: what those gave that do not fail, and the errors of the others."""
        results: list[tuple[str, Any]] = []
        errors: list[PluginError] = []
        for impl in sorted(getattr(self.manager.hook, hook).get_hookimpls(), key=lambda impl: impl.plugin_name):
            try:
                results.append((impl.plugin_name, call_hook(impl, hook, GIVEN[hook][0])))
            except PluginError as error:
                errors.append(error)
        return results, errors

    def _blaming(self, value: Any, plugin: str) -> Any:
        """Give what a plugin supplied so that errors of its code name the plugin, wherever it is called."""
        packages = packages_of(self.manager.get_plugin(plugin))
        if isinstance(value, FrameworkSource):
            return evolve(value, load=partial(build, value, Framework, plugin, packages))
        if isinstance(value, GazetteerSource):
            return evolve(value, load=cache(partial(build, value, Gazetteer, plugin, packages)))
        if isinstance(value, Report):
            return evolve(value, render=partial(render_report, value, plugin, packages))
        return value
