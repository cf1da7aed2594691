"""A plugin is checked in a process of its own, which it may end, fill, block or write into as it likes."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from attrs import frozen

from smartscore.errors import Problem, UsageError, hint
from smartscore.hookspecs import PROJECT
from smartscore.messages import LANGUAGES, message
from smartscore.testing.search import require_hypothesis
from smartscore.text import NO_TEXT, Phrase, Text

State = Literal["sound", "faulty", "untried"]
TIMEOUT = 120.0
_SHOWN = 400  # characters of what a plugin printed


@frozen(kw_only=True)
class Told(Problem):
    """A problem that was found in another process, where its sentence was made in each language."""

    kind: str
    name: str
    text: Text = NO_TEXT

    def sentence(self, language: str = "en") -> str:
        """Give the sentence alone."""
        return self.text.to(language)

    def to(self, language: str) -> str:
        """Give the sentence with what it is about before it."""
        return f"{Phrase(f'checked_{self.kind}').to(language)} {self.name}: {self.sentence(language)}"


@frozen
class Checked:
    """One thing that a plugin gives, and what is wrong with it; what needs parameters may have gone untried."""

    kind: str
    name: str
    state: State
    problems: tuple[Told, ...] = ()


@frozen
class PluginCheck:
    """What was checked of a plugin, and what the plugin printed while it was."""

    name: str
    distribution: str
    version: str
    checked: tuple[Checked, ...]
    printed: str = ""

    @property
    def problems(self) -> list[Told]:
        """Everything that is wrong."""
        return [problem for one in self.checked for problem in one.problems]


def check_plugin(name: str, *, timeout: float = TIMEOUT) -> PluginCheck:
    """Check everything that an installed plugin gives, in a process of its own that is ended after `timeout` seconds.

    Raises:
        UsageError: if there is no such plugin, or hypothesis is not installed.
    """
    point = _entry_point(name)
    require_hypothesis()
    with TemporaryDirectory(prefix="smartscore-") as folder:
        findings, printed = Path(folder, "findings"), Path(folder, "printed")
        ended = _run(name, findings, printed, timeout)
        lines = findings.read_text(encoding="utf-8").splitlines() if findings.exists() else []
        said = printed.read_text(encoding="utf-8", errors="replace").strip()
    checked = _checked(name, [json.loads(line) for line in lines], ended)
    identity = (point.dist.name, point.dist.version) if point.dist else ("", "")
    return PluginCheck(name, *identity, tuple(checked), said[:_SHOWN])


def _entry_point(name: str) -> EntryPoint:
    points = {point.name: point for point in entry_points(group=PROJECT)}
    if name not in points:
        raise UsageError(Problem("unknown_plugin", {"found": name, "hint": hint(name, points)}))
    return points[name]


def _run(name: str, findings: Path, printed: Path, timeout: float) -> Problem | None:
    """Run the checks, and say how the process ended if it did not get to its end."""
    command = [sys.executable, "-P", "-m", "smartscore.testing", name, str(findings)]
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    with (
        printed.open("wb") as out,
        subprocess.Popen(  # noqa: S603  # this very Python
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        ) as process,
    ):
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            return Problem("check_timed_out", {"seconds": f"{timeout:g}"})
        finally:
            _end(process)
    return Problem("check_ended", {"code": _ending(code)})


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and those that it began, where the system tells them."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def _ending(code: int) -> str:
    names = {-one.value: one.name for one in signal.Signals}
    return names.get(code, str(code))


def _checked(name: str, found: list[dict[str, Any]], ended: Problem | None) -> list[Checked]:
    """Give what was checked; what was begun and not done when the process ended is at fault for that."""
    checked = [_one(begun, done) for begun, done in pairwise(found) if "problems" in done]
    if found and found[-1].get("end"):
        return checked
    begun = found[-1] if found and "problems" not in found[-1] else {"kind": "plugin", "name": name}
    assert ended is not None  # noqa: S101  # a process without an end says how it ended
    text = {language: message(ended.code, language, **ended.fields) for language in LANGUAGES}
    told = Told(ended.code, kind=begun["kind"], name=begun["name"], text=Text(text))
    return [*checked, Checked(begun["kind"], begun["name"], "faulty", (told,))]


def _one(begun: dict[str, Any], done: dict[str, Any]) -> Checked:
    kind, name = begun["kind"], begun["name"]
    told = tuple(Told(one["code"], kind=kind, name=name, text=Text(one["text"])) for one in done["problems"])
    return Checked(kind, name, "faulty" if told else done["state"], told)
