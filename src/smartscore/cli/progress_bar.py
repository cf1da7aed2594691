"""The progress of long work, on stderr and only on a terminal that may be decorated."""

import sys
from collections.abc import Callable, Iterator, Sequence
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


@contextmanager
def counted(code: str, language: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what is to be told how much is done, of how much, where stderr is a terminal that shows it, else nothing.

    The bar shows how long it will still take, and begins anew where another number of things is to be done.
    """
    if not decorated(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[int, TaskID] = {}

        def told(done: int, total: int) -> None:
            if total not in tasks:
                for earlier in tasks.values():
                    bar.remove_task(earlier)
                tasks.clear()
                tasks[total] = bar.add_task(message(code, language), total=total)
            bar.update(tasks[total], completed=done)

        yield told
