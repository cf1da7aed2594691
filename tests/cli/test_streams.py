"""Standard output is for results: what plugins print while they load, score or write goes to standard error."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import EXAMPLE, run

Install = Callable[..., Path]

SMARTSCORE = str(Path(sys.executable).with_name("smartscore"))
#: Everything that a plugin can do to get words onto standard output, at each of the times at which it is called.
NOISY = """
    import atexit
    import os
    import subprocess
    import sys

    import click
    from smartscore import Dimension, Document, Indicator, Report, Style, hookimpl

    grabbed = sys.stdout

    def shout(when):
        print(f"<{when} print>")
        sys.stdout.write(f"<{when} write>")
        grabbed.write(f"<{when} grabbed>")
        click.echo(f"<{when} click>")
        sys.stdout.flush()
        os.write(1, f"<{when} descriptor>".encode())
        subprocess.run(["echo", f"<{when} child>"], check=True)

    class Loud:
        better = "higher"

        def __call__(self, values, /):
            shout("rule")
            return values / 100

    def render(document: Document, style: Style) -> str:
        shout("report")
        return "{}"

    @hookimpl
    def smartscore_dimensions():
        shout("hook")
        return [Dimension("noise", members=[Indicator("decibels", rule=Loud())])]

    @hookimpl
    def smartscore_reports():
        return [Report("noisy", ".noisy", render)]

    shout("import")
    if "pytest" not in sys.modules:
        atexit.register(shout, "end")
