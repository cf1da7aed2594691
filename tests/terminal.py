"""The installed command on a real terminal, in a process of its own."""

import os
import pty
import subprocess
import sys
from pathlib import Path

SMARTSCORE = str(Path(sys.executable).with_name("smartscore"))


def shown(folder: Path, *asked: str, whole: bool = False, **variables: str) -> tuple[str, bytes]:
    """Run the command on a terminal: what is seen there, and its stdout, which if `whole` is the terminal too."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603  # our own command
        [SMARTSCORE, *asked],
        cwd=folder,
        env=environment(**variables),
        stdout=theirs if whole else subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while part := _read(ours):
        said += part
    out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0, said
    return said.decode(), out or b""


def environment(**variables: str) -> dict[str, str]:
    """Give the variables of somebody at a terminal, wherever the tests run."""
    here = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR")}
    return {**here, "SMARTSCORE_LANG": "en", "TERM": "xterm", "COLUMNS": "100", **variables}


def _read(file: int) -> bytes:
    try:
        return os.read(file, 4096)
    except OSError:  # the other end is closed
        return b""
