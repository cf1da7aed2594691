"""`smartscore plugins`: list them, the broken ones too, check one, begin one."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say
from smartscore.messages import message

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.plugins import Plugin

COLUMNS = ("name", "distribution", "version", "contract", "supplies", "state")


@usage.group("plugins", help=say("help_plugins"))
@options.lang
def command(language: str) -> None:  # which is kept
    pass


@command.command("list", help=say("help_plugins_list"))
@options.formats()
@options.output
@options.lang
@options.destination
def list_(destination: "Destination", language: str) -> None:
    from smartscore.cli.delivery import LINE, present
    from smartscore.cli.request import Request
    from smartscore.plugins import discover
    from smartscore.plugins.trial import tried
    from smartscore.reports.subjects.catalogue import listing
    from smartscore.text import Phrase

    rows = [_row(plugin, language) for plugin in tried(discover())]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    listed = listing(Phrase("title_plugins"), columns)
    present(Request(language=language, bundled_only=True), listed, destination, width=LINE)


@command.command("check", help=say("help_plugins_check"))
@usage.argument("name", metavar="PLUGIN")
@usage.option(
    "--timeout",
    type=usage.Number(0, min_open=True),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help=say("help_timeout"),
)
@options.formats()
@options.output
@options.lang
@options.destination
def check(destination: "Destination", name: str, timeout: float, language: str) -> None:
    from smartscore.cli.commands.plugins.checked import present_check
    from smartscore.cli.request import Request

    present_check(name, timeout, Request(language=language, bundled_only=True), destination)


@command.command("new", help=say("help_plugins_new"))
@usage.argument("name", metavar="NAME")
@usage.option("--dir", "parent", type=options.file, metavar="DIR", default=Path(), help=say("help_new_dir"))
@options.lang
def new(name: str, parent: Path, language: str) -> None:
    from smartscore.cli.output import put
    from smartscore.scaffold import begin_plugin

    folder = begin_plugin(name, parent)
    put(message("plugin_begun", language, folder=str(folder), plugin=name.replace("-", "_")) + "\n", None)


def _row(plugin: "Plugin", language: str) -> list[str]:
    hooks = ", ".join(hook.removeprefix("smartscore_") for hook in plugin.hooks)
    wrong = plugin.error.problems if plugin.error else ()
    state = "; ".join(problem.message(language) for problem in wrong) or message("plugin_works", language)
    contract = "-" if plugin.contract is None else str(plugin.contract)
    return [plugin.name, plugin.distribution, plugin.version, contract, hooks, state]
