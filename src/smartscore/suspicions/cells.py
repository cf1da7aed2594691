"""What suspicions say of cells: the first places and how many more, and the option that accepts them."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.dataset import Dataset, columns_of
from smartscore.errors import Suspicion, place_in_words
from smartscore.messages import LANGUAGES, message
from smartscore.model import Framework, Indicator, is_unscored
from smartscore.rules import Array, answers
from smartscore.text import Sentence, Text, translate

SHOWN = 5


@frozen
class Listing:
    """Sentences one after the other: the first few, and how many more there are."""

    sentences: tuple[Sentence, ...]
    count: int
    mark: str = ", "

    def to(self, language: str) -> str:
        """Give them with commas between."""
        listed = self.mark.join(translate(one, language) for one in self.sentences)
        more = self.count - len(self.sentences)
        return message("listed_and_more", language, listed=listed, count=more) if more else listed

    def __str__(self) -> str:
        return self.to("en")


def listing(sentences: Iterable[Sentence], count: int, mark: str = ", ") -> Listing:
    """Give the first few of so many sentences."""
    return Listing(tuple(sentence for sentence, _ in zip(sentences, range(SHOWN), strict=False)), count, mark)


@frozen(eq=False)
class Judged:
    """An indicator that moves scores, with the column in which it stands and its values (cities)."""

    node: Indicator
    column: str
    values: Array

    @property
    def known(self) -> Array:
        """The values that there are."""
        return self.values[~np.isnan(self.values)]

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lower and the higher fixed bound of the rule, None for one without two."""
        worst, best = answers.bounds(self.node.rule)
        return None if worst is None or best is None else (min(worst, best), max(worst, best))


def judged(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Judged]:
    """Give the indicators whose numbers move scores: none of words or ticked criteria, none without weight."""
    columns = columns_of(dataset, framework)
    for node in framework.indicators:
        if node.id not in measured or is_unscored(node) or not framework.shares[node.id] > 0:
            continue
        if not answers.words(node.rule) and ":" not in columns[node.id]:
            yield Judged(node, columns[node.id], measured[node.id])


def label(dataset: Dataset, row: int, *, line: bool = True) -> Text:
    """Name a row as people know it, with its line or its place among several files in brackets."""
    name = dataset.label(row)
    if not line:
        return Text(name)
    place = {part: value for part, value in dataset.place(row).items() if part not in ("file", "city", "cell")}
    texts = {language: place_in_words(place, language) for language in LANGUAGES}
    return Text({language: f"{name} ({text})" if text else name for language, text in texts.items()})


def cell_places(dataset: Dataset, column: str, rows: Sequence[int], values: Array | None = None) -> Listing:
    """List the cells of a column in these rows, the first few, each with its value where there are some."""
    return listing((_cell(dataset, column, row, values) for row in rows), len(rows))


def _cell(dataset: Dataset, column: str, row: int, values: Array | None) -> Text:
    place = {part: value for part, value in dataset.place(row, column).items() if part in ("row", "sheet", "cell")}
    name = dataset.label(row) + ("" if dataset.years is None else f" {dataset.years[row]}")
    value = "" if values is None else f"{figure(values[row])}"
    texts = {}
    for language in LANGUAGES:
        inside = ", ".join(part for part in (place_in_words(place, language), value) if part)
        texts[language] = f"{name} ({inside})" if inside else name
    return Text(texts)


def figure(value: float) -> str:
    """Write a number as a cell would show it."""
    return f"{value:.12g}"


def suspicion(
    code: str, dataset: Dataset, column: str, rows: Sequence[int], *, refuses: bool = True, **fields: Any
) -> Suspicion:
    """Suspect cells of a column, at the place of the first, with the option that accepts them."""
    where = dataset.place(rows[0], column) if len(rows) == 1 else dataset.heading(column)
    accept = option("--accept", f"{code}:{column}")
    return Suspicion(code, {"column": column, "count": len(rows), **fields, "accept": accept}, **where, refuses=refuses)


def option(name: str, value: str) -> str:
    """Write an option as somebody types it, in quotes where a shell would read its value otherwise."""
    if re.fullmatch(r"[\w.,:/%+@=-]+", value):
        return f"{name} {value}"
    return f"{name} {shlex.quote(value)}" if re.search(r'["$`\\!]', value) else f'{name} "{value}"'
