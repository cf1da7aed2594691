"""`smartscore template`: an empty CSV, or a workbook as a form, to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.request import Request


@usage.command("template", help=say("help_template"))
@options.framework
@usage.option("--long/--wide", "long", default=False, help=say("help_long"))
@usage.option("--city", "cities", multiple=True, metavar="NAME", help=say("help_template_city"))
@usage.option("--from", "dataset", multiple=True, type=options.file, help=say("help_from"))
@options.reading
@usage.option("--items", type=options.file, help=say("help_items"))
@usage.option("--split", type=usage.Choice(["office", "owner"]), help=say("help_split"))
@options.output
@options.force
@options.plugins
@options.lang
@options.request
def command(  # noqa: PLR0913, PLR0917  # as many as the command line has options
    request: "Request", long: bool, items: Path | None, split: str | None, output: Path | None, force: bool
) -> None:
    from smartscore.cli.forms import Asked, put_template

    request = request if items is None else request.beside(items)
    request.spare(output)
    put_template(request, output, Asked(split, items), long=long, force=force)
