"""Calls of plugin code, whose errors name the plugin and the hook."""

from typing import Any, TypeVar

import pluggy

from smartscore.errors import PluginError, Problem, UsageError
from smartscore.gazetteer import Gazetteer
from smartscore.hookspecs import FrameworkSource, GazetteerSource
from smartscore.model import Framework, Methods
from smartscore.reports import Document, Report, Style

Built = TypeVar("Built", Framework, Gazetteer)


def duplicate(first: str, second: str, kind: str, name: str) -> Problem:
    return Problem("supplied_twice", {"first": first, "second": second, "kind": kind, "id": name})


def call_hook(impl: pluggy.HookImpl, hook: str) -> Any:
    """Call one plugin's implementation of a hook, and give its values as a list, or its methods.

    Raises:
        PluginError: if the plugin fails or gives nothing.
    """
    with Blaming(impl.plugin_name, hook):
        result: Any = impl.function()
        if result is None:  # pluggy would drop it without a word
            raise PluginError(Problem("hook_silent", {"plugin": impl.plugin_name, "hook": hook}))
        return result if isinstance(result, Methods) else list(result)


def render_report(report: Report, plugin: str, document: Document, style: Style) -> str | bytes:
    """Render a document by the report of a plugin.

    Raises:
        PluginError: if the plugin fails, or gives neither text nor bytes.
        UsageError: if the plugin raises it.
    """
    try:
        with Blaming(plugin, report.id):
            rendered = report.render(document, style)
    except PluginError as error:
        if isinstance(error.__cause__, UsageError):  # the user named something that does not exist
            raise error.__cause__ from error
        raise
    if not isinstance(rendered, str | bytes):
        raise wrong_type(plugin, report.id, rendered, str)
    return rendered


def build(source: FrameworkSource | GazetteerSource, kind: type[Built], plugin: str) -> Built:
    """Build the framework or the gazetteer of a plugin.

    Raises:
        PluginError: if the plugin fails, or gives something else.
    """
    with Blaming(plugin, source.id):
        built = source.load()
    if not isinstance(built, kind):
        raise wrong_type(plugin, source.id, built, kind)
    return built


def broken_plugin(name: str, reason: str) -> Problem:
    return Problem("plugin_broken", {"plugin": name, "reason": reason})


def wrong_type(name: str, hook: str, value: object, kind: type) -> PluginError:
    fields = {"plugin": name, "hook": hook, "found": type(value).__name__, "expected": kind.__name__}
    return PluginError(Problem("hook_wrong_type", fields))


class Blaming:
    """Name the plugin and the hook in every error of the plugin code that is called inside."""

    def __init__(self, plugin: str, hook: str) -> None:
        self.plugin, self.hook = plugin, hook

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, PluginError):
            raise PluginError(broken_plugin(self.plugin, f"{self.hook}: {error}")) from error
