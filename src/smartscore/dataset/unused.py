"""Columns and indicators of a dataset that a framework has no use for, and those that are near one that it lacks."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np
from attrs import field, frozen

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.node_columns import columns_of, further_columns, grouping, names_of
from smartscore.errors import Problem, hint, nearest
from smartscore.messages import LANGUAGES, message
from smartscore.model import Framework, Node, walk
from smartscore.tables.headings import words_of
from smartscore.text import Text

_NEAR = 0.8
_SHOWN = 20  # columns whose nearest indicators are told
_CARRIED = 8  # columns of a draft that are told
_FEW = 6  # indicators that are all offered where none is near
_LIKELY = 5  # names that are compared letter by letter
_SIMILAR = 0.45  # a title from which an indicator is offered

_TICKED = re.compile(r"(\w+):\d+(\.\d+)*", re.ASCII)


def unused_columns(dataset: Dataset, framework: Framework) -> list[str]:
    """List the columns that the framework has no use for."""
    used = {
        *columns_of(dataset, framework).values(),
        *("city", "name"),
        *(one.name for one in dataset.interpretations if one.name),
        *further_columns(framework),
        *grouping(framework),
    }
    return [str(name) for name in dataset.frame.columns if name not in used]


def unused_in_words(dataset: Dataset, unused: Collection[str]) -> Iterator[Text]:
    """Say what is not used: a column by its name, an indicator of a long table with its number of lines too."""
    of_lines = set(dataset.long) - set(dataset.wide)
    for name in unused:
        if name not in of_lines:
            yield Text(name)
            continue
        count = int(dataset.notes.get("line", dataset.frame)[name].notna().sum())
        code = "unused_line" if count == 1 else "unused_lines"
        yield Text({language: message(code, language, name=name, count=count) for language in LANGUAGES})


def drafts_in(dataset: Dataset, framework: Framework) -> Iterator[Problem]:
    """Find columns and indicators that a draft of the framework has and the framework has not.

    Names are compared by their letters and digits alone: `IK-21` is `ik 21`.
    """
    unused = [name for name in unused_columns(dataset, framework) if name] if framework.drafts else []
    for draft in framework.drafts:
        of_draft = {_plain(name) for name in draft.columns}
        if carried := [name for name in unused if _plain(name) in of_draft]:
            shown = ", ".join([*carried[:_CARRIED], *(["..."] if len(carried) > _CARRIED else [])])
            fields = {"draft": draft.title, "framework": framework.name, "count": len(carried), "columns": shown}
            yield Problem("draft_carried", fields, file=dataset.file)


def _plain(name: str) -> str:
    return "".join(words_of(name))


def misspelt(dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]]) -> Iterator[Problem]:
    """Find columns and indicators that the framework does not have, and that are near one that is lacking."""
    unused = unused_columns(dataset, framework)
    of_lines = set(dataset.long) - set(dataset.wide)
    wide = set(unused) if not dataset.long else set(dataset.wide)
    candidates = [name for name in unused if name and (name in of_lines or name in wide)]
    nearby = near_names(candidates, _lacking(dataset, framework))
    ticks = further_columns(framework)
    for name in candidates:
        if (match := _TICKED.fullmatch(name)) and match[1] in framework.nodes:
            nearby[name] = hint(name, ticks)
    others = set(elsewhere()) if nearby else set()
    for name, near in nearby.items():
        if name in others:
            continue
        if name in of_lines:
            row = _first_row(dataset, name)
            yield Problem("unknown_indicator", {"found": name, "hint": near}, **dataset.place(row, name))
        else:
            yield Problem("unknown_column", {"found": name, "hint": near}, **dataset.heading(name))


def _first_row(dataset: Dataset, name: str) -> int:
    is_filled = dataset.notes.get("line", dataset.frame)[name].notna().to_numpy()
    return int(np.argmax(is_filled))


def _lacking(dataset: Dataset, framework: Framework) -> set[str]:
    """Give the names under which the nodes that have no column, nor any below them, could have one."""
    columns, names = columns_of(dataset, framework), names_of(framework)
    without = {node.id for node in framework.walk() if not any(below.id in columns for below in walk(node))}
    lacking = {name for node in without for name in names[node]}
    below = {node.denominator for node in framework.indicators if node.denominator}
    return (lacking | below) - set(dataset.frame.columns)


def near_names(found: Iterable[str], wanted: Collection[str]) -> dict[str, str]:
    """Give the nearest wanted name to each found one that is near some.

    Names that differ by digits alone are never near: they are of another goal, another year. Only names that share
    pairs of letters are compared, so that many found ones take no longer than as many lines.
    """
    written = {name.casefold(): name for name in wanted}
    by_digits: dict[tuple[int, ...], _Index] = {}
    for name in written:
        by_digits.setdefault(_digits(name), _Index()).add(name)
    nearby = {}
    for name in found if written else ():
        small = name.casefold()
        index = by_digits.get(_digits(small))
        likely = index.likely(small) if index else []
        if likely and (near := nearest(small, likely, _NEAR)):
            nearby[name] = written[near]
    return nearby


@frozen
class _Index:
    """Names by the pairs of letters that they have, and how many of these."""

    having: dict[str, list[str]] = field(factory=dict)
    sizes: dict[str, int] = field(factory=dict)

    def add(self, name: str) -> None:
        """Add a name."""
        pairs = _pairs(name)
        self.sizes[name] = len(pairs)
        for pair in pairs:
            self.having.setdefault(pair, []).append(name)

    def likely(self, name: str) -> list[str]:
        """Give the few names of a like length that share most pairs with this one, at least half of them."""
        pairs = _pairs(name)
        shared = Counter(chain.from_iterable(self.having.get(pair, ()) for pair in pairs))
        return [
            other
            for other, times in shared.most_common(_LIKELY)
            if 2 * times >= min(len(pairs), self.sizes[other]) - 1
            and 3 * min(len(name), len(other)) >= 2 * max(len(name), len(other))
        ]


def _pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(max(len(name) - 1, 1))}


def _digits(name: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]{1,18}", name)))


def no_known_column(dataset: Dataset, framework: Framework) -> Problem:
    """Tell that no column is an indicator, with what the heading says and the nearest indicators of each column."""
    columns = [*(str(name) for name in dataset.frame.columns if name not in ("city", "name"))]
    named = {one.name for one in dataset.interpretations}
    shown = [name for name in columns if name and name not in named]
    near = {name: nearest_nodes(name, framework) for name in shown[:_SHOWN]}
    offers = [(name, ", ".join(near[name] if any(near.values()) else few_nodes(name, framework))) for name in near]
    listed = {
        language: "; ".join(
            message("column_nearest" if near else "column_not_near", language, name=name, near=near)
            for name, near in offers
        )
        + ("; ..." if len(shown) > _SHOWN else "")
        for language in LANGUAGES
    }
    where: dict[str, Any] = {"file": dataset.file}
    if shown:
        where = {field: value for field, value in dataset.heading(shown[0]).items() if field != "column"}
    headings = [row for one in dataset.interpretations for row in one.headings]
    if len(dataset.interpretations) == 1 and headings:
        where["row"] = headings[0]
    fields = {"framework": framework.name, "columns": Text(listed) if shown else "-"}
    return Problem("no_known_column", fields, **where)


def nearest_nodes(heading: str, framework: Framework, count: int = 2) -> list[str]:
    """Give the ids of the indicators whose id, alias, code or title in any language is nearest to a heading."""
    names = names_of(framework)
    likeness = {node.id: _likeness(heading, _all_names(node, names)) for node in framework.indicators}
    near = sorted((node for node, like in likeness.items() if like >= _SIMILAR), key=lambda node: -likeness[node])
    return near[:count]


def few_nodes(heading: str, framework: Framework) -> list[str]:
    """Give the ids of all indicators for a heading of words where none is near, if they are few."""
    ids = [node.id for node in framework.indicators]
    return ids if len(ids) <= _FEW and any(letter.isalpha() for letter in heading) else []


def _all_names(node: Node, names: Mapping[str, Collection[str]]) -> Iterable[str]:
    return dict.fromkeys([*names[node.id], *(text for _, text in node.title.by_language)])


def _likeness(heading: str, names: Iterable[str]) -> float:
    """Tell how like a heading is to the most like of some names, by its letters and by its words: 0 to 1."""
    from difflib import SequenceMatcher

    words, best = set(words_of(heading)), 0.0
    text = " ".join(words_of(heading))
    for name in names:
        others = words_of(name)
        common = len(words & set(others)) / max(min(len(words), len(set(others))), 1)
        matcher: SequenceMatcher[Any] = SequenceMatcher(None, " ".join(others), text)
        letters = matcher.ratio() if matcher.quick_ratio() > best else 0.0
        best = max(best, letters, 0.9 * common)
    return best
