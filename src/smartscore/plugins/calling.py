"""Calls of plugin code, whose errors say whose it is, what failed, of what type and where."""

from collections.abc import Iterable
from typing import Any, TypeVar

import pluggy
from attrs import field, frozen

from smartscore.errors import PluginError, Problem, UsageError
from smartscore.failures import packages_of
from smartscore.gazetteer import Gazetteer
from smartscore.hookspecs import FrameworkSource, GazetteerSource
from smartscore.model import Framework, Methods
from smartscore.plugins.failures import is_blamed, reasons, special
from smartscore.process import kept
from smartscore.reports import Document, Report, Style
from smartscore.text import Phrase, Sentence

Built = TypeVar("Built", Framework, Gazetteer)
HOOK = "hook"


@frozen
class Blame:
    """Name the plugin, and what of it was called, in every error of its code that is called inside.

    Nothing but Ctrl-C gets through: code that ends the program by `sys.exit` has failed as any other.
    """

    plugin: str
    kind: Sentence
    id: str
    packages: frozenset[str] = field(default=frozenset(), kw_only=True)

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt) and not is_blamed(error):
            raise failure(self, error) from error

    def wrong(self, value: object, expected: str) -> PluginError:
        """Give the error that says of what type something is, and of what type it should be."""
        found = "None" if value is None else type(value).__name__
        fields = {"plugin": self.plugin, "kind": self.kind, "id": self.id, "found": found, "expected": expected}
        return PluginError(Problem("plugin_gave_another_type", fields))


def failure(blame: Blame, error: BaseException) -> PluginError:
    """Give the error that says whose code failed, and how."""
    if found := special(error, blame.plugin, blame.packages):
        return PluginError(found)
    common = {"plugin": blame.plugin, "kind": blame.kind, "id": blame.id}
    told = reasons(error, blame.packages)
    return PluginError(Problem("plugin_failed", {**common, "reason": reason}) for reason in told)


def call_hook(impl: pluggy.HookImpl, hook: str, expected: type) -> Any:
    """Call one plugin's implementation of a hook, and give its values as a list, or its methods.

    Raises:
        PluginError: if the plugin fails, or gives nothing or something else.
    """
    blame = Blame(impl.plugin_name, HOOK, hook, packages=packages_of(impl.plugin, impl.function))
    with blame, kept():
        given: Any = impl.function()
    if given is None:  # pluggy would drop it without a word
        raise PluginError(Problem("hook_silent", {"plugin": impl.plugin_name, "hook": hook}))
    if expected is Methods:
        if not isinstance(given, Methods):
            raise blame.wrong(given, "Methods")
        return given
    if isinstance(given, expected):
        fields = {"plugin": impl.plugin_name, "hook": hook, "found": expected.__name__}
        raise PluginError(Problem("hook_gave_one", fields))
    if isinstance(given, str | bytes | dict) or not isinstance(given, Iterable):
        raise blame.wrong(given, f"list[{expected.__name__}]")
    with blame:
        items = list(given)
    if wrong := [item for item in items if not isinstance(item, expected)]:
        raise blame.wrong(wrong[0], expected.__name__)
    return items


def render_report(
    report: Report, plugin: str, packages: frozenset[str], document: Document, style: Style
) -> str | bytes:
    """Render a document by the report of a plugin, whose code is in these packages.

    Raises:
        PluginError: if the plugin fails, or gives neither text nor bytes.
        UsageError: if the plugin raises it.
    """
    blame = Blame(plugin, Phrase("kind_report"), report.id, packages=packages | packages_of(report.render))
    try:
        with blame:
            rendered = report.render(document, style)
    except PluginError as error:
        if isinstance(error.__cause__, UsageError):  # the user named something that does not exist
            raise error.__cause__ from error
        raise
    if not isinstance(rendered, str | bytes):
        raise blame.wrong(rendered, "str")
    return rendered


def build(source: FrameworkSource | GazetteerSource, kind: type[Built], plugin: str, packages: frozenset[str]) -> Built:
    """Build the framework or the gazetteer of a plugin, whose code is in these packages.

    Raises:
        PluginError: if the plugin fails, or gives something else.
    """
    words = Phrase("kind_framework" if kind is Framework else "kind_gazetteer")
    blame = Blame(plugin, words, source.id, packages=packages | packages_of(source.load))
    with blame:
        built = source.load()
    if not isinstance(built, kind):
        raise blame.wrong(built, kind.__name__)
    if built.id != source.id:
        fields = {"plugin": plugin, "kind": words, "id": source.id, "found": built.id}
        raise PluginError(Problem("supply_of_another_id", fields))
    return built


def together(errors: "list[PluginError]") -> PluginError | None:
    """Give several errors as one, with what caused each; none for none."""
    if len(errors) < 2:
        return errors[0] if errors else None
    joined = PluginError(problem for error in errors for problem in error.problems)
    causes = [error.__cause__ for error in errors if error.__cause__ is not None]
    if causes:
        joined.__cause__ = causes[0] if len(causes) == 1 else BaseExceptionGroup("plugins", causes)
    return joined
