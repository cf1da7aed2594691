"""TOML and JSON that would take the machine, or end in a traceback, end in a sentence."""

import pytest

from smartscore.reading.documents import DocumentError, parse_json, parse_toml

DEEP, LONG = "it is nested more than 100 levels deep", "it holds a number of too many digits"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"a = {'[' * 50_000}{']' * 50_000}", DEEP),
        (f"a = {'[' * 200}{']' * 200}", DEEP),
        (f"{'.'.join('a' * 20_000)} = 1", DEEP),
        (f"[{'.'.join('a' * 200)}]", DEEP),
        (f"a = {'1' * 5000}", LONG),
        (f"a = {'1' * 400}", LONG),
        ("a = [[[99999999999999999999]]]", LONG),
    ],
)
def test_toml_that_is_too_deep_or_too_long_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_toml(text)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [("[" * 100_000, DEEP), (f"{'[' * 200}{']' * 200}", DEEP), ('{"a":' * 9000 + "1", DEEP), ("1" * 5000, LONG)],
)
def test_so_is_json(text: str, reason: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_json(text)
    assert str(refused.value) == reason


def test_what_is_neither_is_refused_with_the_reason() -> None:
    with pytest.raises(DocumentError, match="Invalid value"):
        parse_toml("a = ")
    with pytest.raises(DocumentError, match="Expecting property name"):
        parse_json("{")


def test_all_else_is_read() -> None:
    assert parse_toml("a.b = [1, 2.5]\n") == {"a": {"b": [1, 2.5]}}
    assert parse_json('{"a": [1, 2.5, null]}') == {"a": [1, 2.5, None]}
