"""`smartscore programmes`: completion of the programmes of a master plan."""

from pathlib import Path

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("programmes", help=say("help_programmes"))
@click.argument("programmes", type=click.Path(path_type=Path))
@options.formats("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
@options.output
@options.lang
def command(programmes: Path, format_: str | None, output: Path | None, language: str) -> None:
    from smartscore.cli.delivery import present
    from smartscore.cli.output import spare
    from smartscore.cli.request import Request
    from smartscore.master_plan import completion, read_master_plan
    from smartscore.reports.subjects import completion as subject

    request = Request(language=language)
    spare(output, programmes)
    request.report(format_, output)
    present(request, subject.document(completion(read_master_plan(programmes))), format_, output)
