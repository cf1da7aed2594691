"""The project that `plugins new` begins: templates, filled with names, in a folder that is whole or not there."""

import keyword
import os
import re
import shutil
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from string import Template

from smartscore.errors import Problem, UsageError, legible
from smartscore.hookspecs import PROJECT
from smartscore.model.nodes import ID, RESERVED
from smartscore.plugins.supplies import spelt
from smartscore.text import reason_of

TEMPLATES = Path(__file__).parent / "project"
_ENDING = ".template"
_LONGEST = 60


def begin_plugin(name: str, parent: Path) -> Path:
    """Write the project of a plugin into a new folder of `parent`, and give the folder.

    It has a dimension, a rule of its own, a framework, and tests that pass as they are.

    Raises:
        UsageError: if the name cannot be one, is taken, or the folder exists or cannot be written.
    """
    plugin = name.replace("-", "_")
    if problems := _faults(name, plugin):
        raise UsageError(problems)
    folder = parent / f"{PROJECT}-{plugin.replace('_', '-')}"
    if os.path.lexists(folder):
        raise UsageError(Problem("folder_exists", file=str(folder)))
    part = parent / f".{folder.name}-{os.urandom(4).hex()}.part"
    try:
        _fill(part, _fields(plugin))
        part.rename(folder)
    except OSError as error:
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file=str(folder))) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _faults(name: str, plugin: str) -> list[Problem]:
    """Say why a plugin cannot have this name."""
    if not re.fullmatch(ID, plugin) or len(plugin) > _LONGEST:
        return [Problem("plugin_name_malformed", {"found": legible(name), "hint": _near(name)})]
    if keyword.iskeyword(plugin) or plugin in RESERVED or plugin in ("index", "testing"):
        return [Problem("plugin_name_reserved", {"found": plugin})]
    points = {point.name: point for point in entry_points(group=PROJECT)}
    if plugin in points:
        owner = points[plugin].dist
        return [Problem("plugin_name_taken", {"found": plugin, "package": owner.name if owner else "-"})]
    if find_spec(f"{PROJECT}_{plugin}") is not None:
        return [Problem("plugin_module_taken", {"module": f"{PROJECT}_{plugin}"})]
    return []


def _near(name: str) -> str:
    """Give the nearest name that a plugin can have."""
    own = spelt(spelt(name).replace("_", "-").removeprefix(f"{PROJECT}-"))
    return own.replace("-", "_")[:_LONGEST].strip("_") or "parks"


def _fields(plugin: str) -> Mapping[str, str]:
    hyphened = plugin.replace("_", "-")
    words = plugin.replace("_", " ").strip()
    return {
        "plugin": plugin,
        "distribution": f"{PROJECT}-{hyphened}",
        "package": f"{PROJECT}_{plugin}",
        "framework": f"{hyphened.strip('-')}-index",
        "title": words[:1].upper() + words[1:],
    }


def _fill(folder: Path, fields: Mapping[str, str]) -> None:
    """Write each template with its names filled in, at the place that its own name says."""
    for source in sorted(TEMPLATES.rglob(f"*{_ENDING}")):
        place = source.relative_to(TEMPLATES).as_posix().removesuffix(_ENDING)
        named = place.replace("src/package/", f"src/{fields['package']}/").replace("plugin", fields["plugin"])
        target = folder / named.replace("framework.toml", f"{fields['framework']}.toml").replace("dot.", ".")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Template(source.read_text(encoding="utf-8")).substitute(fields)
        target.write_text(text, encoding="utf-8", newline="\n")
