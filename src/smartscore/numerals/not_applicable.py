"""The words that say that something does not apply to a city, which is not the same as a missing value."""

import re

#: What stands for "does not apply", by language; capital letters and blanks do not count.
NOT_APPLICABLE_BY_LANGUAGE = {"en": "not applicable", "id": "tidak berlaku"}
_WORDS = "|".join(r"[\s_-]*".join(words.split()) for words in NOT_APPLICABLE_BY_LANGUAGE.values())
#: The words alone, or with a reason after a mark or after a word such as "because".
_STATED = re.compile(
    rf"\s*(?:{_WORDS})\s*(?:"
    r"\.?"
    r"|\((?P<within>.*)\)\.?"
    r"|[:;,./\-\u2013\u2014]+\s*(?P<after>.*)"
    r"|(?<=\s)(?P<cause>(?:because|since|as|karena|sebab|dikarenakan)\s.*)"
    r")\s*",
    re.IGNORECASE | re.DOTALL,
)


def reason_stated(cell: object) -> str | None:
    """Give the reason in a cell that says that something does not apply, empty without one; None for another cell."""
    if not isinstance(cell, str) or (stated := _STATED.fullmatch(cell)) is None:
        return None
    return " ".join((stated["within"] or stated["after"] or stated["cause"] or "").split())


def is_not_applicable(cell: object) -> bool:
    """Tell whether a cell says that something does not apply."""
    return reason_stated(cell) is not None
