"""`smartscore frameworks`: list them, show one, check a file."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say

LINE = 1000  # a list is for reading and for other programs, so lines are as long as they must be


@click.group("frameworks", help=say("help_frameworks"))
def command() -> None:
    pass


@command.command("list", help=say("help_frameworks_list"))
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.plugins
@options.lang
def list_(format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.api import framework_sources
    from smartscore.cli.delivery import present
    from smartscore.cli.request import Request
    from smartscore.reports.subjects.catalogue import listing
    from smartscore.text import Phrase, Sentence

    request = Request(**asked)
    request.plugins.require_whole()
    sources = framework_sources(request.plugins).values()
    columns: dict[str, list[Sentence]] = {
        "id": [source.id for source in sources],
        "title": [source.title for source in sources],
    }
    present(request, listing(Phrase("title_frameworks"), columns), format_, output, width=LINE)


@command.command("show", help=say("help_frameworks_show"))
@click.argument("framework")
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx", "toml")
@options.output
@options.plugins
@options.lang
def show(framework: str, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.output import put
    from smartscore.cli.request import Request
    from smartscore.framework_file import write_framework
    from smartscore.reports.subjects import catalogue

    request = Request(frameworks=[framework], **asked)
    request.spare(output)
    toml = format_ == "toml" or (format_ is None and output is not None and output.suffix.lower() == ".toml")
    if not toml:
        request.report(format_, output)
    loaded = request.load()[0]
    if toml:
        put(write_framework(loaded, request.plugins.methods), output)
    else:
        present(request, catalogue.document(loaded), format_, output, width=LINE)


@command.command("check", help=say("help_frameworks_check"))
@click.argument("framework")
@options.plugins
@options.lang
def check(framework: str, **asked: Any) -> None:
    from smartscore.cli.output import put
    from smartscore.cli.request import Request
    from smartscore.messages import message
    from smartscore.testing import check_framework

    loaded = Request(frameworks=[framework], **asked).load()[0]
    check_framework(loaded)
    fields = {"framework": loaded.name, "nodes": len(loaded.nodes), "fingerprint": loaded.fingerprint}
    put(message("framework_fine", asked["language"], **fields) + "\n", None)
