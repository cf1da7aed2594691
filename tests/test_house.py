"""Files and functions are small, and nobody binds names that say nothing."""

import ast
from pathlib import Path

import smartscore

SOURCE = Path(smartscore.__file__).parent
FILES = {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}


def test_no_file_has_more_than_300_lines() -> None:
    assert len(FILES) > 200
    assert {name: len(text.splitlines()) for name, text in FILES.items() if len(text.splitlines()) > 300} == {}


def test_no_function_has_more_than_40_lines() -> None:
    functions = [(name, node) for name, text in FILES.items() for node in ast.walk(ast.parse(text))]
    lengths = {
        (name, node.name): (node.end_lineno or 0) - node.lineno + 1
        for name, node in functions
        if isinstance(node, ast.FunctionDef)
    }
    assert {key: length for key, length in lengths.items() if length > 40} == {}


def test_a_folder_has_about_twelve_files() -> None:
    """Commands are as many as there are: each is a file."""
    counts: dict[str, int] = {}
    for name in FILES:
        folder = name.rpartition("/")[0]
        counts[folder] = counts.get(folder, 0) + (not name.endswith("__init__.py"))
    del counts[""], counts["cli/commands"]
    assert {folder: count for folder, count in counts.items() if count > 14} == {}
