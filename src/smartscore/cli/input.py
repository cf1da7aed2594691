"""Sources of datasets: files, or standard input."""

import sys
from pathlib import Path

import click

from smartscore.api import Source
from smartscore.cli.options import STANDARD
from smartscore.tables import Content

_KEPT = "standard input"


def source(file: Path) -> Source:
    """Give what a dataset is read from: the file, or for `-` what stands on standard input, which is read once."""
    if file != STANDARD:
        return file
    kept = click.get_current_context().meta
    if _KEPT not in kept:
        kept[_KEPT] = Content("<stdin>", sys.stdin.buffer.read())
    content: Content = kept[_KEPT]
    return content
