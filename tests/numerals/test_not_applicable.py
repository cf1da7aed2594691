"""The words that say that something does not apply, and the reason behind them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import read_dataset
from smartscore.messages import LANGUAGES, message
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import NOT_APPLICABLE_BY_LANGUAGE, is_not_applicable, reason_stated

Write = Callable[..., Path]


@pytest.mark.parametrize("words", NOT_APPLICABLE_BY_LANGUAGE.values())
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("{}", ""),
        (" {}. ", ""),
        ("{}: x", "x"),
        ("{} : x  y", "x y"),
        ("{}; x", "x"),
        ("{}, x", "x"),
        ("{} - x", "x"),
        ("{} \u2013 x", "x"),
        ("{}\u2014x", "x"),
        ("{} / x", "x"),
        ("{} (x)", "x"),
        ("{}(x).", "x"),
        ("{} (x (y))", "x (y)"),
        ("{}\n: x", "x"),
        ("{} because x", "because x"),
        ("{} sebab x", "sebab x"),
        ("{}: not applicable", "not applicable"),
    ],
)
def test_a_reason_stands_behind_a_mark_or_a_word(words: str, written: str, reason: str) -> None:
    for text in (written.format(words), written.format(words.upper()), written.format(words.replace(" ", "  "))):
        assert reason_stated(text) == reason


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "not",
        "tidak",
        "berlaku",
        "tidak berlaku lagi",
        "not applicable yet",
        "it is not applicable",
        "n/a",
        None,
        5.0,
        True,
    ],
)
def test_anything_else_says_nothing_of_the_kind(cell: object) -> None:
    assert reason_stated(cell) is None
    assert not is_not_applicable(cell)


def test_they_are_no_words_for_a_missing_value() -> None:
    assert not any(map(is_not_applicable, MISSING_WORDS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_offer_the_words_of_their_language(language: str) -> None:
    assert message("word_not_applicable", language) == NOT_APPLICABLE_BY_LANGUAGE[language]


def test_they_leave_a_column_of_numbers_with_commas_one(write: Write) -> None:
    cells = ["1,5", "tidak berlaku", "tidak berlaku: a", "tidak berlaku: b", "not applicable"]
    text = "city;growth\n" + "".join(f"c{place};{cell}\n" for place, cell in enumerate(cells))
    assert read_dataset(write(text)).frame["growth"].tolist() == [1.5, *cells[1:]]
