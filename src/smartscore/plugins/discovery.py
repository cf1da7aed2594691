"""Finding plugins, one by one and without a global manager."""

from collections.abc import Collection, Iterator, Mapping

import pluggy
from attrs import evolve, field, frozen

from smartscore import hookspecs
from smartscore.errors import PluginError, Problem, UsageError, hint
from smartscore.failures import packages_of
from smartscore.hookspecs import PROJECT
from smartscore.plugins.contract import contract_of, faults_of_contract, faults_of_requirements
from smartscore.plugins.entry_points import Installed, installed, leads_to_a_module
from smartscore.plugins.failures import reasons, special
from smartscore.plugins.marked_hooks import HOOKS, faults_of_hooks
from smartscore.plugins.registry import Plugin, Plugins
from smartscore.process import kept


def discover(
    *, without: Collection[str] = (), only: Collection[str] = (), bundled_only: bool = False, group: str = PROJECT
) -> Plugins:
    """Load the installed plugins one by one; a broken one is kept with its error.

    Raises:
        UsageError: for a name in `without` or `only` that no plugin has.
    """
    found = installed(group)
    names = {plugin.name for plugin in found}
    if wrong := sorted({*without, *only} - names):
        raise UsageError(Problem("unknown_plugin", {"found": name, "hint": hint(name, names)}) for name in wrong)
    loading = _Loading(_manager())
    for one in found:
        plugin = Plugin(one.name, one.distribution, one.version)
        chosen = plugin.name not in without and (not only or plugin.name in only)
        if chosen and (not bundled_only or plugin.bundled):
            loading.load(plugin, one)
    return Plugins(tuple(loading.plugins), loading.manager)


def of_modules(modules: Mapping[str, object]) -> Plugins:
    """Register modules as plugins, by name: for tests, and for tools with plugins of their own."""
    loading = _Loading(_manager())
    for name, module in sorted(modules.items()):
        loading.register(Plugin(name, "", ""), module)
    return Plugins(tuple(loading.plugins), loading.manager)


def _manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


@frozen(eq=False)
class _Loading:
    """The plugins of a run as they are loaded one after the other."""

    manager: pluggy.PluginManager
    plugins: list[Plugin] = field(factory=list)

    def load(self, plugin: Plugin, found: Installed) -> None:
        """Import what an entry point names, and register it; or keep the plugin with its error."""
        faults = list(self._faults_before(plugin, found))
        if faults or found.point is None:
            self._refuse(plugin, *faults)
            return
        try:
            with kept():
                module = found.point.load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # sys.exit too, which would end every command without a word
            packages = frozenset({found.point.module.partition(".")[0]})
            self._refuse(plugin, *_not_loaded(plugin.name, error, packages), cause=error)
            return
        self.register(plugin, module)

    def register(self, plugin: Plugin, module: object) -> None:
        """Register a module, or keep the plugin with its error."""
        try:
            plugin = evolve(plugin, contract=contract_of(module))
            faults = list(self._faults(plugin, module))
            if not faults:
                self.manager.register(module, name=plugin.name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # modules may have attributes that fail
            self._refuse(plugin, *_not_loaded(plugin.name, error, packages_of(module)), cause=error)
            return
        if faults:
            self._refuse(plugin, *faults)
            return
        hooks = [caller.name for caller in self.manager.get_hookcallers(module) or () if caller.name in HOOKS]
        self.plugins.append(evolve(plugin, hooks=tuple(sorted(hooks))))

    def _faults_before(self, plugin: Plugin, found: Installed) -> Iterator[Problem]:
        """Find why a plugin is not even imported."""
        if found.point is None:
            yield Problem("entry_points_unreadable", {"plugin": plugin.name})
        elif taken := [other.distribution for other in self.plugins if other.name == plugin.name]:
            yield _of_one_name(plugin, taken[0])
        elif not leads_to_a_module(found.point):
            yield Problem("entry_point_malformed", {"plugin": plugin.name, "found": found.point.value})
        elif not plugin.bundled:
            yield from faults_of_requirements(plugin.name, found.requirements)

    def _faults(self, plugin: Plugin, module: object) -> Iterator[Problem]:
        if (other := self.manager.get_name(module)) is not None:
            (first,) = (known for known in self.plugins if known.name == other)
            yield _of_one_module(first, plugin, getattr(module, "__name__", type(module).__name__))
            return
        faults = list(faults_of_contract(plugin.name, module))
        yield from faults or faults_of_hooks(plugin.name, module, self.manager)

    def _refuse(self, plugin: Plugin, *problems: Problem, cause: BaseException | None = None) -> None:
        error = PluginError(problems)
        error.__cause__ = cause
        self.plugins.append(evolve(plugin, error=error))


def _not_loaded(plugin: str, error: BaseException, packages: frozenset[str]) -> list[Problem]:
    if found := special(error, plugin, packages):
        return [found]
    return [Problem("plugin_broken", {"plugin": plugin, "reason": reason}) for reason in reasons(error, packages)]


def _of_one_name(plugin: Plugin, other: str) -> Problem:
    """Say that two packages have plugins of one name, and which of them can be removed."""
    removable = sorted({other, plugin.distribution} - {PROJECT})
    ways = ", ".join(f"pip uninstall {one}" for one in removable)
    fields = {"plugin": plugin.name, "package": other, "other": plugin.distribution, "ways": ways}
    return Problem("plugin_name_twice", fields)


def _of_one_module(first: Plugin, second: Plugin, module: str) -> Problem:
    """Say that two plugins are one module, as where a package was renamed and the old one left behind."""
    fields = {"first": first.name, "second": second.name, "module": module}
    packages = {"package": first.distribution, "other": second.distribution}
    if first.distribution == second.distribution:
        return Problem("module_twice_in_package", {**fields, **packages})
    return Problem("module_twice", {**fields, **packages})
