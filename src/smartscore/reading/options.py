"""What a reader of files is told beforehand: where the table is in a file, and how large a file may be."""

from attrs import frozen


@frozen
class Limits:
    """The largest file that is opened; a larger one is refused before it takes the memory of the machine.

    `unpacked` are the bytes that an archive or a compressed file may unpack to.
    """

    unpacked: int = 2_000_000_000
    rows: int = 20_000_000
    columns: int = 20_000


@frozen
class ReadingOptions:
    """Where the table is in a file, for what nobody said is found out.

    `key` is the column of the key, by which headings are found. `sheets` are the sheets to read, each a table, by name;
    `headings` the rows of headings and `skip` the rows to pass over, counted from 1. `hidden` tells whether hidden rows
    and columns are read.
    """

    key: str | None = None
    sheets: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    skip: tuple[int, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    hidden: bool = True
    limits: Limits = Limits()


DEFAULT = ReadingOptions()
