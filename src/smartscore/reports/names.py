"""Names of files and sheets made of other people's texts."""

import re
import unicodedata
from collections.abc import Callable, Iterable

_SHEET = 31  # what spreadsheet programs allow, in units of UTF-16
_FILE = 60  # at most 240 bytes, where file systems allow 255
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)  # devices of Windows, whatever their ending


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Give a legal name of a sheet for each title, no two alike: 31 units at most, and none of []:*?/ and backslash."""
    return _different(titles, _sheet_name, "{name} ({number})", {"history"})  # which Excel keeps for itself


def file_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Give the name of a file, without an ending, for each title, no two alike and none of those that are taken.

    A name stays in its folder, is allowed by every system, and differs from the others in more than
    the size of letters.
    """
    return _different(titles, _file_name, "{name}-{number}", {_folded(name) for name in taken})


def _different(titles: Iterable[str], name: Callable[[str, int], str], form: str, seen: set[str]) -> list[str]:
    names: list[str] = []
    for title in titles:
        made, number = name(title, 0), 1
        while _folded(made) in seen:
            number += 1
            made = form.format(name=name(title, len(form.format(name="", number=number))), number=number)
        seen.add(_folded(made))
        names.append(made)
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _sheet_name(title: str, less: int) -> str:
    plain = "".join(letter if letter.isprintable() and letter not in r"[]:*?/\\" else " " for letter in title)
    plain = " ".join(plain.split())
    while len(plain.encode("utf-16-le")) // 2 > _SHEET - less:
        plain = plain[:-1]
    return plain.strip(" '") or "-"


def _file_name(title: str, less: int) -> str:
    letters = unicodedata.normalize("NFKC", title)
    plain = "".join(letter if letter.isalnum() or letter in " ._" else "-" for letter in letters)
    plain = re.sub(r"[-\s]*-[-\s]*", "-", " ".join(plain.split()))
    plain = plain[: _FILE - less].strip(" .-")
    return f"{plain}_" if _RESERVED.fullmatch(plain.partition(".")[0].strip()) else plain or "-"
