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
    """What causes a problem: `command` is what follows `smartscore`, or `python` stands instead of it.

    `files` are the texts of files, `workbooks` the rows of workbooks by sheet. `before` is Python that makes what
    neither can hold, such as a file in another encoding. `environment` are the variables that are set for the command.
    `plugin` names the file that is installed as a plugin. `prints` is the line that comes of it, with the code, in
    each language.
    """

    command: str = ""
    python: str = ""
    files: Mapping[str, str] = field(factory=dict)
    workbooks: Mapping[str, Workbook] = field(factory=dict)
    before: str = ""
    environment: Mapping[str, str] = field(factory=dict)
    plugin: str = ""
    prints: Text = NO_TEXT

    @property
    def arguments(self) -> list[str]:
        """The command as its arguments."""
        return shlex.split(self.command)

    @property
    def command_line(self) -> str:
        """What is typed: the variables that are set, and the command; nothing where Python stands instead."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.environment.items()]
        return " ".join([*settings, "smartscore", self.command]) if self.command else ""

    @property
    def whole_python(self) -> str:
        """What Python does: what is made before, then what meets the problem."""
        return "\n".join(lines for lines in (self.before.strip(), self.python.strip()) if lines)

    def shown(self) -> list[tuple[str, str]]:
        """Give what a reader sees of the files: the name of each and its text, of a workbook its rows with tabs."""
        sheets = [
            (f"{name}, {sheet}", "".join("\t".join(map(str, row)) + "\n" for row in rows))
            for name, workbook in self.workbooks.items()
            for sheet, rows in workbook.items()
        ]
        return [*self.files.items(), *sheets]
