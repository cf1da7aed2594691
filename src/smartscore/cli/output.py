"""Writing of results to standard output or a file, and files that are never written over."""

import errno
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click
from attrs import frozen

from smartscore.cli.exits import detach
from smartscore.cli.options import STANDARD
from smartscore.cli.streams import pour, results
from smartscore.cli.usage.language import language_of
from smartscore.errors import Problem, UsageError, legible
from smartscore.messages import message, printable
from smartscore.text import reason_of


@frozen
class Destination:
    """A file or standard output, and the format: that of the name, else of the ending of the file, else a table."""

    format_: str | None = None
    output: Path | None = None

    @property
    def standard(self) -> bool:
        """Whether it goes to standard output."""
        return is_standard(self.output)


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
    """Write a file without a word: a new one in the place of the old, unless the target is no regular file.

    Devices, pipes and open files such as /dev/stdout are written to, and a link keeps leading where it led.

    Raises:
        UsageError: if the file cannot be written.
    """
    data = text.encode(errors="backslashreplace") if isinstance(text, str) else text
    try:
        if (descriptor := _descriptor(output)) is not None:
            if descriptor == 1 and (kept := results().descriptor) is not None:
                descriptor = kept
            with os.fdopen(os.dup(descriptor), "wb", buffering=0) as stream:
                pour(data, stream)
        elif output.exists() and not output.is_file():
            with output.open("wb", buffering=0) as stream:
                pour(data, stream)
        else:
            _replace(Path(os.path.realpath(output)), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file=str(output))) from error


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
    if output is None or is_standard(output) or not output.is_file() or _descriptor(output) is not None:
        return
    if any(output.samefile(file) for file in files if file is not None and file.exists()):
        raise UsageError(Problem("file_is_read", file=str(output)))
    from smartscore.reading.workbooks.form import is_form  # which most runs do without

    try:
        kept = is_form(output)
    except OSError as error:
        raise UsageError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(output))) from error
    if kept:
        raise UsageError(Problem("form_exists", file=str(output)))


def require_new(outputs: Iterable[Path | None], *, force: bool) -> None:
    """Refuse to write over a file that exists, unless `force` is set.

    Raises:
        UsageError: with every one that does.
    """
    files = [output for output in outputs if output is not None and not is_standard(output)]
    there = [] if force else [file for file in files if file.is_file() and _descriptor(file) is None]
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


def _descriptor(output: Path) -> int | None:
    """Give the number of the open file of this process that a path such as /dev/stdout or /dev/fd/3 stands for."""
    path, opened = os.path.abspath(output), os.path.realpath("/dev/fd")
    for _ in range(40):  # more links than systems follow
        folder, name = os.path.realpath(os.path.dirname(path)), os.path.basename(path)
        if folder == opened and name.isascii() and name.isdecimal():
            return int(name)
        if not os.path.islink(path):
            return None
        path = os.path.join(folder, os.readlink(path))
    return None


def _replace(target: Path, data: bytes) -> None:
    """Put a file with this content in the place of the old one, if there is one, with the rights that it had."""
    if target.is_symlink():  # which leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = target.with_name(f".smartscore-{os.urandom(4).hex()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            part.unlink()
        raise
