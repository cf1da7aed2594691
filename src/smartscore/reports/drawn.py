"""Values that pages and paper draw, and that every other format writes as words: boxes of levels, lines to sign on."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from smartscore.messages import message
from smartscore.text import Sentence, translate

#: What a level is to a city: reached, reached if what is submitted is accepted, if all in process is, or not.
BoxState = Literal["reached", "submitted", "in_process", "missing"]
SIGNS: dict[BoxState, str] = {"reached": "■", "submitted": "◧", "in_process": "▨", "missing": "□"}


@frozen
class Boxes:
    """A box a level, from the lowest: the number of each and what it is."""

    levels: Sequence[tuple[int, BoxState]]

    def to(self, language: str) -> str:
        """Write the number and the sign of each level, which are the same in all languages."""
        return " ".join(f"{level}{SIGNS[state]}" for level, state in self.levels)

    def drawn(self, language: str) -> list[dict[str, str]]:
        """Give number, state, sign and word of each level, of which pages and paper draw boxes."""
        return [{"level": str(level), **_drawn(state, language)} for level, state in self.levels]


def _drawn(state: BoxState, language: str) -> dict[str, str]:
    return {"state": state, "sign": SIGNS[state], "word": message(f"box_{state}", language)}


@frozen
class BoxesLegend:
    """What boxes mean."""

    def to(self, language: str) -> str:
        """Say it in a sentence, with the signs that stand for boxes in text."""
        return message("boxes_legend", language, **SIGNS)

    def drawn(self, language: str) -> list[dict[str, str]]:
        """Give state, sign and meaning of each kind of box."""
        return [{**_drawn(state, language), "means": message(f"box_means_{state}", language)} for state in SIGNS]


@frozen
class Signature:
    """A line to sign on: for whom, and the name and position, empty where they are filled in by hand."""

    role: Sentence
    name: str = ""
    position: str = ""

    @property
    def named(self) -> str:
        """The name with its position, dots for one that is filled in by hand."""
        return ", ".join(filter(None, (self.name or _DOTS, self.position)))


@frozen
class Signatures:
    """Place and date, empty where they are filled in by hand, and who signs."""

    place_date: Sentence
    signatures: Sequence[Signature]

    def to(self, language: str) -> str:
        """Write the lines one after another, with dots where something is filled in by hand."""
        lines = [f"{message('pdf_place_date', language)}: {translate(self.place_date, language) or _DOTS}"]
        lines += [f"{translate(each.role, language)}: {_DOTS} ({each.named})" for each in self.signatures]
        return "; ".join(lines)


_DOTS = "." * 20
