"""Texts in several languages: titles of frameworks, and messages of the catalogue that wait for their reader."""

import errno
from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias, overload

from attrs import field, frozen

from smartscore.messages import LANGUAGES, message, with_decimal_mark


def _pairs(text: str | Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (("", text),) if isinstance(text, str) else tuple(sorted(text.items()))


@frozen
class Text:
    """A text as `{"en": ..., "id": ...}`, or one plain text for all languages."""

    by_language: tuple[tuple[str, str], ...] = field(converter=_pairs)

    def to(self, language: str) -> str:
        """Give the text in `language`, else in English, else in any."""
        texts = dict(self.by_language)
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")

    def missing(self) -> list[str]:
        """List the languages of smartscore that a text by language lacks; a plain text lacks none."""
        texts = dict(self.by_language)
        return [] if "" in texts else [language for language in LANGUAGES if not texts.get(language)]

    def __str__(self) -> str:
        return self.to("en")

    def __bool__(self) -> bool:
        return any(text for _, text in self.by_language)


NO_TEXT = Text("")


def as_text(text: "str | Mapping[str, str] | Text") -> Text:
    """Give a `Text`; what attrs fields that hold texts convert with."""
    return text if isinstance(text, Text) else Text(text)


class Phrase:
    """A message of the catalogue with its fields, which becomes a sentence in the language of its reader.

    Fields that have a `to` themselves (texts, phrases, figures) are given in that language too.
    """

    __slots__ = ("code", "fields")

    def __init__(self, code: str, /, **fields: Any) -> None:
        self.code, self.fields = code, fields

    def to(self, language: str) -> str:
        """Give the sentence in `language`."""
        return message(self.code, language, **self.fields)

    def __str__(self) -> str:
        return self.to("en")

    def __repr__(self) -> str:
        return f"Phrase({self.code!r}, {self.fields!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.code, self.fields) == (other.code, other.fields)

    def __hash__(self) -> int:
        return hash(self.code)


#: Why files cannot be read or written, by the number that the operating system has for it.
_REASONS = {
    errno.ENOENT: "os_no_such_file",
    errno.EACCES: "os_no_permission",
    errno.EPERM: "os_not_permitted",
    errno.EISDIR: "os_is_folder",
    errno.ENOTDIR: "os_no_folder",
    errno.EEXIST: "os_exists",
    errno.ENOSPC: "os_no_space",
    errno.EROFS: "os_read_only",
    errno.ENAMETOOLONG: "os_name_too_long",
    errno.ELOOP: "os_links_in_circle",
    errno.EIO: "os_device_fails",
}


def reason_of(error: OSError) -> "Sentence":
    """Give why a file cannot be read or written, in the reader's language unless it is rare."""
    code = _REASONS.get(error.errno or 0)
    return Phrase(code) if code else error.strerror or str(error)


class Translatable(Protocol):
    """What is a text in the language of its reader: a phrase, a text by language, a problem, a number."""

    def to(self, language: str, /) -> str:
        """Give the text in `language`."""
        ...


#: What can be said to a reader: something with a text in each language, or a plain text that is the same in all.
Sentence: TypeAlias = Translatable | str


@overload
def translate(value: Sentence, language: str) -> str: ...
@overload
def translate(value: object, language: str) -> object: ...
def translate(value: Any, language: str) -> Any:
    """Give the text of a sentence in `language`; what is no sentence, such as a number, stays as it is."""
    return value.to(language) if hasattr(value, "to") else value


def number_as_text(written: str) -> Text:
    """Give a number that is written with a point as a text, with the decimal mark of each language."""
    return Text({language: with_decimal_mark(written, language) for language in LANGUAGES})


A_TABLE = Text({"en": "a table", "id": "tabel"})
A_LIST = Text({"en": "a list", "id": "daftar"})
A_TEXT = Text({"en": "text in quotes", "id": "teks dalam tanda kutip"})
