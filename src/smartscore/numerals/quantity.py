"""Numbers with a unit beside them, as people write them into cells: 12 %, 3,5 tahun."""

from attrs import frozen

from smartscore.text import Text

_PERCENT = frozenset({"%", "percent", "per cent", "persen"})


@frozen
class Quantity:
    """A number with the unit that stands in its cell, and the cell as it was written."""

    number: float
    unit: str
    written: str

    def __str__(self) -> str:
        return self.written

    @property
    def is_typo(self) -> bool:
        """Whether letters stand right behind the digits, as in 1O: more likely a slip than a unit."""
        return self.unit[0].isalpha() and not self.written.removesuffix(self.unit).endswith((" ", "\u00a0"))

    def is_in(self, unit: Text) -> bool:
        """Tell whether the unit is this one, in any language; a percent sign is any share in percent."""
        known = {_plain(text) for _, text in unit.by_language} - {""}
        if _plain(self.unit) in _PERCENT:
            return any(text.split()[0] in _PERCENT or text in _PERCENT for text in known)
        return _plain(self.unit) in known


@frozen
class OtherMark:
    """A text that is a number only with the decimal mark that its file does not have."""

    written: str

    def __str__(self) -> str:
        return self.written


def _plain(unit: str) -> str:
    return " ".join(unit.casefold().split()).removesuffix(".")
