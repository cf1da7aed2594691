"""Installations that lack something: a folder of links to what is installed here, without some of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import smartscore
from smartscore import discover

Run = subprocess.CompletedProcess[str]

#: Runs `smartscore` with these folders in the place of all that is installed.
_START = "import sys; sys.path[:0] = {!r}; from smartscore.cli import main; main(sys.argv[1:], prog_name='smartscore')"


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")


def linked(folder: Path, without: Iterable[str] = ()) -> Path:
    """Make a folder of links to everything that is installed, but what begins with one of these names."""
    folder.mkdir()
    refused = tuple(map(_plain, without))
    for site in (Path(place) for place in sys.path if place.endswith("site-packages")):
        for entry in site.iterdir():
            target = folder / entry.name
            if not _plain(entry.name).startswith(refused) and entry.suffix != ".pth" and not target.exists():
                target.symlink_to(entry)
    return folder


def _homes() -> list[str]:
    """Give the folders of smartscore and of the bundled plugins, where an editable installation has them elsewhere."""
    plugin = import_module(f"smartscore_{discover(bundled_only=True).found[0].name}")
    homes = [str(Path(str(module.__file__)).parents[1]) for module in (smartscore, plugin)]
    return [home for home in homes if not home.endswith("site-packages")]


def doctor(
    folder: Path,
    *words: object,
    without: Iterable[str] = (),
    beside: Iterable[Path] = (),
    command: str = "doctor",
    **environment: str,
) -> Run:
    """Run the command in an installation without some libraries, with other folders before what is installed."""
    folders = [*map(str, beside), str(linked(folder / "site", without)), *_homes()]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SMARTSCORE_", "LC_", "PYTHON"))}
    variables = {**kept, "SMARTSCORE_LANG": "en", "COLUMNS": "100", "PYTHONUTF8": "1", **environment}
    line = [sys.executable, "-S", "-c", _START.format(folders), command, *map(str, words)]
    return subprocess.run(  # noqa: S603  # our own command
        line, env=variables, cwd=folder, capture_output=True, text=True, check=False
    )


def told(done: Run) -> dict[tuple[str, str], dict[str, Any]]:
    """Give the findings of a run with `--format json`, by area and name."""
    return {(one["area"], one["name"]): one for one in json.loads(done.stdout)["findings"]}


def distribution(folder: Path, name: str, version: str, *, entry_points: Mapping[str, str] | None = None) -> Path:
    """Write the metadata of a distribution into a folder, as an installation leaves them."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    points = [f"{point} = {module}" for point, module in (entry_points or {}).items()]
    (info / "entry_points.txt").write_text("\n".join(["[smartscore]", *points, ""]), encoding="utf-8")
    return info
