"""Names that totals and means go by, made of a few words: Rata-rata Kab/Kota, INDONESIA (rata-rata), Jumlah/Total."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

_WORD = re.compile(r"[^\W\d_\u00b9\u00b2\u00b3]+2?")
#: Marks that a name may begin with.
_OPENING = ("*", "(", "[", "-", "\u2020", '"')
#: What a program could take for words of another meaning, so that it is made one word first.
_JOINED = (("rata rata", "rerata"), ("rata2", "rerata"))


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


@frozen(eq=False, slots=False)
class TotalWords:
    """The words that the names of totals and of provinces are made of, and the provinces by their plain names."""

    telling: frozenset[str] = field(converter=_set)
    beside: frozenset[str] = field(converter=_set)
    provinces: frozenset[str] = field(converter=_set)
    pairs: Sequence[Sequence[str]]
    places: Mapping[str, str]

    @cached_property
    def _place(self) -> re.Pattern[str]:
        names = sorted({" ".join(_WORD.findall(name)) for name in self.places}, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    @cached_property
    def _edges(self) -> frozenset[str]:
        """The words with which a name of such words may begin or end."""
        of_places = {words[place] for name in self.places if (words := _WORD.findall(name)) for place in (0, -1)}
        return frozenset({*self.telling, *self.beside, *self.provinces, *of_places, "rata"})

    def is_total(self, plain: str) -> bool:
        """Tell whether a name without capitals is made of the words of totals alone, beside the name of a place."""
        words, place = self._parts(plain)
        if not words or not words <= self.telling | self.beside:
            return False
        is_said = bool(words & self.telling) or bool(place and "se" in words)
        return is_said or (not place and len(words) > 1 and bool(words & self.provinces - {"of", "the"}))

    def is_heading(self, plain: str) -> bool:
        """Tell whether a name, of a row without numbers, only says what the rows below it are: Kabupaten/Regency."""
        words, _ = self._parts(plain)
        return len(words) > 1 and words <= self.telling | self.beside

    def province_in(self, plain: str) -> str | None:
        """Give the province that a name calls one, Kalimantan Tengah (Provinsi); None for a name that does not."""
        words, place = self._parts(plain)
        return place if place and words & self.provinces and words <= self.provinces else None

    def paired(self, plain: Collection[str]) -> frozenset[str]:
        """Give the names among these that tell something since their counterpart stands there too: min and max."""
        known = set(plain)
        return frozenset(name for pair in self.pairs if known.issuperset(pair) for name in pair)

    def _parts(self, plain: str) -> tuple[frozenset[str], str]:
        """Give the words of a name without the one place in it, and that place."""
        first = _WORD.search(plain)
        if first is None or (len(first[0]) > 1 and first[0] not in self._edges):
            return frozenset(), ""
        found = _WORD.findall(plain)
        if not (plain[0].isalpha() or plain[0] in _OPENING):  # @SUM is no name
            return frozenset(), ""
        is_spaced = len(found) > 2 and max(map(len, found)) == 1
        if not is_spaced and not (found[0] in self._edges and found[-1] in self._edges):
            return frozenset(), ""
        text = "".join(found) if is_spaced else " ".join(found)
        for written, joined in _JOINED:
            text = text.replace(written, joined)
        place = self._place.search(text)
        if place is None:
            return frozenset(text.split()), ""
        return frozenset(self._place.sub(" ", text, count=1).split()), place[0]
