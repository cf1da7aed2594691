"""Messages in the reader's language: catalogues of gettext, and numbers with the decimal mark of the language."""

import gettext
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "id")
#: The variable of the environment that says in which language smartscore speaks.
LANGUAGE_VARIABLE = "SMARTSCORE_LANG"
_LITTLE_ENDIAN = b"\xde\x12\x04\x95"  # how a file of messages begins on most machines
_LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language; where it is missing English, else the codes, so that `doctor` can tell."""
    return gettext.translation("smartscore", _LOCALE, [language, "en"], fallback=True)


def count(language: str) -> int:
    """Give how many messages the catalogue of a language has, 0 if there is none."""
    file = gettext.find("smartscore", _LOCALE, [language])
    if file is None:
        return 0
    with open(file, "rb") as compiled:
        head = compiled.read(12)
    messages = int.from_bytes(head[8:], "little" if head.startswith(_LITTLE_ENDIAN) else "big")
    return max(messages - 1, 0)  # the first is the heading


def template(code: str, language: str = "en") -> str:
    """Give the message `code` of the catalogue with its fields still to be filled in."""
    return _catalogue(language if language in LANGUAGES else "en").gettext(code)


def message(code: str, language: str = "en", /, **fields: object) -> str:
    """Give the message `code` of the catalogue, with its fields filled in; texts by language are given in this one."""
    texts = {name: value.to(language) if hasattr(value, "to") else value for name, value in fields.items()}
    return template(code, language).format(**texts)


def preferred_language() -> str:
    """Give the language that the environment asks for: SMARTSCORE_LANG, else the locale, else English."""
    setting = language_asked_for()[1]
    return setting[:2] if setting[:2] in LANGUAGES else "en"


def language_asked_for() -> tuple[str, str]:
    """Give the variable of the environment that says which language is wanted, and what it says; empty for none."""
    names = (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
    return next(((name, value) for name in names if (value := os.environ.get(name))), ("", ""))


def printable(text: str) -> str:
    """Give a text on one line and without control characters, as names from other people's files must be shown."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())


def capital(text: str) -> str:
    """Begin a text with a capital letter, as headings do, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


@cache
def decimal_mark(language: str) -> str:
    """Give the decimal mark of a language."""
    return message("decimal_mark", language)


def with_decimal_mark(written: str, language: str) -> str:
    """Give a number that is written with a point with the decimal mark of a language."""
    return written.replace(".", decimal_mark(language))


def raw_numbers(values: Iterable[float], language: str) -> list[str]:
    """Write numbers with their first six digits, a missing one (NaN) as a dash; what is 0 has no sign."""
    written = (f"{value:z.6g}" if value == value else "-" for value in values)  # noqa: PLR0124
    return [with_decimal_mark(number, language) for number in written]


_NEAR = 6  # decimals beyond those that are written, which decide whether a number is a half


def number(value: float, decimals: int, language: str = "en") -> str:
    """Write a number with the decimal mark of the language and no thousands marks."""
    return numbers([value], decimals, language)[0]


def numbers(values: Iterable[float], decimals: int, language: str = "en") -> list[str]:
    """Write numbers as `number` does, a missing one (NaN) as a dash.

    What differs from a half in the last place by the noise of sums alone is a half; what rounds to 0 has no sign.
    """
    near = decimals + _NEAR
    written = (f"{round(value, near):z.{decimals}f}" if value == value else "-" for value in values)  # noqa: PLR0124
    return [with_decimal_mark(number, language) for number in written]
