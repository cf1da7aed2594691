"""The hooks of a plugin: which functions of its module are marked as such, and what is wrong with them."""

import inspect
from collections.abc import Iterator

import pluggy

from smartscore import hookspecs
from smartscore.errors import Problem, hint

HOOKS = tuple(sorted(name for name in vars(hookspecs) if name.startswith("smartscore_")))


def faults_of_hooks(plugin: str, module: object, manager: pluggy.PluginManager) -> Iterator[Problem]:
    """Find hooks that there are not, that take something or that are not marked, and a module without any."""
    marked = dict(_marked(module, manager))
    problems = []
    for name, asks in marked.items():
        if name not in HOOKS:
            problems.append(Problem("hook_unknown", {"plugin": plugin, "found": name, "hint": hint(name, HOOKS)}))
        elif asks:
            problems.append(Problem("hook_takes", {"plugin": plugin, "hook": name, "found": ", ".join(asks)}))
    unmarked = [name for name in HOOKS if name not in marked and inspect.isroutine(getattr(module, name, None))]
    problems += [Problem("hook_unmarked", {"plugin": plugin, "hook": name}) for name in unmarked]
    yield from problems
    if not marked and not problems:
        yield Problem("plugin_without_hooks", {"plugin": plugin, "found": ", ".join(HOOKS)})


def _marked(module: object, manager: pluggy.PluginManager) -> Iterator[tuple[str, list[str]]]:
    """Give the name of the hook that each marked function implements, and the parameters that it cannot do without."""
    for name in dir(module):
        options = manager.parse_hookimpl_opts(module, name)
        if options is None or (options.get("optionalhook") and (options.get("specname") or name) not in HOOKS):
            continue
        function = getattr(module, name)
        asks = [
            parameter.name
            for parameter in inspect.signature(function).parameters.values()
            if parameter.default is parameter.empty
            and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        ]
        yield options.get("specname") or name, asks
