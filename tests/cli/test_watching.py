"""Long work shows itself on a terminal, on stderr, and is quiet everywhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

SMARTSCORE = str(Path(sys.executable).with_name("smartscore"))


def run(folder: Path, *asked: str, terminal: bool) -> tuple[str, bytes]:
    """Run the command in a process of its own, with a terminal as stderr or not: what it says there, and its stdout."""
    environment = {**os.environ, "SMARTSCORE_LANG": "en", "TERM": "xterm", "COLUMNS": "100"}
    if not terminal:
        done = subprocess.run([SMARTSCORE, *asked], cwd=folder, env=environment, capture_output=True, check=True)  # noqa: S603
        return done.stderr.decode(), done.stdout
    ours, theirs = pty.openpty()
    process = subprocess.Popen([SMARTSCORE, *asked], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs)  # noqa: S603
    os.close(theirs)
    said = b""
    while part := _read(ours):
        said += part
    out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    return said.decode(), out


def _read(file: int) -> bytes:
    try:
        return os.read(file, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.fixture
def folder(tmp_path: Path, wide: Path, small: Path) -> Path:
    assert wide.parent == small.parent == tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("target", "said"),
    [(("-o", "report.html"), "Writing the report"), (("--split", "cities"), "Writing a file a city")],
)
def test_on_a_terminal_it_is_seen(folder: Path, target: tuple[str, str], said: str) -> None:
    asked = ("assess", "wide.csv", "--framework", "small.toml", "--format", "html", *target)
    shown, _ = run(folder, *asked, terminal=True)
    assert said in shown
    assert (folder / target[1]).exists()


def test_elsewhere_it_is_quiet(folder: Path) -> None:
    asked = ("assess", "wide.csv", "--framework", "small.toml")
    quiet, first = run(folder, *asked, terminal=False)
    _, second = run(folder, *asked, terminal=True)
    assert quiet == ""
    assert first == second
