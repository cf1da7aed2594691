"""The encoding of a file of text: UTF-8, or what somebody said; another one is refused with a guess."""

import codecs
from pathlib import Path

from smartscore.errors import DatasetError, Problem

_MARK = "\ufeff"  # of UTF-8 files that some programs write
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # bytes that CP1252 does not have
_LOOKED_AT = 4096


def decode(data: bytes, path: Path, encoding: str | None = None) -> str:
    """Give the text of a file.

    Raises:
        DatasetError: if it is in another encoding, named with what to write, or there is no such encoding.
    """
    if encoding is not None:
        return _decoded_as(data, path, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = utf16_guess(data) or _single_byte_guess(data)
        found = "UTF-16" if guess.startswith("utf-16") else f"0x{data[error.start]:02x}"
        raise DatasetError(Problem("not_utf8", {"found": found, "guess": guess}, file=str(path), row=line)) from error
    if "\x00" in text:
        if guess := utf16_guess(data):
            raise DatasetError(Problem("not_utf8", {"found": "UTF-16", "guess": guess}, file=str(path), row=1))
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise DatasetError(Problem("nul_byte", file=str(path), row=line))
    return text.removeprefix(_MARK)


def _decoded_as(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(codecs.lookup(encoding).name).removeprefix(_MARK)
    except LookupError as error:
        raise DatasetError(Problem("encoding_unknown", {"found": encoding}, file=str(path))) from error
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        fields = {"encoding": encoding, "found": f"0x{data[start : start + 1].hex()}"}
        line = data.count(b"\n", 0, start) + 1
        raise DatasetError(Problem("not_in_encoding", fields, file=str(path), row=line)) from error


def utf16_guess(data: bytes) -> str:
    """Give the kind of UTF-16 that bytes seem to be, by its mark or since every other byte is 0; nothing if none."""
    start = data[:_LOOKED_AT]
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    half = max(len(start) // 2, 1)
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if start[first::2].count(0) > half * 0.7 and start[1 - first :: 2].count(0) < half * 0.1:
            return name
    return ""


def _single_byte_guess(data: bytes) -> str:
    return "latin-1" if any(byte in data for byte in _UNDEFINED) else "cp1252"
