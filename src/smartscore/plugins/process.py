"""What belongs to the whole process, and is as it was after code of plugins has run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import numpy as np


@contextmanager
def kept() -> Iterator[None]:
    """Put back the working folder, by which files are named, and whether numbers that overflow are errors."""
    folder, errors = _folder(), np.geterr()
    try:
        yield
    finally:
        np.seterr(**errors)
        if folder is not None and _folder() != folder:
            with suppress(OSError):
                os.chdir(folder)


def _folder() -> str | None:
    try:
        return os.getcwd()  # a name that can be compared
    except OSError:  # it was removed
        return None
