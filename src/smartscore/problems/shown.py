"""What a reader sees of an example: its files, what is run, and what it says, each part under a label."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from smartscore.messages import message
from smartscore.problems.example import Cell, Example
from smartscore.tables.table import letters

_GRAMMARS = {".toml": "toml", ".py": "python", ".json": "json", ".geojson": "json"}


@frozen
class Part:
    """A part of an example: a text in a grammar such as `toml`, or the rows of a sheet."""

    label: str
    text: str = ""
    grammar: str = "text"
    rows: Sequence[Sequence[Cell]] = ()

    @property
    def cells(self) -> list[list[str]]:
        """The rows as a spreadsheet shows them, under the letters of the columns and beside the numbers of the rows."""
        width = max((len(row) for row in self.rows), default=0)
        written = [[_written(cell) for cell in row] + [""] * (width - len(row)) for row in self.rows]
        return [["", *map(letters, range(width))], *([str(n), *row] for n, row in enumerate(written, start=1))]


def parts_of(example: Example, language: str) -> Iterator[Part]:
    """Give the parts of an example in the order in which a reader needs them."""
    for name, text in example.files.items():
        label = name if text.strip() else message("problem_empty_file", language, file=name)
        yield Part(label, text.strip("\n"), _GRAMMARS.get(f".{name.rpartition('.')[2]}", "text"))
    if example.installation:
        fields = {"file": f"{example.plugin}.py", "plugin": example.plugin}
        yield Part(message("problem_plugin", language, **fields), example.installation.strip(), "toml")
    for name, workbook in example.workbooks.items():
        for sheet, rows in workbook.items():
            yield Part(message("problem_sheet", language, file=name, sheet=sheet), rows=rows)
    if example.before:
        code = "problem_before_plugin" if example.plugin else "problem_before"
        yield Part(message(code, language), example.before.strip(), "python")
    printed = example.prints.to(language)
    if example.python:
        yield Part(message("problem_python", language), example.python.strip(), "python")
        yield Part(message("problem_prints", language), printed)
    else:
        typed = [f"$ {command}" for command in example.commands]
        yield Part(message("problem_command", language), "\n".join([*typed, printed]), "console")


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    return str(cell).replace("\n", "↵")
