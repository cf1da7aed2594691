"""The problems with cells in which a number should be and is none: dates, other units, other decimal marks."""

import datetime
from typing import Any

from smartscore.numerals.flags import flags_of
from smartscore.numerals.numbers import has_decimal_comma
from smartscore.numerals.quantity import OtherMark, Quantity
from smartscore.text import NO_TEXT, Text, number_as_text


def not_a_number(cell: Any, unit: Text = NO_TEXT) -> tuple[str, dict[str, object]]:
    """Give the code and the fields of the problem with a cell, where a number in this unit should be."""
    fields: dict[str, object]
    if flags := flags_of(str(cell)) if isinstance(cell, Quantity | str) else ():
        fields = {"found": str(cell), "flags": ", ".join(flags), "setting": ", ".join(f'"{flag}"' for flag in flags)}
        return "number_flagged", fields
    if isinstance(cell, Quantity) and not cell.is_typo:
        fields = {"found": str(cell), "unit": cell.unit}
        return ("unit_differs", {**fields, "expected": unit}) if unit else ("unit_unknown", fields)
    if isinstance(cell, OtherMark):
        return ("decimal_comma" if "," in cell.written else "decimal_point"), {"found": cell.written}
    if isinstance(cell, datetime.date):
        return "date_not_number", {"found": str(cell)[:10], "meant": _meant(cell)}
    if isinstance(cell, datetime.time | datetime.timedelta):
        return "time_not_number", {"found": str(cell)}
    written = str(cell) if isinstance(cell, Quantity) else cell
    return ("decimal_comma" if has_decimal_comma(written) else "not_a_number"), {"found": written}


def _meant(date: datetime.date) -> Text:
    """Give the numbers of which a spreadsheet program makes this date: 3.12 becomes 3 December, 3.45 March 1945."""
    pairs = [(str(date.day), str(date.month))]
    if date.day == 1:
        pairs.append((str(date.month), f"{date:%y}"))
    return number_as_text(" / ".join(".".join(pair) for pair in pairs))
