"""Examples of problems: files, and the command or the Python that meets the problem with them."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import date, time

from attrs import field, frozen

from smartscore.text import NO_TEXT, Text

Cell = str | int | float | bool | date | time
Workbook = Mapping[str, Sequence[Sequence[Cell]]]


@frozen
class Example:
    """What causes a problem: `command` is what follows `smartscore`, in a line or several, or `python` in its place.

    `files` are the texts of files, `workbooks` the rows of workbooks by sheet. `before` is Python that makes what
    neither can hold, such as a file in another encoding. `environment` are the variables that are set for the command.
    `plugin` names the file that is installed as a plugin. `terminal` says that results are shown on a terminal.
    `prints` is the line that comes of it, with the code, in each language.
    """

    command: str = ""
    python: str = ""
    files: Mapping[str, str] = field(factory=dict)
    workbooks: Mapping[str, Workbook] = field(factory=dict)
    before: str = ""
    environment: Mapping[str, str] = field(factory=dict)
    plugin: str = ""
    terminal: bool = False
    prints: Text = NO_TEXT

    @property
    def arguments(self) -> list[list[str]]:
        """The arguments of each command."""
        return [shlex.split(line) for line in self.command.strip().splitlines()]

    @property
    def commands(self) -> list[str]:
        """What is typed: the variables that are set, and the command; nothing where Python stands instead."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.environment.items()]
        return [" ".join([*settings, "smartscore", line]) for line in self.command.strip().splitlines()]

    @property
    def installation(self) -> str:
        """The pyproject.toml by which pip installs the plugin; nothing without a plugin or where the files have it."""
        if not self.plugin or "pyproject.toml" in self.files:
            return ""
        modules = ", ".join(f'"{name.removesuffix(".py")}"' for name in self.files if name.endswith(".py"))
        return (
            f'[project]\nname = "{self.plugin}"\nversion = "1.0"\n\n'
            f'[project.entry-points.smartscore]\n{self.plugin} = "{self.plugin}"\n\n'
            f"[tool.setuptools]\npy-modules = [{modules}]\n"
        )
