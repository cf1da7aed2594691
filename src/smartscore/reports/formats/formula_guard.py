"""Text for CSV files that spreadsheet programs do not take for a formula."""

import re

#: What spreadsheet programs take for the start of a formula, in full width too, or skip on the way to one.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def guarded(text: str) -> str:
    """Give a text with an apostrophe before it if it would be a formula; a number such as -5 stays one.

    Source: OWASP, CSV injection.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
