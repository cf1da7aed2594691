"""Number formats of cells that make another text of a number than its digits: zeros before it, as codes have them."""

import re

from attrs import frozen

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|([_*].)')
_DECIMALS = re.compile(r"[#,]*0+\.(0+)(?:_\)|_-)?")


@frozen
class Padded:
    """A format of zeros alone, with other characters between them: `0000`, `00\\.00`."""

    parts: tuple[str, ...]  # each a zero, or what stands there as it is

    @property
    def zeros(self) -> int:
        """How many digits are shown at least."""
        return sum(part == "0" for part in self.parts)

    def show(self, number: float) -> str | None:
        """Give what a cell with this number shows; None if it is no whole number."""
        if number < 0 or not float(number).is_integer():
            return None
        digits = str(int(number)).rjust(self.zeros, "0")
        shown, left = [], self.zeros
        for part in self.parts:
            if part == "0":
                more = digits[: len(digits) - left + 1] if left == self.zeros else digits[len(digits) - left]
                shown.append(more)
                left -= 1
            else:
                shown.append(part.removeprefix("'"))
        return "".join(shown)


def padded(code: str) -> Padded | None:
    """Give a number format where it pads with zeros or puts characters between digits; None if it is another one."""
    parts: list[str] = []
    for section in _sections(code)[:1]:
        place = 0
        while place < len(section):
            quoted = _QUOTED.match(section, place)
            if quoted:
                literal = quoted[1] or quoted[2] or ""
                parts += [f"'{literal}"] if literal else []
                place = quoted.end()
            elif section[place] == "0":
                parts.append("0")
                place += 1
            elif section[place] in "-/ ()":
                parts.append(f"'{section[place]}")
                place += 1
            else:
                return None
    made = Padded(tuple(parts))
    return made if made.zeros > 1 else None


def decimals(code: str) -> int:
    """Give how many decimals a format shows always; 0 if it is another one."""
    found = _DECIMALS.fullmatch(_sections(code)[0])
    return len(found[1]) if found else 0


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
