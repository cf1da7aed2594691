"""TOML and JSON that cannot take the machine: nesting that is too deep and endless numbers end in a sentence."""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from smartscore.messages import LANGUAGES, message
from smartscore.text import Text

_DEEPEST = 100
_DOTTED = re.compile(rf"(?<![\w.-])(?:[\w-]+\.){{{_DEEPEST}}}")
_LARGEST = 2**63  # as TOML has it; what is larger is no number that anything here needs


class DocumentError(ValueError):
    """A document that is not read, with the reason in the reader's language."""

    def __init__(self, reason: Text | str) -> None:
        self.reason = reason
        super().__init__(str(reason))


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML.

    Raises:
        DocumentError: if it is none, is nested too deeply, or has a number of too many digits.
    """
    if _DOTTED.search(text):  # which takes the parser time and memory by the square
        raise DocumentError(_said("nested_too_deep", limit=_DEEPEST))
    table: dict[str, Any] = _sound(lambda: tomllib.loads(text))
    return table


def parse_json(text: str | bytes, **options: Any) -> Any:
    """Read JSON, with the options of `json.loads`.

    Raises:
        DocumentError: if it is none, is nested too deeply, or has a number of too many digits.
    """
    return _sound(lambda: json.loads(text, **options))


def _sound(read: Callable[[], Any]) -> Any:
    try:
        document = read()
    except RecursionError as error:
        raise DocumentError(_said("nested_too_deep", limit=_DEEPEST)) from error
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeError) as error:
        raise DocumentError(str(error)) from error
    except ValueError as error:  # of Python, which reads no number of thousands of digits
        raise DocumentError(_said("number_too_long")) from error
    level = [document]
    for _ in range(_DEEPEST):
        if any(isinstance(value, int) and abs(value) >= _LARGEST for value in level):
            raise DocumentError(_said("number_too_long"))
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return document
    raise DocumentError(_said("nested_too_deep", limit=_DEEPEST))


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _said(code: str, **fields: object) -> Text:
    return Text({language: message(code, language, **fields) for language in LANGUAGES})
