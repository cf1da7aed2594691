"""The contract of aggregates."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from smartscore.aggregates import Aggregate, is_bounded
from smartscore.errors import Problem, RuleError
from smartscore.rules import Array
from smartscore.testing.cases import Matrix, Numbers, one
from smartscore.testing.copies import faults_of_copies
from smartscore.testing.search import ANY_FAILURE, broken, in_words, searched, without_consequences

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_PARTS = 1000  # how finely the scale is parted


def _floats(weights: "Sequence[float] | Array") -> Array:
    return np.asarray(weights, dtype=float)


@frozen(eq=False)
class Members:
    """A case: scores of members in cities, (members, cities), their weights, (members), and the scale of the scores."""

    scores: Array
    weights: Array = field(converter=_floats)
    scale: tuple[float, float]

    @property
    def slack(self) -> float:
        """By how much scores may differ that are the same."""
        return 1e-9 * max(abs(end) for end in self.scale)

    def same(self, found: Array, expected: Array) -> bool:
        """Tell whether two results are the same."""
        return found.shape == expected.shape and bool(np.allclose(found, expected, rtol=1e-9, atol=self.slack))

    def of(self, cities: Sequence[int] | np.ndarray) -> "Members":
        """Give the case with these cities alone."""
        return Members(self.scores[:, list(cities)], self.weights, self.scale)

    def problem(self, code: str, found: object, expected: object, **fields: object) -> Problem:
        """Give a problem that says the case."""
        case = {"scores": Matrix(self.scores), "weights": Numbers(self.weights)}
        return Problem(code, {**case, "found": found, "expected": expected, **fields})


def check_aggregate(aggregate: Aggregate, *, scale: tuple[float, float] = (0.0, 100.0)) -> None:
    """Check the contract of an aggregate, and name the smallest case that breaks it.

    It takes scores on the scale without gaps, (members, cities), and weights above 0, (members), as smartscore gives
    them: it may not write into them. It gives a finite score a city, that of the city alone, and twice the same. The
    order of the members and the sum of the weights do not matter; the result is within the range of the members, so
    that equal members give what they are; and a higher score of a member lowers it nowhere. One that says
    `bounded = False` may leave the range and depend on the sum of the weights; one that says `monotone = False` may
    fall where a member rises. Copies of it are equal to it.

    Raises:
        RuleError: with everything that is wrong.
        UsageError: if hypothesis is not installed.
    """
    if problems := faults_of_aggregate(aggregate, scale, thorough=True):
        raise RuleError(problems)


def faults_of_aggregate(aggregate: Aggregate, scale: tuple[float, float], *, thorough: bool = False) -> list[Problem]:
    """Give what is wrong with an aggregate of scores on a scale; `thorough` searches for the smallest case."""
    faults = partial(_guarded, aggregate)
    laid = list(_laid(scale))
    if not thorough:
        return without_consequences(broken(faults, laid))
    return faults_of_copies(aggregate) + without_consequences(searched(faults, laid, partial(_drawn, scale)))


def _laid(scale: tuple[float, float]) -> Iterator[Members]:
    """Give one member alone, two that are equal, and three in four cities, both ends of the scale among them."""
    low, high = scale
    half, fifth = (low + high) / 2, low + (high - low) / 5
    yield Members(np.array([[half]]), [1], scale)
    yield Members(np.array([[fifth], [fifth]]), [1, 3], scale)
    cities = [[low, half, high], [high, high, high], [fifth, half, fifth], [half, low, fifth]]
    yield Members(np.array(cities).T, [1, 2, 5], scale)


def _drawn(scale: tuple[float, float]) -> "SearchStrategy[Members]":
    """Draw up to four members in up to three cities; few, low and equal ones are the simplest."""
    from hypothesis import strategies

    low, high = scale

    def laid_out(drawn: Sequence[tuple[int, Sequence[int]]]) -> Members:
        parts = np.array([scores for _, scores in drawn], dtype=float)
        return Members(low + (high - low) * parts / _PARTS, [weight for weight, _ in drawn], scale)

    def members(cities: int) -> "SearchStrategy[Members]":
        scores = strategies.lists(strategies.integers(0, _PARTS), min_size=cities, max_size=cities)
        one_member = strategies.tuples(strategies.integers(1, 9), scores)
        return strategies.lists(one_member, min_size=1, max_size=4).map(laid_out)

    return strategies.integers(1, 3).flatmap(members)


def _guarded(aggregate: Aggregate, case: Members) -> list[Problem]:
    """Give the faults in a case, or that the aggregate fails in it."""
    for given in (case.scores, case.weights):
        given.flags.writeable = False  # as smartscore gives them
    try:
        return list(_faults(aggregate, case))
    except ANY_FAILURE as error:
        if "read-only" in str(error):
            return [case.problem("aggregate_changes_input", "", "")]
        return [case.problem("aggregate_fails", in_words(error), "")]


def _faults(aggregate: Aggregate, case: Members) -> Iterator[Problem]:
    scores, weights = case.scores, case.weights
    found = np.array(aggregate(scores, weights), dtype=float)
    if found.shape != scores.shape[1:]:
        yield case.problem("aggregate_shape", str(found.shape), str(scores.shape[1:]))
        return
    if not np.isfinite(found).all():
        yield case.problem("aggregate_not_finite", Numbers(found), "")
        return
    again = np.asarray(aggregate(scores, weights), dtype=float)
    if not case.same(again, found):
        yield case.problem("aggregate_not_repeatable", Numbers(again), Numbers(found))
        return
    yield from _faults_of_sameness(aggregate, case, found)
    yield from _faults_of_range(aggregate, case, found)
    if getattr(aggregate, "monotone", True):
        yield from _faults_of_direction(aggregate, case, found)


def _faults_of_sameness(aggregate: Aggregate, case: Members, found: Array) -> Iterator[Problem]:
    """Compare what must be the same: each city alone, with weights of another sum, members in another order."""
    scores, weights = case.scores, case.weights
    alone = [np.ravel(aggregate(scores[:, [city]], weights)) for city in range(scores.shape[1])]
    if not case.same(np.concatenate(alone), found):
        yield case.problem("aggregate_cities", Numbers(np.concatenate(alone)), Numbers(found))
        return
    others = {"aggregate_member_order": np.asarray(aggregate(scores[::-1], weights[::-1]), dtype=float)}
    if is_bounded(aggregate):
        others["aggregate_scaled_weights"] = np.asarray(aggregate(scores, 7 * weights), dtype=float)
    for code, other in others.items():
        different = [city for city in range(len(found)) if not case.same(other[[city]], found[[city]])]
        if different:
            city = different[:1]
            yield case.of(city).problem(code, Numbers(other[city]), Numbers(found[city]))


def _faults_of_range(aggregate: Aggregate, case: Members, found: Array) -> Iterator[Problem]:
    low, high = case.scores.min(axis=0) - case.slack, case.scores.max(axis=0) + case.slack
    outside = np.flatnonzero((found < low) | (found > high))
    if len(outside) and is_bounded(aggregate):
        city = outside[:1]
        ends = [case.scores[:, city].min(), case.scores[:, city].max()]
        yield case.of(city).problem("aggregate_not_between", Numbers(found[city]), Numbers(ends))


def _faults_of_direction(aggregate: Aggregate, case: Members, found: Array) -> Iterator[Problem]:
    """Raise each member in turn, by a tenth of what is left above it, in all cities."""
    for member in range(len(case.scores)):
        raised = case.scores.copy()
        raised[member] += (case.scale[1] - raised[member]) / 10
        after = np.asarray(aggregate(raised, case.weights), dtype=float)
        fallen = np.flatnonzero(after < found - case.slack)
        if len(fallen):
            city = fallen[:1]
            moved = {"before": one(case.scores[member, city[0]]), "after": one(raised[member, city[0]])}
            yield case.of(city).problem("aggregate_not_monotone", Numbers(after[city]), Numbers(found[city]), **moved)
            return
