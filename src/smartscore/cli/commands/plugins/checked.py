"""The output of `plugins check`: each thing that a plugin gives with its state, then everything that is wrong."""

from functools import partial
from typing import Any

import click
from attrs import evolve

from smartscore.cli.delivery import LINE, present
from smartscore.cli.output import Destination
from smartscore.cli.progress_bar import busy
from smartscore.cli.request import Request
from smartscore.errors import PluginError
from smartscore.messages import message, printable
from smartscore.reports.document import Document
from smartscore.reports.subjects.catalogue import listing
from smartscore.testing.isolation import PluginCheck, check_plugin
from smartscore.text import Phrase, Sentence


def present_check(name: str, timeout: float, request: Request, destination: Destination) -> None:
    """Check a plugin, and write what was checked.

    Raises:
        PluginError: with everything that is wrong.
        UsageError: if there is no such plugin.
    """
    request.report(destination)
    with busy("working_plugin", request.language):
        found = check_plugin(name, timeout=timeout)
    present(request, document(found), destination, width=LINE)
    if found.printed:
        said = message("plugin_printed", request.language, plugin=name, text=found.printed)
        click.echo(printable(said), err=True)
    if found.problems:
        raise PluginError(found.problems)


def document(found: PluginCheck) -> Document:
    """Give the list of what was checked, and for programs the problems of each."""
    columns: dict[str, list[Sentence]] = {
        "kind": [Phrase(f"checked_{one.kind}") for one in found.checked],
        "name": [one.name for one in found.checked],
        "state": [Phrase(f"check_{one.state}", count=len(one.problems)) for one in found.checked],
    }
    title = Phrase("title_plugin_check", plugin=found.name)
    return evolve(listing(title, columns), record=partial(_record, found))


def _record(found: PluginCheck, language: str) -> dict[str, Any]:
    checked = [
        {
            "kind": one.kind,
            "name": one.name,
            "state": one.state,
            "problems": [{"code": p.code, "message": p.sentence(language)} for p in one.problems],
        }
        for one in found.checked
    ]
    about = {"plugin": found.name, "distribution": found.distribution, "version": found.version}
    return {**about, "sound": not found.problems, "printed": found.printed, "checked": checked}
