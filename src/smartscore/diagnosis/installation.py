"""Python, smartscore itself, and what was left of other installations."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from smartscore import __version__
from smartscore.diagnosis.finding import Finding
from smartscore.diagnosis.requirements import canonical, is_older
from smartscore.messages import message

OWN = "smartscore"
_AREA = "installation"


def installation(language: str) -> Iterator[Finding]:
    """Tell which Python and which smartscore run here, and what else of smartscore is installed."""
    found = f"{platform.python_version()}, {sys.executable}"
    try:
        own = distribution(OWN)
    except PackageNotFoundError:
        yield Finding(_AREA, "python", "works", found)
        yield _uninstalled(language)
    else:
        yield _python(own, found, language)
        yield _smartscore(own, language)
    yield Finding(_AREA, "system", "works", platform.platform())
    yield from _installed_twice(language)


def _python(own: Distribution, found: str, language: str) -> Finding:
    least = re.search(r">=\s*([\d.]+)", " ".join(own.metadata.get_all("Requires-Python") or ()))
    if least and is_older(platform.python_version(), least[1]):
        said = message("doctor_old", language, found=found, least=least[1])
        return Finding(_AREA, "python", "broken", said, f"Python {least[1]}")
    return Finding(_AREA, "python", "works", found)


def _smartscore(own: Distribution, language: str) -> Finding:
    folder = Path(__file__).parents[1]
    if own.version != __version__:
        fields = {"found": own.version, "version": __version__, "folder": folder}
        return Finding(
            _AREA, OWN, "notice", message("doctor_stale", language, **fields), f"pip install --upgrade {OWN}"
        )
    return Finding(_AREA, OWN, "works", f"{__version__}, {folder}")


def _uninstalled(language: str) -> Finding:
    said = message("doctor_uninstalled", language, version=__version__, folder=Path(__file__).parents[1])
    return Finding(_AREA, OWN, "broken", said, "pip install .")


def _installed_twice(language: str) -> Iterator[Finding]:
    """Find smartscore and distributions of its plugins that are installed more than once; Python takes the first."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for one in distributions():
        name = _name(one)
        if name == OWN or (name and any(point.group == OWN for point in one.entry_points)):
            folder = str(one.locate_file(""))  # which may be found by two paths, such as lib and lib64
            found.setdefault(name, {}).setdefault((os.path.realpath(folder), one.version), f"{one.version}, {folder}")
    for name, places in sorted(found.items()):
        if len(places) > 1:
            said = message("doctor_twice", language, places="; ".join(places.values()))
            yield Finding(_AREA, name, "notice", said, f"pip uninstall {name}")


def _name(one: Distribution) -> str:
    """Give the name of a distribution, nothing for a folder of which only a part was left."""
    with suppress(Exception):  # whatever stands there
        return canonical("".join(one.metadata.get_all("Name") or ()))
    return ""
