"""`smartscore check`: find what is wrong with a dataset, without scoring it."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("check", help=say("help_check"))
@options.dataset
@options.framework
@options.reading
@usage.option("--all", "ungrouped", is_flag=True, help=say("help_all"))
@options.formats("text", *options.FORMATS[1:])
@options.output
@options.plugins
@options.lang
@options.request
@options.destination
def command(request: "Request", destination: "Destination", *, ungrouped: bool) -> None:
    from smartscore.cli.problem_list import find_problems, present_problems

    request.spare(destination.output)
    present_problems(request, find_problems(request, ungrouped=ungrouped), destination)
