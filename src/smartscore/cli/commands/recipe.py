"""`smartscore recipe`: propose a recipe for files, for somebody to read before it is used."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartscore.cli import options
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.request import Request


@click.command("recipe", help=say("help_recipe_command"))
@click.argument("dataset", type=click.Path(path_type=Path), nargs=-1, required=True)
@options.framework
@options.output
@options.plugins
@options.lang
@options.request
def command(request: "Request", output: Path | None) -> None:
    from smartscore.cli.output import put, require_new
    from smartscore.recipes.proposal import propose

    request.spare(output)
    require_new([output], force=False)
    put(propose(request.dataset, request.load(), request.language), output)
