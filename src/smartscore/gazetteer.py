"""Gazetteers: the areas of a country with their codes and names, so that files by code and files by name meet."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import Attribute, field, frozen

from smartscore.errors import nearest
from smartscore.text import Text, as_text

#: How many spellings are compared letter by letter with a misspelt one: those that share most pairs of letters.
COMPARED = 20
_CODE = re.compile(r"\d+([.\- ]\d+)*")


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(texts)


@frozen
class Area:
    """An area of a gazetteer: `level` is country, province, regency or another; `parent` the code of what it is in.

    `codes` are its other codes, such as 62.02 or one that it had before, `names` its other spellings.
    """

    code: str
    name: str
    level: str
    parent: str | None = None
    codes: tuple[str, ...] = field(default=(), converter=_texts)
    names: tuple[str, ...] = field(default=(), converter=_texts)


def _areas(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(areas)


@frozen(eq=False, slots=False)
class Gazetteer:
    """The areas of a country, found by any of their codes and names; `source` and `year` say whose they are."""

    id: str
    title: Text = field(converter=as_text)
    source: Text = field(converter=as_text)
    year: int
    areas: tuple[Area, ...] = field(converter=_areas, repr=False)

    @areas.validator
    def _are_sound(self, _attribute: "Attribute[tuple[Area, ...]]", areas: tuple[Area, ...]) -> None:
        counts = Counter(area.code for area in areas)
        if twice := [code for code, count in counts.items() if count > 1]:
            raise ValueError(f"several areas have the code {', '.join(twice)}")
        if lost := sorted({area.parent for area in areas if area.parent is not None} - counts.keys()):
            raise ValueError(f"no area has the code {', '.join(lost)}, which is the parent of one")

    def candidates(self, text: str) -> tuple[Area, ...]:
        """Give every area that a code or a name may mean: several for Bogor, none for what it does not know."""
        return self._known.get(normalised(text), ())

    def find(self, text: str) -> Area | None:
        """Give the area of a code or a name, whatever its case, blanks, dots and hyphens, if it means one alone."""
        candidates = self.candidates(text)
        return candidates[0] if len(candidates) == 1 else None

    def level(self, text: str) -> str | None:
        """Give the level of what a code or a name means, if all that it may mean are of one level."""
        return _only({area.level for area in self.candidates(text)})

    def nearest(self, text: str) -> str | None:
        """Give the name of the area that a misspelt name is nearest to; of a code, the one that lost its last 0.

        It takes about a millisecond: it is for what `find` does not know.
        """
        if area := self.find(text):
            return area.name
        spelt = normalised(text)
        if _CODE.fullmatch(spelt):
            lost = self.find(f"{spelt}0") if "." in spelt else None
            return lost.name if lost else None
        shared = Counter(name for pair in _pairs(spelt) for name in self._by_pair.get(pair, ()))
        likely = sorted(shared, key=lambda name: (-2 * shared[name] / (len(spelt) + len(name)), name))[:COMPARED]
        near = nearest(spelt, likely, cutoff=0.75)
        return self._known[near][0].name if near else None

    def matches(self, keys: Sequence[str]) -> float:
        """Give the share of the different keys that it knows, 0 to 1; empty ones do not count."""
        different = {key for key in keys if key}
        return sum(bool(self.candidates(key)) for key in different) / len(different) if different else 0.0

    def resolve(self, keys: Sequence[str]) -> list[Area | None]:
        """Give the area of each key of a column, None for what is unknown or may be several; each is looked up once.

        Beside the others a name may mean one alone: Bogor where Kota Bogor stands too, and Jambi
        among provinces.
        """
        settled = _settled({key: self.candidates(key) for key in dict.fromkeys(keys)})
        return [settled.get(key) for key in keys]

    @cached_property
    def _known(self) -> Mapping[str, tuple[Area, ...]]:
        """The areas by all their spellings."""
        known: dict[str, dict[str, Area]] = {}
        for area in self.areas:
            for text in (area.code, *area.codes, area.name, *area.names):
                known.setdefault(normalised(text), {})[area.code] = area
        return {spelt: tuple(areas.values()) for spelt, areas in known.items()}

    @cached_property
    def _by_pair(self) -> Mapping[str, list[str]]:
        """The spellings of names that mean one area, by each pair of letters in them."""
        by_pair: dict[str, list[str]] = {}
        for spelt, areas in self._known.items():
            if len(areas) == 1 and not _CODE.fullmatch(spelt):
                for pair in _pairs(spelt):
                    by_pair.setdefault(pair, []).append(spelt)
        return by_pair


def normalised(text: str) -> str:
    """Give a code with dots between its parts, and the letters and digits alone of a name, small and without accents.

    The dot of a code stays, since 62.06 of the ministry is another regency than 6206 of the statistics office.
    """
    stripped = text.strip()
    if _CODE.fullmatch(stripped):
        return re.sub(r"(?<=\d{3})\.0$", "", re.sub(r"[\- ]", ".", stripped))
    letters = unicodedata.normalize("NFKD", stripped.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def fitting(gazetteers: Iterable[Gazetteer], keys: Sequence[str], least: float = 0.5) -> Gazetteer | None:
    """Give the gazetteer that knows the most of the keys of a column, if it knows at least the share `least`."""
    best = max(gazetteers, key=lambda gazetteer: gazetteer.matches(keys), default=None)
    return best if best is not None and best.matches(keys) >= least else None


def _pairs(spelt: str) -> set[str]:
    return {spelt[place : place + 2] for place in range(len(spelt) - 1)}


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _settled(found: Mapping[str, tuple[Area, ...]]) -> dict[str, Area]:
    """Give the area of each key: what may be several is what no other key is, else what is of the level of all."""
    sure = {key: areas[0] for key, areas in found.items() if len(areas) == 1}
    unsure = {key: areas for key, areas in found.items() if len(areas) > 1}
    level = _only({area.level for area in sure.values()})
    _rule_out(sure, unsure)
    _rule_out(sure, {key: tuple(area for area in areas if area.level == level) for key, areas in unsure.items()})
    return sure


def _rule_out(sure: dict[str, Area], unsure: dict[str, tuple[Area, ...]]) -> None:
    """Move each key to the sure ones of which a single area is left that no other key is, until there is none."""
    progress = True
    while progress:
        taken = {area.code for area in sure.values()}
        left = {key: [area for area in areas if area.code not in taken] for key, areas in unsure.items()}
        single = {key: areas[0] for key, areas in left.items() if len(areas) == 1}
        for key in single:
            del unsure[key]
        sure |= single
        progress = bool(single)
