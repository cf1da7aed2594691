"""`smartscore programmes`: completion of the programmes of a master plan."""

from pathlib import Path

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("programmes", help=say("help_programmes"))
@click.argument("programmes", type=click.Path(path_type=Path))
@options.formats("table", "json")
@options.output
@options.lang
def command(programmes: Path, format_: str | None, output: Path | None, language: str) -> None:
    from smartscore.cli.request import put, spare
    from smartscore.programmes import completion, read_programmes
    from smartscore.reports.completion import completed

    spare(output, programmes)
    put(completed(completion(read_programmes(programmes)), format_ or "table", language), output)
