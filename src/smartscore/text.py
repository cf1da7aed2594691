"""Texts in several languages: those of frameworks, and the messages of the catalogues."""

import gettext
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import field, frozen

LANGUAGES = ("en", "id")
_LOCALE = Path(__file__).parent / "locale"


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


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("smartscore", _LOCALE, [language])


def message(code: str, language: str = "en", **fields: object) -> str:
    """Give the message `code` of the catalogue, with its fields filled in."""
    said = {name: value.to(language) if isinstance(value, Text) else value for name, value in fields.items()}
    return _catalogue(language if language in LANGUAGES else "en").gettext(code).format(**said)


def preferred_language() -> str:
    """Give the language that the environment asks for: SMARTSCORE_LANG, else the locale, else English."""
    names = ("SMARTSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((value for name in names if (value := os.environ.get(name))), "")
    return asked[:2] if asked[:2] in LANGUAGES else "en"


@cache
def _decimal_mark(language: str) -> str:
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(language)


def number(value: float, decimals: int, language: str = "en") -> str:
    """Write a number with the decimal mark of the language and no thousands marks."""
    return f"{value:.{decimals}f}".replace(".", _decimal_mark(language))
