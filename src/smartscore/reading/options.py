"""What a reader of files is told beforehand: where the table is in a file, and how large a file may be."""

import os
from functools import cache

from attrs import evolve, fields_dict, frozen

from smartscore.errors import Problem, UsageError

_PREFIX = "SMARTSCORE_MAX_"


@frozen
class Limits:
    """The largest file that is opened; a larger one is refused before it takes the memory of the machine.

    `unpacked` are the bytes that a file has, or that an archive or a compressed file may unpack to, `ratio` how many
    times its own size these may be where they are many. The environment changes each: SMARTSCORE_MAX_ROWS=50000000.
    """

    unpacked: int = 1_000_000_000
    rows: int = 20_000_000
    columns: int = 20_000
    ratio: int = 200

    @classmethod
    def in_effect(cls) -> "Limits":
        """Give the limits that the environment sets, else the usual ones.

        Raises:
            UsageError: if the environment says something else than a number.
        """
        names = fields_dict(cls)
        said = {name: os.environ.get(variable(name)) for name in names}
        wrong = {name: text for name, text in said.items() if text and not (text.isascii() and text.isdecimal())}
        if wrong:
            raise UsageError(
                Problem("limit_not_valid", {"name": variable(name), "found": text}) for name, text in wrong.items()
            )
        return evolve(_usual(), **{name: int(text) for name, text in said.items() if text})


@cache
def _usual() -> Limits:
    return Limits()


def variable(name: str) -> str:
    """Give the variable of the environment that sets a limit."""
    return f"{_PREFIX}{name.upper()}"


def variable_names() -> list[str]:
    """Give the variables of the environment that set limits."""
    return [variable(name) for name in fields_dict(Limits)]


@frozen
class ReadingOptions:
    """Where the table is in a file, for what nobody said is found out.

    `key` is the column of the key, by which headings are found. `sheets` are the sheets to read, each a table, by name;
    `headings` the rows of headings and `skip` the rows to pass over, counted from 1. `hidden` tells whether hidden rows
    and columns are read. `limits` are those of the environment unless they are given.
    """

    key: str | None = None
    sheets: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    skip: tuple[int, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    hidden: bool = True
    limits: Limits | None = None

    @property
    def allowed(self) -> Limits:
        """The limits that hold."""
        return Limits.in_effect() if self.limits is None else self.limits


DEFAULT = ReadingOptions()
