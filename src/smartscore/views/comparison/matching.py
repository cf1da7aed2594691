"""Which rows and which nodes two assessments have in common."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import break_between


@frozen(eq=False)
class Matched:
    """Positions of the rows that both have, before and after; which node is which; the keys that only one has."""

    old: np.ndarray
    new: np.ndarray
    shared: Mapping[str, str]
    entered: tuple[Any, ...]
    left: tuple[Any, ...]


def matched(before: Assessment, after: Assessment, crosswalk: Mapping[str, str] | None) -> Matched:
    """Match rows by city, or by city, year and assessor, and nodes by id or by the crosswalk.

    Raises:
        UsageError: as `compare` says.
    """
    _require_bridge(before, after)
    shared = _same_nodes(before, after) if crosswalk is None else _checked(before, after, crosswalk)
    olds, news = _keys(before, after)
    places = {key: place for place, key in enumerate(olds)}
    pairs = [(places[key], place) for place, key in enumerate(news) if key in places]
    if not pairs:
        fields = {"first": before.dataset.file or "-", "second": after.dataset.file or "-"}
        raise UsageError(Problem("no_city_in_common", fields))
    old, new = np.array(pairs).T
    entered = tuple(key for place, key in enumerate(after.rows) if news[place] not in places)
    left = tuple(key for place, key in enumerate(before.rows) if olds[place] not in set(news))
    return Matched(old, new, shared, entered, left)


def _require_bridge(before: Assessment, after: Assessment) -> None:
    """Refuse editions of which one repealed the other, unless a crosswalk may bridge them."""
    gap = break_between(before.definition, after.definition)
    if gap is not None and not gap.can_be_bridged:
        raise UsageError(Problem("break_not_bridged", {"said": gap.sentence}))


def _same_nodes(before: Assessment, after: Assessment) -> dict[str, str]:
    one, other = before.definition, after.definition
    if one.fingerprint != other.fingerprint:
        names = [each.identity for each in (one, other)]
        raise UsageError(Problem("frameworks_differ", {"first": names[0], "second": names[1]}))
    return {name: name for name in one.nodes}


def _checked(before: Assessment, after: Assessment, crosswalk: Mapping[str, str]) -> dict[str, str]:
    """Check a crosswalk and name nodes by their ids; the index is always the index."""
    one, other = before.framework, after.framework
    if (one.scale, one.higher) != (other.scale, other.higher):
        scales = [f"{each.scale[0]:g}..{each.scale[1]:g} ({each.higher})" for each in (one, other)]
        raise UsageError(Problem("scales_differ", {"first": scales[0], "second": scales[1]}))
    olds, news = _names(before), _names(after)
    unknown = [(name, olds) for name in crosswalk if name not in olds]
    unknown += [(name, news) for name in crosswalk.values() if name not in news]
    targets = [news.get(name, name) for name in crosswalk.values()]
    problems = [Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name, known in unknown]
    problems += [Problem("id_twice", {"found": name}) for name in sorted({n for n in targets if targets.count(n) > 1})]
    if problems:
        raise UsageError(problems)
    return {"index": "index", **{olds[first]: news[second] for first, second in crosswalk.items()}}


def _names(assessment: Assessment) -> dict[str, str]:
    """Give the id of each node by its id and by its code."""
    nodes = assessment.framework.nodes.values()
    return {node.code: node.id for node in nodes if node.code} | {node.id: node.id for node in nodes}


def _keys(before: Assessment, after: Assessment) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """Give keys by which rows can be matched: cities where each has them once, else with year and assessor.

    Raises:
        UsageError: naming what cannot be told apart.
    """
    cities = [[str(city) for city in each.dataset.cities] for each in (before, after)]
    if all(len(set(each)) == len(each) for each in cities):
        return cities[0], cities[1]
    if before.rows.names != after.rows.names:
        twice = next(city for each in cities for city in each if each.count(city) > 1)
        raise UsageError(Problem("rows_not_matched", {"city": twice}))
    return before.keys, after.keys
