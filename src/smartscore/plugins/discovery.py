"""Finding plugins, one by one and without a global manager."""

from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import Distribution, EntryPoint, entry_points

import pluggy
from attrs import evolve

from smartscore import hookspecs
from smartscore.errors import PluginError, Problem, UsageError, hint
from smartscore.hookspecs import PROJECT
from smartscore.plugins.calling import broken_plugin, duplicate
from smartscore.plugins.registry import Plugin, Plugins


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
    plugins: list[Plugin] = []
    identity = cache(_identity)  # metadata are parsed once, however many plugins a distribution holds
    for point in points:
        plugin = Plugin(point.name, *(identity(point.dist) if point.dist else ("", "")))
        chosen = plugin.name not in without and (not only or plugin.name in only)
        if chosen and (not bundled_only or plugin.bundled):
            plugins.append(_loaded(plugin, point, plugins, manager))
    return Plugins(tuple(plugins), manager)


def of_modules(modules: Mapping[str, object]) -> Plugins:
    """Register modules as plugins, by name: for tests, and for tools with plugins of their own."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = [_registered(Plugin(name, "", ""), module, manager) for name, module in sorted(modules.items())]
    return Plugins(tuple(plugins), manager)


def _identity(distribution: Distribution) -> tuple[str, str]:
    metadata = distribution.metadata
    return metadata["Name"], metadata["Version"]


def _loaded(plugin: Plugin, point: EntryPoint, loaded: list[Plugin], manager: pluggy.PluginManager) -> Plugin:
    if taken := [other.distribution for other in loaded if other.name == plugin.name]:
        return evolve(plugin, error=PluginError(duplicate(taken[0], plugin.distribution, "plugin", plugin.name)))
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


def _failed(plugin: Plugin, error: Exception) -> Plugin:
    reason = str(error).replace("\n", " ") or type(error).__name__
    failure = PluginError(broken_plugin(plugin.name, reason))
    failure.__cause__ = error
    return evolve(plugin, error=failure)
