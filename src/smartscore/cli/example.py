"""`smartscore example`: write the example data, to try without a checkout."""

from pathlib import Path

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("example", help=say("help_example"))
@click.argument("name", default="cities.csv")
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("help_example_output"))
@options.lang
def command(name: str, output: Path | None, language: str) -> None:
    from smartscore.examples import write_example
    from smartscore.messages import message

    written = write_example(name, output or Path(name))
    click.echo(message("example_written", language, file=written), err=True)
