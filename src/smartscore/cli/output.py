"""Writing of results to standard output or a file, and what is said of it."""

from collections.abc import Iterable
from pathlib import Path

import click
from attrs import frozen

from smartscore.cli.exits import detach
from smartscore.cli.options import STANDARD
from smartscore.cli.streams import results
from smartscore.cli.usage.language import language_of
from smartscore.errors import Problem, UsageError, hint, legible
from smartscore.messages import message, printable
from smartscore.text import reason_of
from smartscore.whole_files import descriptor_of, spare_files, write_whole


@frozen
class Destination:
    """A file or standard output, and the format: that of the name, else of the ending of the file, else a table."""

    format_: str | None = None
    output: Path | None = None

    @property
    def standard(self) -> bool:
        """Whether it goes to standard output."""
        return is_standard(self.output)

    def chosen(self, *formats: str) -> str:
        """Give the format among these: that of the name, else of the ending of the file, else the first.

        Raises:
            UsageError: for another one.
        """
        if self.format_ is None:
            ending = "" if self.output is None else self.output.suffix.lower().removeprefix(".")
            return ending if ending in formats else formats[0]
        if self.format_ not in formats:
            raise UsageError(Problem("unknown_format", {"found": self.format_, "hint": hint(self.format_, formats)}))
        return self.format_


def is_standard(output: Path | None) -> bool:
    """Tell whether the result goes to standard output: nothing was named, or `-`."""
    return output is None or output == STANDARD


def put(text: str | bytes, output: Path | None) -> None:
    """Write to standard output, or to a file that is whole or not there at all, and say which one.

    Raises:
        UsageError: if it cannot be written, or for bytes that would go to a terminal.
    """
    if output is None or is_standard(output):
        _print(text)
    else:
        write(text, output)
        tell_written("file_written", file=legible(str(output)))


def write(text: str | bytes, output: Path) -> None:
    """Write a file without a word, whole or not at all; /dev/stdout is where results go.

    Raises:
        UsageError: if the file cannot be written.
    """
    kept = results().descriptor
    write_whole(text, output, stdout=1 if kept is None else kept)


def tell_written(code: str, **fields: object) -> None:
    """Name the written file on stderr, unless `--quiet` is set or no command is running."""
    context = click.get_current_context(silent=True)
    if context is not None and not context.meta.get("quiet"):
        sentence = message(code, language_of(context), **fields)
        click.echo(printable(sentence), err=True)


def spare(output: Path | None, *files: Path | None) -> None:
    """Refuse to write over these files, which are read, and over any form.

    Raises:
        UsageError: if the output is one of them.
    """
    if output is not None and not is_standard(output):
        spare_files(output, filter(None, files))


def require_new(outputs: Iterable[Path | None], *, force: bool) -> None:
    """Refuse to write over a file that exists, unless `force` is set.

    Raises:
        UsageError: with every one that does.
    """
    files = [output for output in outputs if output is not None and not is_standard(output)]
    there = [] if force else [file for file in files if file.is_file() and descriptor_of(file) is None]
    if there:
        raise UsageError(Problem("file_exists", file=str(file)) for file in there)


def _print(text: str | bytes) -> None:
    out = results()
    if isinstance(text, bytes) and out.isatty():
        raise UsageError(Problem("needs_file"))
    try:
        out.write(text.encode(errors="backslashreplace") if isinstance(text, str) else text)
    except BrokenPipeError:
        raise
    except OSError as error:  # a full disk
        detach()
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file="<stdout>")) from error
