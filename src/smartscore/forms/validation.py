"""Data validation of the cells of a form, with its messages."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from smartscore.forms.lines import Line
from smartscore.model import Domain, Indicator, Years
from smartscore.numerals.not_applicable import NOT_APPLICABLE_BY_LANGUAGE
from smartscore.reports.elements.bounds import range_of
from smartscore.reports.formats.xlsx.workbook import Book, legal
from smartscore.rules import answers

#: What the quality of a value may be called; another word is allowed.
QUALITIES = ("published", "own_records", "estimated", "illustrative")
NA = "NA"
_FEW = 21  # levels that a list still shows well
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST = 255  # characters of a message


def allowed_values(book: Book, line: Line, cell: tuple[int, int], choices: Mapping[str, str]) -> dict[str, Any]:
    """Give the rule of the cell for a value: yes or no, a word, a level, or a number that is possible, and NA.

    `choices` are the cells that hold the words of an indicator, by its id.
    """
    node = line.question.node
    beside = [book.say("word_not_applicable")] if node.not_applicable else []
    if line.place:
        words = [book.say("word_yes"), book.say("word_no"), *beside]
        return _listed(words, _messages(book, _with_beside(book, node, book.say("form_yes_no"))))
    if answers.words(node.rule):
        return _listed(f"={choices[node.id]}", _messages(book, _with_beside(book, node, book.say("form_choice"))))
    domain = Domain() if node.possible is None else node.possible
    if node.denominator:  # what is possible is said of the quotient
        domain = Domain(low=0.0) if domain.low >= 0 and node.factor > 0 else Domain()
    messages = _messages(book, _with_beside(book, node, _possible(book, domain)), node.unit.to(book.language))
    if domain.whole and domain.high - domain.low < _FEW:
        return _listed([*range(math.ceil(domain.low), math.floor(domain.high) + 1), NA, *beside], messages)
    return {"validate": "custom", "value": _formula(domain, xl_rowcol_to_cell(*cell), node), **messages}


def _with_beside(book: Book, node: Indicator, sentence: str) -> str:
    """Add what to enter where the indicator does not apply, if it may be said."""
    words = book.say("word_not_applicable")
    return f"{sentence} {book.say('form_not_applicable', words=words)}" if node.not_applicable else sentence


def allowed_years(book: Book, node: Indicator) -> dict[str, Any]:
    """Give the rule of the cell for the year of a value."""
    valid = Years() if node.valid_years is None else node.valid_years
    first, last = max(valid.first, _FIRST_YEAR), min(valid.last, _LAST_YEAR)
    return _year(book, int(first), int(last))


def allowed_year_of_profile(book: Book) -> dict[str, Any]:
    """Give the rule of the cell for the year that is assessed."""
    return _year(book, _FIRST_YEAR, _LAST_YEAR)


def _year(book: Book, first: int, last: int) -> dict[str, Any]:
    between = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": last}
    sentence = book.say("form_year", first=first, last=last)
    return {**between, "error_title": book.say("form_wrong"), "error_message": sentence}


def allowed_qualities(book: Book) -> dict[str, Any]:
    """Give the rule of the cell for the quality of a value, which offers words and lets others be."""
    return {**_listed(QUALITIES, {"input_message": book.say("form_quality")}), "show_error": False}


def _listed(words: str | Iterable[object], messages: Mapping[str, str]) -> dict[str, Any]:
    """Offer words, or those of a range of cells."""
    return {
        "validate": "list",
        "source": words if isinstance(words, str) else [str(word) for word in words],
        **messages,
    }


def _possible(book: Book, domain: Domain) -> str:
    ends = range_of(domain, book.language)
    if not ends:
        return book.say("form_any_number")
    return book.say("form_whole" if domain.whole else "form_number", range=ends)


def _messages(book: Book, sentence: str, unit: str = "") -> dict[str, str]:
    """Give the message before a cell is filled in, and the error for a value that is refused."""
    prompt = f"{sentence} {book.say('form_unit', unit=unit)}" if unit else sentence
    return {
        "input_message": legal(prompt)[:_LONGEST],
        "error_title": book.say("form_wrong"),
        "error_message": sentence[:_LONGEST],
    }


def _formula(domain: Domain, cell: str, node: Indicator) -> str:
    """Give the condition that a cell holds NA, the words that the indicator does not apply, or a possible number."""
    low = [f"{cell}>={domain.low:.15g}"] if math.isfinite(domain.low) else []
    high = [f"{cell}<={domain.high:.15g}"] if math.isfinite(domain.high) else []
    whole = [f"{cell}=INT({cell})"] if domain.whole else []
    possible = f"AND({','.join([*low, *high, *whole])})" if low or high or whole else "TRUE"
    text = f"UPPER(TRIM({cell}))"
    said = [f'{text}="{NA}"']
    if node.not_applicable:
        said += [f'LEFT({text},{len(words)})="{words.upper()}"' for words in NOT_APPLICABLE_BY_LANGUAGE.values()]
    other = f"OR({','.join(said)})" if said[1:] else said[0]
    return f"=IF(ISNUMBER({cell}),{possible},{other})"
