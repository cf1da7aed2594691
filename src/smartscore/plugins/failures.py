"""What went wrong in the code of plugins, as problems: what failed, what is absent, what is of another contract."""

import re
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from types import ModuleType

from smartscore.errors import PluginError, Problem, SmartscoreError, in_own_words
from smartscore.failures import place, said
from smartscore.hookspecs import CONTRACT, PROJECT
from smartscore.text import Phrase, Translatable

#: What plugins for the first contract ask for.
_OF_FIRST_CONTRACT = re.compile(r"Report\.__init__\(\) got an unexpected keyword argument 'write'")


def reasons(error: BaseException, packages: Collection[str]) -> Iterator[Translatable]:
    """Give what an error says, and where in these packages it was; each problem by itself where it has several."""
    problems = (isinstance(error, SmartscoreError) and error.problems) or (in_own_words(said(error)),)
    where = place(error, packages)
    for problem in problems:
        if where is None or problem.file is not None:  # which says where
            yield problem
        else:
            yield Phrase("failure_at", failure=problem, file=where[0], line=where[1])


def is_blamed(error: BaseException) -> bool:
    """Tell whether an error says already whose it is."""
    if not isinstance(error, PluginError):
        return False
    return bool(error.problems) and all(problem.fields.keys() & {"plugin", "first"} for problem in error.problems)


def special(error: BaseException, plugin: str, packages: Collection[str]) -> Problem | None:
    """Give the problem of an error that says what is absent, or of another contract; None for another error."""
    if isinstance(error, TypeError) and _OF_FIRST_CONTRACT.search(said(error)):
        return Problem("contract_older", {"plugin": plugin, "found": CONTRACT - 1, "contract": CONTRACT})
    if lacking := _lacking(error):
        return Problem("smartscore_lacks", {"plugin": plugin, "found": lacking, "contract": CONTRACT})
    if isinstance(error, ModuleNotFoundError) and error.name and not _is_there(root := error.name.partition(".")[0]):
        own = root in packages
        code = "plugin_module_absent" if own else "plugin_needs_module"
        return Problem(code, {"plugin": plugin, "module": error.name if own else root})
    return None


def _lacking(error: BaseException) -> str | None:
    """Give what of smartscore an error says that there is not."""
    if isinstance(error, ModuleNotFoundError):
        return error.name if error.name and error.name.startswith(f"{PROJECT}.") else None
    if isinstance(error, ImportError):
        named = re.search(r"cannot import name '(\w+)'", said(error))
        return f"{error.name}.{named[1]}" if named and str(error.name).partition(".")[0] == PROJECT else None
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        return f"{PROJECT}.{error.name}" if error.obj.__name__ == PROJECT else None
    return None


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):
        return False
