"""What a file is by its content, whatever its name says."""

import io
import re
from zipfile import BadZipFile, ZipFile

_ZIP, _OLD = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), bytes.fromhex("d0cf11e0a1b11ae1")
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*", re.ASCII)
_LOOKED_AT = 4096
#: The part of an archive that tells which kind of workbook it is.
_PARTS = {"xl/workbook.bin": ".xlsb", "xl/workbook.xml": ".xlsx", "content.xml": ".ods"}
#: How other files begin, in small letters.
_STARTS = {b"PAR1": ".parquet", b"\x1f\x8b": ".gz", b"%PDF": ".pdf"}
_WEB_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|body|table|meta|div)\b|<\?xml[^>]*>\s*<(?:!doctype )?html\b", re.IGNORECASE
)
_XML = re.compile(rb"<(?:\?xml|[a-z][\w:.-]*[\s>])", re.IGNORECASE)
_RECORDS = re.compile(rb'\[\s*\{|\{\s*"')

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
RECORDS = (".json", ".jsonl")


def kind_of(data: bytes) -> str | None:
    """Give the ending that files of this content have.

    `.locked` is a workbook with a password, `.html`, `.xml` and `.pdf` are no tables; text is `.csv`, or `.json` where
    it begins so. None is anything else.
    """
    if data.startswith(_ZIP):
        return _kind_of_archive(data)
    if data.startswith(_OLD):
        return ".locked" if "EncryptedPackage".encode("utf-16-le") in data else ".xls"
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    text = _MARKS.sub(b"", data[:_LOOKED_AT])
    if _WEB_PAGE.match(text):
        return ".html"
    if _XML.match(text):
        return ".xml"
    return ".json" if _RECORDS.match(text) else ".csv"


def _kind_of_archive(data: bytes) -> str | None:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            return next((kind for part, kind in _PARTS.items() if part in names), None)
    except (BadZipFile, OSError, ValueError, LookupError):
        return None


def group(ending: str) -> tuple[str, ...]:
    """Give the endings of the files that are read like those with this one."""
    return next((endings for endings in (WORKBOOKS, TEXTS, RECORDS) if ending in endings), (ending,))
