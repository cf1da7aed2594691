"""Plugins that are broken, one a row: a small module that is installed for one test, and what is said of it.

A row is a `Broken` in one of the modules here; `ROWS` has them all. `said` and `dikatakan` are all that the command
says, in English and in Indonesian, but for the line with the way out (`--without NAME`), which is known.
"""

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent, indent

from attrs import field, frozen
from builders import EXAMPLE

WAYS_OUT = {
    "en": "to go on without it: --without {}",
    "id": "untuk melanjutkan tanpa plugin ini: --without {}",
}
HEAD = """from smartscore import *
from smartscore.rules import Linear

"""
#: A dataset of two cities for a framework file of one's own.
CITIES = "city,income,health\nAlun,4,8\nBukit,6,2\n"


def hook(name: str, body: str, before: str = "") -> str:
    """Give the module of a plugin with one hook, with this body, and with code before it."""
    return f"{HEAD}{dedent(before)}\n\n@hookimpl\ndef smartscore_{name}():\n{indent(dedent(body).strip(), '    ')}\n"


@frozen
class Broken:
    """A broken plugin, what is done with it, and what is said."""

    name: str
    code: str
    said: str
    dikatakan: str
    #: What is scored, unless that is the example of the manual by smart-city: two cities by this framework, with a
    #: second file beside the first.
    framework: str = field(default="", kw_only=True)
    beside: str = field(default="", kw_only=True)
    options: Sequence[str] = field(default=(), kw_only=True)
    verb: str = field(default="assess", kw_only=True)
    exit_code: int = field(default=5, kw_only=True)
    #: Whether the plugin can be left out, as is then said.
    way_out: bool = field(default=True, kw_only=True)
    #: Further lines of the metadata of its distribution.
    metadata: str = field(default="", kw_only=True)
    #: What the entry point leads to, where that is not the module of the plugin.
    module: str = field(default="", kw_only=True)
    #: Other plugins beside it, by name, each of a distribution of its own; one without code is the same module.
    others: Mapping[str, str] = field(factory=dict, kw_only=True)
    #: Whether only a process of its own shows what happens.
    process: bool = field(default=False, kw_only=True)
    #: Whether it loads as any other does, so that only scoring shows what is wrong.
    loads: bool = field(default=False, kw_only=True)
    #: What is printed on standard output.
    out: str = field(default="", kw_only=True)

    def install(self, folder: Path) -> None:
        """Put it and the others on the path as distributions that were installed into this folder."""
        own = f"broken_{self.name}"
        _write(folder, self.name, self.code, own, entry=self.module, metadata=self.metadata)
        for name, code in self.others.items():
            _write(folder, name, code, f"broken_{name}", entry="" if code else own)
        importlib.invalidate_caches()

    def words(self, folder: Path) -> list[str]:
        """Write the files that it is tried with, and give the words of the command."""
        if not self.framework:
            data = [str(EXAMPLE)] if self.verb == "assess" else []
            return [*self.verb.split(), *data, *self.options]
        dataset, framework = folder / "cities.csv", folder / "own.toml"
        dataset.write_text(CITIES)
        framework.write_text(dedent(self.framework))
        second = folder / "second.csv"
        second.write_text(self.beside)
        files = [str(dataset), *([str(second)] if self.beside else [])]
        plain = ["--no-robust"] if self.verb == "assess" else []  # draws call a method again
        return [self.verb, *files, "--framework", str(framework), *plain, *self.options]

    def expected(self, language: str, folder: Path) -> str:
        """Give what is said on standard error."""
        said = (self.said if language == "en" else self.dikatakan).replace("FOLDER", str(folder))
        lines = [*([said] if said else []), *([WAYS_OUT[language].format(self.name)] if self.way_out else [])]
        return "".join(f"{line}\n" for line in lines)


def _write(folder: Path, name: str, code: str, module: str, *, entry: str = "", metadata: str = "") -> None:
    """Write a module with its metadata and its entry point, as an installation leaves them."""
    (folder / f"{module}.py").write_text(dedent(code).lstrip(), encoding="utf-8")
    info = folder / f"city_{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: city-{name}\nVersion: 1.0\n{metadata}")
    (info / "entry_points.txt").write_text(f"[smartscore]\n{name} = {entry or module}\n")
