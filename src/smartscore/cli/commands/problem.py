"""`smartscore problem`: what a problem means, an example that causes it, and what to do."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination


@usage.command("problem", help=say("help_problem"))
@usage.argument("code", default="", metavar="[CODE]")
@options.formats("text", "json")
@options.output
@options.lang
@options.destination
def command(destination: "Destination", code: str, language: str) -> None:
    from smartscore.cli.output import put
    from smartscore.cli.problem_page import list_problems, tell_problem
    from smartscore.cli.streams import results
    from smartscore.problems import entries, find_entry

    width = results().columns() if destination.standard and results().isatty() else None
    as_json = destination.chosen("text", "json") == "json"
    if code:
        text = tell_problem(find_entry(code), language, width=width, as_json=as_json)
    else:
        text = list_problems(list(entries().values()), language, width=width, as_json=as_json)
    put(text, destination.output)
