"""How large a file is, held against the limits before it is opened: bytes, unpacked bytes, rows and columns."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from smartscore.errors import DatasetError, Problem
from smartscore.reading.options import Limits, ReadingOptions, variable
from smartscore.text import reason_of

_BLOCK = 1 << 20
_MANY = 50_000_000  # bytes, below which no ratio is too large


def bytes_of(path: Path, options: ReadingOptions) -> bytes:
    """Read a file.

    Raises:
        DatasetError: if there is no such file, or it is too large.
    """
    try:
        if path.is_file():
            require("unpacked", path.stat().st_size, path, options)
        return path.read_bytes()
    except OSError as error:
        raise DatasetError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(path))) from error


def require(limit: str, found: int, path: Path, options: ReadingOptions) -> None:
    """Refuse a file that is larger than a limit allows.

    Raises:
        DatasetError: with the limit and the variable that sets it.
    """
    largest: int = getattr(options.allowed, limit)
    if found > largest:
        fields = {"found": found, "limit": largest, "variable": variable(limit)}
        raise DatasetError(Problem(f"too_many_{limit}", fields, file=str(path)))


def require_table(path: Path, options: ReadingOptions, rows: int, columns: int) -> None:
    """Refuse a table with more rows or columns than are allowed."""
    require("rows", rows, path, options)
    require("columns", columns, path, options)


def require_archive(archive: ZipFile, packed: int, path: Path, options: ReadingOptions) -> None:
    """Refuse an archive that unpacks to more bytes than are allowed, or to far more than it has itself."""
    _require_unpacked(sum(part.file_size for part in archive.infolist()), packed, path, options)


def unpacked(data: bytes, path: Path, options: ReadingOptions) -> bytes:
    """Unpack what gzip packed.

    Raises:
        DatasetError: if it is damaged, or unpacks to too much.
    """
    parts, size = [], 0
    try:
        for block in _blocks(data):
            parts.append(block)
            size += len(block)
            _require_unpacked(size, len(data), path, options)
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(Problem("file_unreadable", {"reason": str(error)}, file=str(path))) from error
    return b"".join(parts)


def _blocks(data: bytes) -> Iterator[bytes]:
    with gzip.open(io.BytesIO(data)) as file:
        yield from iter(lambda: file.read(_BLOCK), b"")


def _require_unpacked(size: int, packed: int, path: Path, options: ReadingOptions) -> None:
    require("unpacked", size, path, options)
    limits: Limits = options.allowed
    if size > _MANY and size > packed * limits.ratio:
        fields = {"found": size // max(packed, 1), "limit": limits.ratio, "variable": variable("ratio")}
        raise DatasetError(Problem("too_many_ratio", fields, file=str(path)))
