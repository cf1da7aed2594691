"""Packages that only some formats need, which come with extras of the installation."""

from importlib.util import find_spec

from smartscore.errors import Problem, UsageError


def require(extra: str, *packages: str) -> None:
    """Refuse to go on without these packages of an extra.

    Raises:
        UsageError: if one of them is not installed; it says how to install them.
    """
    if any(find_spec(name) is None for name in packages):
        raise UsageError(Problem("missing_extra", {"extra": extra}))
