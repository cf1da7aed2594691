"""Plans of cities: made of programmes under limits, read again, shown and drawn."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import asdict, frozen

from smartscore import plans
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Framework
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Hope, Outlook
from smartscore.plans.portfolio import Ask
from smartscore.plans.programme import Programme
from smartscore.plans.schedule import scheduled
from smartscore.reading import TableReader, read_tables

if TYPE_CHECKING:
    from smartscore.plots import PlanPlots


@frozen(eq=False, repr=False)
class Plan(plans.Plan):
    """A plan as `smartscore plan -o FILE.json` wrote it, which draws itself."""

    @property
    def plot(self) -> "PlanPlots":
        """The pictures of this plan, as altair charts (extra `report`): `plan.plot.timetable()` and others."""
        from smartscore.plots import plots_of_plan

        return plots_of_plan(self)


@frozen(eq=False, repr=False, slots=False)
class Roadmap(plans.Roadmap):
    """A plan by year as `plan` makes it, which draws itself."""

    @property
    def plot(self) -> "PlanPlots":
        """The pictures of this plan, as altair charts (extra `report`): `plan.plot.timetable()` and others."""
        from smartscore.plots import plots_of_roadmap

        return plots_of_roadmap(self)


def read_plan(path: str | Path, city: str | None = None) -> Plan:
    """Read a plan that `smartscore plan -o FILE.json` wrote.

    Raises:
        DatasetError: if there is no such file, or it is no plan.
        UsageError: if it is not of the city that is named.
    """
    read = plans.read_plan(Path(path), city)
    return Plan(**asdict(read, recurse=False))


def read_programmes(path: str | Path) -> tuple[Programme, ...]:
    """Read the programmes of all cities from a table or a TOML file; `plan` picks those of a city from a file itself.

    Raises:
        DatasetError: with every problem of the file.
        UsageError: if it has none, or is of another kind.
    """
    return plans.read_programmes(Path(path))


def plan(  # noqa: PLR0913  # what a plan is asked for
    assessment: Assessment,
    programmes: str | Path | Iterable[Programme],
    *,
    city: str,
    limits: Limits | None = None,
    target: float | str | None = None,
    hope: Hope = "success",
    gap: float = 0.01,
    read: TableReader = read_tables,
) -> Roadmap:
    """Plan the programmes of a city, by its key or name: those that bring the best index within limits, year by year.

    `programmes` are values, or a file of which those of the city and of no city count, read by `read`. With a `target`,
    an index or the title of a band, it is the cheapest set that reaches it. `hope` says whether all succeed
    ("success"), fail as expected ("expected") or as badly as they can ("pessimistic"); `gap` is how far the choice may
    be from the best, as a share of its gain. How often its choices hold when weights, bounds and methods are varied is
    in its `holding`, which is worked out when it is first asked for.

    Raises:
        UsageError: if there is no such city, it stands in several rows, there is no such band or dimension, no plan is
            possible, or scipy is lacking for more than 14 programmes.
        DatasetError: with every problem of the programmes.
    """
    row, limits = _row_of(assessment, city), limits or Limits()
    outlook = Outlook.of(assessment, row, _programmes_of(assessment, row, programmes, read))
    _require_dimensions(outlook, limits)
    ask = Ask(hope=hope, gap=gap, target=_index_of(assessment.framework, target))
    portfolio = choose(outlook, limits, ask)
    return Roadmap(outlook, limits, scheduled(outlook, limits, portfolio, hope), hope, ask.target, gap)


def _row_of(assessment: Assessment, city: str) -> int:
    rows = assessment.dataset.rows_of(city)
    if len(rows) > 1:
        raise UsageError(Problem("city_several_times", {"city": city}))
    return rows[0]


def _programmes_of(
    assessment: Assessment, row: int, programmes: str | Path | Iterable[Programme], read: TableReader
) -> tuple[Programme, ...]:
    if not isinstance(programmes, str | Path):
        return tuple(programmes)
    dataset = assessment.dataset
    names = (str(dataset.cities[row]), dataset.labels[row])
    return plans.read_programmes(Path(programmes), names, dataset.namesakes, read)


def _index_of(framework: Framework, target: float | str | None) -> float | None:
    """Give the index to reach: a number, or where a band begins."""
    starts = {text: band.start for band in framework.bands for _, text in band.title.by_language}
    if target is None or target in starts:
        return None if target is None else starts[str(target)]
    try:
        return float(target)
    except ValueError:
        raise UsageError(Problem("unknown_plan_target", {"found": target, "hint": hint(str(target), starts)})) from None


def _require_dimensions(outlook: Outlook, limits: Limits) -> None:
    known = {programme.dimension for programme in outlook.programmes}
    if wrong := [name for name in limits.at_least if name not in known]:
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in wrong)
