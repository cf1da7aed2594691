"""Texts in several languages, such as the titles of frameworks."""

from collections.abc import Mapping

from attrs import field, frozen

from smartscore.messages import LANGUAGES


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


A_TABLE = Text({"en": "a table", "id": "tabel"})
A_LIST = Text({"en": "a list", "id": "daftar"})
