"""Folders in which files are written, and the terminal."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from smartscore.diagnosis.finding import Finding
from smartscore.messages import message, number

_TRIED = b"smartscore" * 10_000


def folders(language: str) -> Iterator[Finding]:
    """Tell of the current folder and that of temporary files whether a file can be written and replaced there."""
    try:
        yield _folder("folder_current", Path.cwd(), language)
    except OSError as error:  # somebody removed it
        said = message("doctor_unwritable", language, folder=".", reason=error.strerror)
        yield Finding("file", message("folder_current", language), "notice", said, "cd")
    yield _folder("folder_temporary", Path(tempfile.gettempdir()), language)


def _folder(code: str, folder: Path, language: str) -> Finding:
    name = message(code, language)
    try:
        write_and_replace(folder)
        free = number(shutil.disk_usage(folder).free / 1e9, 1, language)
    except OSError as error:
        said = message("doctor_unwritable", language, folder=folder, reason=error.strerror)
        return Finding("file", name, "notice", said, message("doctor_unwritable_mend", language))
    return Finding("file", name, "works", message("doctor_writable", language, folder=folder, free=free))


def write_and_replace(folder: Path) -> None:
    """Write a file, write it again, put the second in the place of the first, and leave nothing behind.

    Raises:
        OSError: if the disk is full, the folder may not be written to, or files cannot be replaced there.
    """
    target = folder / f".smartscore-doctor-{uuid4().hex}"
    part = target.with_suffix(".part")
    try:
        for file in (target, part):
            with file.open("xb") as stream:
                stream.write(_TRIED)
                stream.flush()
                os.fsync(stream.fileno())
        part.replace(target)
    finally:
        for file in (target, part):
            file.unlink(missing_ok=True)


def terminal(language: str) -> Iterator[Finding]:
    """Tell in which encoding standard output and error are, whether they are a terminal, and how wide it is."""
    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        encoding = str(getattr(stream, "encoding", None) or "-")
        is_terminal = bool(stream and stream.isatty())
        width = shutil.get_terminal_size((100, 24)).columns
        code = "doctor_terminal" if is_terminal else "doctor_no_terminal"
        said = message(code, language, encoding=encoding, width=width)
        if is_terminal and encoding.lower().replace("-", "") != "utf8":
            mend = "chcp 65001" if os.name == "nt" else "export LC_ALL=C.UTF-8"
            yield Finding("terminal", name, "notice", message("doctor_encoding", language, encoding=encoding), mend)
        else:
            yield Finding("terminal", name, "works", said)
