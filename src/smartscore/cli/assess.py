"""`smartscore assess`: score a dataset."""

from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("assess", help=say("help_assess"))
@options.dataset
@options.framework
@options.reading
@options.by
@options.depth
@click.option("--as-of", type=int, metavar="YEAR", help=say("help_as_of"))
@click.option("--programmes", type=click.Path(path_type=Path), help=say("help_assess_programmes"))
@click.option("--map", "map_file", type=click.Path(path_type=Path), help=say("help_map"))
@options.formats("table", "csv", "json", "markdown", "html")
@options.output
@click.option("--fail-under", "thresholds", multiple=True, metavar="[NODE=]N", help=say("help_fail_under"))
@options.plugins
@options.lang
def command(format_: str | None, output: Path | None, thresholds: tuple[str, ...], **asked: Any) -> None:
    from smartscore.cli.request import Request, put
    from smartscore.cli.thresholds import below, parsed

    request = Request(**asked)
    request.spare(output)
    report = request.report(format_, output)
    assessments = request.assess()
    wanted = parsed(thresholds, assessments)
    put(report.write(assessments, request.view), output)
    if failed := below(assessments, wanted, request.language):
        click.echo("\n".join(problem.message(request.language) for problem in failed), err=True)
        click.get_current_context().exit(1)
