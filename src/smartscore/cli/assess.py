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
@options.as_of
@click.option("--set", "changes", nargs=3, multiple=True, metavar="KEY ID VALUE", help=say("help_set"))
@click.option("--programmes", type=click.Path(path_type=Path), help=say("help_assess_programmes"))
@options.formats("table", "csv", "json", "markdown", "xlsx")
@options.output
@click.option("--fail-under", "thresholds", multiple=True, metavar="[NODE=]N", help=say("help_fail_under"))
@options.plugins
@options.lang
def command(
    changes: tuple[tuple[str, str, str], ...],
    format_: str | None,
    output: Path | None,
    thresholds: tuple[str, ...],
    **asked: Any,
) -> None:
    from smartscore.cli.request import Request, put
    from smartscore.cli.thresholds import below, parsed

    request = Request(**asked)
    request.spare(output)
    report = request.report(format_, output)
    assessments, view = request.assess_with(changes)
    wanted = parsed(thresholds, assessments)
    put(report.write(assessments, view), output)
    if failed := below(assessments, wanted, request.language):
        click.echo("\n".join(problem.message(request.language) for problem in failed), err=True)
        click.get_current_context().exit(1)
