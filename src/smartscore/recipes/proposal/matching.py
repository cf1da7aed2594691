"""Which indicator a heading, a code or a title means: by id, alias, code, title and description in every language."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import frozen

from smartscore.model import Framework, Indicator
from smartscore.recipes.patterns import plain

_SURE, _CANDIDATE, _MARGIN = 88.0, 58.0, 5.0
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|%")
_NO_WORD = re.compile(r"[\W_]+")


@frozen
class Match:
    """What a text may mean: the indicators by how near they are (0 to 100), the nearest first."""

    candidates: tuple[tuple[str, float], ...] = ()

    @property
    def sure(self) -> str | None:
        """The indicator that is meant beyond doubt, None if none is."""
        (first, score), *others = self.candidates or (("", 0.0),)
        is_sure = score == 100 or (score >= _SURE and score - (others[0][1] if others else 0) >= _MARGIN)
        return first if is_sure else None

    @property
    def near(self) -> tuple[str, ...]:
        """The indicators that may be meant, at most three."""
        return tuple(name for name, score in self.candidates[:3] if score >= _CANDIDATE)


@frozen(slots=False)
class Matcher:
    """Finds the indicators of frameworks by what somebody calls them."""

    indicators: tuple[Indicator, ...]

    @classmethod
    def of(cls, frameworks: Iterable[Framework]) -> "Matcher":
        """Take the indicators of frameworks, each once."""
        found = {node.id: node for framework in frameworks for node in framework.walk() if isinstance(node, Indicator)}
        return cls(tuple(found.values()))

    def is_named(self, text: str) -> bool:
        """Tell whether a text is a name of an indicator as it is written."""
        return _words(text) in self._exact

    def match(self, text: str) -> Match:
        """Find what a text may mean."""
        wanted = _words(text)
        if not wanted:
            return Match()
        if wanted in self._exact:
            return Match(((self._exact[wanted], 100.0),))
        short = _words(_ASIDE.sub(" ", text)) or wanted
        if short in self._exact:
            return Match(((self._exact[short], 99.0),))
        scores = [(indicator.id, self._nearness(short, place)) for place, indicator in enumerate(self.indicators)]
        ordered = sorted(scores, key=lambda pair: (-pair[1], pair[0]))
        return Match(tuple((name, score) for name, score in ordered[:4] if score >= _CANDIDATE))

    @cached_property
    def _exact(self) -> dict[str, str]:
        """The indicator of each name that no other one has."""
        owners: dict[str, set[str]] = {}
        for place, indicator in enumerate(self.indicators):
            for name in (indicator.code, *self._names[place]):
                owners.setdefault(_words(name), set()).add(indicator.id)
        own = {_words(indicator.id): indicator.id for indicator in self.indicators}
        return {name: next(iter(ids)) for name, ids in owners.items() if name and len(ids) == 1} | own

    @cached_property
    def _names(self) -> list[tuple[str, ...]]:
        return [
            (indicator.id, *indicator.aliases, *(text for _, text in indicator.title.by_language))
            for indicator in self.indicators
        ]

    def _nearness(self, wanted: str, place: int) -> float:
        from rapidfuzz import fuzz  # which only a proposal needs

        def score(name: str, most: float) -> float:
            other = _words(_ASIDE.sub(" ", name))
            if _digits(other) != _digits(wanted):  # names that differ by digits alone are never near
                return 0.0
            if len(wanted) < 4 or len(other) < 4:
                return float(fuzz.ratio(wanted, other)) * 0.8
            whole, part = fuzz.token_sort_ratio(wanted, other), fuzz.token_set_ratio(wanted, other)
            return min(most, max(float(whole), 0.9 * float(part)))

        names = max((score(name, 98) for name in self._names[place]), default=0.0)
        about = (text for _, text in self.indicators[place].description.by_language if text)
        return max([names, *(score(text, 75) for text in about)])


def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", plain(text)).split())


def _digits(words: str) -> Sequence[str]:
    return re.findall(r"\d+", words)
