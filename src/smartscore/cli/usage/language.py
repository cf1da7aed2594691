"""The language of a command line: that of `--lang`, wherever it stands, else that of the environment."""

import re
from collections.abc import Sequence

import click

from smartscore.messages import LANGUAGES, message, preferred_language

_KEY = "language"
#: The words that stand for what is to be given, which each language has its own for.
_WORDS = (
    *(
        "after",
        "args",
        "assessor",
        "band",
        "before",
        "code",
        "column",
        "command",
        "date",
        "dimension",
        "dir",
        "example",
    ),
    *("file", "first", "framework", "integer", "key", "last", "mark", "name", "node", "number", "office", "options"),
    *("owner", "position", "programmes", "rule", "seconds", "text", "value", "year"),
)


def asked(arguments: Sequence[str]) -> str | None:
    """Give the language that the last `--lang` of these arguments names, if it is one that there is.

    It is looked for before anything is understood, so that what is not understood can be told in it.
    """
    found = None
    for place, word in enumerate(arguments):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else next(iter(arguments[place + 1 : place + 2]), "")
            found = value if value in LANGUAGES else found
    return found


def keep_language(context: click.Context, arguments: Sequence[str]) -> None:
    """Find the language of a command line, once for the command and its subcommands."""
    if _KEY not in context.meta:
        context.meta[_KEY] = asked(arguments) or preferred_language()


def language_of(context: click.Context | None) -> str:
    """Give the language of a command line, that of the environment before there is one."""
    return preferred_language() if context is None else str(context.meta.get(_KEY) or preferred_language())


def current_language() -> str:
    """Give the language of the command line that is being worked on."""
    return language_of(click.get_current_context(silent=True))


def placeholder(written: str, language: str) -> str:
    """Give what stands for a value, such as `KEY|NAME`, in this language: names in capitals are words."""

    def word(found: re.Match[str]) -> str:
        name = found[0].lower()
        return message(f"metavar_{name}", language) if name in _WORDS else found[0]

    return re.sub(r"[A-Z]{3,}", word, written)
