"""Draws made block by block, until all are done, the ranks are precise enough, or somebody stops them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from attrs import define, field

from smartscore.aggregates import is_own
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Dimension, Methods
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Nominal
from smartscore.robustness.assumptions.weights import nominal_weights
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.sobol import sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.uncertainty.tally import Ranker, Tally
from smartscore.robustness.uncertainty.uncertainty import Uncertainty
from smartscore.robustness.world import World
from smartscore.rules import Array
from smartscore.supplied_aggregates import takes_draws

#: Draws that are made together; where it stops, it stops after a whole block.
BLOCK = 512
#: How much memory counts of ranks, and scores that are kept, may take: bytes.
BUDGET = 64_000_000
_HALF_WIDTH = 1.96  # of a 95 % interval, in standard errors

Sampler = Literal["random", "sobol"]
Progress = Callable[[int, int], None]


def uncertainty(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions,
    *,
    draws: int = 1000,
    seed: int = 1,
    sampler: Sampler = "random",
    refit: bool = True,
    nodes: Sequence[str] | None = None,
    precision: float | None = None,
    keep: int | None = None,
    by: str | None = None,
    methods: Methods = BUILT_IN,
    progress: Progress | None = None,
) -> Uncertainty:
    """Score an assessment's dataset again and again, each time by other choices, and count ranks and scores.

    `nodes` are those whose scores are kept, by default the index and its members, of `keep` draws at most (as many as
    64 MB take). `precision` stops the draws as soon as the mean rank of every city is known to that many ranks (half
    the width of its 95 % interval). `by` is a column whose groups are ranked by themselves. `progress` is told how many
    draws are done, of how many. Whoever interrupts (Ctrl-C) is given what is done, and that it is not all.

    Raises:
        UsageError: for assumptions that do not apply, with every problem; for draws, a sampler or nodes that are not
            possible; if `sobol` is asked for and scipy is not installed.
        RuleError: where a rule or an aggregate is not defined in a draw, naming the node.
    """
    nominal = Nominal(assessment, methods)
    if draws < 1:
        raise UsageError(Problem("draws_not_positive", {"found": draws}))
    assumptions.require(nominal)
    replay = Replay(nominal, refit, _kept_nodes(assessment, nodes))
    ranker = Ranker.of(assessment.groups(by), assessment.framework.scale)
    making = _Making(replay, assumptions, ranker, draws, draws if keep is None else keep)
    making.until(sampler, seed, precision, progress)
    return making.made(seed=seed, sampler=sampler, by=by)


def _kept_nodes(assessment: Assessment, nodes: Sequence[str] | None) -> tuple[str, ...]:
    """Give the nodes whose scores are kept, the index first: those asked for, or the members of the index."""
    framework = assessment.framework
    wanted = [member.id for member in framework.index.members] if nodes is None else list(nodes)
    for name in wanted:
        framework.require_node(name)
    return tuple(dict.fromkeys(("index", *wanted)))


def _is_called_singly(dimension: Dimension, assessment: Assessment) -> bool:
    """Tell whether the aggregate of a dimension is one of others that does not take an axis of draws."""
    if is_own(dimension.aggregate):
        return False
    scores = assessment.scores[[member.id for member in dimension.members]].to_numpy().T
    complete = scores[:, ~np.isnan(scores).any(axis=0)]
    weights = nominal_weights(dimension)
    twice = np.stack([complete, complete[:, ::-1]]), np.stack([weights, weights])
    return not complete.size or not takes_draws(dimension.aggregate, *twice)


@define(eq=False)
class _Making:
    """Draws on the way."""

    replay: Replay
    assumptions: Assumptions
    ranker: Ranker
    asked: int
    keep: int
    done: int = 0
    interrupted: bool = False
    settled: bool = False
    tally: Tally | None = field(init=False)
    kept: dict[str, Array] = field(init=False)

    def __attrs_post_init__(self) -> None:
        cities, width = self.ranker.count, self.ranker.width
        self.tally = Tally(self.ranker) if 8 * cities * width <= BUDGET else None
        count = max(1, min(self.keep, self.asked, BUDGET // max(1, 8 * cities * len(self.replay.nodes))))
        self.kept = {name: np.empty((count, cities)) for name in self.replay.nodes}

    def made(self, **how: Any) -> Uncertainty:
        """Give what the draws say."""
        assessment = self.replay.nominal.assessment
        dimensions = assessment.framework.dimensions
        return Uncertainty(
            assessment=assessment,
            assumptions=self.assumptions,
            draws=self.done,
            asked=self.asked,
            refit=self.replay.refits,
            counts=None if self.tally is None else self.tally.counts,
            kept={name: scores[: min(self.done, len(scores))] for name, scores in self.kept.items()},
            ranker=self.ranker,
            singly=tuple(node.id for node in dimensions if _is_called_singly(node, assessment)),
            interrupted=self.interrupted,
            settled=self.settled,
            **how,
        )

    def until(self, sampler: Sampler, seed: int, precision: float | None, progress: Progress | None) -> None:
        columns = sum(one.columns(self.replay.nominal) for one in self.assumptions)
        draw = sobol_draws if sampler == "sobol" else uniform_draws
        try:
            while self.done < self.asked and not self.settled:
                count = min(BLOCK, self.asked - self.done)
                self._add(draw(count, columns, seed, self.done))
                self.settled = precision is not None and self._half_width() <= precision
                if progress is not None:
                    progress(self.done, self.asked)
        except KeyboardInterrupt:
            if not self.done:
                raise
            self.interrupted = True

    def _add(self, design: Array) -> None:
        world = World.of(self.assumptions, design, self.replay.nominal)
        for cells in self.replay.run(world, self._take):
            if self.tally is not None:
                self.tally.add(cells)
        self.done += len(design)

    def _take(self, places: np.ndarray, scores: Mapping[str, Array]) -> np.ndarray | None:
        """Keep the scores of the first draws, and give the cells of their ranks."""
        there = places + self.done < len(self.kept["index"])
        if there.any():
            for name, kept in self.kept.items():
                kept[places[there] + self.done] = scores[name][there]
        return None if self.tally is None else self.ranker.cells(scores["index"])

    def _half_width(self) -> float:
        """Give the widest half of the 95 % intervals of the cities' mean ranks."""
        if self.tally is None or self.done < BLOCK:
            return np.inf
        counts = self.tally.counts
        ranks, total = np.arange(1, self.ranker.width + 1), np.maximum(counts.sum(axis=1), 1)
        mean = counts @ ranks / total
        variance = counts @ ranks**2 / total - mean**2
        return float(_HALF_WIDTH * np.sqrt(np.maximum(variance, 0).max() / self.done))
