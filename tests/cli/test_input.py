"""Datasets from standard input and other streams, which are read once and known by their content."""

import gzip
import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from smartscore.cli import main

CSV = b"city,a,b\nAlun,1,2\nBukit,3,4\n"
TREE = 'id = "t"\nmembers = [{ id = "a", rule = "rank" }, { id = "b", rule = "rank" }]\n'


@pytest.fixture
def framework(tmp_path: Path) -> str:
    path = tmp_path / "t.toml"
    path.write_text(TREE)
    return str(path)


@pytest.mark.parametrize("data", [CSV, gzip.compress(CSV, mtime=0), b'[{"city": "Alun", "a": 1, "b": 2}]'])
def test_a_hyphen_is_standard_input(framework: str, data: bytes) -> None:
    done = CliRunner().invoke(main, ["check", "-", "--framework", framework, "--lang", "en"], input=data)
    assert (done.exit_code, "0 of" in done.output) == (0, True)


def test_a_pipe_is_read_once_for_several_frameworks(framework: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(CSV,))
    writer.start()
    done = CliRunner().invoke(main, ["check", str(pipe), "--framework", framework, "--lang", "en"])
    writer.join()
    assert done.exit_code == 0
    assert done.output.endswith("\nno problems for t: 2 rows, 0 of 4 values missing\n")


def test_a_stream_larger_than_allowed_is_refused(framework: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTSCORE_MAX_UNPACKED", "9")
    done = CliRunner().invoke(main, ["check", "-", "--framework", framework, "--lang", "en"], input=CSV)
    assert done.exit_code == 3
    assert "<stdin>: the file has 10 bytes when it is unpacked; 9 are allowed" in done.output


def test_an_address_is_refused(framework: str) -> None:
    done = CliRunner().invoke(main, ["check", "https://example.org/a.csv", "--framework", framework, "--lang", "id"])
    assert done.exit_code == 2
    assert "https://example.org/a.csv adalah alamat web" in done.output


def test_a_depth_without_end_ends(framework: str) -> None:
    arguments = ["peers", "-", "--city", "Alun", "--framework", framework, "--depth", "999999999999", "--lang", "en"]
    assert CliRunner().invoke(main, arguments, input=CSV).exit_code == 0
