"""`smartscore programmes`: completion of the programmes of a master plan."""

from pathlib import Path
from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination


@usage.command("programmes", help=say("help_programmes"))
@usage.argument("programmes", type=options.file)
@options.recipe
@options.formats()
@options.output
@options.lang
@options.destination
def command(destination: "Destination", programmes: Path, recipes: tuple[Path, ...], language: str) -> None:
    from smartscore.api import read_recipes
    from smartscore.cli.delivery import present
    from smartscore.cli.request import Request
    from smartscore.master_plan import completion, read_master_plan
    from smartscore.recipes import reader_of
    from smartscore.reports.subjects import completion as subject

    request = Request(recipes=recipes, language=language).beside(programmes)
    request.prepare(destination)
    plan = read_master_plan(programmes, read=reader_of(programmes.name, read_recipes(recipes)))
    present(request, subject.document(completion(plan)), destination)