"""
WAYS = ("print", "write", "grabbed", "click", "descriptor", "child")


@pytest.fixture
def noisy(install: Install) -> Path:
    return install("noisy", NOISY)


def started(folder: Path, *words: object, **more: object) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "SMARTSCORE_LANG": "en", "COLUMNS": "100", "PYTHONPATH": str(folder)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    command = [SMARTSCORE, *map(str, words)]
    return subprocess.run(command, env=environment, text=True, check=False, **pipes)  # type: ignore[call-overload,no-any-return]  # noqa: S603


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_json_stays_json_whatever_a_plugin_prints(
    noisy: Path, unbuffered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    data = noisy / "cities.csv"
    data.write_text("city,decibels\nAlun,40\nBukit,60\n")
    done = started(noisy, "assess", data, "--only", "noisy", "--format", "json")
    assert done.returncode == 0
    (assessment,) = json.loads(done.stdout)["assessments"]
    assert {city["city"]: city["index"] for city in assessment["cities"]} == {"Alun": 40.0, "Bukit": 60.0}
    said = {f"<{when} {way}>" for when in ("import", "hook", "rule", "end") for way in WAYS}
    assert {words for words in said if words not in done.stderr} == set()


def test_nor_what_a_report_prints(noisy: Path, tmp_path: Path) -> None:
    done = started(noisy, "assess", EXAMPLE, "--format", "noisy")
    assert (done.returncode, done.stdout) == (0, "{}")
    assert "<report child>" in done.stderr
    written = started(noisy, "assess", EXAMPLE, "-o", tmp_path / "two.noisy")
    assert (written.stdout, (tmp_path / "two.noisy").read_text()) == ("", "{}")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"])
def test_standard_output_by_its_path_has_the_result_alone(noisy: Path, name: str) -> None:
    done = started(noisy, "plugins", "list", "--format", "json", "-o", name)
    assert {row["name"]: row["state"] for row in json.loads(done.stdout)}["noisy"] == "works"
    assert "<import child>" in done.stderr


def test_where_standard_error_is_closed_it_goes_nowhere(noisy: Path) -> None:
    line = f"'{SMARTSCORE}' assess '{EXAMPLE}' --format noisy 2>&-"
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", line],  # noqa: S607
        env={**os.environ, "PYTHONPATH": str(noisy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{}", "")


def test_where_standard_output_is_closed_it_is_told() -> None:
    line = f"'{SMARTSCORE}' frameworks list --no-plugins --lang en >&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.returncode == 2
    assert done.stderr == f"<stdout>: the file cannot be written: {os.strerror(9)} [file_unwritable]\n"


def test_help_and_version_are_results(noisy: Path) -> None:
    assert started(noisy, "--help").stdout.startswith("Usage: smartscore")
    assert started(noisy, "assess", "--help").stdout.startswith("Usage: smartscore assess")
    assert started(noisy, "--version").stdout.startswith("smartscore, version ")


@pytest.mark.usefixtures("noisy")
def test_in_the_process_of_a_test_too() -> None:
    done = run("assess", EXAMPLE, "--format", "noisy")
    assert (done.exit_code, done.stdout) == (0, "{}")
    assert "<import print>" in done.stderr
    assert "<report click>" in done.stderr


def test_standard_output_is_as_before_when_the_command_has_run(noisy: Path) -> None:
    code = (
        "import sys; from smartscore.cli import main; before = sys.stdout;"
        "main(sys.argv[1:], standalone_mode=False); print('after', sys.stdout is before, flush=True)"
    )
    command = [sys.executable, "-c", code, "assess", str(EXAMPLE), "--format", "noisy"]
    environment = {**os.environ, "PYTHONPATH": str(noisy)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "{}after True\n"


@pytest.mark.parametrize("act", ["sys.stdout.close()", "sys.stdout = open('log', 'w')", "sys.stdout = None"])
def test_a_plugin_that_does_away_with_standard_output_does_not_take_the_result(
    install: Install, act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = install(
        "odd",
        f"import sys\n{act}\n" + "from smartscore import hookimpl\n@hookimpl\ndef smartscore_dimensions(): return []",
    )
    done = started(folder, "frameworks", "list", "--format", "json")
    assert json.loads(done.stdout)[0]["id"]
    assert done.returncode == 0


def test_the_width_is_that_of_the_terminal_of_the_result() -> None:
    """Standard error may be a terminal of another width: a pipe has 100 columns all the same."""
    leader, follower = os.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    command = [SMARTSCORE, "assess", str(EXAMPLE), "--no-plugins", "--depth", "2"]
    wide = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=follower, text=True, check=True)  # noqa: S603
    piped = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    os.close(leader)
    os.close(follower)
    assert wide.stdout == piped.stdout


class TestWordsOfSolvers:
    def run(self, code: str, **more: object) -> "subprocess.CompletedProcess[str]":
        code = f"import os, sys\nfrom smartscore.cli.streams import words_of_solvers_dropped\n{code}"
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.run([sys.executable, "-c", code], text=True, check=False, **pipes)  # type: ignore[call-overload,no-any-return]  # noqa: S603

    def test_what_is_written_to_the_descriptor_meanwhile_is_dropped(self) -> None:
        code = """print("before")
with words_of_solvers_dropped():
    os.write(1, b"noise")
os.write(1, b"after ")
print("last")
"""
        done = self.run(code)
        assert (done.returncode, done.stdout, done.stderr) == (0, "before\nafter last\n", "")

    def test_it_is_restored_after_an_error(self) -> None:
        code = """try:
    with words_of_solvers_dropped():
        os.write(1, b"noise")
        raise ValueError
except ValueError:
    print("told")
"""
        assert self.run(code).stdout == "told\n"

    def test_what_c_keeps_in_its_buffer_is_dropped_too(self) -> None:
        code = """import ctypes
with words_of_solvers_dropped():
    if os.name == "posix":
        ctypes.CDLL(None).puts(b"noise")
print("told")
"""
        assert self.run(code).stdout == "told\n"

    def test_a_closed_descriptor_does_no_harm(self) -> None:
        code = """os.close(1)
with words_of_solvers_dropped():
    sys.stderr.write("done")
sys.stdout = None
"""
        done = self.run(code)
        assert (done.returncode, done.stderr) == (0, "done")
