"""`smartscore frameworks`: list them, show one, check a file."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.group("frameworks", help=say("help_frameworks"))
def command() -> None:
    pass


@command.command("list", help=say("help_frameworks_list"))
@options.formats("table", "json")
@options.plugins
@options.lang
def list_(format_: str | None, **asked: Any) -> None:
    from smartscore.api import framework_sources
    from smartscore.cli.request import Request, put
    from smartscore.reports.catalogue import listed

    request = Request(**asked)
    request.plugins.require_whole()
    rows = [(source.id, source.title.to(request.language)) for source in framework_sources(request.plugins).values()]
    put(listed(("id", "title"), rows, format_ or "table"), None)


@command.command("show", help=say("help_frameworks_show"))
@click.argument("framework")
@options.formats("table", "json", "toml")
@options.output
@options.plugins
@options.lang
def show(framework: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put
    from smartscore.framework_file import write_framework
    from smartscore.reports.catalogue import shown

    request = Request(frameworks=[framework], **asked)
    request.spare(output)
    loaded = request.load()[0]
    endings = {".toml": "toml", ".json": "json"}
    format_ = format_ or endings.get(output.suffix.lower() if output else "", "table")
    if format_ == "toml":
        put(write_framework(loaded, request.plugins.methods), output)
    else:
        put(shown(loaded, format_, request.language), output)


@command.command("check", help=say("help_frameworks_check"))
@click.argument("framework")
@options.plugins
@options.lang
def check(framework: str, **asked: Any) -> None:
    from smartscore.cli.request import Request
    from smartscore.messages import message
    from smartscore.testing import check_framework

    loaded = Request(frameworks=[framework], **asked).load()[0]
    check_framework(loaded)
    fields = {"framework": loaded.name, "nodes": len(loaded.nodes), "fingerprint": loaded.fingerprint}
    click.echo(message("framework_fine", asked["language"], **fields))
