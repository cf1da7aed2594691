"""Sources of datasets: files, or standard input and other streams, which are read once."""

import sys
from pathlib import Path

import click

from smartscore.api import Source
from smartscore.cli.options import STANDARD
from smartscore.errors import DatasetError, Problem
from smartscore.reading import Limits, is_stream
from smartscore.tables import Content
from smartscore.text import reason_of

_KEPT = "streams"


def source(file: Path) -> Source:
    """Give what a dataset is read from: the file, or what a stream holds, read once.

    `-` is standard input; /dev/stdin and process substitution are streams too.
    """
    if file != STANDARD and not is_stream(file):
        return file
    kept: dict[Path, Content] = click.get_current_context().meta.setdefault(_KEPT, {})
    if file not in kept:
        kept[file] = _read(file)
    return kept[file]


def _read(file: Path) -> Content:
    most = Limits.in_effect().unpacked + 1  # which is refused
    if file == STANDARD:
        return Content("<stdin>", sys.stdin.buffer.read(most))
    try:
        with file.open("rb") as stream:
            return Content(str(file), stream.read(most))
    except OSError as error:
        raise DatasetError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(file))) from error
