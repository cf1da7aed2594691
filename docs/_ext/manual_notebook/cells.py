"""A page of the manual as the cells of a notebook: its Python is code, all else is text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen

#: A block of Python, and the block of what it prints where the page says that.
_CODE = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.DOTALL | re.MULTILINE)
_PAGE = re.compile(r"\]\((?=[\w/-]+\.md)")
_OWN = re.compile(r"\[([^]]+)\]\(notebooks/[\w-]+\.ipynb\)")
_NOT_RUN: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
_LANGUAGE = {"name": "python"}
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@frozen
class Cell:
    """A cell: its code or its text as it stands in the page, and what the page says that it prints."""

    text: str
    is_code: bool = False
    code: str = ""
    printed: str = ""


def cells(page: str) -> Iterator[Cell]:
    """Give the cells of a page, in order: together they are the page."""
    start = 0
    for found in _CODE.finditer(page):
        yield Cell(page[start : found.start()])
        yield Cell(found[0], is_code=True, code=found["code"], printed=found["printed"] or "")
        start = found.end()
    yield Cell(page[start:])


def as_notebook(page: str) -> str:
    """Give a page as a notebook in format 4.5, without outputs: they are made where it is run.

    Links to pages lead up to them from the folder of notebooks.
    """
    made: list[dict[str, Any]] = []
    for cell in cells(page):
        text = cell.code if cell.is_code else _PAGE.sub("](../", _OWN.sub(r"\1", cell.text))
        if text.strip():
            common = {
                "id": f"cell-{len(made) + 1:02}",
                "metadata": {},
                "source": text.strip().splitlines(keepends=True),
            }
            beside: dict[str, Any] = (
                {"cell_type": "code", "execution_count": None, "outputs": []} if cell.is_code else {}
            )
            made.append({"cell_type": "markdown", **common, **beside})
    metadata = {"kernelspec": _KERNEL, "language_info": _LANGUAGE}
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"
