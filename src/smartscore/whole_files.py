"""Files that are written whole or not at all, and files that are never written over."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from smartscore.errors import Problem, UsageError
from smartscore.text import reason_of


def write_whole(text: str | bytes, output: Path, *, stdout: int = 1) -> None:
    """Write a file without a word: a new one in the place of the old, unless the target is no regular file.

    Devices, pipes and open files such as /dev/stdout are written to, and a link keeps leading where it led. `stdout`
    is the descriptor that standard output has for now.

    Raises:
        UsageError: if the file cannot be written.
    """
    data = text.encode(errors="backslashreplace") if isinstance(text, str) else text
    try:
        if (descriptor := descriptor_of(output)) is not None:
            with os.fdopen(os.dup(stdout if descriptor == 1 else descriptor), "wb", buffering=0) as stream:
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


def spare_files(output: Path, files: Iterable[Path]) -> None:
    """Refuse to write over these files, which are read, and over any form.

    Raises:
        UsageError: if the output is one of them.
    """
    if not output.is_file() or descriptor_of(output) is not None:
        return
    if any(output.samefile(file) for file in files if file.exists()):
        raise UsageError(Problem("file_is_read", file=str(output)))
    from smartscore.reading.workbooks.form import is_form  # which most runs do without

    try:
        kept = is_form(output)
    except OSError as error:
        raise UsageError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(output))) from error
    if kept:
        raise UsageError(Problem("form_exists", file=str(output)))


def pour(data: bytes, stream: RawIOBase | BinaryIO) -> None:
    """Write all of it, of which a stream without a buffer may take a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def descriptor_of(output: Path) -> int | None:
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
    with _in_place_of(target) as stream:
        stream.write(data)


@contextmanager
def whole_file(output: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file piece by piece, which takes the place of the old one when all of it is there.

    Devices and pipes are written to as they are.

    Raises:
        UsageError: if the file cannot be written.
    """
    try:
        if output.exists() and not output.is_file():
            with output.open("wb") as stream:
                yield stream
        else:
            with _in_place_of(Path(os.path.realpath(output))) as stream:
                yield stream
    except OSError as error:
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file=str(output))) from error


@contextmanager
def _in_place_of(target: Path) -> Iterator[BinaryIO]:
    if target.is_symlink():  # which leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = target.with_name(f".smartscore-{os.urandom(4).hex()}.part")
    try:
        with part.open("xb") as stream:
            yield stream
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            part.unlink()
        raise
