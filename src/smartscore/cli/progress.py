"""`smartscore progress`: how far a city has come on its plan."""

import sys
from pathlib import Path
from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("progress", help=say("help_progress"))
@options.dataset
@click.option("--city", metavar="KEY|NAME", help=say("help_progress_city"))
@click.option("--plan", "plan_file", required=True, type=click.Path(path_type=Path), help=say("help_progress_plan"))
@options.framework
@options.reading
@options.as_of
@click.option("--programmes", type=click.Path(path_type=Path), help=say("help_assess_programmes"))
@options.formats("table", "json")
@options.output
@options.plugins
@options.lang
def command(city: str | None, plan_file: Path, format_: str | None, output: Path | None, **asked: Any) -> None:
    from smartscore.cli.request import Request, put, spare
    from smartscore.plans.progress import read_plan
    from smartscore.reports.catalogue import required_format
    from smartscore.reports.progress_report import told_progress

    request, format_ = Request(**asked), required_format(format_)
    request.spare(output)
    spare(output, plan_file)
    plan, colour = read_plan(plan_file, city), output is None and sys.stdout.isatty()
    put(told_progress(request.assess_one(), plan, request.view, format_, colour=colour), output)
