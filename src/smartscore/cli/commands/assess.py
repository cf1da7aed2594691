"""`smartscore assess`: score a dataset."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartscore.cli import options, usage
from smartscore.cli.options import say

if TYPE_CHECKING:
    from smartscore.cli.output import Destination
    from smartscore.cli.request import Request
    from smartscore.reports import Result


@usage.command("assess", help=say("help_assess"))
@options.dataset
@options.framework
@options.reading
@options.consolidate
@options.by
@options.depth
@options.as_of
@usage.option("--set", "changes", nargs=3, multiple=True, metavar="KEY ID VALUE", help=say("help_set"))
@usage.option("--programmes", type=options.file, help=say("help_assess_programmes"))
@usage.option("--plan", "plan_files", multiple=True, type=options.file, help=say("help_assess_plan"))
@usage.option("--map", "map_file", type=options.file, help=say("help_map"))
@usage.option("--no-robust", is_flag=True, help=say("help_no_robust"))
@options.formats()
@options.output
@usage.option("--city", "cities", multiple=True, metavar="KEY|NAME", help=say("help_assess_city"))
@usage.option("--split", type=options.file, metavar="DIR", help=say("help_split_folder"))
@usage.option("--fail-under", "thresholds", multiple=True, metavar="[NODE=]N", help=say("help_fail_under"))
@options.plugins
@options.lang
@options.request
@options.destination
def command(
    request: "Request",
    destination: "Destination",
    changes: tuple[tuple[str, str, str], ...],
    split: Path | None,
    thresholds: tuple[str, ...],
) -> None:
    from smartscore.cli.delivery import deliver
    from smartscore.cli.thresholds import below, parse_thresholds

    request.spare(destination.output)
    report = request.report(destination, split)
    result = assess_with_changes(request, changes)
    least_scores = parse_thresholds(thresholds, result.assessments)
    deliver(request, report, result, destination.output, split)
    if failed := below(result.assessments, least_scores, request.language, request.cities):
        click.echo("\n".join(problem.message(request.language) for problem in failed), err=True)
        click.get_current_context().exit(1)


def assess_with_changes(request: "Request", changes: tuple[tuple[str, str, str], ...]) -> "Result":
    """Judge the dataset, with some values changed if any."""
    before = request.assess()
    if not changes:
        return request.result(before)
    from smartscore.cli.whatif import assess_changed  # imported here, so that assess starts sooner

    return request.result(*assess_changed(before, changes, request.by))
