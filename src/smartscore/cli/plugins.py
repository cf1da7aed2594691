"""`smartscore plugins`: list them, the broken ones too."""

from typing import TYPE_CHECKING

import click

from smartscore.cli import options
from smartscore.cli.options import say
from smartscore.messages import message

if TYPE_CHECKING:
    from smartscore.plugins import Plugin

COLUMNS = ("name", "distribution", "version", "supplies", "state")


@click.group("plugins", help=say("help_plugins"))
def command() -> None:
    pass


@command.command("list", help=say("help_plugins_list"))
@options.formats("table", "json")
@options.lang
def list_(format_: str | None, language: str) -> None:
    from smartscore.cli.request import put
    from smartscore.plugins import discover
    from smartscore.reports.catalogue import listed

    put(listed(COLUMNS, [_row(plugin, language) for plugin in discover().tried()], format_ or "table"), None)


def _row(plugin: "Plugin", language: str) -> list[str]:
    hooks = ", ".join(hook.removeprefix("smartscore_") for hook in plugin.hooks)
    state = message("plugin_works", language) if plugin.error is None else plugin.error.message(language)
    return [plugin.name, plugin.distribution, plugin.version, hooks, state]
