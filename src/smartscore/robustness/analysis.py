"""The whole analysis of robustness: how sure ranks are, and what makes them so."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from attrs import evolve, frozen

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.framework_file import BUILT_IN
from smartscore.model import Methods
from smartscore.robustness.assumptions import Assumptions, Nominal
from smartscore.robustness.defaults import default_assumptions
from smartscore.robustness.exact.admissible import moves_weights
from smartscore.robustness.one_city import ExactAnswers, LeastChanges, exact_answers, least_changes
from smartscore.robustness.sensitivity import Change, Sensitivity, leave_one_out, one_at_a_time, sensitivity
from smartscore.robustness.sensitivity.changes import left_out_names, one_at_a_time_rows
from smartscore.robustness.sensitivity.estimators import estimator_named
from smartscore.robustness.sensitivity.saltelli import saltelli_runs
from smartscore.robustness.smaa import WeightAcceptability, weight_acceptability
from smartscore.robustness.uncertainty import Uncertainty, uncertainty
from smartscore.robustness.uncertainty.run import Progress, Sampler

Stages = Mapping[str, Callable[[], Any]]
#: What is entered while a programme is solved, whose solver may write to the standard output of the process.
Solving = Callable[[], AbstractContextManager[object]]

#: In how many draws at most it is counted which weights make a city first: the ranks of all are held at once.
_MOST_DRAWS = 10_000


@frozen(eq=False)
class Analysis:
    """How sure scores and ranks are, which assumptions make them so, and what each change does alone.

    `city` is the row of which the sensitivity tells score and rank as well, None without one. Only with one is it told
    which weights would make a city first (`acceptability`, None too where no weights are assumed), which ranks are
    attainable exactly, and what the least change is that moves the city. `left_out` names the stages that were not
    made, since somebody interrupted: what they would give is empty.
    """

    uncertainty: Uncertainty
    sensitivity: tuple[Sensitivity, ...] = ()
    one_at_a_time: tuple[Change, ...] = ()
    leave_one_out: tuple[Change, ...] = ()
    city: int | None = None
    acceptability: WeightAcceptability | None = None
    exact: ExactAnswers | None = None
    least: LeastChanges | None = None
    left_out: tuple[str, ...] = ()

    @property
    def interrupted(self) -> bool:
        """Tell whether anything was not made, or not to its end, since somebody interrupted."""
        part = self.uncertainty.interrupted or any(one.interrupted for one in self.sensitivity)
        return part or bool(self.left_out)


def analyse(  # noqa: PLR0913  # each is a choice of its own
    assessment: Assessment,
    assumptions: Assumptions | None = None,
    *,
    draws: int = 1000,
    base: int = 256,
    seed: int = 1,
    sampler: Sampler = "random",
    refit: bool = True,
    precision: float | None = None,
    by: str | None = None,
    city: City | None = None,
    methods: Methods = BUILT_IN,
    progress: Progress | None = None,
    solving: Solving = nullcontext,
    estimator: str = "saltelli",
) -> Analysis:
    """Make all stages of an analysis: uncertainty, leaving one out, one at a time, those of a city, and sensitivity.

    Without assumptions, the defaults are taken. `draws` and `precision` are those of the uncertainty, `base` the N of
    the sensitivity. `progress` is told how many runs of all stages are done, of how many; where the precision is
    reached before all draws, the others count as done. Whoever interrupts (Ctrl-C) is given what is done. `solving` is
    entered while linear programmes are solved. `estimator` works out the shares of variance: `saltelli`, `coinr`, or
    one that a plugin supplies.

    Raises:
        UsageError: as `uncertainty` and `sensitivity` do.
        RuleError: where a rule or an aggregate is not defined in a run, naming the node.
        KeyboardInterrupt: where somebody interrupts before anything is done.
    """
    if base < 1:
        raise UsageError(Problem("draws_not_positive", {"found": base}))
    row = None if city is None else assessment.dataset.row_of(city)
    given = default_assumptions(assessment, methods) if assumptions is None else assumptions
    given.require(Nominal(assessment, methods))
    shares = partial(sensitivity, base=base, estimator=estimator_named(estimator, methods))
    told = _progresses(progress, _sizes(assessment, given, draws, base, row))
    how: dict[str, Any] = {"refit": refit, "by": by, "seed": seed, "sampler": sampler, "methods": methods}
    sure = uncertainty(assessment, given, draws=draws, precision=precision, progress=told["uncertainty"], **how)
    return _made(Analysis(sure, city=row), _stages(sure, row, told, how, shares=shares, solving=solving))


def _stages(  # noqa: PLR0913  # what the stages need
    sure: Uncertainty,
    row: int | None,
    told: Mapping[str, Progress | None],
    how: Mapping[str, Any],
    *,
    shares: Callable[..., tuple[Sensitivity, ...]],
    solving: Solving,
) -> Stages:
    """Give the stages after the uncertainty: those that cost least come first."""
    assessment, given, kept = sure.assessment, sure.assumptions, {name: how[name] for name in ("refit", "by")}
    return {
        "leave_one_out": lambda: leave_one_out(assessment, progress=told["leave_one_out"], **kept),
        "one_at_a_time": lambda: one_at_a_time(assessment, given, progress=told["one_at_a_time"], **how),
        **({} if row is None else _of_city(sure, row, solving, told, how)),
        "sensitivity": lambda: shares(assessment, given, city=row, progress=told["sensitivity"], **how),
    }


def _made(found: Analysis, stages: Stages) -> Analysis:
    """Make the stages until somebody interrupts."""
    names = tuple(stages)
    for place, name in enumerate(names):
        if found.interrupted:
            return evolve(found, left_out=names[place:])
        try:
            made: Any = {name: stages[name]()}
        except KeyboardInterrupt:
            return evolve(found, left_out=names[place:])
        found = evolve(found, **made)
    return found


def _of_city(
    sure: Uncertainty,
    row: int,
    solving: Solving,
    told: Mapping[str, Progress | None],
    how: Mapping[str, Any],
) -> Stages:
    """Give the stages that are made for one city."""
    nominal, assumptions = Nominal(sure.assessment, how["methods"]), sure.assumptions

    def acceptability() -> WeightAcceptability | None:
        if not moves_weights(assumptions, nominal):
            return None
        kept = {name: how[name] for name in ("refit", "by", "seed", "methods")}
        return weight_acceptability(nominal.assessment, assumptions, draws=min(sure.draws, _MOST_DRAWS), **kept)

    def exact() -> ExactAnswers:
        with solving():
            return exact_answers(nominal, assumptions, row, how["by"])

    def least() -> LeastChanges | None:
        with solving():
            return least_changes(nominal.assessment, row, how["by"])

    made: Stages = {"acceptability": acceptability, "least": least, "exact": exact}
    return {name: _counted(made[name], told[name], size) for name, size in _city_sizes(sure.asked).items()}


def _city_sizes(draws: int) -> dict[str, int]:
    return {"acceptability": draws, "least": 1, "exact": 1}


def _counted(make: Callable[[], Any], progress: Progress | None, size: int) -> Callable[[], Any]:
    """Give a stage that tells of its runs only when all are done."""

    def made() -> Any:
        found = make()
        if progress is not None:
            progress(size, size)
        return found

    return made


def _sizes(assessment: Assessment, assumptions: Assumptions, draws: int, base: int, row: int | None) -> dict[str, int]:
    """Give how many runs each stage makes, in their order."""
    return {
        "uncertainty": draws,
        "leave_one_out": len(left_out_names(assessment.definition)),
        "one_at_a_time": one_at_a_time_rows(assessment, assumptions),
        **({} if row is None else _city_sizes(draws)),
        "sensitivity": saltelli_runs(base, len(assumptions.groups())),
    }


def _progresses(progress: Progress | None, sizes: Mapping[str, int]) -> dict[str, Progress | None]:
    """Give what each stage tells of its runs: those of all stages before count as done."""
    total, before = sum(sizes.values()), 0
    found: dict[str, Progress | None] = {}
    for name, size in sizes.items():
        found[name] = None if progress is None else _after(before, total, progress)
        before += size
    return found


def _after(before: int, total: int, progress: Progress) -> Progress:
    return lambda done, _: progress(before + done, total)
