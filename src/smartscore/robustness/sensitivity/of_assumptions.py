"""Which assumptions make scores and ranks uncertain: Saltelli's design laid over them, scored block by block.

The inputs are the groups of the assumptions: those of one group move together. What the indices do not tell, since
they may be noise or the output does not vary, is said by the verdicts on them.
"""

from collections.abc import Callable, Mapping

import numpy as np
from attrs import define, evolve, field, frozen
from attrs.converters import optional

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Methods
from smartscore.read_only import locked
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Nominal
from smartscore.robustness.replay import Replay
from smartscore.robustness.sampling.sobol import sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.sensitivity.bootstrap import bootstrap_intervals
from smartscore.robustness.sensitivity.estimators import SuppliedEstimator
from smartscore.robustness.sensitivity.indices import DEFAULT, Estimator, mean_of_runs, output_variance, sobol_indices
from smartscore.robustness.sensitivity.nominal_ranks import NominalRanks
from smartscore.robustness.sensitivity.rank_change import mean_absolute_rank_change
from smartscore.robustness.sensitivity.result import Sensitivity, sensitivities
from smartscore.robustness.sensitivity.saltelli import saltelli_design, saltelli_runs
from smartscore.robustness.uncertainty.run import Progress, Sampler
from smartscore.robustness.world import World
from smartscore.rules import Array

#: The outputs: the mean absolute rank change of all cities, and the index and the rank of one city.
MEAN_RANK_CHANGE, SCORE, RANK = "mean_rank_change", "score", "rank"
#: Fewer draws than these say nothing, so that whoever interrupts before is given nothing.
FEWEST = 64
_ROWS = 2048  # runs that are made together
_CELLS = 2**24  # of the largest array of such a block, which is 128 MB then

#: Gives the outputs of runs: scores of the index (runs, cities) -> (runs, outputs).
Outputs = Callable[[Array], Array]


def sensitivity(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions,
    *,
    base: int = 512,
    seed: int = 1,
    sampler: Sampler = "random",
    refit: bool = True,
    city: City | None = None,
    by: str | None = None,
    methods: Methods = BUILT_IN,
    progress: Progress | None = None,
    estimator: Estimator | SuppliedEstimator = DEFAULT,
) -> tuple[Sensitivity, ...]:
    """Give the share of variance that each group of assumptions brings, alone and with all that it takes part in.

    The outputs are `mean_rank_change`, how many places cities move on average from their nominal ranks, and of a city,
    if one is named, `score` and `rank` of the index. `base` is N: the framework is scored (inputs + 2) N times.
    `progress` is told how many of these runs are done, of how many. `by` is a column whose groups are ranked by
    themselves. Whoever interrupts (Ctrl-C) is given what is done, as `interrupted` says, from 64 draws on.

    Raises:
        UsageError: for assumptions that do not apply, with every problem; for no such city, or no such column; for a
            base below 1; if `sobol` is asked for and scipy is not installed.
        RuleError: where a rule or an aggregate is not defined in a run, naming the node.
        KeyboardInterrupt: where somebody interrupts before 64 draws are done.
    """
    runs = _Runs.of(assessment, assumptions, base, by, methods)
    row = None if city is None else assessment.dataset.row_of(city)
    names = (MEAN_RANK_CHANGE,) if row is None else (MEAN_RANK_CHANGE, SCORE, RANK)

    def outputs(scores: Array) -> Array:
        ranks = runs.ranks.ranker.ranks(scores)
        change = mean_absolute_rank_change(ranks, runs.ranks.ranks)
        return np.stack([change] if row is None else [change, scores[:, row], ranks[:, row]], axis=1)

    runs.make(Replay(runs.ranks.nominal, refit), (sampler, seed), len(names), outputs, progress)
    found = sensitivities(runs.blocks, runs.inputs, names, seed=seed, estimator=estimator)
    return tuple(evolve(one, asked=base) for one in found)


@frozen(eq=False)
class RankSensitivity:
    """The indices of the rank of every city: `first` and `total` are (cities, inputs).

    Their 5-95 % intervals are (cities, inputs, 2), None where nobody asked for them. `variance`, (cities), is 0 for a
    rank that does not vary and NaN for a city without a rank in some run: neither has an index. `count` is N, `asked`
    how many draws were asked for.
    """

    inputs: tuple[str, ...]
    first: Array = field(converter=locked)
    total: Array = field(converter=locked)
    variance: Array = field(converter=locked)
    count: int
    asked: int
    first_interval: Array | None = field(default=None, converter=optional(locked))
    total_interval: Array | None = field(default=None, converter=optional(locked))

    @property
    def interrupted(self) -> bool:
        """Tell whether there are fewer draws than were asked for."""
        return self.count < self.asked

    def of(self, row: int) -> Sensitivity | None:
        """Give the indices of one city with their verdicts; None without intervals, on which verdicts rest."""
        if self.first_interval is None or self.total_interval is None:
            return None
        intervals = self.first_interval[row], self.total_interval[row]
        variance = float(self.variance[row])
        return Sensitivity(
            RANK, self.inputs, self.first[row], self.total[row], *intervals, self.count, variance, self.asked
        )


