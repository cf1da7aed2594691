"""`smartscore check`: find what is wrong with a dataset, without scoring it."""

from typing import Any

import click

from smartscore.cli import options
from smartscore.cli.options import say


@click.command("check", help=say("help_check"))
@options.dataset
@options.framework
@options.reading
@options.formats("text", "json")
@options.plugins
@options.lang
def command(format_: str | None, **asked: Any) -> None:
    from smartscore.cli.findings import findings
    from smartscore.cli.request import Request

    request = Request(**asked)
    text, code = findings(request, format_ or "text")
    click.echo(text, err=code != 0 and format_ != "json")
    click.get_current_context().exit(code)
