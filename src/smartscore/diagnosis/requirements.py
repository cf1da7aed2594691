"""What a distribution requires, of its own metadata, and whether it is there."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from typing import Literal, NamedTuple

_WRITTEN = re.compile(r"\s*(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?(?P<versions>[^;)]*)\)?\s*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")
_LEAST = re.compile(r">=\s*([\w.]+)")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")


class Requirement(NamedTuple):
    """A distribution that is required, the least version, and the extra that requires it, empty for all others."""

    name: str
    least: str
    extra: str

    @property
    def installed(self) -> str | None:
        """The version that is installed, None for none."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return None

    @property
    def state(self) -> Literal["fine", "missing", "old"]:
        """Whether it is there, and new enough."""
        if self.installed is None:
            return "missing"
        return "old" if is_older(self.installed, self.least) else "fine"

    def __str__(self) -> str:
        return f"{self.name}>={self.least}" if self.least else self.name


def requirements(name: str) -> Iterator[Requirement]:
    """Give what a distribution requires; of markers the extra alone counts."""
    for written in distribution(name).requires or ():
        if parts := _WRITTEN.fullmatch(written):
            least, extra = _LEAST.search(parts["versions"]), _EXTRA.search(parts["marker"] or "")
            yield Requirement(parts["name"], least[1] if least else "", extra[1] if extra else "")


def extras_of(name: str) -> list[str]:
    """Give the names of the extras of a distribution, sorted."""
    return sorted(distribution(name).metadata.get_all("Provides-Extra") or ())


def is_older(found: str, least: str) -> bool:
    """Tell whether a version is before another, by the numbers of the release: 2.9 is before 2.10.1."""
    return _numbers(found) < _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    release = _RELEASE.match(version)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def canonical(name: str) -> str:
    """Give the name of a distribution as names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def modules_of(requirement: str, packages: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Give the modules that a distribution is imported by: the one of its own name, else all that it has."""
    own = [module for module, names in packages if requirement in map(canonical, names) and module.isidentifier()]
    public = sorted(module for module in own if not module.startswith("_"))
    return [module for module in public if canonical(module) == requirement] or public
