"""The progress of long work, on stderr and only on a terminal that may be decorated."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from smartscore.cli.usage.terminal import decorated
from smartscore.messages import message

T = TypeVar("T")


def watched(items: Sequence[T], code: str, language: str) -> Iterator[T]:
    """Give items one after the other, with a bar of how many are done where stderr is a terminal that shows it."""
    if not decorated(sys.stderr):
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, message(code, language), console=Console(stderr=True), transient=True)


@contextmanager
def busy(code: str, language: str) -> Iterator[None]:
    """Show what is being done while it lasts, where stderr is a terminal that shows it."""
    if not decorated(sys.stderr):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message(code, language)):
        yield
