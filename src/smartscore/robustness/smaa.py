"""Which weights would make a city first: acceptability worked out over the draws of all assumptions."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import evolve, field, frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Methods
from smartscore.robustness.acceptability import (
    Acceptability,
    confidence_factors,
    holistic_acceptability,
    pairwise_winning,
    share_at,
    stability,
)
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Nominal
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.uncertainty.tally import Ranker
from smartscore.robustness.world import World, weights_of_those_left
from smartscore.rules import Array

_BLOCK = 512
#: In how many draws of the other assumptions the weights that make a city first are tried.
CONFIDENCE_DRAWS = 100


@frozen(eq=False)
class WeightAcceptability:
    """What draws of weights, and of all else that is assumed, say of each city.

    `ranks` are the shares of the draws in which a city has each rank, (cities, ranks). `central` are the mean weights
    of the draws in which it is among the first `top`, by dimension, (cities, members), NaN where it never is.
    `confidence` is how probable it is that it is among them if these weights hold, (cities). `winning` is the share of
    the draws in which the row is above the column, (cities, cities).
    """

    assessment: Assessment
    draws: int
    seed: int
    top: int
    ranks: Array
    central: Mapping[str, Array]
    confidence: Array
    winning: Array = field(repr=False)

    @property
    def stability(self) -> Array:
        """How settled each rank is, 1 if it never changes, 0 if every rank is as frequent as any other: (cities)."""
        return stability(self.ranks)

    @property
    def holistic(self) -> Array:
        """One figure for all rank acceptabilities of a city: (cities)."""
        return holistic_acceptability(self.ranks)

    def share_at_rank(self) -> Array:
        """Give the share of the draws in which each city has the rank that the assessment gives it: (cities)."""
        return share_at(self.ranks, self.assessment.ranks())


def weight_acceptability(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions,
    *,
    draws: int = 1000,
    seed: int = 1,
    top: int = 1,
    refit: bool = True,
    by: str | None = None,
    methods: Methods = BUILT_IN,
) -> WeightAcceptability:
    """Work out rank acceptabilities, central weights, confidence factors and pairwise winning shares.

    Sources: Lahdelma, Hokkanen and Salminen (1998); Lahdelma and Salminen (2001); Leskinen et al. (2006).

    Raises:
        UsageError: for assumptions that do not apply, and where none of them is about weights.
    """
    nominal = Nominal(assessment, methods)
    assumptions.require(nominal)
    replay, ranker = Replay(nominal, refit), Ranker.of(assessment.groups(by), assessment.framework.scale)
    found: dict[str, Acceptability] = {}
    kept = []
    for world in _worlds(assumptions, nominal, draws, seed):
        ranks = ranker.ranks(_index(replay, world))
        for name, weights in world.free.items():
            counts = found.setdefault(name, Acceptability(ranks.shape[1], weights.shape[1], top))
            counts.add(ranks, weights)
        kept.append(ranks.astype(np.float32))
    central = {name: counts.central_weights() for name, counts in found.items()}
    confidence = _confidence(replay, assumptions, central, ranker, (seed, top))
    shares = next(iter(found.values())).rank_acceptability()
    winning = pairwise_winning(np.concatenate(kept))
    return WeightAcceptability(assessment, draws, seed, top, shares, central, confidence, winning)


def _worlds(assumptions: Assumptions, nominal: Nominal, draws: int, seed: int) -> Iterator[World]:
    """Give the draws block by block.

    Raises:
        UsageError: where no assumption is about weights.
    """
    columns = sum(one.columns(nominal) for one in assumptions)
    for start in range(0, draws, _BLOCK):
        world = World.of(assumptions, uniform_draws(min(_BLOCK, draws - start), columns, seed, start), nominal)
        if not world.free:
            raise UsageError(Problem("no_weights_assumed", {}))
        yield world


def _index(replay: Replay, world: World) -> Array:
    index = np.empty((world.count, len(replay.nominal.assessment.rows)))

    def take(places: np.ndarray, scores: Mapping[str, Array]) -> None:
        index[places] = scores["index"]

    replay.run(world, take)
    return index


def _confidence(
    replay: Replay, assumptions: Assumptions, central: Mapping[str, Array], ranker: Ranker, chosen: tuple[int, int]
) -> Array:
    """Try the central weights of every city that has some, in draws of all that is assumed beside weights: (cities)."""
    seed, top = chosen
    nominal = replay.nominal
    columns = sum(one.columns(nominal) for one in assumptions)
    world = World.of(assumptions, uniform_draws(CONFIDENCE_DRAWS, columns, seed + 1), nominal)
    if not (world.keys.size or world.kept or world.moves or world.noise):  # weights alone: one draw says it
        world = World.of(assumptions, uniform_draws(1, columns, seed + 1), nominal)
    cities = len(nominal.assessment.rows)
    ranks = np.full((cities, world.count), np.nan)
    for city in np.flatnonzero(~np.isnan(next(iter(central.values()))[:, 0])):
        free = {name: np.tile(each[city], (world.count, 1)) for name, each in central.items()}
        weights = weights_of_those_left(nominal.definition, free, world.kept, world.count)
        ranks[city] = ranker.ranks(_index(replay, evolve(world, weights=weights)))[:, city]
    return confidence_factors(ranks, top)
