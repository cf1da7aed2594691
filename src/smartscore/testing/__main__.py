"""The process in which a plugin is checked: what it finds goes to a file, a line when a check begins and one after.

Standard output and standard error are left to the plugin.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from smartscore.errors import Problem, SmartscoreError
from smartscore.messages import LANGUAGES
from smartscore.testing.plugin import Task, tasks
from smartscore.testing.search import ANY_FAILURE, in_words

_MEMORY = 4 * 2**30  # bytes beyond what Python has when it begins


def main(name: str, findings: str) -> None:
    """Check a plugin, and write what is found to a file."""
    _limit_memory()
    with Path(findings).open("w", encoding="utf-8") as file:
        for task in _guarded(name):
            _write(file, kind=task.kind, name=task.name)
            problems = list(_problems(task))
            state = "untried" if task.check is None else "sound"
            texts = [{"code": p.code, "text": {language: p.to(language) for language in LANGUAGES}} for p in problems]
            _write(file, state=state, problems=texts)
        _write(file, end=True)


def _guarded(name: str) -> Iterator[Task]:
    """Give the tasks; a plugin that ends the search for them is itself at fault."""
    try:
        yield from tasks(name)
    except ANY_FAILURE as error:
        failure = error  # which Python forgets after the handler

        def fail() -> None:
            raise failure

        yield Task("plugin", name, fail)


def _problems(task: Task) -> Iterator[Problem]:
    try:
        if task.check is not None:
            task.check()
    except SmartscoreError as error:
        yield from error.problems
    except ANY_FAILURE as error:
        yield Problem("check_failed", {"error": in_words(error)})


def _write(file: TextIO, **told: Any) -> None:
    file.write(json.dumps(told) + "\n")
    file.flush()


def _limit_memory() -> None:
    """Refuse the process more memory than any plugin needs, where the system can do so."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main(*sys.argv[1:])
