"""Aggregates of other people: called on scores that they cannot write over, and refused where they give no score."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from smartscore.errors import Problem
from smartscore.method_faults import Method, first_failing
from smartscore.process import kept
from smartscore.read_only import kept_apart
from smartscore.rules import Array
from smartscore.rules.results import SLACK, as_numbers, digits, refuse_other_alone

#: Gives the city at a position, in words.
City = Callable[[int], str]


def aggregated_by(aggregate: Any, scores: Array, weights: Array, city: City | None, *, bounded: bool) -> Array:
    """Apply an aggregate to complete members: (members, cities), (members) -> (cities).

    `bounded` is whether the results must stay within the scores of the members. Where `city` gives the names of
    cities, the scores are those of cities, and the results are looked at; else they are tried out.

    Raises:
        RuleError: naming the aggregate, and the city where there is one to blame.
    """
    method = Method("aggregate", aggregate)
    scores, weights = kept_apart(scores), kept_apart(weights)

    def alone(place: int) -> Any:
        return aggregate(scores[:, place : place + 1], weights)

    def blamed() -> str | None:
        place = None if city is None else first_failing(method, alone, scores.shape[1])
        return None if city is None or place is None else city(place)

    with method.called(blamed):
        given = aggregate(scores, weights)
    result = as_numbers(method, given, scores.shape[1:])
    if city is None or not scores.size:
        return result
    _refuse_undefined(method, scores, result, city)
    if bounded:
        _refuse_out_of_range(method, scores, result, city)
    last = len(result) - 1
    refuse_other_alone(method, result[last], lambda: alone(last), digits(*scores[:, last]), lambda: city(last))
    _refuse_ordered(method, scores, weights, result, city)
    return result


def side_by_side(scores: Array, weights: Array, present: np.ndarray) -> tuple[Array, Array, np.ndarray]:
    """Give each draw scores, weights and members present of its own: (draws, members, cities), (draws, members)."""
    count = max(len(part) for part, own in ((scores, 2), (weights, 1), (present, 2)) if part.ndim > own)
    cells = (count, *scores.shape[-2:])
    return (
        np.broadcast_to(scores, cells),
        np.broadcast_to(weights, cells[:2]),
        np.broadcast_to(present, cells),
    )


def takes_draws(aggregate: Any, scores: Array, weights: Array) -> bool:
    """Tell whether an aggregate takes a leading axis of draws, and gives then what it gives draw by draw.

    Shapes: (draws, members, cities), (draws, members). It is asked for the first and the last draw alone.
    """
    ends = [0, -1]
    with kept(), np.errstate(all="ignore"):
        try:
            together = aggregate(scores[ends], weights[ends])
            alone = [aggregate(scores[end], weights[end]) for end in ends]
        except KeyboardInterrupt:
            raise
        except BaseException:  # other people's code, which may know nothing of draws
            return False
    shape = (len(ends), scores.shape[-1])
    fits = isinstance(together, np.ndarray) and together.dtype.kind == "f" and together.shape == shape
    return fits and bool(np.allclose(together, alone, rtol=SLACK, atol=SLACK))


def aggregated_in_draws(aggregate: Any, scores: Array, weights: Array, city: City | None, *, bounded: bool) -> Array:
    """Apply an aggregate in each draw: (draws, members, cities), (draws, members) -> (draws, cities).

    One that does not take the axis of draws is called draw by draw; see `takes_draws`.

    Raises:
        RuleError: as `aggregated_by` does.
    """
    scores, weights = kept_apart(scores), kept_apart(weights)
    if not takes_draws(aggregate, scores, weights):
        pairs = zip(scores, weights, strict=True)
        return np.stack([aggregated_by(aggregate, *pair, city, bounded=bounded) for pair in pairs])
    method = Method("aggregate", aggregate)
    with method.called(lambda: None):
        given = aggregate(scores, weights)
    result = as_numbers(method, given, (len(scores), scores.shape[-1]))
    beside = np.moveaxis(scores, 1, 0).reshape(scores.shape[1], -1)
    if city is not None and scores.size:
        named = partial(_in_any_draw, city, scores.shape[-1])
        _refuse_undefined(method, beside, result.ravel(), named)
        if bounded:
            _refuse_out_of_range(method, beside, result.ravel(), named)
    return result


def _in_any_draw(city: City, cities: int, place: int) -> str:
    return city(place % cities)


def _refuse_undefined(method: Method, scores: Array, result: Array, city: City) -> None:
    bad = ~np.isfinite(result)
    if bad.any():
        first = int(np.argmax(bad))
        fields = {**method.fields, "found": digits(result[first]), "scores": digits(*scores[:, first])}
        raise method.error(Problem("aggregate_gives_no_number", fields, city=city(first)))


def _refuse_out_of_range(method: Method, scores: Array, result: Array, city: City) -> None:
    low, high = scores.min(axis=0), scores.max(axis=0)
    slack = SLACK * np.maximum(1.0, np.maximum(np.abs(low), np.abs(high)))
    beyond = (result < low - slack) | (result > high + slack)
    if beyond.any():
        first = int(np.argmax(beyond))
        ends = {"low": digits(low[first]), "high": digits(high[first])}
        fields = {**method.fields, "found": digits(result[first]), **ends}
        raise method.error(Problem("aggregate_leaves_range", fields, city=city(first)))


def _refuse_ordered(method: Method, scores: Array, weights: Array, result: Array, city: City) -> None:
    """Refuse an aggregate that gives something else where its members stand in another order."""
    with method.called():
        turned = float(np.asarray(method.value(scores[::-1, -1:], weights[::-1]), dtype=float).reshape(()))
    if not abs(turned - result[-1]) <= SLACK * max(1.0, abs(result[-1])):
        fields = {"scores": digits(*scores[:, -1]), "found": digits(result[-1]), "turned": digits(turned)}
        raise method.error(Problem("aggregate_ordered", {**method.fields, **fields}, city=city(len(result) - 1)))
