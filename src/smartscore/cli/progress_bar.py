"""The progress of long work, on stderr and only on a terminal."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from smartscore.messages import message

T = TypeVar("T")


def watched(items: Sequence[T], code: str, language: str) -> Iterator[T]:
    """Give items one after the other, with a bar of how many are done where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, message(code, language), console=Console(stderr=True), transient=True)


@contextmanager
def busy(code: str, language: str) -> Iterator[None]:
    """Show what is being done while it lasts, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message(code, language)):
        yield
