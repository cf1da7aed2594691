"""Fixed rules that are no curve: classes, categories in words, and indicators that are shown and not scored."""

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.rules.base import Array, Better
from smartscore.text import A_LIST, A_TABLE


def _numbers(values: Iterable[float]) -> tuple[float, ...]:
    given: object = values  # files may have anything
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise RuleError(Problem("wrong_type", {"found": repr(values), "expected": A_LIST}))
    numbers = tuple(values)
    for value in numbers:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise RuleError(Problem("parameter_not_number", {"name": "list", "found": repr(value)}))
    return numbers


def _shares(scores: Iterable[float]) -> None:
    for score in scores:
        if not 0 <= score <= 1:
            raise RuleError(Problem("share_not_valid", {"found": score}))


def _better(scores: tuple[float, ...]) -> Better:
    if all(low <= high for low, high in pairwise(scores)):
        return "higher"
    return "lower" if all(low >= high for low, high in pairwise(scores)) else "target"


@frozen
class Classes:
    """Classes between rising `limits`, each with its normalised score; a limit belongs to the upper class.

    `scores` has one more entry than `limits`, from the lowest class up, each from 0 to 1.
    """

    limits: tuple[float, ...] = field(converter=_numbers)
    scores: tuple[float, ...] = field(converter=_numbers)

    def __attrs_post_init__(self) -> None:
        if len(self.scores) != len(self.limits) + 1:
            raise RuleError(Problem("classes_length", {"limits": len(self.limits), "scores": len(self.scores)}))
        if not all(low < high for low, high in pairwise(self.limits)):
            raise RuleError(Problem("limits_not_rising", {"found": ", ".join(f"{limit:g}" for limit in self.limits)}))
        _shares(self.scores)

    @property
    def better(self) -> Better:
        return _better(self.scores)

    def better_within(self, low: float, high: float, /) -> Better:
        first, last = np.searchsorted(self._starts, [low, high], side="right").tolist()
        return _better(self.scores[first : last + 1])

    def reaching(self, normalised: float) -> float:
        """Give the value at which the class begins that scores so much, just below a limit where lower is better.

        NaN where every value scores so much or none does, and where the middle is best.
        """
        enough = [place for place, score in enumerate(self.scores) if score >= normalised - 1e-12]
        if not enough or len(enough) == len(self.scores) or self.better == "target":
            return float("nan")
        if self.better == "higher":
            return float(self.limits[enough[0] - 1])
        return float(np.nextafter(self._starts[enough[-1]], -np.inf))

    @property
    def _starts(self) -> Array:
        limits = np.asarray(self.limits, dtype=float)
        return np.asarray(limits - 1e-9 * np.abs(limits))  # 0.297 / 0.9 reaches 0.33

    def __call__(self, values: Array, /) -> Array:
        values = np.asarray(values, dtype=float)
        reached = np.searchsorted(self._starts, values, side="right")
        normalised = np.asarray(self.scores, dtype=float)[reached]
        normalised[np.isnan(values)] = np.nan
        return normalised


def _by_score(categories: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    given: object = categories
    if isinstance(given, tuple):  # made before
        categories = given = dict(given)
    if not isinstance(given, Mapping):
        raise RuleError(Problem("wrong_type", {"found": repr(categories), "expected": A_TABLE}))
    scores = _numbers(categories.values())
    _shares(scores)
    words = [str(word) for word in categories]
    twice = [word for place, word in enumerate(words) if word.casefold() in {w.casefold() for w in words[:place]}]
    if twice:
        raise RuleError(Problem("id_twice", {"found": word}) for word in twice)
    return tuple(sorted(zip(words, scores, strict=True), key=lambda pair: pair[1]))


@frozen
class Categories:
    """Words, each with its normalised score from 0 to 1; what is scored is the place of the word in that order."""

    categories: tuple[tuple[str, float], ...] = field(converter=_by_score)

    def __attrs_post_init__(self) -> None:
        if not self.categories:
            raise RuleError(Problem("key_missing", {"found": "categories"}))

    @property
    def words(self) -> list[str]:
        """The words from the worst to the best; the place of a word is its value."""
        return [name for name, _ in self.categories]

    @property
    def better(self) -> Better:
        return "higher"

    def reaching(self, normalised: float) -> float:
        """Give the place of the first word that scores so much, NaN where none does."""
        enough = [place for place, (_, score) in enumerate(self.categories) if score >= normalised - 1e-12]
        return float(enough[0]) if enough else float("nan")

    def __call__(self, values: Array, /) -> Array:
        values = np.asarray(values, dtype=float)
        scores = np.array([score for _, score in self.categories])
        places = np.clip(np.nan_to_num(values), 0, len(scores) - 1).astype(int)
        return np.where(np.isnan(values), np.nan, scores[places])


@frozen
class Unscored:
    """No score: the indicator is shown and counted as unscored, and costs no coverage."""

    unscored = True

    @property
    def better(self) -> Better:
        return "higher"

    def __call__(self, values: Array, /) -> Array:
        return np.full(np.shape(values), np.nan)
