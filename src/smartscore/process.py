"""What belongs to the whole process, and is as it was after code of plugins has run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

import numpy as np
from attrs import define, field


@define
class _Folder:
    """The working folder from before the first of the calls that run now, of which each thread may have one.

    Nobody waits for the code of plugins: the lock is held only to note who begins and who ends. A call that begins
    while another has changed the folder would else take that for the one to go back to.
    """

    lock: Lock = field(factory=Lock)
    running: int = 0
    before: str | None = None

    def begin(self) -> None:
        with self.lock:
            if not self.running:
                self.before = _folder()
            self.running += 1

    def end(self) -> None:
        with self.lock:
            self.running -= 1
            if self.before is not None and _folder() != self.before:
                with suppress(OSError):
                    os.chdir(self.before)


_FOLDER = _Folder()


@contextmanager
def kept() -> Iterator[None]:
    """Put back the working folder, by which files are named, and whether numbers that overflow are errors.

    Both are as they were also where several threads call plugins at once.
    """
    errors = np.geterr()  # of this thread alone
    _FOLDER.begin()
    try:
        yield
    finally:
        _FOLDER.end()
        np.seterr(**errors)


def _folder() -> str | None:
    try:
        return os.getcwd()  # a name that can be compared
    except OSError:  # it was removed
        return None
