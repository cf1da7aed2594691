"""Examples of problems, run for real: in a folder of their own, by the command or by Python, in this process.

`python tests/problem_examples.py [CODE ...]` writes what they print beside their entries.
"""

import json
import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from importlib import invalidate_caches
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import xlsxwriter
from binary_workbook import rows, write_xlsb
from click.testing import CliRunner

import smartscore
from smartscore.cli import main
from smartscore.errors import SmartscoreError
from smartscore.messages import LANGUAGES
from smartscore.problems import AREAS, Entry, Example, entries
from smartscore.problems.example import Workbook

PRINTED = Path(smartscore.__file__).parent / "problems" / "printed"


def run_example(example: Example, folder: Path, language: str) -> str:
    """Give all that an example prints, on standard output and on standard error."""
    write_files(example, folder)
    with ExitStack() as stack:
        stack.enter_context(inside(folder))
        usual = {"SMARTSCORE_LANG": language, "NO_COLOR": "1", "COLUMNS": "1000"}
        stack.enter_context(patch.dict(os.environ, usual | {**example.environment}))
        stack.enter_context(all_modules_there_again())
        if example.plugin:
            stack.enter_context(installed(example.plugin, folder))
        if example.before:
            exec(compile(example.before, "<before>", "exec"), {})  # noqa: S102  # lines of our own entries
        if not example.python:
            call = on_terminal if example.terminal else in_process
            return "".join(call(arguments) for arguments in example.arguments)
        shown = stack.enter_context(redirect_stdout(StringIO()))
        try:
            exec(compile(example.python, "<example>", "exec"), {})  # noqa: S102
        except SmartscoreError as error:
            shown.write(error.message(language) + "\n")
        return shown.getvalue()


def in_process(arguments: list[str]) -> str:
    return CliRunner().invoke(main, arguments).output


def on_terminal(arguments: list[str]) -> str:
    """Give what a command says on standard error while its standard output is a terminal."""
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-c", "from smartscore.cli import main; main()", *arguments]
        done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
        return done.stderr
    finally:
        os.close(ours)
        os.close(theirs)


def write_files(example: Example, folder: Path) -> None:
    for name, text in example.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, workbook in example.workbooks.items():
        write_workbook(folder / name, workbook)


def write_workbook(path: Path, workbook: Workbook) -> None:
    if path.suffix == ".xlsb":
        write_xlsb(path, {name: rows(cells) for name, cells in workbook.items()})
        return
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, cells in workbook.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(cells):
                sheet.write_row(place, 0, row)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def all_modules_there_again() -> Iterator[None]:
    """Give back the modules that an example took away, by None in their place, to do without a package."""
    before = sys.modules.copy()
    try:
        yield
    finally:
        taken = [name for name, module in sys.modules.items() if module is None]
        for name in taken:
            del sys.modules[name]
        sys.modules.update({name: before[name] for name in taken if name in before})


@contextmanager
def installed(plugin: str, folder: Path) -> Iterator[None]:
    """Install the file `<plugin>.py` of an example as the plugin of this name, for as long as it runs."""
    metadata = folder / f"{plugin}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {plugin}\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[smartscore]\n{plugin} = {plugin}\n", encoding="utf-8")
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop(plugin, None)


def line_of(code: str, output: str) -> str:
    """Give the first line that ends with the code."""
    return next((line for line in output.splitlines() if line.rstrip().endswith(f"[{code}]")), "")


def printed(entry: Entry) -> dict[str, str]:
    """Give the line with the code in each language."""
    told = {}
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            output = run_example(entry.example, Path(folder), language)
        told[language] = line_of(entry.code, output)
        if not told[language]:
            raise SystemExit(f"{entry.code} does not come of its example, which prints:\n{output}")
    return told


def write_printed(codes: list[str]) -> None:
    """Write what the examples print, of these codes or of all."""
    for area in AREAS:
        path = PRINTED / f"{area}.json"
        old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        own = {code: entry for code, entry in entries().items() if entry.area == area}
        new = {c: printed(e) if c in codes or not codes or c not in old else old[c] for c, e in own.items()}
        if new:
            path.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_printed(sys.argv[1:])
