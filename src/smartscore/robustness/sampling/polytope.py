"""All weights that statements allow, and draws that are uniform among them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, UsageError, hint
from smartscore.robustness.sampling.hit_and_run import BLOCK, HitAndRun
from smartscore.robustness.sampling.interior import SLACK, Interior, interior
from smartscore.robustness.sampling.orders import Extensions, Simplex, exact
from smartscore.robustness.sampling.statements import Comparison, read_statement
from smartscore.robustness.sampling.structure import Order, binding
from smartscore.rules import Array

Range = tuple[float, float]
Sampler = Simplex | Extensions | HitAndRun


@frozen(eq=False)
class WeightPolytope:
    """The weights of members, at least 0 with the sum 1, of which matrix @ weights <= bounds.

    Shapes: (rows, members), (rows). `texts` says which statement each row is from. One that is made by `of` is not
    empty; of others that is seen when they are drawn from.
    """

    members: tuple[str, ...]
    matrix: Array
    bounds: Array
    texts: tuple[str, ...] = field()

    @texts.default
    def _in_words(self) -> tuple[str, ...]:
        return tuple(_words(row, bound, self.members) for row, bound in zip(self.matrix, self.bounds, strict=False))

    def __attrs_post_init__(self) -> None:
        if self.matrix.shape != (len(self.bounds), len(self.members)):
            raise ValueError(f"{self.matrix.shape} is not the shape of {len(self.bounds)} rows of the members")

    @classmethod
    def of(
        cls, members: Sequence[str], statements: Iterable[str] = (), between: Mapping[str, Range] | None = None
    ) -> "WeightPolytope":
        """Give the weights of members that keep statements such as `a >= 2 * b`, and ranges of single weights.

        Weights are shares of the whole. Orders, such as `a >= b`, and ranges need NumPy alone; other statements are
        judged by scipy.

        Raises:
            UsageError: for statements that are not understood, names that are no members, ranges that are none, with
                all such problems; if no weights keep all statements, with those that oppose each other; if scipy is
                needed and not installed.
        """
        problems: list[Problem] = []
        read = [comparison for text in statements for comparison in read_statement(text, members, problems)]
        for name, (low, high) in (between or {}).items():
            problems += _faults(name, low, high, members)
            text = f"{low:g} <= {name} <= {high:g}"
            read += [Comparison(text, {name: -1.0}, -low, False), Comparison(text, {name: 1.0}, high, False)]
        if problems:
            raise UsageError(problems)
        rows = [row for comparison in read for row in _rows(comparison, members)]
        matrix = np.array([factors for factors, _, _ in rows]).reshape(len(rows), len(members))
        texts = tuple(text for *_, text in rows)
        polytope = cls(tuple(members), matrix, np.array([most for _, most, _ in rows]), texts)
        polytope.interior  # noqa: B018  # refuses what is empty
        return polytope

    @cached_property
    def interior(self) -> Interior:
        """A point of its relative interior, and the directions in which it extends.

        Raises:
            UsageError: if it is empty, with the statements that oppose each other; if scipy is needed and lacking.
        """
        found = interior(self.matrix, self.bounds)
        if found is None:
            raise UsageError(Problem("weight_statements_opposed", {"statements": "; ".join(self._opposed())}))
        return found

    @cached_property
    def sampler(self) -> Sampler:
        """How it is drawn from: exactly where only an order or nothing is known, else by hit-and-run."""
        kept = binding(self.matrix, self.bounds)
        order = Order.of(self.matrix[kept], self.bounds[kept])
        drawn = None if order is None else exact(order)
        return HitAndRun.of(self.matrix[kept], self.bounds[kept], self.interior) if drawn is None else drawn

    def holds(self, weights: Array) -> np.ndarray:
        """Tell which weights are in it, but for 1e-9: (..., members) -> bool (...)."""
        is_share = (weights >= -SLACK).all(axis=-1) & (np.abs(weights.sum(axis=-1) - 1.0) <= SLACK)
        size = np.maximum(1.0, np.abs(self.matrix).max(axis=1, initial=0.0))
        return np.asarray(is_share & (weights @ self.matrix.T <= self.bounds + SLACK * size).all(axis=-1))

    def _opposed(self) -> list[str]:
        """Give statements that cannot be kept together, of which each one less could."""
        kept = list(dict.fromkeys(self.texts))
        for text in tuple(kept):
            fewer = np.array([one in kept and one != text for one in self.texts], dtype=bool)
            if interior(self.matrix[fewer], self.bounds[fewer]) is None:
                kept.remove(text)
        return kept


def sample(polytope: WeightPolytope, seed: int, count: int, first: int = 0) -> Array:
    """Give the draws `first` to `first + count` that are uniform in a polytope: (count, members).

    Draws are made in blocks of 2,048, each from the seed and its own number, so that a draw is the same whatever
    part of them is asked for.
    """
    blocks = range(first // BLOCK, -(-(first + count) // BLOCK))
    drawn = [_block(polytope.sampler, np.random.default_rng([seed, number])) for number in blocks]
    if not drawn:
        return np.empty((0, len(polytope.members)))
    start = first - blocks[0] * BLOCK
    return np.concatenate(drawn)[start : start + count]


def _block(sampler: Sampler, generator: np.random.Generator) -> Array:
    if isinstance(sampler, HitAndRun):
        return sampler.block(generator)
    return sampler(generator.random((BLOCK, sampler.columns)))


def _faults(name: str, low: float, high: float, members: Sequence[str]) -> Iterable[Problem]:
    if name not in members:
        yield Problem("not_a_member", {"found": name, "hint": hint(name, members)})
    if not 0 <= low <= high <= 1:
        yield Problem("weight_range_not_valid", {"name": name, "low": low, "high": high})


def _rows(comparison: Comparison, members: Sequence[str]) -> Iterable[tuple[list[float], float, str]]:
    factors = [comparison.factors.get(member, 0.0) for member in members]
    yield factors, comparison.most, comparison.text
    if comparison.is_equality:
        yield [0.0 - factor for factor in factors], 0.0 - comparison.most, comparison.text


def _words(row: Array, bound: float, members: Sequence[str]) -> str:
    named = [f"{factor:g} * {member}" for factor, member in zip(row, members, strict=False) if factor]
    return f"{' + '.join(named) or 0} <= {bound:g}"
