"""`smartscore recipe`: propose a recipe for files, for somebody to read before it is used."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.request import Request


@usage.command("recipe", help=say("help_recipe_command"))
@options.dataset
@options.framework
@options.output
@options.plugins
@options.lang
@options.request
def command(request: "Request", output: Path | None) -> None:
    from smartscore.cli.output import is_standard, put, require_new
    from smartscore.recipes.proposal import propose

    request.spare(output)
    require_new([output], force=False)
    files = [Path("/dev/stdin") if is_standard(file) else file for file in request.dataset]
    put(propose(files, request.load(), request.language), output)
