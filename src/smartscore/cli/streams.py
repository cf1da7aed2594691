"""Standard output for results alone: what other code prints while a command runs goes to standard error.

Plugins are imported and called inside commands, and so are the programs that they start. Only the command does
this, never the library: standard output belongs to the process, and to all its threads.
"""

import atexit
import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, TextIO

import click

_RESULTS = "results"
_OUT, _ERR = 1, 2


class Results:
    """Standard output as it was when a command began: a stream, and its descriptor where it has one of its own."""

    def __init__(self, stream: TextIO | None, descriptor: int | None) -> None:
        self.stream, self.descriptor = stream, descriptor

    def isatty(self) -> bool:
        """Tell whether results go to a terminal."""
        if self.descriptor is not None:
            return os.isatty(self.descriptor)
        return self.stream is not None and self.stream.isatty()

    def columns(self) -> int:
        """Give the width of the terminal that results go to, 100 where they go to none; COLUMNS says another."""
        columns = os.environ.get("COLUMNS", "")
        if self.descriptor is None or (columns.isascii() and columns.isdecimal() and int(columns)):
            return shutil.get_terminal_size((100, 24)).columns
        with suppress(OSError):
            return os.get_terminal_size(self.descriptor).columns or 100
        return 100

    def write(self, data: bytes) -> None:
        """Write all of it, at once.

        Raises:
            OSError: if it cannot be written.
        """
        if self.descriptor is not None:
            with os.fdopen(os.dup(self.descriptor), "wb") as stream:
                stream.write(data)
        elif self.stream is None:
            raise OSError(9, os.strerror(9))
        else:
            self.stream.flush()
            self.stream.buffer.write(data)
            self.stream.buffer.flush()


def results() -> Results:
    """Give where the results of the command that runs go; standard output where none does."""
    context = click.get_current_context(silent=True)
    kept = context.meta.get(_RESULTS) if context is not None else None
    return kept if isinstance(kept, Results) else Results(sys.stdout, None)


def with_results_apart(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that keeps standard output for its results."""

    @wraps(function)
    def call(*values: Any, **options: Any) -> Any:
        with _apart(click.get_current_context()):
            return function(*values, **options)

    return call


@contextmanager
def _apart(context: click.Context) -> Iterator[None]:
    stream = sys.stdout
    descriptor = _own_descriptor(stream)
    context.meta[_RESULTS] = Results(stream, descriptor)
    if descriptor is None:
        sys.stdout = sys.stderr
    else:
        _lead_to_stderr(stream)
    try:
        yield
    finally:
        _flush(sys.stdout)
        sys.stdout = stream
        if descriptor is not None:
            _flush(stream)
            os.dup2(descriptor, _OUT)
            os.close(descriptor)
            atexit.register(_lead_to_stderr, stream)  # before what plugins do at the end, since it was registered after
        del context.meta[_RESULTS]


@contextmanager
def words_of_solvers_dropped() -> Iterator[None]:
    """Drop what is written to the descriptor of standard output meanwhile: solvers in C write lines of their own."""
    _flush(sys.stdout)
    try:
        kept = os.dup(_OUT)
    except OSError:  # it is closed, and nobody can write to it
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _OUT)
    os.close(nowhere)
    try:
        yield
    finally:
        _flush_of_c()
        os.dup2(kept, _OUT)
        os.close(kept)


def _flush_of_c() -> None:
    """Flush the streams of C, which keep what is written to a pipe or a file, where its library can be found."""
    with suppress(AttributeError, OSError, TypeError):  # as on Windows
        ctypes.CDLL(None).fflush(None)


def _own_descriptor(stream: TextIO | None) -> int | None:
    """Give a copy of the descriptor of standard output, if that is what the stream writes to."""
    try:
        if stream is None or stream.fileno() != _OUT:
            return None
    except (OSError, ValueError):  # a stream in memory
        return None
    copies = [os.dup(_OUT)]
    while copies[-1] <= _ERR:  # which is closed, and must not become standard output
        copies.append(os.dup(_OUT))
    for low in copies[:-1]:
        os.close(low)
    return copies[-1]


def _lead_to_stderr(stream: TextIO) -> None:
    """Have all that is written to standard output go to standard error, and nowhere where that is closed."""
    _flush(stream)
    try:
        os.dup2(_ERR, _OUT)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _OUT)
        os.close(nowhere)


def _flush(stream: TextIO | None) -> None:
    with suppress(OSError, ValueError):  # a plugin may have closed it
        if stream is not None:
            stream.flush()
