"""Completion in a real bash on a terminal: what stands on the line after Tab."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Typed = Callable[[str], str]

READY = "ready> "
#: Goes to the beginning of the line and puts `echo` before it, so that the line is shown and not run.
SHOWN = "\x01printf '<%s>' \x05\n"


def read_until(terminal: int, end: str, seconds: float = 60) -> str:
    """Read what a terminal shows until it ends so (a regular expression), and give that."""
    told, latest = "", time.monotonic() + seconds
    while not (found := re.search(end + "$", told)):
        ready, _, _ = select.select([terminal], [], [], max(0, latest - time.monotonic()))
        assert ready, f"nothing more after {told!r}"
        told += os.read(terminal, 4096).decode()
    return found[0]


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[Typed]:
    """Give a function that types a line, which has a Tab in it, and gives the words that are on it then."""
    bash = shutil.which("bash")
    assert bash is not None
    (tmp_path / "places.csv").write_text("code,city,income\n3201,Kota Alun,1\n3202,Bukit,2\n")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "SMARTSCORE_LANG": "en",
        "PS1": READY,
        "TERM": "dumb",
        "INPUTRC": "/dev/null",
        "HISTFILE": "",
    }
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603  # the shell of this machine
        [bash, "--norc", "--noprofile", "-i"],
        cwd=tmp_path,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)

    def typed(line: str) -> str:
        os.write(ours, (line + SHOWN).encode())
        return read_until(ours, f"\n<.*>{READY}")[1 : -len(READY)]

    read_until(ours, READY)
    os.write(ours, b"bind 'set enable-bracketed-paste off'; eval \"$(_SMARTSCORE_COMPLETE=bash_source smartscore)\"\n")
    read_until(ours, READY)
    try:
        yield typed
    finally:
        os.close(ours)
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("smartscore ass\t", "<smartscore><assess>"),
        ("smartscore assess places.csv --framew\tip\t", "<smartscore><assess><places.csv><--framework><ipm>"),
        ("smartscore explain places.csv --city Kot\t", "<smartscore><explain><places.csv><--city><Kota Alun>"),
        ("smartscore assess --fail-under economy_\t", "<smartscore><assess><--fail-under><economy_>"),
        ("smartscore assess --fail-under econom\t60", "<smartscore><assess><--fail-under><economy=60>"),
        ("smartscore assess pla\t", "<smartscore><assess><places.csv>"),
    ],
)
def test_tab_puts_in_what_is_meant(typed: Typed, line: str, words: str) -> None:
    assert typed(line) == words
