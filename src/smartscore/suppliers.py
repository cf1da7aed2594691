"""Whose a rule, an aggregate or a step is: its name, its module, and the plugin that it comes from."""

import sys
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any

GROUP = "smartscore"
_OURS = "smartscore."


def source_of(method: Any) -> Any:
    """Give the class or the function that says what a method does."""
    while isinstance(method, partial):
        method = method.func
    method = getattr(method, "__func__", method)
    return method if hasattr(method, "__qualname__") else type(method)


def name_of(method: Any) -> str:
    """Give the name of the class or function of a method, as a programmer wrote it."""
    return str(source_of(method).__qualname__).rpartition("<locals>.")[2]


def module_of(method: Any) -> str:
    """Give the module in which the class or function of a method was written."""
    return str(getattr(source_of(method), "__module__", None) or "builtins")


def is_built_in(method: object) -> bool:
    """Tell whether a method is one of smartscore itself, of no plugin and not made of ours by somebody."""
    return type(method).__module__.startswith(_OURS)


def plugin_of(method: Any) -> str | None:
    """Give the name of the plugin whose module, or whose package, a method was written in; None for no plugin's."""
    entry = _entry_of(module_of(method))
    return entry.name if entry else None


def known_as(method: Any, kind: str) -> str | None:
    """Give the name by which a framework file asks for a method: "rule", "aggregate" or "step"; None for no name."""
    entry, source = _entry_of(module_of(method)), source_of(method)
    given = getattr(sys.modules.get(entry.module) if entry else None, "smartscore_methods", None)
    try:
        methods = getattr(given() if given else None, f"{kind}s", {})
        return next((str(name) for name, made in methods.items() if made is source), None)
    except Exception:  # a hook that fails as well, which says so where it is asked for
        return None


def _entry_of(module: str) -> EntryPoint | None:
    """Give the entry point of a module: of itself, of the nearest package above it, or of a sister in its package."""
    entries = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    above = [entry for entry in entries if _is_in(module, entry.module)]
    if above:
        return max(above, key=lambda entry: len(entry.module))
    return next((entry for entry in entries if _is_in(module, _package_of(entry.module))), None)


def _is_in(module: str, package: str) -> bool:
    return bool(package) and (module == package or module.startswith(package + "."))


def _package_of(module: str) -> str:
    """Give the package of a module, none for one that several distributions share (it has no file)."""
    package = module.rpartition(".")[0]
    return package if getattr(sys.modules.get(package), "__file__", None) else ""
