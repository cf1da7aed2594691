"""Keys that a spreadsheet program or another office changed, so that one city stands in several rows."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.key_choice import same_spelling
from smartscore.errors import Suspicion, place_in_words
from smartscore.messages import LANGUAGES, message
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Place
from smartscore.text import Text

_FRACTION = re.compile(r"(\d+)\.(\d+)", re.ASCII)
_LEADING = re.compile(r"^0+(?=\d)", re.ASCII)
_SHOWN = 20  # pairs that are told

#: Keys that may be one, each with what tells them in words.
_Group = Sequence[str]


def lost_zeros(dataset: Dataset) -> Iterator[Suspicion]:
    """Find codes that may have lost a zero: 62.1 where others are 62.02, 101 where another row is 0101."""
    keys = _keys(dataset)
    pairs = [*_lost_at_end(keys), *_lost_at_start(keys)]
    if pairs:
        yield _suspicion(dataset, "lost_zero", pairs)


def _lost_at_end(keys: Sequence[str]) -> Iterator[_Group]:
    """Pair the codes whose part after the point is shorter than that of the others with what they may have been."""
    parts = {key: match for key in keys if (match := _FRACTION.fullmatch(key))}
    lengths = Counter(len(match[2]) for match in parts.values())
    if len(lengths) < 2:
        return
    length = max(lengths)
    for key, match in parts.items():
        if len(match[2]) < length:
            yield key, f"{match[1]}.{match[2].ljust(length, '0')}"


def _lost_at_start(keys: Sequence[str]) -> Iterator[_Group]:
    """Pair the codes that differ by zeros at their start alone."""
    known = set(keys)
    for key in keys:
        short = _LEADING.sub("", key)
        if short != key and key[0] == "0" and short in known:
            yield short, key


def two_keys(dataset: Dataset) -> Iterator[Suspicion]:
    """Find one name, or one row of digits, under two keys that have no column in common: of two offices."""
    keys = _keys(dataset)
    labels = dict(zip(map(str, dataset.cities), dataset.labels, strict=True))
    lost = {frozenset(pair) for find in (_lost_at_end, _lost_at_start) for pair in find(keys)}
    alike = [
        *_alike(keys, _digits),
        *_alike(keys, lambda key: "" if labels[key] == key else _spelling(labels[key])),
    ]
    groups = _of_two_offices(alike, _columns_of_keys(dataset, keys)) if alike else ()
    told: set[str] = set()
    pairs: list[_Group] = []
    for group in groups:
        if not told & set(group) and frozenset(group) not in lost:
            told |= set(group)
            pairs.append(group)
    if pairs:
        yield _suspicion(dataset, "two_keys", pairs)


def _alike(keys: Sequence[str], text_of: Callable[[str], str]) -> Iterator[_Group]:
    """Give the keys that are alike in what is looked at."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        if text := text_of(key):
            groups.setdefault(text, []).append(key)
    return (group for group in groups.values() if len(group) > 1)


def _of_two_offices(groups: Iterable[_Group], columns: dict[str, frozenset[str]]) -> Iterator[_Group]:
    """Give the keys that have no column in common; those with equal columns are different cities."""
    for group in groups:
        filled = [key for key in group if columns[key]]
        kinds = {columns[key] for key in filled}
        counts = Counter(columns[key] for key in filled)
        if len(kinds) > 1 and sum(map(len, kinds)) == len(frozenset().union(*kinds)) and len(set(counts.values())) == 1:
            yield tuple(filled)


def _digits(key: str) -> str:
    """Give the digits of a code without what parts them; nothing for what is no code of digits."""
    digits = re.sub(r"[.\-/ ]", "", key)
    return digits if digits.isascii() and digits.isdecimal() and len(digits) > 2 else ""


def _spelling(name: str) -> str:
    return " ".join(name.casefold().split())


def two_spellings(dataset: Dataset) -> Iterator[Suspicion]:
    """Find keys that differ in capital letters and blanks alone: Bogor and bogor."""
    if pairs := list(same_spelling(_keys(dataset))):
        yield _suspicion(dataset, "two_spellings", pairs)


def _keys(dataset: Dataset) -> list[str]:
    return [key for key in dict.fromkeys(map(str, dataset.cities)) if key]


def _columns_of_keys(dataset: Dataset, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Give the columns of numbers and words in which each key has something, without those that all have alike."""
    frame = dataset.frame
    named = {"city", "name", *(one.name for one in dataset.interpretations)}
    names = [str(name) for name in frame.columns if name not in named]
    filled = np.zeros((len(frame), len(names)), dtype=bool)
    for place, name in enumerate(names):
        texts = as_keys(frame[name])
        filled[:, place] = [text != "" for text in texts]
    found: dict[str, np.ndarray] = {}
    for row, key in enumerate(map(str, dataset.cities)):
        found[key] = found[key] | filled[row] if key in found else filled[row]
    everywhere = _everywhere([found[key] for key in keys])
    return {key: frozenset(np.array(names, dtype=object)[found[key] & ~everywhere].tolist()) for key in keys}


def _everywhere(rows: Sequence[np.ndarray]) -> Any:
    """Tell which columns every key has: what an office says of all of its cities, and the other office too."""
    return np.logical_and.reduce(rows) if rows else np.array([], dtype=bool)


def _suspicion(dataset: Dataset, code: str, groups: Sequence[_Group]) -> Suspicion:
    """Tell of keys that may be one, each with the place where it stands first."""
    shown, more = groups[:_SHOWN], len(groups) - _SHOWN
    rows: dict[str, int] = {}
    for row, key in enumerate(map(str, dataset.cities)):
        rows.setdefault(key, row)
    pairs = {
        language: "; ".join(" = ".join(_with_place(dataset, rows, key, language) for key in group) for group in shown)
        + (message("and_more", language, count=more) if more > 0 else "")
        for language in LANGUAGES
    }
    fields = {"keys": Text(pairs), "count": len(groups)}
    first = next(key for key in groups[0] if key in rows)
    where = {
        name: value for name, value in dataset.place(rows[first]).items() if name in ("file", "row", "sheet", "cell")
    }
    return Suspicion(code, fields, column=dataset.key, **where)


def _with_place(dataset: Dataset, rows: dict[str, int], key: str, language: str) -> str:
    """Write a key with its name and the place of its row; one that is in no row stands alone."""
    if key not in rows:
        return key
    line = None if dataset.lines is None else dataset.lines.iloc[rows[key]]
    where = line.where() if isinstance(line, Place) else {"row": None if line is None else int(line)}
    label = dataset.label(rows[key])
    inside = [*([label] if label != key else []), place_in_words(where, language)]
    return f"{key} ({', '.join(filter(None, inside))})"
