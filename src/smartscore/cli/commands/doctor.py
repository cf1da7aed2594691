"""`smartscore doctor`: whether smartscore can work here, and what mends it where it cannot."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartscore.cli import options, usage
from smartscore.cli.options import STANDARD, say
from smartscore.cli.streams import results

if TYPE_CHECKING:
    from smartscore.diagnosis import Finding


@usage.command("doctor", help=say("help_doctor"))
@options.formats()
@options.output
@options.lang
@click.pass_context
def command(ctx: click.Context, format_: str | None, output: Path | None, language: str) -> None:
    from smartscore.diagnosis import diagnose, exit_code

    findings = diagnose(language)
    _deliver(findings, format_, output, language)
    ctx.exit(exit_code(findings))


def _deliver(findings: "Sequence[Finding]", format_: str | None, output: Path | None, language: str) -> None:
    """Write findings in any format, or plainly where a library that the formats need is missing or broken."""
    try:
        from smartscore.cli.delivery import present
        from smartscore.cli.output import Destination
        from smartscore.cli.request import Request
        from smartscore.diagnosis.document import document
    except Exception:  # of other people's libraries, which a finding tells
        from smartscore.diagnosis.plain import plain

        ending = "" if output is None else output.suffix.lower()
        written = plain(findings, language, as_json=format_ == "json" or (format_ is None and ending == ".json"))
        if output is None or output == STANDARD:
            results().write(written)
        else:
            output.write_bytes(written)
    else:
        present(Request(language=language, bundled_only=True), document(findings), Destination(format_, output))
