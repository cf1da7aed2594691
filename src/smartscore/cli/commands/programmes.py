"""`smartscore programmes`: completion of the programmes of a master plan."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartscore.cli import options
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination


@click.command("programmes", help=say("help_programmes"))
@click.argument("programmes", type=click.Path(path_type=Path))
@options.formats()
@options.output
@options.lang
@options.destination
def command(destination: "Destination", programmes: Path, language: str) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.request import Request
    from smartscore.master_plan import completion, read_master_plan
    from smartscore.reports.subjects import completion as subject

    request = Request(language=language)
    request.prepare(destination, programmes)
    present(request, subject.document(completion(read_master_plan(programmes))), destination)
