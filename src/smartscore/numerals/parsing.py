"""Numbers as people write them, in both readings: with a decimal point, and with a decimal comma."""

import re

from attrs import frozen

_LIKE = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " "),
        **dict.fromkeys("\u2212\u2013\uff0d", "-"),
        **dict.fromkeys("\u2019\u02bc", "'"),
        "\uff0e": ".",
        "\uff0c": ",",
        "\uff05": "%",
        "\uff0b": "+",
    }
)
_PARTS = re.compile(r"([+-]? ?)(\d[\d., ']*|[.,]\d+)([eE][+-]?\d+)?(.*)", re.ASCII | re.DOTALL)
#: By decimal mark: digits alone; and thousands in groups of three, parted by the other mark, spaces or apostrophes,
#: all alike, of which the first begins with no 0. A point may stand at the end, as some programs write it.
_SIMPLE = {
    ".": re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII),
    ",": re.compile(r"\d+(?:,\d+)?|,\d+", re.ASCII),
}
_GROUPED = {
    ".": re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+)(?:\.\d+)?", re.ASCII),
    ",": re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+|(?:'\d{3})+)(?:,\d+)?", re.ASCII),
}
_UNIT = re.compile(r"[^\W\d_][^\n]{0,59}|[%‰°€$][^\n]{0,59}")


@frozen
class ParsedNumber:
    """A number with its reading for each decimal mark (None where it has none), and the unit after it."""

    dot: float | None
    comma: float | None
    unit: str = ""

    @property
    def mark(self) -> str | None:
        """The only decimal mark with which this is a number; None if both do."""
        if self.dot is None:
            return "comma"
        return "dot" if self.comma is None else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether it is another number with a point than with a comma."""
        return self.mark is None and self.dot != self.comma


def parse_number(text: str) -> ParsedNumber | None:
    """Read a text as a number, perhaps with a unit after it; None if it is something else."""
    parts = _PARTS.fullmatch(text.translate(_LIKE).strip())
    if parts is None:
        return None
    sign, body, exponent, unit = parts[1].strip(), parts[2].rstrip(" '"), parts[3] or "", parts[4].strip()
    if unit and not _UNIT.fullmatch(unit):
        return None
    dot, comma = (_number(sign, body, exponent, mark) for mark in ".,")
    return None if dot is None and comma is None else ParsedNumber(dot, comma, unit)


def _number(sign: str, body: str, exponent: str, mark: str) -> float | None:
    """Give the number that `body` is with this decimal mark, None if it is none."""
    if _SIMPLE[mark].fullmatch(body):
        return float(f"{sign}{body.replace(mark, '.')}{exponent}")
    if exponent or not _GROUPED[mark].fullmatch(body):
        return None
    whole, _, decimals = body.partition(mark)
    return float(f"{sign}{re.sub('[^0-9]', '', whole)}.{decimals or 0}")
