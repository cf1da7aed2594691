"""What went wrong in other people's code: the type of the error and what it says, and where in it that was."""

import traceback
from collections.abc import Collection
from pathlib import Path
from types import ModuleType

from smartscore.messages import printable

_LONGEST = 300


def said(error: BaseException) -> str:
    """Give the type of an error and what it says, on one line: `KeyError: 'x'`."""
    try:
        text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
        text = printable(text[: 4 * _LONGEST])
    except Exception:  # an error whose own text fails
        text = ""
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "..."
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place(error: BaseException, packages: Collection[str]) -> tuple[str, int] | None:
    """Give the file and the line of these packages that were run last before an error, or that could not be read."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return _within(error.filename, packages), error.lineno
    frames = [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__")).partition(".")[0] in packages
        and not frame.f_code.co_filename.startswith("<")  # which is no file that can be opened
    ]
    return (_within(frames[-1][0], packages), frames[-1][1]) if frames else None


def _within(file: str, packages: Collection[str]) -> str:
    """Give the path of a file from its package on, else its name alone."""
    path = Path(file)
    folders = [place for place, part in enumerate(path.parts) if part in packages]
    return "/".join(path.parts[folders[-1] :]) if folders else path.name


def packages_of(*parts: object) -> frozenset[str]:
    """Give the names of the top packages that modules, functions and values come from, without smartscore itself."""
    modules = {
        part.__name__ if isinstance(part, ModuleType) else str(getattr(part, "__module__", type(part).__module__))
        for part in parts
    }
    return frozenset(name.partition(".")[0] for name in modules) - {"smartscore", "builtins", "functools"}