def sensitivity_of_all(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions,
    *,
    base: int = 512,
    seed: int = 1,
    sampler: Sampler = "random",
    refit: bool = True,
    by: str | None = None,
    methods: Methods = BUILT_IN,
    progress: Progress | None = None,
    estimator: Estimator = DEFAULT,
    resamples: int = 0,
) -> RankSensitivity:
    """Give the indices of the rank of every city, with intervals where there are `resamples`, such as 1000.

    The ranks of all runs are kept: (inputs + 2) x base x cities. The rest is as in `sensitivity`.

    Raises:
        UsageError: as `sensitivity` does.
        RuleError: as `sensitivity` does.
        KeyboardInterrupt: where somebody interrupts before 64 draws are done.
    """
    runs = _Runs.of(assessment, assumptions, base, by, methods)
    runs.make(
        Replay(runs.ranks.nominal, refit), (sampler, seed), len(assessment.rows), runs.ranks.ranker.ranks, progress
    )
    a, b, ab = runs.blocks
    first, total = sobol_indices(a, b, ab, estimator)
    ends = bootstrap_intervals(a, b, ab, seed=seed, count=resamples, estimator=estimator) if resamples else None
    return RankSensitivity(
        inputs=runs.inputs,
        first=first.T,
        total=total.T,
        variance=np.where(np.isfinite(mean_of_runs(a, b, ab)), output_variance(a, b), np.nan),
        count=runs.done,
        asked=base,
        first_interval=None if ends is None else ends[0].swapaxes(0, 1),
        total_interval=None if ends is None else ends[1].swapaxes(0, 1),
    )


@define(eq=False)
class _Runs:
    """The runs of a design of `base` draws on the way: outputs (inputs + 2, base, outputs), of which some are done."""

    ranks: NominalRanks
    assumptions: Assumptions
    base: int
    done: int = 0
    values: Array = field(init=False)

    @classmethod
    def of(
        cls, assessment: Assessment, assumptions: Assumptions, base: int, by: str | None, methods: Methods
    ) -> "_Runs":
        """Refuse what does not apply, and begin with no run."""
        if base < 1:
            raise UsageError(Problem("draws_not_positive", {"found": base}))
        nominal = Nominal(assessment, methods)
        assumptions.require(nominal)
        return cls(NominalRanks.of(nominal, by), assumptions, base)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(self.assumptions.groups())

    @property
    def blocks(self) -> tuple[Array, Array, Array]:
        """The outputs of A, of B, and of A with each input from B, of the draws that are done."""
        values = self.values[:, : self.done]
        return values[0], values[1], values[2:]

    @property
    def _columns(self) -> list[np.ndarray]:
        """The columns of each input."""
        places = self.assumptions.places(self.ranks.nominal)
        return [np.concatenate([places[one.id] for one in group]) for group in self.assumptions.groups().values()]

    @property
    def _chunk(self) -> int:
        """How many draws are made together, each of them with its runs for all inputs."""
        assessment, runs = self.ranks.nominal.assessment, saltelli_runs(1, len(self.inputs))
        cells = len(assessment.rows) * len(assessment.framework.nodes)
        return max(1, min(_ROWS, _CELLS // max(1, cells)) // runs)

    def make(
        self,
        replay: Replay,
        drawn: tuple[Sampler, int],
        width: int,
        outputs: Outputs,
        progress: Progress | None,
    ) -> None:
        """Make all runs; drawn by a sampler with a seed."""
        sampler, seed = drawn
        draw = sobol_draws if sampler == "sobol" else uniform_draws
        columns, runs = self._columns, saltelli_runs(1, len(self.inputs))
        self.values = np.empty((runs, self.base, width))
        halves = 2 * sum(map(len, columns))
        try:
            while self.done < self.base:
                count = min(self._chunk, self.base - self.done)
                design = saltelli_design(draw(count, halves, seed, self.done), columns)
                part = self._scored(replay, design, width, outputs)
                self.values[:, self.done : self.done + count] = part.reshape(runs, count, width)
                self.done += count
                if progress is not None:
                    progress(self.done * runs, self.base * runs)
        except KeyboardInterrupt:
            if self.done < FEWEST:
                raise

    def _scored(self, replay: Replay, design: Array, width: int, outputs: Outputs) -> Array:
        found = np.empty((len(design), width))

        def keep(places: np.ndarray, scores: Mapping[str, Array]) -> None:
            found[places] = outputs(scores["index"])

        replay.run(World.of(self.assumptions, design, self.ranks.nominal), keep)
        return found
