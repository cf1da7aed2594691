"""`smartscore example`: write the example data, to try without a checkout."""

from pathlib import Path

from smartscore.cli import options, usage
from smartscore.cli.options import say


@usage.command("example", help=say("help_example"))
@usage.argument("name", default="cities.csv", metavar="[EXAMPLE]")
@usage.option("-o", "--output", type=options.file, help=say("help_example_output"))
@options.quiet
@options.force
@options.lang
def command(name: str, output: Path | None, force: bool, language: str) -> None:  # noqa: ARG001  # which is kept
    from smartscore.cli.output import put, require_new, spare
    from smartscore.examples import example_path

    example, target = example_path(name), output or Path(name)
    spare(target, example)
    require_new([target], force=force)
    put(example.read_text(encoding="utf-8"), target)
