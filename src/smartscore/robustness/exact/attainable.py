"""The best and the worst rank that a city has under any admissible weights, and whether it can be among the first."""

from collections.abc import Mapping

from attrs import frozen

from smartscore.errors import Problem, UsageError
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.leaf_scores import LeafScores
from smartscore.robustness.exact.most_held import most_held
from smartscore.robustness.exact.weight_space import WeightSpace
from smartscore.rounding import TIE


@frozen(eq=False)
class RankEnd:
    """The best or the worst rank found, the rank that is proved not to be passed, and weights that give the former.

    Both are the same where the search came to its end. `weights` are as `Framework.reweigh` takes them.
    """

    rank: int
    bound: int
    weights: Mapping[str, float]

    @property
    def proved(self) -> bool:
        """Whether no admissible weights go further."""
        return self.rank == self.bound


@frozen(eq=False)
class RankRange:
    """The best and the worst rank of a city under any admissible weights; 1 is the rank of the highest index."""

    best: RankEnd
    worst: RankEnd

    @property
    def proved(self) -> bool:
        """Whether both ends are exact."""
        return self.best.proved and self.worst.proved


@frozen(eq=False)
class Reach:
    """Whether some admissible weights take a city among the first, None if that was not settled, and such weights."""

    possible: bool | None
    weights: Mapping[str, float] | None = None


def attainable_ranks(space: WeightSpace, scores: LeafScores, city: int, *, nodes: int | None = None) -> RankRange:
    """Give the best and the worst rank of the city at a position, exactly, among those that it is ranked with.

    A city ranks behind those that are above it by more than 1e-9 of the scale. Who is always or never above it is
    told by the ranges of differences; the others are a mixed integer programme, whose search ends at so many `nodes`.

    Raises:
        UsageError: if scipy is not installed, where it is needed.
    """
    not_above, above = _not_above(space, scores, city), _above(space, scores, city)
    kept, taken = most_held(not_above, nodes=nodes), most_held(above, nodes=nodes)
    last = 1 + len(scores.rivals(city)) - not_above.always
    return RankRange(
        RankEnd(last - kept.count, last - kept.most, space.weights(kept.absolute)),
        RankEnd(1 + above.always + taken.count, 1 + above.always + taken.most, space.weights(taken.absolute)),
    )


def can_reach(space: WeightSpace, scores: LeafScores, city: int, k: int, *, nodes: int | None = None) -> Reach:
    """Tell whether the city at a position is among the first `k` under any admissible weights, and under which.

    A rank that is shared counts. The search ends at so many `nodes`, and then it may not be known.

    Raises:
        UsageError: if `k` is less than 1, or scipy is not installed, where it is needed.
    """
    require_positive(k)
    compared = _not_above(space, scores, city)
    enough = 1 + len(scores.rivals(city)) - compared.always - k
    held = most_held(compared, enough=enough, nodes=nodes)
    if held.count >= enough:
        return Reach(True, space.weights(held.absolute))
    return Reach(False if held.most < enough else None)


def require_positive(k: int) -> None:
    """Refuse a number of first places that is less than 1.

    Raises:
        UsageError: then.
    """
    if k < 1:
        raise UsageError(Problem("top_too_few", {"found": k}))


def _not_above(space: WeightSpace, scores: LeafScores, city: int) -> Comparisons:
    return Comparisons.of(space, scores, city, scores.rivals(city), sign=1.0, least=-TIE)


def _above(space: WeightSpace, scores: LeafScores, city: int) -> Comparisons:
    return Comparisons.of(space, scores, city, scores.rivals(city), sign=-1.0, least=TIE)
