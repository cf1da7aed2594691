"""`smartscore frameworks`: list them, show one, check a file, give the grammar of files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request
    from smartscore.framework_file.schema import FileKind


@usage.group("frameworks", help=say("help_frameworks"))
@options.lang
def command(language: str) -> None:  # which is kept
    pass


@command.command("list", help=say("help_frameworks_list"))
@options.report
def list_(request: "Request", destination: "Destination") -> None:
    from smartscore.api import framework_sources, loaded_or_none
    from smartscore.cli.delivery import LINE, present
    from smartscore.reports.subjects import catalogue

    request.plugins.require_whole()
    sources = framework_sources(request.plugins).items()
    known = {name: (source.title, loaded_or_none(source)) for name, source in sources}
    present(request, catalogue.frameworks(known), destination, width=LINE)


@command.command("show", help=say("help_frameworks_show"))
@usage.argument("framework", metavar="ID|FILE")
@options.formats(*options.FORMATS, "toml")
@options.output
@options.plugins
@options.lang
@options.request
@options.destination
def show(request: "Request", destination: "Destination", framework: str) -> None:
    from attrs import evolve  # which the help does without

    from smartscore.cli.delivery import LINE, present
    from smartscore.cli.output import put
    from smartscore.framework_file import write_framework
    from smartscore.reports.subjects import catalogue

    request, output = evolve(request, frameworks=(framework,)), destination.output
    request.spare(output)
    ending = "" if output is None else output.suffix.lower()
    toml = destination.format_ == "toml" or (destination.format_ is None and ending == ".toml")
    if not toml:
        request.report(destination)
    loaded = request.load()[0]
    if toml:
        put(write_framework(loaded, request.plugins.methods), output)
    else:
        present(request, catalogue.document(loaded), destination, width=LINE)


@command.command("check", help=say("help_frameworks_check"))
@usage.argument("framework", metavar="ID|FILE")
@options.plugins
@options.lang
@options.request
def check(request: "Request", framework: str) -> None:
    from attrs import evolve

    from smartscore.cli.output import put
    from smartscore.messages import message
    from smartscore.testing import check_framework

    loaded = evolve(request, frameworks=(framework,)).load()[0]
    check_framework(loaded)
    fields = {"framework": loaded.name, "nodes": len(loaded.nodes), "fingerprint": loaded.fingerprint}
    put(message("framework_fine", request.language, **fields) + "\n", None)


@command.command("schema", help=say("help_frameworks_schema"))
@usage.option(
    "--kind",
    type=usage.Choice(("framework", "dimension")),
    default="framework",
    show_default=True,
    help=say("help_schema_kind"),
)
@options.output
@options.plugins
@options.lang
@options.request
def schema(request: "Request", kind: "FileKind", output: Path | None) -> None:
    from smartscore.cli.output import put
    from smartscore.framework_file.schema import json_schema

    request.spare(output)
    request.plugins.require_whole()
    made = json_schema(kind, request.plugins.methods, request.language)
    put(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n", output)
