"""`smartscore robustness`: how sure each rank is."""

from typing import TYPE_CHECKING

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.arguments.robustness import Robust
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request


@usage.command("robustness", help=say("help_robustness"))
@options.dataset
@usage.option("--city", metavar="KEY|NAME", help=say("help_robust_city"))
@usage.option("--assumptions", type=options.file, help=say("help_assumptions"))
@usage.option("--draws", type=usage.Whole(1), default=1000, show_default=True, metavar="N", help=say("help_draws"))
@usage.option("--base", type=usage.Whole(1), default=256, show_default=True, metavar="N", help=say("help_base"))
@usage.option("--seed", type=usage.Whole(0), default=1, show_default=True, metavar="N", help=say("help_seed"))
@usage.option(
    "--sampler", type=usage.Choice(("random", "sobol")), default="random", show_default=True, help=say("help_sampler")
)
@usage.option("--precision", type=usage.Number(0), metavar="N", help=say("help_precision"))
@usage.option("--frozen", is_flag=True, help=say("help_frozen"))
@usage.option("--estimator", default="saltelli", show_default=True, metavar="NAME", help=say("help_estimator"))
@usage.option("--draws-out", type=options.file, help=say("help_draws_out"))
@usage.option("--show-assumptions", is_flag=True, help=say("help_show_assumptions"))
@options.framework
@options.reading
@options.consolidate
@options.by
@options.report
@options.gathered("arguments.robustness:Robust")
def command(request: "Request", destination: "Destination", robust: "Robust") -> None:
    robust.prepare(request, destination)
    robust.run(request, destination)
